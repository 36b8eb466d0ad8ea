"""What all items on the diagram have in common that stand for a place of the network."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.network import Place
from backprop_gui.look.painting import survived
from backprop_gui.views.diagram.readout import Readout

RING = 2.5
RING_ROOM = 9.0


class PlaceItem(QGraphicsObject):
    """A node, a connection or a value that can be selected, read and perhaps edited.

    Attributes
    ----------
    place : what it stands for; None for a whole layer
    title : its name in words, such as "w5 from h1 to o1"
    is_editable : whether a number stands here that a person may change
    is_movable : whether it can be dragged
    whole : what draws it together with very many others; None where it is drawn by itself
    """

    is_editable = False
    is_movable = False

    def __init__(self, place: Place | None, title: str, identifier: str) -> None:
        super().__init__()
        self.place = place
        self.title = title
        self.whole: PlaceItem | None = None
        self.setObjectName(identifier)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self._box = QRectF()

    def refresh(self, readout: Readout) -> None:
        """Show the figures and the light of this moment."""
        raise NotImplementedError

    def told(self, readout: Readout) -> str:
        """Tell the figures in words, in full digits."""
        raise NotImplementedError

    def outline(self) -> QPainterPath:
        """Return, in the scene's coordinates, where the ring of the selection runs."""
        path = QPainterPath()
        path.addRoundedRect(self.editing_rect().adjusted(-3.0, -3.0, 3.0, 3.0), 8.0, 8.0)
        return path

    def editing_rect(self) -> QRectF:
        """Return, in the scene's coordinates, where the value stands."""
        return self.mapRectToScene(self._box)

    def boundingRect(self) -> QRectF:
        return self._box

    def _grow_to(self, box: QRectF) -> None:
        if box != self._box:
            self.prepareGeometryChange()
            self._box = box

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        raise NotImplementedError


def framed(rect: QRectF) -> QPainterPath:
    """Return a rectangle's border."""
    path = QPainterPath()
    path.addRect(rect)
    return path


def pen(color: QColor, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Make a pen.

    Its ends are flat: lines begin and end at shapes, and Qt draws flat ends many times faster.
    """
    return QPen(color, width, style, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
