"""A node that is drawn as a shape: what inputs, neurons and bias nodes share."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.network import Place
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import Theme
from backprop_gui.views.diagram.bodies import Body, centred
from backprop_gui.views.diagram.lights import Light
from backprop_gui.views.diagram.place_item import RING, RING_ROOM, PlaceItem, pen
from backprop_gui.views.diagram.sizes import Sizes
from backprop_gui.views.diagram.words import Word

CORNER = 6.0
RING_STEP = 3.5


class NodeItem(PlaceItem):
    """A circle or box with texts, lit by rings around it.

    Attributes
    ----------
    body : where it stands; a drag changes it before the document knows
    """

    is_movable = True

    def __init__(self, place: Place, title: str, identifier: str) -> None:
        super().__init__(place, title, identifier)
        self.setZValue(2.0)
        self.body = Body(QPointF(), 0.0, 0.0, is_round=True)
        self.words: Sequence[Word] = ()
        self._shape = QPainterPath()
        self._rings: list[tuple[QPainterPath, QPen]] = []
        self._border = QPen()
        self._ground = QColor()
        self._lit_as: object = None
        self._stroke = 1.0

    def arrange(self, body: Body, sizes: Sizes) -> None:
        """Take place and size; the figures are shown by the `refresh` that follows."""
        self.body, self._stroke = body, sizes.stroke
        self.setPos(body.centre)
        self._shape = self._contour(0.0)
        extent = body.extent.translated(-body.centre)
        room = RING_ROOM * self._stroke
        self._grow_to(extent.adjusted(-room, -room, room, room))
        self._lit_as = None
        self._set_words(sizes)
        self.update()

    def shift(self, centre: QPointF) -> None:
        """Stand elsewhere, otherwise unchanged."""
        self.body = replace(self.body, centre=centre)
        self.setPos(centre)

    def _set_words(self, sizes: Sizes) -> None:
        raise NotImplementedError

    def light_up(self, light: Light, look: Theme) -> bool:
        """Show rings in the light's colours, the first one outermost; tell whether that is new."""
        lit_as = (look.name, tuple(color.rgb() for color in light.rings))
        if lit_as == self._lit_as:
            return False
        self._lit_as = lit_as
        self._ground = look.panel
        self._border = pen(look.faint, 1.2 * self._stroke)
        outward = range(len(light.rings) - 1, -1, -1)
        self._rings = [
            (self._contour(RING_STEP * self._stroke * out), pen(color, RING * self._stroke))
            for out, color in zip(outward, light.rings, strict=True)
        ]
        return True

    def _contour(self, out: float) -> QPainterPath:
        path = QPainterPath()
        rect = centred(self.body.width + 2 * out, self.body.height + 2 * out)
        if self.body.is_round:
            path.addEllipse(rect)
        else:
            corner = CORNER * self._stroke + out
            path.addRoundedRect(rect, corner, corner)
        return path

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the shape, its rings and its texts."""
        painter.setPen(self._border)
        painter.setBrush(self._ground)
        painter.drawPath(self._shape)
        self.paint_inside(painter)
        for path, ring in self._rings:
            painter.strokePath(path, ring)
        for word in self.shown_words:
            word.paint(painter)

    @property
    def shown_words(self) -> Sequence[Word]:
        """The texts that are seen now."""
        return self.words

    def paint_inside(self, painter: QPainter) -> None:
        """Draw what fills the shape, under its rings and texts."""

    def shape(self) -> QPainterPath:
        """Return what can be clicked: the shape with the texts around it."""
        path = QPainterPath()
        path.addRect(self.body.extent.translated(-self.body.centre))
        return path

    def outline(self) -> QPainterPath:
        """Return the ring of the selection, outside of all lights."""
        return self._contour(RING_STEP * self._stroke * max(1, len(self._rings)) + 2.0).translated(self.pos())

    def editing_rect(self) -> QRectF:
        return self.body.rect
