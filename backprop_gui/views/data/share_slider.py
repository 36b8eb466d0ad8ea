"""A share in percent, beside its field: dragged, or moved by the arrow keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from backprop_gui.explain.render_text import number
from backprop_gui.look.slider import TrackSlider
from backprop_gui.views.fields import ValueField

PERCENT_DIGITS = 4
PERCENT_WIDTH, LEAST_TRACK = 54, 56
STEP, LEAP = 5, 10


def write_percent(share: object) -> str:
    """Write a share in percent."""
    assert isinstance(share, float)
    return f"{number(100.0 * share, PERCENT_DIGITS)} %"


class ShareSlider(TrackSlider):
    """Takes whole percents; a share is chosen when the handle is let go.

    Attributes
    ----------
    chosen : (float) a share was chosen
    """

    chosen = Signal(float)

    def __init__(self, name: str, words: str, most: float) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setRange(0, round(100 * most))
        self.setSingleStep(STEP)
        self.setPageStep(LEAP)
        self.setTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._is_showing = False
        self.valueChanged.connect(self._choose)

    def show_share(self, share: float) -> None:
        """Show the share that is in force, as near as whole percents come to it."""
        self._is_showing = True
        self.setValue(round(100 * share))
        self._is_showing = False

    def _choose(self, percent: int) -> None:
        if not self._is_showing:
            self.chosen.emit(percent / 100)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls around the slider, unless the slider was entered."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def beside(field: ValueField, companion: QWidget, least: int) -> QWidget:
    """Put a field, at least so wide, and what belongs to it into one row."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    field.setMinimumWidth(least)
    field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    line.addWidget(field, 1)
    if isinstance(companion, QSlider):
        companion.setMinimumWidth(LEAST_TRACK)
    line.addWidget(companion, 2 if isinstance(companion, QSlider) else 0)
    both.setFocusProxy(field)
    return both
