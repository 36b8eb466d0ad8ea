"""Short texts that are set once and painted often."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTransform

from backprop_gui.explain.render_text import fitting
from backprop_gui.views.diagram.sizes import ROOM

UNKNOWN = "?"
DIGITS = 4


class Word:
    """A piece of text at a point; setting the same text again costs nothing.

    Attributes
    ----------
    anchor : the middle of the capitals' height; across, the text's left end, its middle or its right end
    align : 0 left, 0.5 middle, 1 right
    """

    __slots__ = ("_corner", "_font", "_rise", "_static", "align", "anchor", "color", "text")

    def __init__(self, font: QFont, anchor: QPointF, align: float = 0.5) -> None:
        self._font = font
        metrics = QFontMetricsF(font)
        self._rise = metrics.ascent() - metrics.capHeight() / 2
        self._static = QStaticText()
        self._static.setTextFormat(Qt.TextFormat.PlainText)
        self.anchor, self.align = anchor, align
        self.text, self.color = "", QColor()
        self._corner = anchor

    def show(self, text: str, color: QColor) -> bool:
        """Set text and colour; tell whether either is another one now."""
        if text == self.text and color == self.color:
            return False
        self.color = color
        if text != self.text:
            self.text = text
            self._static.setText(text)
            self._static.prepare(QTransform(), self._font)
            self.move(self.anchor)
        return True

    def move(self, anchor: QPointF) -> None:
        """Put the text elsewhere."""
        self.anchor, size = anchor, self.size
        self._corner = QPointF(anchor.x() - self.align * size.width(), anchor.y() - self._rise)

    @property
    def size(self) -> QSizeF:
        return self._static.size() if self.text else QSizeF(0.0, 0.0)

    @property
    def rect(self) -> QRectF:
        return QRectF(self._corner, self.size)

    def paint(self, painter: QPainter) -> None:
        """Draw the text."""
        painter.setFont(self._font)
        painter.setPen(self.color)
        painter.drawStaticText(self._corner, self._static)


def short(value: float | None, room: int = ROOM, digits: int = DIGITS) -> str:
    """Write a number with as many of its digits as fit into so many characters."""
    if value is None:
        return UNKNOWN
    return fitting(value, lambda text: len(text) <= room, digits)
