"""Buttons of dialogs in the program's own look."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox


def without_icons(box: QDialogButtonBox | QMessageBox) -> None:
    """Leave words alone on a dialog's buttons: the system's icons belong to another look.

    A style sheet can forbid them only to dialogs that are made after it.
    """
    for button in box.buttons():
        button.setIcon(QIcon())
