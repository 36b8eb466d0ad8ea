"""What is seen over the picture and never stands in the way of the mouse."""

from collections.abc import Sequence
from functools import reduce

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
    """Lines around or along things, as wide at every scale.

    Each is stroked by itself: to stroke thousands of them as one path takes Qt seconds.

    Parameters
    ----------
    reach : pixels that a line reaches beyond its path
    """

    def __init__(self, height: float, reach: float) -> None:
        super().__init__(height)
        self._reach = reach / LEAST_ZOOM
        self._paths: Sequence[QPainterPath] = ()
        self._boxes: list[QRectF] = []
        self._box = QRectF()
        self._pen = QPen()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def run_along(self, paths: Sequence[QPainterPath], stroke: QPen) -> None:
        """Draw other paths from now on; without any, or along empty ones, nothing is seen."""
        self.prepareGeometryChange()
        self._paths = [path for path in paths if not path.isEmpty()]
        reach = self._reach
        self._boxes = [path.boundingRect().adjusted(-reach, -reach, reach, reach) for path in self._paths]
        self._box = reduce(QRectF.united, self._boxes, QRectF())
        self._pen = stroke
        self._pen.setCosmetic(True)
        self.update()

    @property
    def is_lit(self) -> bool:
        return bool(self._paths)

    def boundingRect(self) -> QRectF:
        return self._box

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        exposed = option.exposedRect
        for path, box in zip(self._paths, self._boxes, strict=True):
            if box.intersects(exposed):
                painter.strokePath(path, self._pen)
