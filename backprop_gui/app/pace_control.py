"""How fast a run goes, on a slider that says in words where it stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label
from backprop_gui.look.slider import TrackSlider
from backprop_gui.session.pace import PACES, pace_words
from backprop_gui.session.run import Run

WIDTH = 128


class PaceControl(QWidget):
    """Sets the run's pace, also while it runs."""

    def __init__(self, run: Run, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pace")
        self.setFixedWidth(WIDTH)
        self._run = run
        self._words = plain_label("pace_words")
        self._words.setFont(ui_font(11))
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._slider = TrackSlider()
        self._slider.setObjectName("pace_slider")
        self._slider.setAccessibleName("Speed of training")
        self._slider.setToolTip("How fast training goes: from one round a second to as fast as it can")
        self._slider.setRange(0, len(PACES) - 1)
        self._slider.setPageStep(1)
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._slider.valueChanged.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self._slider)
        run.paced.connect(self._follow)
        self._follow()

    def _choose(self, place: int) -> None:
        self._run.pace = PACES[place]

    def _follow(self) -> None:
        words = pace_words(self._run.pace)
        if self._run.pace in PACES:
            self._slider.setValue(PACES.index(self._run.pace))
        self._words.setText(words)
        self._slider.setAccessibleDescription(words)
