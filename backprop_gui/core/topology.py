"""Changing what a network is made of: a new network, and where each of its parts comes from.

A change is written as the columns of the new network, each neuron by the place that it had before, or
None where it is new. What of the old parameters is kept, and where, follows from that alone.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backprop_gui.core.array import Array, BoolArray, read_only
from backprop_gui.core.lineage import Column, note_origin
from backprop_gui.core.network import (
    INPUTS,
    BiasKind,
    BiasPlace,
    Layer,
    Network,
    NeuronPlace,
    Parameters,
    WeightPlace,
)


@dataclass(frozen=True, eq=False)
class Reshaping:
    """A network made from another one.

    Attributes
    ----------
    columns : the inputs, then each layer's neurons, by the places that they had in `before`
    """

    before: Network
    after: Network
    columns: tuple[Column, ...]

    def carried(self, values: Parameters, fresh: Parameters) -> Parameters:
        """Keep a number of each parameter that stays; take new ones from `fresh`.

        Parameters
        ----------
        values : of the network before
        fresh : of the network after
        """
        result = Parameters(self.after, fresh.flat.copy())
        for number in range(len(self.after.layers)):
            kept = _kept(self.columns[number], self.columns[number + 1])
            if kept is None:
                continue
            result.weights[number][kept.here] = values.weights[kept.layer][kept.there]
            self._carry_bias(number, kept, values.biases[kept.layer], result.biases[number])
        for layer, weights in zip(self.after.layers, result.weights, strict=True):
            weights[~layer.present] = 0.0
        read_only(result.flat)
        return result

    def _carry_bias(self, number: int, kept: "_Kept", before: Array, now: Array) -> None:
        kinds = self.before.layers[kept.layer].bias, self.after.layers[number].bias
        match kinds:
            case (BiasKind.PER_NEURON, BiasKind.PER_NEURON):
                now[kept.neurons] = before[kept.neurons_before]
            case (BiasKind.PER_NEURON, BiasKind.SHARED):
                now[:] = before[kept.neurons_before].mean()
            case (BiasKind.SHARED, BiasKind.PER_NEURON | BiasKind.SHARED):
                now[:] = before[0]

    def kept_indices(self, column: int) -> list[int | None]:
        """Tell which entry of the same column each entry was before; None where it is new."""
        return [None if place is None else place.index for place in self.columns[column]]

    def place_now(self, place: NeuronPlace) -> NeuronPlace | None:
        """Find where a neuron or input stands now; None where it has gone."""
        for layer, column in enumerate(self.columns, start=INPUTS):
            if place in column:
                return NeuronPlace(layer, column.index(place))
        return None

    def layer_now(self, layer: int) -> int | None:
        """Find the number that a layer has now; None where none of its neurons is left."""
        found = (number for number, column in enumerate(self.columns, INPUTS) if _layer_of(column) == layer)
        return next(found, None)


@dataclass(frozen=True)
class _Kept:
    """What a layer has from one of the network before: rows, and columns where its sources stayed too."""

    layer: int
    neurons: list[int]
    neurons_before: list[int]
    sources: list[int]
    sources_before: list[int]

    @property
    def here(self) -> tuple[np.ndarray, ...]:
        return np.ix_(self.neurons, self.sources)

    @property
    def there(self) -> tuple[np.ndarray, ...]:
        return np.ix_(self.neurons_before, self.sources_before)


def _layer_of(column: Column) -> int | None:
    """Tell which layer of the network before a column comes from."""
    return next((place.layer for place in column if place is not None), None)


def _kept(sources: Column, neurons: Column) -> _Kept | None:
    layer = _layer_of(neurons)
    if layer is None:
        return None
    same_sources = sources if _layer_of(sources) == layer - 1 else ()
    now, before = _pairs(neurons)
    return _Kept(layer, now, before, *_pairs(same_sources))


def _pairs(column: Column) -> tuple[list[int], list[int]]:
    """List where the neurons that stay stand now, and where they stood before."""
    found = [(now, place.index) for now, place in enumerate(column) if place is not None]
    return [now for now, _ in found], [before for _, before in found]


def columns_of(network: Network) -> list[Column]:
    """List a network's own places: its inputs, then each layer's neurons."""
    return [
        tuple(NeuronPlace(layer, index) for index in range(size))
        for layer, size in enumerate(network.sizes, start=INPUTS)
    ]


def with_neuron(network: Network, layer: int, index: int) -> Reshaping:
    """Add a neuron to a layer, or an input, so that it is number `index` there."""
    columns = columns_of(network)
    column = columns[layer + 1]
    columns[layer + 1] = (*column[:index], None, *column[index:])
    return _reshaped(network, columns, network.layers)


def without_neurons(network: Network, places: Sequence[NeuronPlace]) -> Reshaping:
    """Remove neurons and inputs; of every column at least one has to stay."""
    gone = set(places)
    columns = [tuple(place for place in column if place not in gone) for column in columns_of(network)]
    return _reshaped(network, columns, network.layers)


def with_ends(network: Network, inputs: Sequence[int | None], outputs: Sequence[int | None]) -> Reshaping:
    """Give a network other inputs and outputs, each by the number that it had; None is a new one."""
    columns, last = columns_of(network), len(network.layers) - 1
    for layer, numbers in ((INPUTS, inputs), (last, outputs)):
        places = (None if number is None else NeuronPlace(layer, number) for number in numbers)
        columns[layer + 1] = tuple(places)
    return _reshaped(network, columns, network.layers)


def with_layer(network: Network, after: int, size: int, activation: str) -> Reshaping:
    """Insert a layer after another one or the inputs, with the kind of bias that the next one has."""
    columns, layers, number = columns_of(network), list(network.layers), after + 1
    following = layers[number]
    nothing = np.zeros((0, 0), dtype=bool)
    trainable = following.bias is not BiasKind.NONE
    layers.insert(number, Layer((), activation, following.bias, trainable, nothing, nothing))
    columns.insert(number + 1, (None,) * size)
    return _reshaped(network, columns, layers)


def without_layer(network: Network, layer: int) -> Reshaping:
    """Remove a hidden layer; what read it reads the one before, by new connections."""
    columns, layers = columns_of(network), list(network.layers)
    del columns[layer + 1], layers[layer]
    return _reshaped(network, columns, layers)


def with_bias_kind(network: Network, layer: int, kind: BiasKind) -> Reshaping:
    """Give a layer another kind of bias.

    Neurons begin with the bias that they shared; a shared bias begins with the mean of theirs.
    """
    layers = list(network.layers)
    trained = kind is not BiasKind.NONE and (
        layers[layer].bias_trainable or layers[layer].bias is BiasKind.NONE
    )
    layers[layer] = replace(layers[layer], bias=kind, bias_trainable=trained)
    return _reshaped(network, columns_of(network), layers)


def with_layer_changed(network: Network, number: int, layer: Layer) -> Network:
    """Put another layer of the same size in a layer's place."""
    layers = (*network.layers[:number], layer, *network.layers[number + 1 :])
    return _alike(network, network.inputs, layers)


