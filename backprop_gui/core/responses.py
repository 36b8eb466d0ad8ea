"""What every neuron answers to every point of a plane or a line, by one forward pass over all of them."""

from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import Array
from backprop_gui.core.backprop import forward
from backprop_gui.core.network import INPUTS, Network, NeuronPlace, Parameters
from backprop_gui.core.progress import Progress, unwatched

AT_ONCE = 400_000
"""Numbers that are computed together, over all neurons."""

FARTHEST = 1e150

SYMMETRIC = {"tanh", "linear", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu"}
"""Activations around 0; the others lie between 0 and 1."""


def responses(
    network: Network, parameters: Parameters, inputs: Array, progress: Progress = unwatched
) -> tuple[Array, ...]:
    """Compute every neuron's out for every point, some points after the others.

    Parameters
    ----------
    inputs : shape (points, inputs)

    Returns
    -------
    tuple of Array
        For each layer, shape (points, neurons).
    """
    outs = tuple(np.empty((len(inputs), layer.size)) for layer in network.layers)
    size = max(1, AT_ONCE // sum(network.sizes))
    with np.errstate(all="ignore"):
        for begin in range(0, len(inputs), size):
            progress(begin / len(inputs))
            some = slice(begin, begin + size)
            for kept, out in zip(outs, forward(network, parameters, inputs[some]).out, strict=True):
                kept[some] = out
    return outs


@dataclass(frozen=True)
class Span:
    """Between which values a neuron's answers are coloured, the same far to both sides of the middle."""

    middle: float
    reach: float

    @property
    def low(self) -> float:
        return self.middle - self.reach

    @property
    def high(self) -> float:
        return self.middle + self.reach


def span_of(network: Network, place: NeuronPlace, answers: Array) -> Span:
    """Choose the colours' ends: an activation's own bounds, or as far from 0 as the answers reach."""
    if place.layer != INPUTS:
        activation = network.layers[place.layer].activation
        if activation not in SYMMETRIC:
            return Span(0.5, 0.5)
        if activation == "tanh":
            return Span(0.0, 1.0)
    finite = np.abs(answers[np.isfinite(answers)])
    return Span(0.0, min(float(finite.max(initial=0.0)), FARTHEST) or 1.0)
