"""Parameters as nested lists, the way that files and printed results hold them, and back.

Weights stand as ``weights[layer][neuron][source]``, null where there is no connection; ``biases[layer]``
is a number that the layer shares, a list with a number for each neuron, or null without a bias.
"""

from collections.abc import Iterator

import numpy as np

from backprop_gui.core.array import Array, read_only
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.document.checks import has_length
from backprop_gui.document.errors import described, refusal
from backprop_gui.document.records import ParametersRecord, Rows

WeightLists = list[list[list[float | None]]]
BiasLists = list[float | list[float] | None]


def weight_rows(layer: Layer, weights: Array) -> list[list[float | None]]:
    """List one layer's weights, shape (neurons, sources), row by row."""
    rows: list[list[float | None]] = weights.tolist()
    for neuron, source in np.argwhere(~layer.present).tolist():
        rows[neuron][source] = None
    return rows


def bias_entry(layer: Layer, bias: Array) -> float | list[float] | None:
    """List one layer's bias, shape (0,), (1,) or (neurons,) by its kind."""
    values: list[float] = bias.tolist()
    match layer.bias:
        case BiasKind.NONE:
            return None
        case BiasKind.SHARED:
            return values[0]
        case BiasKind.PER_NEURON:
            return values


def weight_lists(network: Network, parameters: Parameters) -> WeightLists:
    """List all weights."""
    return [
        weight_rows(layer, weights) for layer, weights in zip(network.layers, parameters.weights, strict=True)
    ]


def bias_lists(network: Network, parameters: Parameters) -> BiasLists:
    """List all biases."""
    return [bias_entry(layer, bias) for layer, bias in zip(network.layers, parameters.biases, strict=True)]


def parameters_from(network: Network, record: ParametersRecord, place: str) -> Parameters:
    """Read parameters that have to fit a network.

    Raises
    ------
    FileError
        where a list is not as long as the network needs it, where a number stands for a connection
        that does not exist, or none for one that does.
    """
    has_length(record.weights, len(network.layers), "layer", f"{place}.weights")
    has_length(record.biases, len(network.layers), "layer", f"{place}.biases")
    weights = [
        _fitting_weights(layer, record.weights[number], f"{place}.weights[{number}]")
        for number, layer in enumerate(network.layers)
    ]
    biases = [
        _fitting_bias(layer, record.biases[number], f"{place}.biases[{number}]")
        for number, layer in enumerate(network.layers)
    ]
    return Parameters(network, read_only(np.concatenate([*weights, *biases])))


def weight_array(rows: Rows, neurons: int, sources: int, place: str) -> Array:
    """Make an array of rows of weights; NaN where there is no connection.

    Returns
    -------
    shape (neurons, sources)
    """
    has_length(rows, neurons, "row", place)
    for number, row in enumerate(rows):
        has_length(row, sources, "number", f"{place}[{number}]")
    return np.array(rows, dtype=np.float64)


def _fitting_weights(layer: Layer, rows: Rows, place: str) -> Array:
    weights = weight_array(rows, layer.size, layer.sources, place)
    wrong = np.argwhere(np.isnan(weights) == layer.present).tolist()
    for neuron, source in wrong:
        expected = "a number" if layer.present[neuron, source] else "null, there being no connection"
        raise refusal(f"{place}[{neuron}][{source}]", expected, described(rows[neuron][source]))
    return np.where(layer.present, weights, 0.0).ravel()


def _fitting_bias(layer: Layer, bias: float | list[float] | None, place: str) -> Array:
    kind = {float: BiasKind.SHARED, list: BiasKind.PER_NEURON}.get(type(bias), BiasKind.NONE)
    if kind is not layer.bias:
        expected = {
            BiasKind.NONE: "null, the layer having no bias",
            BiasKind.SHARED: "a number, the layer's neurons sharing a bias",
            BiasKind.PER_NEURON: "a list, each neuron of the layer having a bias",
        }[layer.bias]
        raise refusal(place, expected, described(bias))
    values = list(_values(bias))
    has_length(values, layer.bias_count, "number", place)
    return np.array(values, dtype=np.float64)


def _values(bias: float | list[float] | None) -> Iterator[float]:
    if isinstance(bias, list):
        yield from bias
    elif bias is not None:
        yield bias
