"""The toolbar: walking on the left, training in the middle, presenting on the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QToolBar, QToolButton, QWidget

from backprop_gui.session.numbers import parse_count

WALKING = ("reset", "", "round_start", "step_back", "step", "next_parameter", "next_phase", "round", "")


class RoundsField(QLineEdit):
    """How many rounds a run does.

    Attributes
    ----------
    refused : (sentence) what was typed is no number of rounds
    left : Esc was pressed
    """

    refused = Signal(str)
    left = Signal()

    def __init__(self, rounds: int, parent: QWidget | None = None) -> None:
        super().__init__(f"{rounds:,}", parent)
        self.setObjectName("rounds_field")
        self.setAccessibleName("Rounds of a run")
        self.setToolTip("How many rounds a run does")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(86)
        self.textEdited.connect(lambda _: self._mark(False))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def rounds(self) -> int | None:
        """Return the number typed; None, after `refused`, where it is none."""
        try:
            count = parse_count(self.text())
        except ValueError as error:
            self._mark(True)
            self.refused.emit(str(error))
            return None
        self._mark(False)
        self.setText(f"{count:,}")
        return count

    def _mark(self, refused: bool) -> None:
        self.setProperty("refused", refused)
        self.style().unpolish(self)
        self.style().polish(self)


class MainToolBar(QToolBar):
    """Holds the actions that a lesson needs all the time."""

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__("Toolbar", parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.rounds_field = RoundsField(10_000)
        for name in WALKING:
            self._add(actions, name)
        self._add(actions, "train")
        self.addWidget(self.rounds_field)
        self.addWidget(QLabel("rounds"))
        self._add(actions, "run_rounds")
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self._add(actions, "present")

    def _add(self, actions: dict[str, QAction], name: str) -> None:
        if not name:
            self.addSeparator()
            return
        self.addAction(actions[name])
        button = self.widgetForAction(actions[name])
        assert isinstance(button, QToolButton)
        button.setObjectName(f"button_{name}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if name == "round_start":
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
