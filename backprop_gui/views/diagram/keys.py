"""The diagram's own keys: editing what is selected, choosing more, moving nodes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from backprop_gui.views.diagram.aligning import move_chosen
from backprop_gui.views.diagram.choosing import Choosing
from backprop_gui.views.diagram.fold_item import FoldItem
from backprop_gui.views.diagram.gestures import Gestures

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView

Key, Modifier = Qt.Key, Qt.KeyboardModifier
STEP = 8.0
WAYS: dict[int, QPointF] = {
    Key.Key_Left: QPointF(-STEP, 0.0),
    Key.Key_Right: QPointF(STEP, 0.0),
    Key.Key_Up: QPointF(0.0, -STEP),
    Key.Key_Down: QPointF(0.0, STEP),
}
ON_KEYPAD = Modifier.KeypadModifier


class DiagramKeys:
    """Answers the keys that reach the diagram and are no action of the window."""

    def __init__(self, view: "DiagramView", choosing: Choosing, gestures: Gestures) -> None:
        self._view, self._choosing, self._gestures = view, choosing, gestures

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key does; False where it does nothing here."""
        key, modifiers = event.key(), event.modifiers() & ~ON_KEYPAD
        if key == Key.Key_Escape:
            return self._leave()
        if key in (Key.Key_Return, Key.Key_Enter) and modifiers == Modifier.NoModifier:
            return self._edit()
        if key in (Key.Key_Up, Key.Key_Down) and modifiers == Modifier.ShiftModifier:
            self._choosing.extend(1 if key == Key.Key_Down else -1)
            return True
        if key in (Key.Key_Up, Key.Key_Down) and modifiers == Modifier.ControlModifier:
            self._choosing.go_on(1 if key == Key.Key_Down else -1)
            return True
        if key in WAYS and modifiers == Modifier.ControlModifier | Modifier.ShiftModifier:
            move_chosen(self._view.session, self._view.diagram, WAYS[key])
            return True
        return False

    def _leave(self) -> bool:
        """Give back what the mouse has begun, or else choose nothing any more."""
        if self._gestures.is_on:
            self._gestures.cancel()
        elif self._view.offers_editing and self._view.diagram.chosen_places:
            self._view.select(None)
        else:
            return False
        return True

    def _edit(self) -> bool:
        """Edit the selected value, or all of several."""
        scene = self._view.diagram
        if scene.selected is None:
            return False
        if isinstance(scene.selected, FoldItem):
            self._view.activate(scene.selected)
            return True
        if len(scene.chosen_places) > 1:
            self._view.edit_all_chosen()
        elif scene.selected.is_editable:
            self._view.edit(scene.selected)
        else:
            return False
        return True
