"""What `outputs` knows of an out beyond its rounded number, for single numbers, compiled by numba."""

import math

import numpy as np

from backprop_gui.core.array import Array
from backprop_gui.core.kernel_formulas import (
    BINARY_CROSS_ENTROPY,
    CROSS_ENTROPY,
    ELU,
    GELU,
    SIGMOID,
    SILU,
    SOFTMAX,
    SOFTPLUS,
    TANH,
    compiled,
    error_of_missing,
    normal_distribution,
    sigmoid,
    slope,
    slope_of_missing,
    softplus,
    softplus_rest,
)
from backprop_gui.core.kernel_softmax import (
    binary_cross_entropy,
    binary_cross_entropy_delta,
    complement,
    cross_entropy,
    cross_entropy_delta,
    times_jacobian,
)
from backprop_gui.core.outputs import EVEN, LN_2

PLAIN = 1e-3
"""A difference of at least so much, relative to out, has lost none of the digits that are asked for."""


@compiled
def missing(activation: int, net: float, out: float, target: float) -> float:
    """Compute t - o; a small difference from the nearest limit of the activation. Softmax's is another."""
    plain = target - out
    if abs(plain) > PLAIN * max(1.0, abs(out)) or activation == SOFTMAX:
        return plain
    if activation == SIGMOID and net > 0.0:
        return (target - 1.0) + sigmoid(-net)
    if activation == TANH and abs(out) > 0.5:
        limit = 1.0 if net > 0.0 else -1.0
        return (target - limit) + limit * tanh_rest(net)
    if activation == ELU and out < -0.5:
        return (target + 1.0) - float(np.exp(net))
    if net > 0.0:
        if activation == SOFTPLUS:
            return (target - net) - softplus_rest(net)
        if activation == SILU:
            return (target - net) + net * sigmoid(-net)
        if activation == GELU:
            return (target - net) + net * normal_distribution(-net)
    return plain


@compiled
def tanh_rest(net: float) -> float:
    """Compute 1 - |tanh(net)|."""
    power = float(np.exp(-2.0 * abs(net)))
    return 2.0 * power / (1.0 + power)


@compiled
def missing_of_softmax(out: Array, first: int, count: int, j: int, target: float) -> float:
    """Compute t - o; near 1 from what the others have."""
    if out[j] > 0.5:
        return (target - 1.0) + complement(out, first, count, j)
    return target - float(out[j])


@compiled
def log_out(activation: int, net: float, out: float) -> float:
    """Compute ln o."""
    if activation == SIGMOID:
        return -softplus(-net)
    if activation == SOFTPLUS and net < EVEN:
        return net
    if activation == TANH and out > 0.5:
        return math.log1p(-tanh_rest(net))
    return float(np.log(out))


@compiled
def log_complement(activation: int, net: float, out: float) -> float:
    """Compute ln(1 - o); sigmoid's is a part of its error and δ, which have a form of their own."""
    if abs(out) < 0.5:
        return math.log1p(-out)
    if activation == TANH and net > 0.0:
        return LN_2 - softplus(2.0 * net)
    return float(np.log(1.0 - out))


@compiled
def log_slope(activation: int, net: float, out: float) -> float:
    """Compute ∂ln o/∂net."""
    if activation == SIGMOID:
        return sigmoid(-net)
    if activation == SOFTPLUS and net < EVEN:
        return 1.0
    return slope(activation, net, out) / out


@compiled
def log_complement_slope(activation: int, net: float, out: float) -> float:
    """Compute ∂ln(1 - o)/∂net; sigmoid's δ has a form of its own."""
    if activation == TANH:
        return -(1.0 + out) if out > -0.5 else -tanh_rest(net)
    return -slope(activation, net, out) / (1.0 - out)


@compiled
def error_of_output(loss: int, activation: int, net: float, out: float, target: float, outputs: int) -> float:
    """Compute E_o; softmax's is `error_of_softmax`."""
    if loss == CROSS_ENTROPY:
        return -weighted(target, log_out(activation, net, out))
    if loss != BINARY_CROSS_ENTROPY:
        return error_of_missing(loss, missing(activation, net, out, target), outputs)
    if activation == SIGMOID:
        return softplus_rest(net) + ((1.0 if net >= 0.0 else 0.0) - target) * net
    hit = weighted(target, log_out(activation, net, out))
    return -(hit + weighted(1.0 - target, log_complement(activation, net, out)))


@compiled
def delta_of_output(loss: int, activation: int, net: float, out: float, target: float, outputs: int) -> float:
    """Compute δ = ∂E/∂out · ∂out/∂net; of logarithms from their slope by the net."""
    if loss == CROSS_ENTROPY:
        return -weighted(target, log_slope(activation, net, out))
    if loss != BINARY_CROSS_ENTROPY:
        of_error = slope_of_missing(loss, missing(activation, net, out, target), outputs)
        return of_error * slope(activation, net, out)
    if activation == SIGMOID:
        return -missing(activation, net, out, target)
    hit = weighted(target, log_slope(activation, net, out))
    return -(hit + weighted(1.0 - target, log_complement_slope(activation, net, out)))


@compiled
def weighted(weight: float, value: float) -> float:
    """Compute weight · value, where nothing times infinity is nothing."""
    return 0.0 if weight == 0.0 else weight * value


@compiled
def error_of_softmax(
    loss: int, net: Array, out: Array, target: Array, row: int, first: int, count: int
) -> float:
    """Compute E_total of a softmax layer."""
    if loss == CROSS_ENTROPY:
        return cross_entropy(net, target, row, first, count)
    if loss == BINARY_CROSS_ENTROPY:
        return binary_cross_entropy(net, target, row, first, count)
    error = 0.0
    for j in range(count):
        gap = missing_of_softmax(out, first, count, first + j, target[row, j])
        error += error_of_missing(loss, gap, count)
    return error


@compiled
def delta_of_softmax(
    loss: int, net: Array, out: Array, delta: Array, target: Array, row: int, first: int, count: int
) -> None:
    """Compute δ of a softmax layer."""
    if loss == CROSS_ENTROPY:
        cross_entropy_delta(net, out, delta, target, row, first, count)
    elif loss == BINARY_CROSS_ENTROPY:
        binary_cross_entropy_delta(net, out, delta, target, row, first, count)
    else:
        for j in range(count):
            gap = missing_of_softmax(out, first, count, first + j, target[row, j])
            delta[first + j] = slope_of_missing(loss, gap, count)
        times_jacobian(net, out, delta, first, count)
