"""A line above the diagram that says what happened and goes when it is closed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from backprop_gui.look.icons import icon


class Banner(QFrame):
    """Shows one sentence until it is closed or another one comes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._label = QLabel(objectName="banner_text", wordWrap=True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton(objectName="banner_close", icon=icon("close"), text="Close this message")
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
        return self._label.text() if self.isVisibleTo(self.parentWidget()) else ""
