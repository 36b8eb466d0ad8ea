"""One sample's numbers at many states of a network, computed together."""

import numpy as np

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.backprop import ForwardPass, delta_from_slope, outputs_of
from backprop_gui.core.losses import output_delta
from backprop_gui.core.network import BiasKind, Network
from backprop_gui.core.series import KEPT_ROWS, SampledSeries, SpanSeries
from backprop_gui.core.spans import Spans


class StateSeries(SpanSeries):
    """Numbers at single states: a point stands for its round alone."""

    def end(self, place: int) -> int:
        return int(self.rounds[place])

    def add(self, rounds: IntArray, rows: Array) -> None:
        """Append the numbers at later states."""
        counts = np.ones(len(rounds), dtype=np.int64)
        self.append(Spans(rounds, counts, np.repeat(rows[:, np.newaxis], 3, axis=1)), int(rounds[-1]))


class SampleAtStates:
    """Follows the states that a run keeps.

    Attributes
    ----------
    out, delta : of all neurons
    gradient : of all parameters
    """

    def __init__(self, network: Network, loss: str, inputs: Array, targets: Array) -> None:
        self._network, self._loss, self._inputs, self._targets = network, loss, inputs, targets
        self._begin()

    def _begin(self) -> None:
        neurons = sum(self._network.sizes[1:])
        self.out, self.delta = StateSeries(neurons), StateSeries(neurons)
        self.gradient = StateSeries(self._network.parameter_count, KEPT_ROWS)
        self._rounds = np.empty(0, dtype=np.int64)
        self._last = np.empty(0)

    def follow(self, states: SampledSeries) -> None:
        """Compute what is new; all of it where states have gone or are others."""
        known, rounds = self._rounds.size, states.rounds
        is_longer = known <= rounds.size and np.array_equal(rounds[:known], self._rounds)
        if not is_longer or (known and not np.array_equal(states.rows[known - 1], self._last)):
            self._begin()
            known = 0
        if known == rounds.size:
            return
        numbers = numbers_at(self._network, self._loss, states.rows[known:], self._inputs, self._targets)
        for series, rows in zip((self.out, self.delta, self.gradient), numbers, strict=True):
            series.add(rounds[known:], rows)
        self._rounds, self._last = rounds.copy(), states.rows[-1].copy()


def numbers_at(
    network: Network, loss: str, states: Array, inputs: Array, targets: Array
) -> tuple[Array, Array, Array]:
    """Compute every out, δ and gradient of one sample, a row for each row of parameters."""
    count = len(states)
    weights, biases = parameters_of(network, states)
    with np.errstate(all="ignore"):
        ahead = forward_at(network, weights, biases, np.tile(inputs, (count, 1)))
        delta = deltas_at(network, loss, weights, ahead, np.tile(targets, (count, 1)))
        gradients = [
            np.where(layer.present, own[:, :, np.newaxis] * ahead.source(number)[:, np.newaxis], 0.0)
            for number, (layer, own) in enumerate(zip(network.layers, delta, strict=True))
        ]
    flat = [gradient.reshape(count, -1) for gradient in gradients]
    flat += [
        own.sum(1, keepdims=True) if layer.bias is BiasKind.SHARED else own
        for layer, own in zip(network.layers, delta, strict=True)
        if layer.bias is not BiasKind.NONE
    ]
    return np.hstack(ahead.out), np.hstack(delta), np.hstack(flat)


def parameters_of(network: Network, states: Array) -> tuple[list[Array], list[Array]]:
    """Return views of each layer's weights, shape (states, neurons, sources), and biases."""
    weights, biases = [], []
    for number, layer in enumerate(network.layers):
        first, bias = int(network.weight_offsets[number]), int(network.bias_offsets[number])
        size = layer.size * layer.sources
        weights.append(states[:, first : first + size].reshape(-1, layer.size, layer.sources))
        biases.append(states[:, bias : bias + layer.bias_count])
    return weights, biases


def forward_at(network: Network, weights: list[Array], biases: list[Array], inputs: Array) -> ForwardPass:
    source, nets, outs = inputs, [], []
    for layer, layer_weights, bias in zip(network.layers, weights, biases, strict=True):
        net = np.matmul(layer_weights, source[:, :, np.newaxis])[:, :, 0]
        net = net + bias if layer.bias_count else net
        source = ACTIVATIONS[layer.activation].value(net)
        nets.append(net)
        outs.append(source)
    return ForwardPass(inputs, tuple(nets), tuple(outs))


def deltas_at(
    network: Network, loss: str, weights: list[Array], ahead: ForwardPass, targets: Array
) -> list[Array]:
    """Compute every δ, from the outputs back to the first layer."""
    found = [output_delta(loss, outputs_of(network, ahead), targets)]
    for number in range(len(network.layers) - 2, -1, -1):
        error_by_out = np.matmul(found[0][:, np.newaxis], weights[number + 1])[:, 0]
        layer = network.layers[number]
        found.insert(0, delta_from_slope(layer, ahead.net[number], ahead.out[number], error_by_out))
    return found
