"""One example's card: a button with a picture."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from backprop_gui.document.examples import Example
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme, themes

CARD = QSize(196, 200)
PICTURE_HEIGHT = 116
ROUNDING = 8.0
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Card(QAbstractButton):
    """Shows an example; a click, Space or Enter opens it.

    Attributes
    ----------
    arrow_pressed : (key) to go to a card beside this one
    """

    arrow_pressed = Signal(object)

    def __init__(self, example: Example) -> None:
        super().__init__()
        self.example = example
        self.setObjectName(f"card_{example.name}")
        self.setText(example.title.replace("&", "&&"))
        self.setAccessibleName(example.title)
        self.setAccessibleDescription(example.sentence)
        self.setToolTip(example.sentence)
        self.setFixedSize(CARD)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._picture: QPixmap | None = None
        themes.changed.connect(self._forget_picture)

    @property
    def picture_size(self) -> QSize:
        return QSize(CARD.width() - 2, PICTURE_HEIGHT)

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    def show_picture(self, picture: QPixmap) -> None:
        """Show the picture, once there is one."""
        self._picture = picture
        self.update()

    def _forget_picture(self) -> None:
        self._picture = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in ARROWS:
            self.arrow_pressed.emit(event.key())
        else:
            super().keyPressEvent(event)

    @survived
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(look.accent if chosen else look.hairline, 2.0 if self.hasFocus() else 1.0))
        painter.setBrush(look.accent_ground if self.underMouse() else look.panel)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), ROUNDING, ROUNDING)
        if self._picture is not None:
            painter.drawPixmap(1, 2, self._picture)
        self._draw_words(painter)
        painter.end()

    def _draw_words(self, painter: QPainter) -> None:
        look, width = theme(), CARD.width() - 24
        painter.setPen(look.ink)
        painter.setFont(ui_font(13, 600))
        title = QRect(12, PICTURE_HEIGHT + 2, width, 20)
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, self.example.title)
        painter.setPen(look.soft)
        painter.setFont(ui_font(12))
        sentence = QRect(12, PICTURE_HEIGHT + 24, width, CARD.height() - PICTURE_HEIGHT - 30)
        painter.drawText(sentence, Qt.TextFlag.TextWordWrap, self.example.sentence)
