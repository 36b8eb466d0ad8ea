"""Who gets a key: walking keys work everywhere but where the focused widget needs them itself."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox

ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
PAGES = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
LETS_WALK = "step_table"


class KeyPriority(QObject):
    """Gives a focused table, list, button or field the keys that it lives by, before the shortcuts.

    The table of steps is left out: there the walking keys walk.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept the override of a shortcut where the widget needs the key."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in _needed_by(watched):
                event.accept()
                return True
        return False


def _needed_by(widget: QObject) -> set[Qt.Key]:
    if widget.objectName() == LETS_WALK:
        return set()
    match widget:
        case QAbstractButton():
            return {Qt.Key.Key_Space}
        case QAbstractItemView():
            return ARROWS | PAGES | {Qt.Key.Key_Space}
        case QComboBox() | QAbstractSpinBox() | QAbstractSlider():
            return ARROWS | PAGES
        case _:
            return set()
