"""A line above the diagram that says what happened and goes when it is closed."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from backprop_gui.look.icons import icon
from backprop_gui.look.labels import plain_label


@dataclass(frozen=True)
class Offer:
    """Something to be done about what a banner says: a button with this name."""

    name: str
    text: str
    do: Callable[[], object]


class Banner(QFrame):
    """Shows one sentence until it is closed or another one comes."""

    def __init__(self, parent: QWidget | None = None, name: str = "banner") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._label = plain_label(f"{name}_text")
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons: list[QPushButton] = []
        close = QToolButton()
        close.setObjectName(f"{name}_close")
        close.setIcon(icon("close"))
        close.setText("Close this message")
        close.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        close.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 8, 6)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(close)
        self.hide()

    def say(self, sentence: str, *offers: Offer) -> None:
        """Show a sentence, as plain text, and a button for each offer."""
        self._label.setText(sentence)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(offer) for offer in offers]
        for place, button in enumerate(self._buttons, start=1):
            self._row.insertWidget(place, button)
        self.show()

    def take_back(self, sentence: str) -> None:
        """Say it no longer, where it is said."""
        if self.sentence == sentence:
            self.hide()

    @property
    def sentence(self) -> str:
        """What it says, empty while it is hidden."""
        return "" if self.isHidden() else self._label.text()

    def _button(self, offer: Offer) -> QPushButton:
        button = QPushButton(offer.text)
        button.setObjectName(f"{self.objectName()}_{offer.name}")
        button.clicked.connect(lambda: self._take(offer))
        return button

    def _take(self, offer: Offer) -> None:
        self.hide()
        offer.do()
