"""The formulas of `activations`, `losses` and `optimizers` for single numbers, compiled by numba.

A formula is chosen by its number, which is its place in the registry of its kind.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from backprop_gui.core.activations import ACTIVATIONS, LEAKY_SLOPE
from backprop_gui.core.array import Array
from backprop_gui.core.losses import LOSSES

LINEAR, SIGMOID, TANH, RELU, LEAKY_RELU, ELU, SOFTPLUS, SILU, GELU, SOFTMAX = range(len(ACTIVATIONS))
HALF_SQUARED, MEAN_SQUARED, MEAN_ABSOLUTE, BINARY_CROSS_ENTROPY, CROSS_ENTROPY = range(len(LOSSES))

Formula = TypeVar("Formula", bound=Callable[..., Any])


OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "forceinline": True,
    "_nrt": False,
}
"""What is compiled lets the interpreter go, divides by zero as NumPy does, and becomes one piece.

Without numba's runtime (``_nrt``) it cannot make arrays and need not count who holds one. The counting
alone would take nine tenths of a small network's round.
"""


def compiled(formula: Formula) -> Formula:
    """Compile a function to machine code, as a part of those that call it."""
    return cast(Formula, njit(**OPTIONS)(formula))


def compiled_sum(formula: Formula) -> Formula:
    """Compile a function whose sums may be added up in another order, several numbers at once."""
    return cast(Formula, njit(fastmath={"reassoc"}, **OPTIONS)(formula))


def compiled_whole(program: Formula) -> Formula:
    """Compile a function with all that it calls, and cache the result."""
    return cast(Formula, njit(cache=True, **OPTIONS)(program))


@compiled
def sigmoid(net: float) -> float:
    power = float(np.exp(-abs(net)))
    return 1.0 / (1.0 + power) if net >= 0.0 else power / (1.0 + power)


@compiled
def normal_distribution(net: float) -> float:
    return 0.5 * math.erfc(net / -math.sqrt(2.0))


@compiled
def activate(activation: int, net: float) -> float:
    """Compute a neuron's out; softmax, which needs the whole layer, is `softmax`."""
    if activation == SIGMOID:
        return sigmoid(net)
    if activation == TANH:
        return float(np.tanh(net))
    if activation == RELU:
        return net if not net <= 0.0 else 0.0
    if activation == LEAKY_RELU:
        return net if net > 0.0 else LEAKY_SLOPE * net
    if activation == ELU:
        return net if net > 0.0 else np.expm1(net)
    if activation == SOFTPLUS:
        return max(net, 0.0) + float(np.log1p(np.exp(-abs(net))))
    if activation == SILU:
        return net * sigmoid(net)
    if activation == GELU:
        return net * normal_distribution(net)
    return net


@compiled
def slope(activation: int, net: float, out: float) -> float:
    """Compute ∂out/∂net."""
    if activation == SIGMOID:
        return out * (1.0 - out)
    if activation == TANH:
        return 1.0 - out * out
    if activation == RELU:
        return 1.0 if net > 0.0 else 0.0
    if activation == LEAKY_RELU:
        return 1.0 if net > 0.0 else LEAKY_SLOPE
    if activation == ELU:
        return 1.0 if net > 0.0 else np.exp(net)
    if activation == SOFTPLUS:
        return sigmoid(net)
    if activation == SILU:
        gate = sigmoid(net)
        return gate * (1.0 + net * (1.0 - gate))
    if activation == GELU:
        density = float(np.exp(-0.5 * net * net)) / math.sqrt(2.0 * math.pi)
        return normal_distribution(net) + net * density
    return 1.0


@compiled
def log_of_sum(net: Array, first: int, count: int) -> float:
    """Compute ln Σ e^net over some places, shifted by the largest net against overflow."""
    largest = net[first]
    for j in range(first + 1, first + count):
        largest = max(largest, net[j])
    total = 0.0
    for j in range(first, first + count):
        total += np.exp(net[j] - largest)
    return float(largest + np.log(total))


@compiled
def softmax(net: Array, out: Array, first: int, count: int) -> None:
    """Compute e^net_j / Σ e^net_k over some places, shifted by the largest net against overflow."""
    largest = net[first]
    for j in range(first + 1, first + count):
        largest = max(largest, net[j])
    total = 0.0
    for j in range(first, first + count):
        out[j] = np.exp(net[j] - largest)
        total += out[j]
    for j in range(first, first + count):
        out[j] /= total


@compiled
def weighted_log(weight: float, value: float) -> float:
    return 0.0 if weight == 0.0 else weight * np.log(value)


@compiled
def output_error(loss: int, out: float, target: float, outputs: int) -> float:
    """Compute E_o."""
    missing = target - out
    if loss == HALF_SQUARED:
        return 0.5 * missing * missing
    if loss == MEAN_SQUARED:
        return missing * missing / outputs
    if loss == MEAN_ABSOLUTE:
        return abs(missing) / outputs
    if loss == BINARY_CROSS_ENTROPY:
        return -(weighted_log(target, out) + weighted_log(1.0 - target, 1.0 - out))
    return -weighted_log(target, out)


@compiled
def error_slope(loss: int, out: float, target: float, outputs: int) -> float:
    """Compute ∂E_total/∂out."""
    if loss == HALF_SQUARED:
        return out - target
    if loss == MEAN_SQUARED:
        return 2.0 * (out - target) / outputs
    if loss == MEAN_ABSOLUTE:
        return float(np.sign(out - target)) / outputs
    if loss == BINARY_CROSS_ENTROPY:
        if out == target and target == 0.0:
            return 1.0
        if out == target and target == 1.0:
            return -1.0
        return (out - target) / (out * (1.0 - out))
    return 0.0 if target == 0.0 else -target / out


@compiled
def sigmoid_error(net: float, target: float) -> float:
    """Compute the binary cross-entropy of sigmoid from the net: finite where sigmoid is 0 or 1."""
    return max(net, 0.0) - target * net + float(np.log1p(np.exp(-abs(net))))


@compiled
def is_finite(value: float) -> bool:
    return abs(value) < np.inf
