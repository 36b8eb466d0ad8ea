"""The formulas of `activations`, `losses` and `optimizers` for single numbers, compiled by numba.

A formula is chosen by its number, which is its place in the registry of its kind.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from backprop_gui.core.activations import ACTIVATIONS, LEAKY_SLOPE
from backprop_gui.core.array import Array, BoolArray
from backprop_gui.core.losses import LOSSES
from backprop_gui.core.optimizers import OPTIMIZERS

LINEAR, SIGMOID, TANH, RELU, LEAKY_RELU, ELU, SOFTPLUS, SILU, GELU, SOFTMAX = range(len(ACTIVATIONS))
HALF_SQUARED, MEAN_SQUARED, MEAN_ABSOLUTE, BINARY_CROSS_ENTROPY, CROSS_ENTROPY = range(len(LOSSES))
SGD, MOMENTUM, NESTEROV, ADAGRAD, RMSPROP, ADAM = range(len(OPTIMIZERS))
RATE, INERTIA, RHO, BETA1, BETA2, EPSILON, L1, L2 = range(8)

Formula = TypeVar("Formula", bound=Callable[..., Any])


def compiled(formula: Formula) -> Formula:
    """Compile a function to machine code that runs without the interpreter's lock."""
    return cast(Formula, njit(nogil=True, cache=True, error_model="numpy")(formula))


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
def add_penalty(settings: Array, gradient: Array, values: Array, weight_count: int) -> None:
    """Add λ₁ sign(w) + λ₂ w to the weights' gradient; biases are never regularised."""
    if settings[L1] == 0.0 and settings[L2] == 0.0:
        return
    for k in range(weight_count):
        gradient[k] += settings[L1] * np.sign(values[k]) + settings[L2] * values[k]


@compiled
def gradient_descent(settings: Array, values: Array, gradient: Array, trainable: BoolArray) -> None:
    """Compute w+ = w - η g."""
    for k in range(values.size):
        if trainable[k]:
            values[k] -= settings[RATE] * gradient[k]


@compiled
def momentum(
    settings: Array, values: Array, gradient: Array, trainable: BoolArray, velocity: Array, looks_ahead: bool
) -> None:
    """Compute v+ = μ v + g and w+ = w - η v+; Nesterov's way w+ = w - η (g + μ v+)."""
    for k in range(values.size):
        if trainable[k]:
            velocity[k] = settings[INERTIA] * velocity[k] + gradient[k]
            step = gradient[k] + settings[INERTIA] * velocity[k] if looks_ahead else velocity[k]
            values[k] -= settings[RATE] * step


@compiled
def adagrad(settings: Array, values: Array, gradient: Array, trainable: BoolArray, squares: Array) -> None:
    """Compute s+ = s + g² and w+ = w - η g / (√s+ + ε)."""
    for k in range(values.size):
        if trainable[k]:
            squares[k] += gradient[k] * gradient[k]
            values[k] -= settings[RATE] * gradient[k] / (math.sqrt(squares[k]) + settings[EPSILON])


@compiled
def rmsprop(settings: Array, values: Array, gradient: Array, trainable: BoolArray, squares: Array) -> None:
    """Compute s+ = ρ s + (1 - ρ) g² and w+ = w - η g / (√s+ + ε)."""
    rho = settings[RHO]
    for k in range(values.size):
        if trainable[k]:
            squares[k] = rho * squares[k] + (1.0 - rho) * gradient[k] * gradient[k]
            values[k] -= settings[RATE] * gradient[k] / (math.sqrt(squares[k]) + settings[EPSILON])


@compiled
def adam(
    settings: Array, values: Array, gradient: Array, trainable: BoolArray, memory: Array, number: int
) -> None:
    """Compute Adam's bias-corrected step (Kingma and Ba 2015, algorithm 1) of round `number`, from 1 on."""
    beta1, beta2, mean, squares = settings[BETA1], settings[BETA2], memory[0], memory[1]
    mean_share, squares_share = 1.0 - beta1**number, 1.0 - beta2**number
    for k in range(values.size):
        if trainable[k]:
            mean[k] = beta1 * mean[k] + (1.0 - beta1) * gradient[k]
            squares[k] = beta2 * squares[k] + (1.0 - beta2) * gradient[k] * gradient[k]
            root = math.sqrt(squares[k] / squares_share)
            values[k] -= settings[RATE] * (mean[k] / mean_share) / (root + settings[EPSILON])


@compiled
def update(
    optimizer: int,
    settings: Array,
    values: Array,
    gradient: Array,
    trainable: BoolArray,
    memory: Array,
    number: int,
) -> None:
    """Change all parameters at once by the optimizer's rule; untrained ones stay as they are."""
    if optimizer == SGD:
        gradient_descent(settings, values, gradient, trainable)
    elif optimizer in (MOMENTUM, NESTEROV):
        momentum(settings, values, gradient, trainable, memory[0], optimizer == NESTEROV)
    elif optimizer == ADAGRAD:
        adagrad(settings, values, gradient, trainable, memory[0])
    elif optimizer == RMSPROP:
        rmsprop(settings, values, gradient, trainable, memory[0])
    else:
        adam(settings, values, gradient, trainable, memory, number)


@compiled
def all_finite(values: Array) -> bool:
    """Tell whether every number is finite: zero times anything else is not zero."""
    zero = 0.0
    for k in range(values.size):
        zero += values[k] * 0.0
    return zero == 0.0
