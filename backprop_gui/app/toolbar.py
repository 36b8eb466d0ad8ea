"""The toolbar: walking on the left, training in the middle, presenting on the right."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QToolBar, QToolButton, QWidget

from backprop_gui.app.pace_control import PaceControl
from backprop_gui.session.numbers import parse_count
from backprop_gui.session.run import Run

UNITS = ("rounds", "epochs")

ICONS_ONLY = ("round_start",)
SHORTENED = (
    "stop_when",
    "one_round",
    "present",
    "reset",
    "next_parameter",
    "next_phase",
    "round",
    "run_rounds",
    "step_back",
    "train",
    "step",
)
"""These lose their texts where room is short, in this order..."""

LEFT_OUT = ("pace",)
"""...and these, which have another place in the menus or the panels, are left out after that."""

EDGES, SPACING = 16, 2

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
    """Holds the actions that a lesson needs all the time; where room is short, some show only their icon."""

    def __init__(self, run: Run, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__("Toolbar", parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._actions = actions
        self.rounds_field = RoundsField(10_000)
        self._unit = QComboBox()
        self._unit.setObjectName("rounds_unit")
        self._unit.setAccessibleName("Unit of a run")
        self._unit.setToolTip("What is counted: rounds, or epochs, each of which takes every sample once")
        self._unit.addItems(UNITS)
        for name in (*WALKING, "train", "one_round"):
            self._add(name)
        self._places = {"pace": self.addWidget(PaceControl(run))}
        self.addWidget(self.rounds_field)
        self.addWidget(self._unit)
        for name in ("run_rounds", "stop_when"):
            self._add(name)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self._add("present")

    @property
    def counts_epochs(self) -> bool:
        """Whether the number of a run counts epochs rather than rounds."""
        return self._unit.currentText() == "epochs"

    def button(self, name: str) -> QToolButton:
        """Find an action's button."""
        button = self.widgetForAction(self._actions[name])
        assert isinstance(button, QToolButton)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many texts as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Leave out texts and then whole buttons, the ones that are needed least first."""
        for name in SHORTENED:
            self.button(name).setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for name in LEFT_OUT:
            self._place(name).setVisible(True)
        for name in SHORTENED:
            if self._needed() <= self.width():
                return
            self.button(name).setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        for name in LEFT_OUT:
            if self._needed() <= self.width():
                return
            self._place(name).setVisible(False)

    def _needed(self) -> int:
        """Add up the widths that everything likes to have."""
        spacing = SPACING
        shown = [self.widgetForAction(action) for action in self.actions() if action.isVisible()]
        return sum(_width(widget) + spacing for widget in shown) + EDGES

    def _place(self, name: str) -> QAction:
        return self._places[name]

    def _add(self, name: str) -> None:
        if not name:
            self.addSeparator()
            return
        self.addAction(self._actions[name])
        button = self.button(name)
        button.setObjectName(f"button_{name}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if name in ICONS_ONLY:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)


def _width(widget: QWidget) -> int:
    """Return the width that a widget likes to have, or the one that it always has."""
    fixed = widget.minimumWidth() == widget.maximumWidth()
    return widget.minimumWidth() if fixed else max(0, widget.sizeHint().width())
