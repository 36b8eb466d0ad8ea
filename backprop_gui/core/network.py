"""A network: its neurons and connections (`Network`) and the numbers on them (`Parameters`).

The two are apart because one topology is trained through millions of parameter values. All parameters
stand in one flat vector, first every place of every weight matrix row by row (so that ``w1`` is its
first entry), then the biases. Updating them all at once is then one formula on one vector.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from backprop_gui.core.array import Array, BoolArray, read_only


class BiasKind(StrEnum):
    """Whether a layer has no bias, one that its neurons share, or one for each neuron."""

    NONE = "none"
    SHARED = "shared"
    PER_NEURON = "per_neuron"


@dataclass(frozen=True, eq=False, slots=True)
class Layer:
    """A layer of neurons and the connections that lead into it.

    Attributes
    ----------
    neurons : the neurons' names
    activation : a name in `ACTIVATIONS`
    bias : which kind of bias the layer has
    bias_trainable : whether a round changes it
    present : shape (neurons, sources), False where there is no connection
    frozen : shape (neurons, sources), True where a connection is not trained
    """

    neurons: tuple[str, ...]
    activation: str
    bias: BiasKind
    bias_trainable: bool
    present: BoolArray
    frozen: BoolArray

    @property
    def size(self) -> int:
        return len(self.neurons)

    @property
    def sources(self) -> int:
        """How many neurons or inputs the layer reads."""
        return int(self.present.shape[1])

    @property
    def bias_count(self) -> int:
        return {BiasKind.NONE: 0, BiasKind.SHARED: 1, BiasKind.PER_NEURON: self.size}[self.bias]


INPUTS = -1


@dataclass(frozen=True, order=True)
class NeuronPlace:
    """Where a neuron stands: in `layer`, counted from 0; an input's layer is `INPUTS`."""

    layer: int
    index: int


@dataclass(frozen=True, order=True)
class TargetPlace:
    """The target of output number `index`, where also its error is shown."""

    index: int


@dataclass(frozen=True, order=True)
class WeightPlace:
    """Where a weight stands: in `layer`, to neuron `to`, from source `source`, all counted from 0."""

    layer: int
    to: int
    source: int

    @property
    def source_neuron(self) -> NeuronPlace:
        return NeuronPlace(self.layer - 1, self.source)

    @property
    def to_neuron(self) -> NeuronPlace:
        return NeuronPlace(self.layer, self.to)


@dataclass(frozen=True, order=True)
class BiasPlace:
    """Where a bias stands: in `layer`, for neuron `to`, or None where the layer shares it."""

    layer: int
    to: int | None


Place = NeuronPlace | TargetPlace | WeightPlace | BiasPlace


