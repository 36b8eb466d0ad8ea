"""What stands above a plot: its title, and on the right what belongs to it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from backprop_gui.look.fonts import ui_font

TEXT = 12


class Header(QWidget):
    """A title, and a widget at its right."""

    def __init__(self, title: str, beside: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        label = self.title = QLabel(title)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(ui_font(TEXT, 600))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 4, 0)
        row.setSpacing(4)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        if beside.sizePolicy().hasHeightForWidth():
            row.addWidget(beside, 1, Qt.AlignmentFlag.AlignTop)
        else:
            row.addStretch(1)
            row.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
