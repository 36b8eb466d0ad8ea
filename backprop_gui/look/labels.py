"""Labels that show text as it is: what a user or a file writes is never taken for markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def plain_label(name: str = "", text: str = "") -> QLabel:
    """Make a label of plain text with an objectName."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
