"""One of the very many weights that are drawn as one: chosen, read and edited like every other."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsItem

from backprop_gui.core.network import Network, WeightPlace
from backprop_gui.views.diagram.bodies import centred
from backprop_gui.views.diagram.bundle_item import BundleItem
from backprop_gui.views.diagram.connection_item import WeightItem
from backprop_gui.views.diagram.readout import Readout


class BundledWeight(WeightItem):
    """Stands for its weight while it is pointed at or chosen; its bundle draws it.

    Attributes
    ----------
    spot : where it was clicked; None where it was chosen elsewhere
    """

    def __init__(self, place: WeightPlace, network: Network, bundle: BundleItem) -> None:
        super().__init__(place, network)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        self.whole = self._bundle = bundle
        self.spot: QPointF | None = None
        self.follow_whole()

    def follow_whole(self) -> None:
        """Stand where the bundle has it now."""
        self.line, self.spot = self._bundle.line(self.weight), None

    def refresh(self, readout: Readout) -> None:
        """Show nothing: the bundle does."""

    def editing_rect(self) -> QRectF:
        """Return its cell, or where it was clicked, or its line's middle."""
        cell = self._bundle.cell(self.weight)
        return cell or centred(1.0, 1.0, self.spot or self.line.center())

    def outline(self) -> QPainterPath:
        """Return its cell, or its line."""
        path, cell = QPainterPath(), self._bundle.cell(self.weight)
        if cell is not None:
            path.addRect(cell)
        else:
            path.moveTo(self.line.p1())
            path.lineTo(self.line.p2())
        return path

    def shape(self) -> QPainterPath:
        """Return what can be clicked: nothing, as the bundle knows which weight is where."""
        return QPainterPath()
