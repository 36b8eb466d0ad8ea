"""A round as its passes: one layer after another, forward and back, and what each concerns."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.network import Network, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.explain.quantities import Phase, delta, error, out, parameter
from backprop_gui.explain.steps import Lit

MOST_WEIGHTS = 400
"""Of a layer with more weights than this only the neurons are lit."""


@dataclass(frozen=True)
class Pass:
    """What of a round is computed at one time: a layer, forward or back, or the error, or the update."""

    phase: Phase
    layer: int | None = None


def passes(network: Network) -> tuple[Pass, ...]:
    """List a round's passes in their order."""
    layers = range(len(network.layers))
    forward = [Pass(Phase.FORWARD, layer) for layer in layers]
    backward = [Pass(Phase.BACKWARD, layer) for layer in reversed(layers)]
    return (*forward, Pass(Phase.ERROR), *backward, Pass(Phase.UPDATE))


def lit_by(one: Pass, network: Network) -> tuple[Lit, ...]:
    """List the places on the diagram that a pass concerns, with what it computes and reads there."""
    match one.phase, one.layer:
        case Phase.FORWARD, int(layer):
            own = [Lit(place, None, out(place)) for place in _neurons(network, layer)]
            read = [Lit(place, 0, parameter(place)) for place in _weights(network, layer)]
            sources = [Lit(place, 1, out(place)) for place in _neurons(network, layer - 1)]
            return (*own, *read, *sources)
        case Phase.BACKWARD, int(layer):
            own = [Lit(place, None, delta(place)) for place in _neurons(network, layer)]
            read = [Lit(place, 0, parameter(place)) for place in _weights(network, layer + 1)]
            return (*own, *read, *_following(network, layer + 1))
        case Phase.UPDATE, _:
            changed = (weight for layer in range(len(network.layers)) for weight in _weights(network, layer))
            return tuple(Lit(place, None, parameter(place)) for place in changed)
        case _:
            return tuple(_errors(network))


def _neurons(network: Network, layer: int) -> Iterator[NeuronPlace]:
    return (NeuronPlace(layer, index) for index in range(network.sizes[layer + 1]))


def _weights(network: Network, layer: int) -> Iterator[WeightPlace]:
    """Yield the connections into a layer, if there are not too many of them to be told apart."""
    if layer < len(network.layers) and network.layers[layer].present.size <= MOST_WEIGHTS:
        for to, source in np.argwhere(network.layers[layer].present).tolist():
            yield WeightPlace(layer, to, source)


def _following(network: Network, layer: int) -> Iterator[Lit]:
    """Yield what a layer's deltas are computed from: the following layer's, or the outputs' errors."""
    if layer == len(network.layers):
        yield from _errors(network)
    else:
        yield from (Lit(place, 1, delta(place)) for place in _neurons(network, layer))


def _errors(network: Network) -> Iterator[Lit]:
    for output in range(len(network.outputs)):
        yield Lit(TargetPlace(output), None, error(output))
