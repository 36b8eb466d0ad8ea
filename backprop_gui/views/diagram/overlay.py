"""What is seen over the picture and never stands in the way of the mouse."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backprop_gui.look.painting import survived
from backprop_gui.views.diagram.ground_view import LEAST_ZOOM


class Overlay(QGraphicsItem):
    """An item that takes no clicks.

    Parameters
    ----------
    height : the item's z value, above what it lies over
    """

    def __init__(self, height: float) -> None:
        super().__init__()
        self.setZValue(height)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def shape(self) -> QPainterPath:
        return QPainterPath()


class Outline(Overlay):
    """A line around or along something, as wide at every scale.

    Parameters
    ----------
    reach : pixels that the line reaches beyond its path
    """

    def __init__(self, height: float, reach: float) -> None:
        super().__init__(height)
        self._reach = reach / LEAST_ZOOM
        self._path = QPainterPath()
        self._pen = QPen()

    def run_along(self, path: QPainterPath, stroke: QPen) -> None:
        """Draw another path from now on; an empty one is not seen."""
        self.prepareGeometryChange()
        self._path, self._pen = path, stroke
        self._pen.setCosmetic(True)
        self.update()

    @property
    def is_lit(self) -> bool:
        return not self._path.isEmpty()

    def boundingRect(self) -> QRectF:
        reach = self._reach
        return self._path.boundingRect().adjusted(-reach, -reach, reach, reach)

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.strokePath(self._path, self._pen)
