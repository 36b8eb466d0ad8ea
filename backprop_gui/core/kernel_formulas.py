"""The formulas of `activations`, `losses` and `optimizers` for single numbers, compiled by numba.

A formula is chosen by its number, which is its place in the registry of its kind.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from backprop_gui.core import kernel_cache
from backprop_gui.core.activations import ACTIVATIONS, LEAKY_SLOPE
from backprop_gui.core.losses import LOSSES

LINEAR, SIGMOID, TANH, RELU, LEAKY_RELU, ELU, SOFTPLUS, SILU, GELU, SOFTMAX = range(len(ACTIVATIONS))
HALF_SQUARED, MEAN_SQUARED, MEAN_ABSOLUTE, BINARY_CROSS_ENTROPY, CROSS_ENTROPY = range(len(LOSSES))

SATURATED = 0.99
"""An out below this is far enough from 1 that what is missing to it has all the digits asked for."""

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
    """Compile a function with all that it calls, and cache the result where that can be done."""
    return cast(Formula, njit(cache=kernel_cache.is_used, **OPTIONS)(program))


@compiled
def sigmoid(net: float) -> float:
    power = float(np.exp(-abs(net)))
    return 1.0 / (1.0 + power) if net >= 0.0 else power / (1.0 + power)


@compiled
def normal_distribution(net: float) -> float:
    return 0.5 * math.erfc(net / -math.sqrt(2.0))


@compiled
def softplus_rest(net: float) -> float:
    """Compute ln(1 + e^-|net|)."""
    return float(np.log1p(np.exp(-abs(net))))


@compiled
def softplus(net: float) -> float:
    return max(net, 0.0) + softplus_rest(net)


@compiled
def activate(activation: int, net: float) -> float:
    """Compute a neuron's out; softmax, which needs the whole layer, is in `kernel_softmax`."""
    if activation == SIGMOID:
        return sigmoid(net)
    if activation == TANH:
        return float(np.tanh(net))
    if activation == RELU:
        return net if not net <= 0.0 else 0.0
    if activation == LEAKY_RELU:
        return net if net > 0.0 else LEAKY_SLOPE * net
    if activation == ELU:
        return net if net > 0.0 else float(np.expm1(net))
    if activation == SOFTPLUS:
        return softplus(net)
    if activation == SILU:
        return net * sigmoid(net)
    if activation == GELU:
        return net * normal_distribution(net)
    return net


@compiled
def slope(activation: int, net: float, out: float) -> float:
    """Compute ∂out/∂net."""
    if activation == SIGMOID:
        return out * (1.0 - out) if out < SATURATED else sigmoid_tail(net)
    if activation == TANH:
        return 1.0 - out * out if abs(out) < SATURATED else tanh_tail(net)
    if activation == RELU:
        return 1.0 if net > 0.0 else 0.0
    if activation == LEAKY_RELU:
        return 1.0 if net > 0.0 else LEAKY_SLOPE
    if activation == ELU:
        return 1.0 if net > 0.0 else float(np.exp(net))
    if activation == SOFTPLUS:
        return sigmoid(net)
    if activation == SILU:
        return silu_slope(net)
    if activation == GELU:
        density = float(np.exp(-0.5 * net * net)) / math.sqrt(2.0 * math.pi)
        return normal_distribution(net) + net * density
    return 1.0


@compiled
def sigmoid_tail(net: float) -> float:
    """Compute sigmoid's slope from the net, right of 0."""
    power = float(np.exp(-net))
    return power / ((1.0 + power) * (1.0 + power))


@compiled
def tanh_tail(net: float) -> float:
    """Compute tanh's slope from the net."""
    power = float(np.exp(-abs(net)))
    root = 2.0 * power / (1.0 + power * power)
    return root * root


@compiled
def silu_slope(net: float) -> float:
    """Compute σ(net) (1 + net (1 - σ(net))) as `activations.silu_slope` does."""
    power = float(np.exp(-abs(net)))
    if net < 0.0:
        return power * (1.0 + net + power) / ((1.0 + power) * (1.0 + power))
    return (1.0 + net * power / (1.0 + power)) / (1.0 + power)


@compiled
def error_of_missing(loss: int, missing: float, outputs: int) -> float:
    """Compute E_o of a loss of t - o."""
    if loss == HALF_SQUARED:
        return 0.5 * missing * missing
    if loss == MEAN_SQUARED:
        return missing * missing / outputs
    return abs(missing) / outputs


@compiled
def slope_of_missing(loss: int, missing: float, outputs: int) -> float:
    """Compute ∂E_total/∂out of a loss of t - o."""
    if loss == HALF_SQUARED:
        return -missing
    if loss == MEAN_SQUARED:
        return -2.0 / outputs * missing
    return -float(np.sign(missing)) / outputs


@compiled
def is_finite(value: float) -> bool:
    return abs(value) < np.inf
