"""What the windows that stand beside the program's have in common."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

MOST_OF_SCREEN = 0.9
LENT = ("action_undo", "action_redo", "action_save")


def lend_keys(program: QWidget, window: QWidget) -> None:
    """Let undo, redo and save work in a window beside the program's."""
    window.addActions([action for action in program.actions() if action.objectName() in LENT])


def size_around(window: QWidget, table: QWidget, whole: QSize, least: QSize) -> QSize:
    """Return a window's size for its whole table, as far as the screen has it.

    Parameters
    ----------
    whole : the size in which the table is seen at once
    """
    layout = window.layout()
    assert layout is not None
    margins, height = layout.contentsMargins(), window.sizeHint().height()
    around = QSize(margins.left() + margins.right(), height - table.sizeHint().height())
    return (whole + around).expandedTo(least).boundedTo(window.screen().availableSize() * MOST_OF_SCREEN)
