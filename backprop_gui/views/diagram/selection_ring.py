"""The rings around what is selected."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme
from backprop_gui.views.diagram.ground_view import LEAST_ZOOM
from backprop_gui.views.diagram.place_item import PlaceItem, pen

REACH = 3.0 / LEAST_ZOOM


class SelectionRing(QGraphicsItem):
    """The rings around the selected items, strong while the diagram has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(5.0)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._path = QPainterPath()
        self._pen = pen(theme().accent)

    def follow(self, items: Sequence[PlaceItem], has_focus: bool) -> None:
        """Run around items, or vanish."""
        self.prepareGeometryChange()
        self._path = QPainterPath()
        for item in items:
            self._path.addPath(item.outline())
        style = Qt.PenStyle.SolidLine if has_focus else Qt.PenStyle.DotLine
        self._pen = pen(theme().accent, 2.0 if has_focus else 1.2, style)
        self._pen.setCosmetic(True)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-REACH, -REACH, REACH, REACH)

    def shape(self) -> QPainterPath:
        return QPainterPath()

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.strokePath(self._path, self._pen)