def with_activation(network: Network, layer: int, activation: str) -> Network:
    """Give a layer another activation."""
    return with_layer_changed(network, layer, replace(network.layers[layer], activation=activation))


def with_trainable_biases(network: Network, chosen: Collection[int], trainable: bool) -> Network:
    """Let rounds change some layers' biases, or not."""
    layers = (
        replace(layer, bias_trainable=trainable) if number in chosen else layer
        for number, layer in enumerate(network.layers)
    )
    return _alike(network, network.inputs, tuple(layers))


def with_connections(network: Network, places: Sequence[WeightPlace], present: bool) -> Network:
    """Connect neurons, or cut their connections; what is cut is not frozen any more."""
    layers = list(network.layers)
    for number, chosen in _by_layer(network, places):
        layer = layers[number]
        joined = layer.present | chosen if present else layer.present & ~chosen
        layers[number] = replace(layer, present=joined, frozen=layer.frozen & ~chosen)
    return _alike(network, network.inputs, tuple(layers))


def with_frozen(network: Network, places: Sequence[WeightPlace], frozen: bool) -> Network:
    """Keep rounds from changing some weights, or let them."""
    layers = list(network.layers)
    for number, chosen in _by_layer(network, places):
        layer = layers[number]
        layers[number] = replace(layer, frozen=layer.frozen | chosen if frozen else layer.frozen & ~chosen)
    return _alike(network, network.inputs, tuple(layers))


def with_name(network: Network, place: NeuronPlace, name: str) -> Network:
    """Rename a neuron or an input."""
    columns = [network.inputs, *(layer.neurons for layer in network.layers)]
    names = list(columns[place.layer + 1])
    names[place.index] = name
    if place.layer == INPUTS:
        return _alike(network, tuple(names), network.layers)
    return with_layer_changed(
        network, place.layer, replace(network.layers[place.layer], neurons=tuple(names))
    )


