"""The items of single weights and neurons that others draw; made when they are asked for."""

from collections.abc import Collection

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsScene

from backprop_gui.core.network import Network, NeuronPlace, WeightPlace
from backprop_gui.session.selection import Chosen, is_there
from backprop_gui.views.diagram.boxed_neuron import BoxedNeuron
from backprop_gui.views.diagram.bundle_item import BundleItem
from backprop_gui.views.diagram.bundled_weight import BundledWeight
from backprop_gui.views.diagram.column_item import ColumnItem
from backprop_gui.views.diagram.place_item import PlaceItem

StandIn = BundledWeight | BoxedNeuron


class StandIns:
    """Keeps those that are chosen or pointed at, and lets go of the others.

    Attributes
    ----------
    wholes : the bundles and boxes of the network, which draw them
    """

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self._network: Network | None = None
        self.wholes: list[BundleItem | ColumnItem] = []
        self._items: dict[Chosen, StandIn] = {}

    def begin(self, network: Network, wholes: list[BundleItem | ColumnItem]) -> None:
        """Serve another network; the items of the one before have left the scene."""
        self._network, self.wholes, self._items = network, wholes, {}

    def follow(self) -> None:
        """Stand where the bundles and boxes have them now."""
        for item in self._items.values():
            item.follow_whole()

    def of(self, place: Chosen | None, kept: Collection[PlaceItem]) -> StandIn | None:
        """Find or make the item of a place that is drawn with others; `kept` are not let go for it."""
        found = self._items.get(place) if place is not None else None
        made = None if found else self._made(place)
        if made is not None and place is not None:
            for passed in [each for each, item in self._items.items() if item not in kept]:
                self._scene.removeItem(self._items.pop(passed))
            self._items[place] = made
            self._scene.addItem(made)
        return found or made

    def _made(self, place: Chosen | None) -> StandIn | None:
        network = self._network
        if network is None or place is None or not is_there(network, place):
            return None
        for whole in self.wholes:
            match whole, place:
                case BundleItem(), WeightPlace() if whole.layer == place.layer:
                    return BundledWeight(place, network, whole)
                case ColumnItem(), NeuronPlace() if whole.layer == place.layer:
                    return BoxedNeuron(place, network, whole)
        return None

    def weight_at(self, point: QPointF, kept: Collection[PlaceItem]) -> StandIn | None:
        """Find the one of the weights drawn as one that a point of the ground is at."""
        for whole in self.wholes:
            place = whole.weight_at(point) if isinstance(whole, BundleItem) else None
            found = self.of(place, kept)
            if isinstance(found, BundledWeight):
                found.spot = point
                return found
        return None
