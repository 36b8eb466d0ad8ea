"""One of the very many neurons that are drawn as one box: chosen, read and edited like every other."""

from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsItem

from backprop_gui.core.network import Network, NeuronPlace
from backprop_gui.views.diagram.bodies import Body
from backprop_gui.views.diagram.column_item import ColumnItem
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.place_item import framed
from backprop_gui.views.diagram.readout import Readout


class BoxedNeuron(NeuronItem):
    """Stands for its neuron while it is pointed at or chosen; its box draws it."""

    is_movable = False

    def __init__(self, place: NeuronPlace, network: Network, box: ColumnItem) -> None:
        super().__init__(place, network)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        self.whole = self._box_item = box
        self.follow_whole()

    def follow_whole(self) -> None:
        """Stand where the box has it now."""
        cell = self._box_item.cell(self.neuron.index)
        self.body = Body(cell.center(), cell.width(), cell.height(), is_round=False)
        self.setPos(self.body.centre)

    def refresh(self, readout: Readout) -> None:
        """Show nothing: the box does."""

    def outline(self) -> QPainterPath:
        """Return its row."""
        return framed(self.body.rect)

    def shape(self) -> QPainterPath:
        """Return what can be clicked: nothing, as the box knows which neuron is where."""
        return QPainterPath()
