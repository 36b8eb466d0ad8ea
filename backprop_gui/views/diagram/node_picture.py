"""A neuron's answers inside its node, with one short text on a plate."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen

from backprop_gui.look.theme import Theme
from backprop_gui.views.diagram.bodies import Body, centred
from backprop_gui.views.diagram.words import Word

PLATE = 0.86
"""How much of the plate's ground covers the picture."""

HEIGHT, SIDE = 1.5, 0.4
"""The plate's height, and the air beside its text, in heights of the smallest text."""

INSET = 2.0


class NodePicture:
    """Paints a picture in a shape; without one it paints nothing.

    Attributes
    ----------
    word : what stands on the plate, at a circle's lower edge or in a box's lower left corner
    """

    def __init__(self, font: QFont, text: float, body: Body, has_word: bool) -> None:
        self._image: QImage | None = None
        self._text = text
        self._ground = QColor()
        self._has_word = has_word
        # In a circle there is room in the middle alone; in a box the plate leaves that free.
        side = HEIGHT * text / 2
        low = body.height / 2 - side
        self._middle = (
            QPointF(0.0, low - 0.14 * body.height)
            if body.is_round
            else QPointF(INSET - body.width / 2, low - INSET)
        )
        align = 0.5 if body.is_round else 0.0
        self.word = Word(font, self._middle + QPointF((1 - 2 * align) * SIDE * text, 0.0), align)

    @property
    def is_shown(self) -> bool:
        return self._image is not None

    def show(self, image: QImage | None, text: str, color: QColor, look: Theme) -> bool:
        """Take another picture and text; tell whether anything is new."""
        changed = image is not self._image
        self._image = image
        self._ground = QColor(look.panel)
        self._ground.setAlphaF(PLATE)
        return (self._has_word and self.word.show(text, color)) | changed

    def paint(self, painter: QPainter, shape: QPainterPath, border: QPen) -> None:
        """Draw the picture within a shape, and the plate with its text."""
        if self._image is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.drawImage(shape.boundingRect(), self._image, QRectF(self._image.rect()))
        painter.restore()
        painter.setPen(border)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if self._has_word and self.word.text:
            width = self.word.rect.width() + 2 * SIDE * self._text
            plate = centred(
                width, HEIGHT * self._text, QPointF(self.word.rect.center().x(), self._middle.y())
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ground)
            painter.drawRoundedRect(plate, 0.4 * self._text, 0.4 * self._text)
            self.word.paint(painter)
