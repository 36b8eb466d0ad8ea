"""Weights to begin with, drawn by a seed. All schemes look at how many neurons a layer reads or has.

Glorot and Bengio 2010 (Xavier), He et al. 2015, LeCun et al. 1998 (normal).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from backprop_gui.core.array import Array, BoolArray, read_only
from backprop_gui.core.network import Layer, Network, Parameters

Draw = Callable[[np.random.Generator, int, int], Array]


def uniform(generator: np.random.Generator, neurons: int, sources: int) -> Array:
    """Draw evenly within ±1/√sources; shape (neurons, sources)."""
    bound = 1.0 / np.sqrt(sources)
    return generator.uniform(-bound, bound, (neurons, sources))


def normal(generator: np.random.Generator, neurons: int, sources: int) -> Array:
    """Draw around 0 with the deviation 1/√sources; shape (neurons, sources)."""
    return generator.normal(0.0, 1.0 / np.sqrt(sources), (neurons, sources))


def xavier(generator: np.random.Generator, neurons: int, sources: int) -> Array:
    """Draw evenly within ±√(6 / (sources + neurons)); shape (neurons, sources)."""
    bound = np.sqrt(6.0 / (sources + neurons))
    return generator.uniform(-bound, bound, (neurons, sources))


def he(generator: np.random.Generator, neurons: int, sources: int) -> Array:
    """Draw around 0 with the deviation √(2 / sources); shape (neurons, sources)."""
    return generator.normal(0.0, np.sqrt(2.0 / sources), (neurons, sources))


@dataclass(frozen=True)
class Scheme:
    """A way to draw weights.

    Attributes
    ----------
    title : for a menu
    sentence : what it draws
    """

    name: str
    title: str
    sentence: str
    draw: Draw


SCHEMES = {
    scheme.name: scheme
    for scheme in (
        Scheme("uniform", "Uniform", "evenly within ±1/√(neurons read)", uniform),
        Scheme("normal", "Normal", "around 0 with the deviation 1/√(neurons read)", normal),
        Scheme(
            "xavier", "Xavier", "evenly within ±√(6 / (neurons read + own)): for sigmoid and tanh", xavier
        ),
        Scheme("he", "He", "around 0 with the deviation √(2 / neurons read): for relu and its kin", he),
    )
}
SPREADABLE = ("uniform", "normal")
"""The schemes whose range can be chosen."""
RECTIFYING = {"relu", "leaky_relu", "elu", "softplus", "silu", "gelu"}


def with_spread(scheme: Scheme, spread: float) -> Scheme:
    """Draw as widely as is said, whatever a layer's size: within ±spread, or with that deviation."""
    if scheme.name == "normal":
        return replace(
            scheme,
            title=f"{scheme.title} with the deviation {spread:g}",
            draw=lambda generator, neurons, sources: generator.normal(0.0, spread, (neurons, sources)),
        )
    return replace(
        scheme,
        title=f"{scheme.title} within ±{spread:g}",
        draw=lambda generator, neurons, sources: generator.uniform(-spread, spread, (neurons, sources)),
    )


def usual_scheme(activation: str) -> Scheme:
    """Choose the scheme that suits an activation."""
    return SCHEMES["he" if activation in RECTIFYING else "xavier"]


def drawn_weights(layer: Layer, generator: np.random.Generator, scheme: Scheme | None = None) -> Array:
    """Draw a whole layer's weights, by the scheme that suits its activation if none is given."""
    scheme = scheme or usual_scheme(layer.activation)
    return scheme.draw(generator, layer.size, layer.sources)


def initial_parameters(network: Network, seed: int) -> Parameters:
    """Draw weights for a whole network, each layer by what suits its activation; biases are 0."""
    generator = np.random.default_rng(seed)
    parameters = Parameters.zeros(network)
    for layer, weights in zip(network.layers, parameters.weights, strict=True):
        weights[:] = np.where(layer.present, drawn_weights(layer, generator), 0.0)
    read_only(parameters.flat)
    return parameters


def redrawn(
    network: Network, parameters: Parameters, chosen: BoolArray, seed: int, scheme: Scheme
) -> Parameters:
    """Draw new values for some weights.

    Parameters
    ----------
    chosen : shape (parameter_count,); biases, frozen and missing weights stay whatever it says
    """
    generator = np.random.default_rng(seed)
    drawn = [drawn_weights(layer, generator, scheme).ravel() for layer in network.layers]
    values = np.concatenate([*drawn, parameters.flat[network.weight_count :]])
    takes = chosen & network.trainable & network.is_weight
    return Parameters(network, read_only(np.where(takes, values, parameters.flat)))
