"""The items of one network, put where the layout says and showing what is known."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from backprop_gui.core.network import (
    INPUTS,
    BiasKind,
    BiasPlace,
    Network,
    NeuronPlace,
    Place,
    TargetPlace,
    WeightPlace,
)
from backprop_gui.session.selection import Chosen, LayerPlace
from backprop_gui.views.diagram.arranging import weight_places
from backprop_gui.views.diagram.bias_item import BiasNodeItem, OwnBiasItem
from backprop_gui.views.diagram.bodies import Body, line_between
from backprop_gui.views.diagram.bundle_item import BundleItem
from backprop_gui.views.diagram.column_item import ColumnItem
from backprop_gui.views.diagram.connection_item import WeightItem
from backprop_gui.views.diagram.fold_item import FoldItem
from backprop_gui.views.diagram.layout import Layout
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.node_item import NodeItem
from backprop_gui.views.diagram.place_item import PlaceItem
from backprop_gui.views.diagram.pointed_ring import PointedRing
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.selection_ring import SelectionRing
from backprop_gui.views.diagram.stand_ins import StandIns
from backprop_gui.views.diagram.target_item import TargetItem


class DiagramScene(QGraphicsScene):
    """Builds the items of a network and keeps them in place.

    Attributes
    ----------
    ordered : all items that stand for a place, as a reader walks them: inputs, then of each layer its
        weights, biases and neurons, then the targets
    by_place : the same, by what they stand for
    chosen : the selected ones, the last selected last; of weights that are drawn as one only the last
    chosen_places : all that is selected
    """

    def __init__(self) -> None:
        super().__init__()
        # Few items that all move at every relayout: an index would cost more than it saves.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.ordered: list[PlaceItem] = []
        self.by_place: dict[Chosen, PlaceItem] = {}
        self.chosen: list[PlaceItem] = []
        self.chosen_places: tuple[Chosen, ...] = ()
        self._stand_ins = StandIns(self)
        self.ring, self.pointed = SelectionRing(), PointedRing()
        self._overlays: list[QGraphicsItem] = []
        for item in (self.ring, self.pointed):
            self.add_overlay(item)
        self.layout: Layout | None = None
        self.network: Network | None = None
        self._shape: object = None

    def add_overlay(self, item: QGraphicsItem) -> None:
        """Add an item that stays whatever the network is."""
        self._overlays.append(item)
        self.addItem(item)

    def arrange(self, network: Network, layout: Layout) -> None:
        """Show a network in a layout; the items stay as long as they are of the same network."""
        shape = (network, layout.bundles, frozenset(layout.columns), layout.excerpt)
        if shape != self._shape:
            self._shape = shape
            self._build(network, layout)
        self.network, self.layout = network, layout
        for item in self.ordered:
            self._arrange_item(item, layout, network)
        for weight in self._weights():
            weight.arrange(layout)
        self._stand_ins.follow()
        self._connect(layout.bodies)

    def _build(self, network: Network, layout: Layout) -> None:
        self.ring.follow([], False)
        self.chosen, self.chosen_places = [], ()
        self.pointed.follow(None, None)
        for item in self.ordered:
            self.removeItem(item)
            item.deleteLater()
        for left in self.items():
            if left not in self._overlays:
                self.removeItem(left)
        self.ordered = list(_items(network, layout))
        self.by_place = {item.place: item for item in self.ordered if item.place is not None}
        wholes = [item for item in self.ordered if isinstance(item, BundleItem | ColumnItem)]
        self.by_place.update({LayerPlace(item.layer): item for item in wholes})
        self._stand_ins.begin(network, wholes)
        for item in self.ordered:
            self.addItem(item)
            if isinstance(item, NodeItem):
                # Of an excerpt another one is shown soon: no place on the ground is a layer's own.
                item.is_movable = layout.excerpt.is_whole
            if isinstance(item, WeightItem):
                self.addItem(item.label)
            elif isinstance(item, BiasNodeItem):
                self.addItem(item.edges)

    def _arrange_item(self, item: PlaceItem, layout: Layout, network: Network) -> None:
        sizes, bodies = layout.sizes, layout.bodies
        match item:
            case NeuronItem():
                item.arrange(bodies[item.neuron], sizes)
            case BiasNodeItem():
                item.arrange(bodies[item.bias], sizes)
                if sizes.form.has_text:
                    item.arrange_label(layout.bias_label(item.bias), sizes, layout.label_style)
            case OwnBiasItem():
                item.arrange(bodies[item.neuron], sizes)
            case TargetItem():
                output = NeuronPlace(len(network.layers) - 1, item.target.index)
                item.arrange(bodies[output], layout.target(output), sizes)
            case ColumnItem():
                item.arrange(layout.columns[item.layer], sizes)
            case FoldItem():
                item.arrange(layout.folds[item.layers.stop], sizes)
            case BundleItem():
                item.arrange(*(_ends(network, layout, layer) for layer in (item.layer - 1, item.layer)))

    def _connect(
        self, bodies: Mapping[NeuronPlace | BiasPlace, Body], only: Collection[Place] | None = None
    ) -> None:
        """Run the lines between the nodes; `only`: those at some nodes."""
        for item in self.ordered:
            if isinstance(item, WeightItem):
                source, to = item.weight.source_neuron, item.weight.to_neuron
                if only is None or source in only or to in only:
                    item.connect_ends(line_between(bodies[source], bodies[to]))
            elif isinstance(item, BiasNodeItem):
                layer = [body for place, body in bodies.items() if _is_in(place, item.bias.layer)]
                item.edges.connect_ends(bodies[item.bias], layer)

    def drag(self, centres: Mapping[NodeItem, QPointF]) -> None:
        """Show nodes elsewhere while they are dragged; the layout follows when they are let go."""
        if self.layout is None:
            return
        moved: dict[Place, NodeItem] = {}
        for item, centre in centres.items():
            if isinstance(item.place, NeuronPlace | BiasPlace):
                item.shift(centre)
                moved[item.place] = item
        bodies = {
            place: moved[place].body if place in moved else body for place, body in self.layout.bodies.items()
        }
        self._connect(bodies, moved.keys())
        for other in self.ordered:
            self._take_along(other, moved, self.layout)

    def _take_along(self, item: PlaceItem, moved: Mapping[Place, NodeItem], layout: Layout) -> None:
        """Let what stands at a neuron go with it."""
        if isinstance(item, OwnBiasItem) and item.neuron in moved:
            item.arrange(moved[item.neuron].body, layout.sizes)
        elif isinstance(item, TargetItem) and self._output_of(item) in moved:
            output = self._output_of(item)
            body = moved[output].body
            room = layout.target(output).translated(body.centre - layout.bodies[output].centre)
            item.arrange(body, room, layout.sizes)

    def _output_of(self, target: TargetItem) -> NeuronPlace:
        assert self.network
        return NeuronPlace(len(self.network.layers) - 1, target.target.index)

    def refresh(self, readout: Readout) -> None:
        """Show the figures and the light of this moment."""
        self._show_lit_labels(readout)
        for item in self.ordered:
            item.refresh(readout)

    def _show_lit_labels(self, readout: Readout) -> None:
        """Show the labels of lit weights even where there is no room for all labels."""
        layout = self.layout
        if layout is None or not layout.sizes.form.has_text:
            return
        hidden = [weight for weight in self._weights() if weight.weight not in layout.labels]
        lit = [weight for weight in hidden if readout.light(weight.weight).rings]
        places = layout.places_for((weight.weight for weight in lit), may_stand_off=True)
        for weight in hidden:
            weight.show_label_at(places.get(weight.weight))

    def follow_scale(self, scale: float) -> None:
        """Tell those that draw less or more when they are shown smaller or larger."""
        for item in self.ordered:
            if isinstance(item, BundleItem | ColumnItem | NeuronItem):
                item.follow_scale(scale)

    def item_of(self, place: Chosen | None) -> PlaceItem | None:
        """Find the item of a place; for one of very many that are drawn as one it is made now."""
        found = self.by_place.get(place) if place is not None else None
        return found or self._stand_ins.of(place, self.chosen)

    def shown_at(self, point: QPointF, item: PlaceItem | None) -> PlaceItem | None:
        """Find what is shown at a point of the ground, where `item` is on top: perhaps one of very many."""
        if item is None:
            return self._stand_ins.weight_at(point, self.chosen)
        neuron = item.neuron_at(point) if isinstance(item, ColumnItem) else None
        return item if neuron is None else self.item_of(neuron)

    def _bundles(self) -> Iterator[BundleItem]:
        return (item for item in self.ordered if isinstance(item, BundleItem))

    def _weights(self) -> Iterator[WeightItem]:
        return (item for item in self.ordered if isinstance(item, WeightItem))

    @property
    def selected(self) -> PlaceItem | None:
        """The item that was selected last."""
        return self.chosen[-1] if self.chosen else None

    def choose(self, items: list[PlaceItem], places: tuple[Chosen, ...]) -> None:
        """Select these places, which the items stand for, and no others."""
        self.clearSelection()
        self.chosen, self.chosen_places = items, places
        for item in items:
            item.setSelected(True)
        weights = [place for place in places if isinstance(place, WeightPlace)]
        for bundle in self._bundles():
            bundle.mark([place for place in weights if place.layer == bundle.layer])

    def show_chosen(self, places: tuple[Chosen, ...]) -> None:
        """Select places, wherever they were chosen."""
        items = [self.by_place[place] for place in places if place in self.by_place]
        current = self.item_of(places[-1]) if places else None
        if current is not None and current not in items:
            items.append(current)
        self.choose(items, places)


def _is_in(place: Place, layer: int) -> bool:
    return isinstance(place, NeuronPlace) and place.layer == layer


def _ends(network: Network, layout: Layout, layer: int) -> list[QPointF]:
    size = network.sizes[layer + 1]
    return [layout.end(NeuronPlace(layer, index), size) for index in range(size)]


def _items(network: Network, layout: Layout) -> Iterator[PlaceItem]:
    """Make the items in the order in which a reader walks them."""
    excerpt = layout.excerpt
    yield from _nodes(network, layout, INPUTS)
    for layer in excerpt.layers[1:]:
        if layer in layout.bundles:
            yield BundleItem(layer, network)
        elif layer in excerpt.folds:
            yield FoldItem(excerpt.folds[layer])
        else:
            yield from (WeightItem(place, network) for place in weight_places(network, layer))
        yield from _biases(network, layout, layer)
        yield from _nodes(network, layout, layer)
    if len(network.layers) - 1 not in layout.columns:
        yield from (TargetItem(TargetPlace(index), network) for index in range(len(network.outputs)))


def _nodes(network: Network, layout: Layout, layer: int) -> Iterable[PlaceItem]:
    if layer in layout.columns:
        return [ColumnItem(layer, network)]
    return [NeuronItem(NeuronPlace(layer, index), network) for index in range(network.sizes[layer + 1])]


def _biases(network: Network, layout: Layout, layer: int) -> Iterable[PlaceItem]:
    kind = network.layers[layer].bias
    if kind is BiasKind.SHARED:
        return [BiasNodeItem(BiasPlace(layer, None), network)]
    if kind is BiasKind.NONE or layer in layout.columns:
        return []
    return [OwnBiasItem(BiasPlace(layer, index), network) for index in range(network.layers[layer].size)]
