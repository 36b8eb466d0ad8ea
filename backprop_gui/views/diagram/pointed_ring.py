"""The glow around what is pointed at: by the mouse here, or by its curve in a plot."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backprop_gui.look.identity import identity_color
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme
from backprop_gui.views.diagram.connection_item import WeightItem
from backprop_gui.views.diagram.ground_view import LEAST_ZOOM
from backprop_gui.views.diagram.place_item import PlaceItem, pen

WIDTH = 4.0
REACH = WIDTH / LEAST_ZOOM
STRENGTH = 0.75


class PointedRing(QGraphicsItem):
    """Runs around a neuron or a label, and along a weight, in the colour of the curve."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(1.5)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._path = QPainterPath()
        self._pen = QPen()

    def follow(self, item: PlaceItem | None, number: int | None) -> None:
        """Run around an item in the colour of neuron or parameter `number`, or vanish."""
        self.prepareGeometryChange()
        self._path = QPainterPath()
        if item is not None and (number is not None or item.whole is not None):
            self._path = item.outline()
            if isinstance(item, WeightItem) and item.whole is None:
                self._path.moveTo(item.line.p1())
                self._path.lineTo(item.line.p2())
            # Among very many parameters none has a colour of its own.
            color = QColor(theme().accent) if number is None else identity_color(number)
            color.setAlphaF(STRENGTH)
            self._pen = pen(color, WIDTH)
            # As wide at every scale: one of many lines must not cover its neighbours.
            self._pen.setCosmetic(True)
        self.update()

    @property
    def is_lit(self) -> bool:
        return not self._path.isEmpty()

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-REACH, -REACH, REACH, REACH)

    def shape(self) -> QPainterPath:
        return QPainterPath()

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.strokePath(self._path, self._pen)