def with_zero_where_missing(network: Network, parameters: Parameters) -> Parameters:
    """Write 0 where there is no connection, as every reader of parameters expects it.

    The same parameters where 0 stands there already.
    """
    missing = np.concatenate([~layer.present.ravel() for layer in network.layers])
    if not parameters.flat[: network.weight_count][missing].any():
        return parameters
    flat = parameters.flat.copy()
    flat[: network.weight_count][missing] = 0.0
    return Parameters(network, read_only(flat))


def has_same_places(one: Network, other: Network) -> bool:
    """Tell whether the same neurons and parameters stand at the same places, whatever they are called."""
    kinds = ([layer.bias for layer in network.layers] for network in (one, other))
    return one.sizes == other.sizes and next(kinds) == next(kinds)


def _alike(network: Network, inputs: tuple[str, ...], layers: tuple[Layer, ...]) -> Network:
    """Make a network in which every neuron stays where it is."""
    made = Network(inputs, layers)
    note_origin(network, made, tuple(columns_of(network)))
    return made


def _by_layer(network: Network, places: Sequence[WeightPlace]) -> Iterator[tuple[int, BoolArray]]:
    """Mark the chosen weights of each layer that has some."""
    of_layers: dict[int, list[tuple[int, int]]] = {}
    for place in places:
        of_layers.setdefault(place.layer, []).append((place.to, place.source))
    for number, cells in sorted(of_layers.items()):
        chosen = np.zeros(network.layers[number].present.shape, dtype=bool)
        chosen[tuple(np.array(cells).T)] = True
        yield number, chosen


def default_name(hidden_layers: int, layer: int, index: int) -> str:
    """Name a neuron as a new project does: i1, h1 (in the only hidden layer), h2_1, o1."""
    if layer == INPUTS:
        return f"i{index + 1}"
    if layer == hidden_layers:
        return f"o{index + 1}"
    return f"h{index + 1}" if hidden_layers == 1 else f"h{layer + 1}_{index + 1}"


def _reshaped(network: Network, columns: Sequence[Column], layers: Sequence[Layer]) -> Reshaping:
    """Make the network of these columns; `layers` say what each layer is like but for its size."""
    names = _names(network, columns)
    made = tuple(
        replace(
            layer,
            neurons=names[number + 1],
            present=_mask(network, "present", columns[number], columns[number + 1]),
            frozen=_mask(network, "frozen", columns[number], columns[number + 1]),
        )
        for number, layer in enumerate(layers)
    )
    change = Reshaping(network, Network(names[0], made), tuple(columns))
    note_origin(network, change.after, change.columns)
    return change


def _mask(network: Network, which: str, sources: Column, neurons: Column) -> BoolArray:
    """Carry a layer's mask over; new connections are there and are trained."""
    mask = np.full((len(neurons), len(sources)), which == "present")
    kept = _kept(sources, neurons)
    if kept is not None:
        mask[kept.here] = getattr(network.layers[kept.layer], which)[kept.there]
    return mask


def _names(network: Network, columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """Name the neurons: given names stay, default names count anew."""
    hidden_before, hidden = len(network.layers) - 1, len(columns) - 2
    given = {
        (layer, index): network.neuron_name(place)
        for layer, column in enumerate(columns, start=INPUTS)
        for index, place in enumerate(column)
        if place is not None
        and network.neuron_name(place) != default_name(hidden_before, place.layer, place.index)
    }
    taken = set(given.values())
    return [
        tuple(
            given.get((layer, index)) or _free(default_name(hidden, layer, index), taken)
            for index in range(len(column))
        )
        for layer, column in enumerate(columns, start=INPUTS)
    ]


def _free(name: str, taken: set[str]) -> str:
    """Take a name, or where somebody gave it to another neuron, the first of its kind that is free."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    taken.add(free)
    return free


def bias_place(network: Network, neuron: NeuronPlace) -> BiasPlace | None:
    """Find the bias that a neuron adds; None where it has none."""
    kind = BiasKind.NONE if neuron.layer == INPUTS else network.layers[neuron.layer].bias
    if kind is BiasKind.NONE:
        return None
    return BiasPlace(neuron.layer, neuron.index if kind is BiasKind.PER_NEURON else None)
