"""The rules of `optimizers`, compiled by numba: each changes all trained parameters in place.

A rule tells whether all its new numbers are finite. It is chosen by its number, its place in `OPTIMIZERS`.
"""

import math

import numpy as np

from backprop_gui.core.array import Array, BoolArray
from backprop_gui.core.kernel_formulas import compiled, is_finite
from backprop_gui.core.optimizers import OPTIMIZERS

SGD, MOMENTUM, NESTEROV, ADAGRAD, RMSPROP, ADAM = range(len(OPTIMIZERS))
RATE, INERTIA, RHO, BETA1, BETA2, EPSILON, L1, L2 = range(8)


@compiled
def add_penalty(settings: Array, gradient: Array, values: Array, weight_count: int) -> None:
    """Add λ₁ sign(w) + λ₂ w to the weights' gradient; biases are never regularised."""
    if settings[L1] == 0.0 and settings[L2] == 0.0:
        return
    for k in range(weight_count):
        gradient[k] += settings[L1] * np.sign(values[k]) + settings[L2] * values[k]


@compiled
def gradient_descent(settings: Array, values: Array, gradient: Array, trainable: BoolArray) -> bool:
    """Compute w+ = w - η g."""
    rate, finite = settings[RATE], True
    for k in range(values.size):
        value = values[k] - rate * gradient[k] if trainable[k] else values[k]
        values[k] = value
        finite &= is_finite(value)
    return finite


@compiled
def momentum(
    settings: Array, values: Array, gradient: Array, trainable: BoolArray, memory: Array, looks_ahead: bool
) -> bool:
    """Compute v+ = μ v + g and w+ = w - η v+; Nesterov's way w+ = w - η (g + μ v+)."""
    inertia, finite = settings[INERTIA], True
    for k in range(values.size):
        if trainable[k]:
            velocity = inertia * memory[0, k] + gradient[k]
            memory[0, k] = velocity
            values[k] -= settings[RATE] * (gradient[k] + inertia * velocity if looks_ahead else velocity)
            finite &= is_finite(velocity) and is_finite(values[k])
    return finite


@compiled
def adagrad(settings: Array, values: Array, gradient: Array, trainable: BoolArray, memory: Array) -> bool:
    """Compute s+ = s + g² and w+ = w - η g / (√s+ + ε)."""
    finite = True
    for k in range(values.size):
        if trainable[k]:
            squares = memory[0, k] + gradient[k] * gradient[k]
            memory[0, k] = squares
            values[k] -= settings[RATE] * (gradient[k] / (math.sqrt(squares) + settings[EPSILON]))
            finite &= is_finite(squares) and is_finite(values[k])
    return finite


@compiled
def rmsprop(settings: Array, values: Array, gradient: Array, trainable: BoolArray, memory: Array) -> bool:
    """Compute s+ = ρ s + (1 - ρ) g² and w+ = w - η g / (√s+ + ε)."""
    rho, finite = settings[RHO], True
    for k in range(values.size):
        if trainable[k]:
            squares = rho * memory[0, k] + (1.0 - rho) * gradient[k] * gradient[k]
            memory[0, k] = squares
            values[k] -= settings[RATE] * (gradient[k] / (math.sqrt(squares) + settings[EPSILON]))
            finite &= is_finite(squares) and is_finite(values[k])
    return finite


@compiled
def adam(
    settings: Array, values: Array, gradient: Array, trainable: BoolArray, memory: Array, number: int
) -> bool:
    """Compute Adam's bias-corrected step (Kingma and Ba 2015, algorithm 1) of round `number`, from 1 on."""
    beta1, beta2, finite = settings[BETA1], settings[BETA2], True
    rate, squares_share = settings[RATE] / (1.0 - beta1**number), 1.0 - beta2**number
    for k in range(values.size):
        if trainable[k]:
            mean = beta1 * memory[0, k] + (1.0 - beta1) * gradient[k]
            squares = beta2 * memory[1, k] + (1.0 - beta2) * gradient[k] * gradient[k]
            memory[0, k], memory[1, k] = mean, squares
            root = math.sqrt(squares / squares_share)
            values[k] -= rate * (mean / (root + settings[EPSILON]))
            finite &= is_finite(mean) and is_finite(squares) and is_finite(values[k])
    return finite


@compiled
def update(
    optimizer: int,
    settings: Array,
    values: Array,
    gradient: Array,
    trainable: BoolArray,
    memory: Array,
    number: int,
) -> bool:
    """Change all parameters at once by the optimizer's rule; untrained ones stay as they are."""
    if optimizer == SGD:
        return gradient_descent(settings, values, gradient, trainable)
    if optimizer in (MOMENTUM, NESTEROV):
        return momentum(settings, values, gradient, trainable, memory, optimizer == NESTEROV)
    if optimizer == ADAGRAD:
        return adagrad(settings, values, gradient, trainable, memory)
    if optimizer == RMSPROP:
        return rmsprop(settings, values, gradient, trainable, memory)
    return adam(settings, values, gradient, trainable, memory, number)
