"""Who gets a key: walking keys work everywhere but where the focused widget needs them itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

if TYPE_CHECKING:
    from backprop_gui.app.main_window import MainWindow

ARROWS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
PAGES = {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
LETS_WALK = "step_table"
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_TYPING = (*_PLAIN, Qt.KeyboardModifier.ShiftModifier)


class KeyPriority(QObject):
    """Gives a focused table, list, button or field the keys that it lives by, before the shortcuts.

    Letters are shortcuts on the diagram alone: elsewhere they type or look for something. In the table of
    steps the walking keys walk. Enter in a field ends with it, and the keys walk again.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept the override of a shortcut where the widget needs the key; see when a field is done."""
        if not isinstance(event, QKeyEvent):
            return False
        match event.type():
            case QEvent.Type.ShortcutOverride:
                plain = event.modifiers() in _PLAIN and event.key() in _needed_by(watched)
                if plain or (_is_letter(event) and self._is_for_typing(watched)):
                    event.accept()
                    return True
            case QEvent.Type.KeyPress if event.key() in ENTER and self._is_field(watched):
                # The field itself comes first: it may refuse what was typed.
                QTimer.singleShot(0, self, lambda: self._leave(watched))
        return False

    def _is_for_typing(self, watched: QObject) -> bool:
        """Whether a letter is not for walking: something of this window but the diagram has the keyboard."""
        diagram = self._window.panels.diagram
        return (
            isinstance(watched, QWidget)
            and watched is QApplication.focusWidget()
            and watched is not self._window
            and watched.window() is self._window
            and not (diagram is not None and (watched is diagram or diagram.isAncestorOf(watched)))
        )

    def _is_field(self, watched: QObject) -> bool:
        """Whether it is a field of a form; one that is open in a table or on the diagram is theirs."""
        if not isinstance(watched, QLineEdit | QAbstractSpinBox | QComboBox):
            return False
        above = watched.parentWidget()
        while above is not None and not isinstance(above, QAbstractItemView):
            above = above.parentWidget()
        return above is None and self._is_for_typing(watched)

    def _leave(self, field: QObject) -> None:
        if QApplication.focusWidget() is field and not field.property("refused"):
            self._window.leave_field()


def _is_letter(event: QKeyEvent) -> bool:
    return event.modifiers() in _TYPING and event.text().isprintable() and bool(event.text().strip())


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