@dataclass(frozen=True, eq=False)
class Network:
    """The topology: inputs, and layers from the first hidden one to the outputs."""

    inputs: tuple[str, ...]
    layers: tuple[Layer, ...]

    @property
    def outputs(self) -> tuple[str, ...]:
        return self.layers[-1].neurons

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """The number of inputs, then of each layer's neurons."""
        return (len(self.inputs), *(layer.size for layer in self.layers))

    def neuron_name(self, place: NeuronPlace) -> str:
        names = self.inputs if place.layer == INPUTS else self.layers[place.layer].neurons
        return names[place.index]

    def source_names(self, layer: int) -> tuple[str, ...]:
        """Name what layer number `layer` reads: the inputs, or the neurons of the layer before."""
        return self.layers[layer - 1].neurons if layer else self.inputs

    @cached_property
    def weight_offsets(self) -> tuple[int, ...]:
        """Where each layer's weights begin in the flat vector, and where the last ones end."""
        return _running_total(0, (layer.present.size for layer in self.layers))

    @cached_property
    def bias_offsets(self) -> tuple[int, ...]:
        """Where each layer's biases begin in the flat vector, and where the last ones end."""
        return _running_total(self.weight_offsets[-1], (layer.bias_count for layer in self.layers))

    @property
    def weight_count(self) -> int:
        return self.weight_offsets[-1]

    @property
    def parameter_count(self) -> int:
        return self.bias_offsets[-1]

    def weight_number(self, place: WeightPlace) -> int:
        """Count a weight's place, 1 for ``w1``; missing connections count too."""
        offset = self.weight_offsets[place.layer]
        return offset + place.to * self.layers[place.layer].sources + place.source + 1

    def weight_place(self, number: int) -> WeightPlace:
        """Find the place of weight ``w<number>``."""
        layer = int(np.searchsorted(self.weight_offsets, number - 1, side="right")) - 1
        to, source = divmod(number - 1 - self.weight_offsets[layer], self.layers[layer].sources)
        return WeightPlace(layer, to, source)

    def index(self, place: WeightPlace | BiasPlace) -> int:
        """Find a parameter's index in the flat vector."""
        if isinstance(place, WeightPlace):
            return self.weight_number(place) - 1
        return self.bias_offsets[place.layer] + (place.to or 0)

    def place(self, index: int) -> WeightPlace | BiasPlace:
        """Find a parameter's place by its index in the flat vector."""
        if index < self.weight_count:
            return self.weight_place(index + 1)
        layer = int(np.searchsorted(self.bias_offsets, index, side="right")) - 1
        shared = self.layers[layer].bias is BiasKind.SHARED
        return BiasPlace(layer, None if shared else index - self.bias_offsets[layer])

    @cached_property
    def weight_slots(self) -> tuple[tuple[slice, tuple[int, int]], ...]:
        """Where each layer's weights stand in the flat vector, and their matrix's shape."""
        return tuple(
            (slice(begin, begin + layer.present.size), (layer.size, layer.sources))
            for layer, begin in zip(self.layers, self.weight_offsets, strict=False)
        )

    @cached_property
    def bias_slots(self) -> tuple[slice, ...]:
        """Where each layer's biases stand in the flat vector."""
        return tuple(map(slice, self.bias_offsets, self.bias_offsets[1:]))

    @cached_property
    def is_weight(self) -> BoolArray:
        """Tell weights (True) from biases in the flat vector; only weights are regularised."""
        return np.arange(self.parameter_count) < self.weight_count

    @cached_property
    def exists(self) -> BoolArray:
        """Mark what is there in the flat vector: every bias, and the weights of connections."""
        biases = np.ones(self.parameter_count - self.weight_count, dtype=bool)
        return np.concatenate([*(layer.present.ravel() for layer in self.layers), biases])

    @cached_property
    def trainable(self) -> BoolArray:
        """Mark what a round changes in the flat vector: present, unfrozen weights, trainable biases."""
        weights = [(layer.present & ~layer.frozen).ravel() for layer in self.layers]
        biases = [np.full(layer.bias_count, layer.bias_trainable) for layer in self.layers]
        return np.concatenate([*weights, *biases])

    @cached_property
    def untrained(self) -> BoolArray:
        """Mark what no round changes in the flat vector."""
        return ~self.trainable


class Parameters:
    """All weights and biases of a network as one flat vector, with a view of each layer's part.

    Gradients have the same shape and are held in the same way.

    Attributes
    ----------
    flat : shape (network.parameter_count,)
    weights : for each layer a view, shape (neurons, sources); 0 where there is no connection
    biases : for each layer a view, shape (0,), (1,) or (neurons,) by its kind of bias
    """

    __slots__ = ("biases", "flat", "weights")

    def __init__(self, network: Network, flat: Array) -> None:
        self.flat = flat
        self.weights = tuple([flat[slot].reshape(shape) for slot, shape in network.weight_slots])
        self.biases = tuple([flat[slot] for slot in network.bias_slots])

    @classmethod
    def zeros(cls, network: Network) -> "Parameters":
        return cls(network, np.zeros(network.parameter_count))

    @classmethod
    def frozen_copy(cls, network: Network, flat: Array) -> "Parameters":
        """Copy a flat vector into parameters that nothing can write to any more."""
        return cls(network, read_only(flat.copy()))

    def changed(self, network: Network, place: WeightPlace | BiasPlace, value: float) -> "Parameters":
        """Copy these parameters with one of them changed."""
        flat = self.flat.copy()
        flat[network.index(place)] = value
        return Parameters(network, read_only(flat))


def _running_total(start: int, sizes: Iterator[int]) -> tuple[int, ...]:
    totals = [start]
    for size in sizes:
        totals.append(totals[-1] + size)
    return tuple(totals)
