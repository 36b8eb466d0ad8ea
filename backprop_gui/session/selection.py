"""What is chosen on the diagram, for all that edits it."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from backprop_gui.core.lineage import moves_between
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
from backprop_gui.document.project import Project
from backprop_gui.session.document import Document


@dataclass(frozen=True, order=True)
class LayerPlace:
    """A whole layer, as where it is too large for single neurons; the inputs' layer is `INPUTS`."""

    layer: int


Chosen = Place | LayerPlace


class Selection(QObject):
    """The chosen places, in the order in which they were chosen; the last is the current one.

    Attributes
    ----------
    changed : other places are chosen
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.places: tuple[Chosen, ...] = ()
        self._has_followed = False
        document.replaced.connect(self._follow)
        document.settled.connect(self._announce)

    @property
    def current(self) -> Chosen | None:
        return self.places[-1] if self.places else None

    @property
    def layer(self) -> int | None:
        """The layer that the current place belongs to."""
        if self.current is None:
            return None
        return layer_of(self._document.project.network, self.current)

    @property
    def neurons(self) -> list[NeuronPlace]:
        return [place for place in self.places if isinstance(place, NeuronPlace)]

    @property
    def weights(self) -> list[WeightPlace]:
        return [place for place in self.places if isinstance(place, WeightPlace)]

    def choose(self, *places: Chosen) -> None:
        """Choose these places and no others."""
        chosen = tuple(dict.fromkeys(places))
        if chosen != self.places:
            self.places = chosen
            self.changed.emit()

    def toggle(self, place: Chosen) -> None:
        """Choose a place too, or no longer."""
        others = [other for other in self.places if other != place]
        self.choose(*(others if place in self.places else (*others, place)))

    def _follow(self, before: Project | None, project: Project) -> None:
        """Follow each place's neuron, and let go of what the network no longer has."""
        places = self.places
        if before is None:
            self.places = ()
        elif before.network is not project.network:
            self.places = tuple(dict.fromkeys(followed(before.network, project.network, places)))
        self._has_followed |= self.places != places

    def _announce(self) -> None:
        """Tell of the places that have followed the network, once all views show it."""
        if self._has_followed:
            self._has_followed = False
            self.changed.emit()


def fitting(network: Network, places: Iterable[Chosen]) -> list[Chosen]:
    """Keep the places that a network has."""
    return [place for place in places if is_there(network, place)]


def followed(before: Network, now: Network, places: Iterable[Chosen]) -> list[Chosen]:
    """Find where places of one network are in another; those of neurons that have gone are left out."""
    moves = moves_between(before, now)
    if moves is None:
        return fitting(now, places)
    last, last_now = len(before.layers) - 1, len(now.layers) - 1
    found: list[Chosen] = []
    for place in places:
        if not isinstance(place, LayerPlace):
            moved: Chosen | None = moves.place(place, last, last_now)
        else:
            layer = moves.layer(place.layer)
            moved = None if layer is None else LayerPlace(layer)
        found += [moved] if moved is not None and is_there(now, moved) else []
    return found


def is_there(network: Network, place: Chosen) -> bool:
    """Tell whether a network has a place."""
    last = len(network.layers) - 1
    match place:
        case LayerPlace(layer):
            return layer <= last
        case NeuronPlace(layer, index):
            return layer <= last and index < network.sizes[layer + 1]
        case TargetPlace(index):
            return index < len(network.outputs)
        case WeightPlace(layer, to, source):
            if layer > last or to >= network.layers[layer].size or source >= network.layers[layer].sources:
                return False
            return bool(network.layers[layer].present[to, source])
        case BiasPlace(layer, to):
            wanted = BiasKind.SHARED if to is None else BiasKind.PER_NEURON
            fits = layer <= last and network.layers[layer].bias is wanted
            return fits and (to is None or to < network.layers[layer].size)


def layer_of(network: Network, place: Chosen) -> int:
    """Tell which layer a place belongs to."""
    return len(network.layers) - 1 if isinstance(place, TargetPlace) else place.layer


def weights_of(network: Network, place: Chosen) -> list[WeightPlace]:
    """List the weights that a place stands for: its own, a neuron's incoming ones, a layer's."""
    match place:
        case WeightPlace():
            return [place]
        case NeuronPlace(layer, index) if layer != INPUTS:
            sources = range(network.layers[layer].sources)
            return [WeightPlace(layer, index, source) for source in sources]
        case LayerPlace(layer) if layer != INPUTS:
            neurons = range(network.layers[layer].size)
            return [weight for to in neurons for weight in weights_of(network, NeuronPlace(layer, to))]
        case _:
            return []
