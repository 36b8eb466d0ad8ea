"""A line above the diagram that says what happened and goes when it is closed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from backprop_gui.look.icons import icon
from backprop_gui.look.labels import plain_label


class Banner(QFrame):
    """Shows one sentence until it is closed or another one comes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._label = plain_label("banner_text")
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setObjectName("banner_close")
        close.setIcon(icon("close"))
        close.setText("Close this message")
        close.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._label, 1)
        row.addWidget(close)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, as plain text."""
        self._label.setText(sentence)
        self.show()

    @property
    def sentence(self) -> str:
        """What it says, empty while it is hidden."""
        return "" if self.isHidden() else self._label.text()
