"""Which network was made from which, and where each neuron of the one stands in the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary, ref

from backprop_gui.core.network import INPUTS, BiasPlace, Network, NeuronPlace, Place, TargetPlace, WeightPlace

Column = tuple[NeuronPlace | None, ...]

_made_from: WeakKeyDictionary[Network, tuple[ref[Network], tuple[Column, ...]]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Moves:
    """Where the neurons of one network stand in another; what is not listed is not there."""

    neurons: Mapping[NeuronPlace, NeuronPlace]

    def place(self, place: Place, last: int, last_now: int) -> Place | None:
        """Find where a place is now; None where its neuron, or one of its two, has gone.

        Parameters
        ----------
        last, last_now : the number of the outputs' layer, before and now
        """
        match place:
            case NeuronPlace():
                return self.neurons.get(place)
            case TargetPlace(index):
                output = self.neurons.get(NeuronPlace(last, index))
                return TargetPlace(output.index) if output and output.layer == last_now else None
            case BiasPlace(layer, None):
                layer_now = self.layer(layer)
                return None if layer_now is None else BiasPlace(layer_now, None)
            case BiasPlace(layer, int() as index):
                neuron = self.neurons.get(NeuronPlace(layer, index))
                return BiasPlace(neuron.layer, neuron.index) if neuron else None
            case WeightPlace():
                to, source = self.neurons.get(place.to_neuron), self.neurons.get(place.source_neuron)
                if to is None or source is None or source.layer != to.layer - 1:
                    return None
                return WeightPlace(to.layer, to.index, source.index)
        return None

    def layer(self, layer: int) -> int | None:
        """Find the number that a layer has now; None where none of its neurons is left."""
        return next((now.layer for before, now in self.neurons.items() if before.layer == layer), None)


def note_origin(before: Network, after: Network, columns: tuple[Column, ...]) -> None:
    """Note that a network was made from another one; it is forgotten with either of them.

    Parameters
    ----------
    columns : the inputs, then each layer's neurons, by the places that they had before
    """
    _made_from[after] = ref(before), columns


def moves_between(before: Network, after: Network) -> Moves | None:
    """Tell where neurons stand now, after a change or after its undoing; None where neither is known."""
    if (columns := _columns(before, after)) is not None:
        return Moves({was: now for now, was in _pairs(columns)})
    if (columns := _columns(after, before)) is not None:
        return Moves(dict(_pairs(columns)))
    return None


def _columns(before: Network, after: Network) -> tuple[Column, ...] | None:
    origin = _made_from.get(after)
    return origin[1] if origin is not None and origin[0]() is before else None


def _pairs(columns: tuple[Column, ...]) -> list[tuple[NeuronPlace, NeuronPlace]]:
    """List the neurons that stay, by their places after and before."""
    return [
        (NeuronPlace(layer, index), was)
        for layer, column in enumerate(columns, start=INPUTS)
        for index, was in enumerate(column)
        if was is not None
    ]
