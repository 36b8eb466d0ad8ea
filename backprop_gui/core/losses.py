"""Losses: the error of each output, and how it changes with that output.

Every loss of a sample is a sum over its outputs, E_total = Σ E_o; ``mean_`` losses hold their 1/n in
each E_o. A batch's error is the mean over its samples, taken in `backprop`. Each function may be given
an array to write its result ``into``; without one it makes a new one.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import HALF, Array, placed

Into = Array | None


def half_squared_error(out: Array, target: Array, into: Into = None) -> Array:
    """Compute ½ (t - o)²."""
    into = np.subtract(target, out, into)
    np.multiply(np.multiply(into, HALF), into, into)
    return into


def half_squared_error_slope(out: Array, target: Array, into: Into = None) -> Array:
    """Compute -(t - o)."""
    return np.subtract(out, target, into)


def mean_squared_error(out: Array, target: Array, into: Into = None) -> Array:
    """Compute (t - o)² / n."""
    into = np.subtract(target, out, into)
    np.multiply(into, into, into)
    return np.divide(into, outputs(out), into)


def mean_squared_error_slope(out: Array, target: Array, into: Into = None) -> Array:
    """Compute -2 (t - o) / n."""
    into = np.subtract(out, target, into)
    return np.multiply(into, 2.0 / outputs(out), into)


def mean_absolute_error(out: Array, target: Array, into: Into = None) -> Array:
    return np.divide(np.abs(target - out), outputs(out), into)


def mean_absolute_error_slope(out: Array, target: Array, into: Into = None) -> Array:
    return np.divide(np.sign(out - target), outputs(out), into)


def outputs(out: Array) -> int:
    """Count the outputs, which ``mean_`` losses divide by."""
    return int(out.shape[-1])


def weighted_log(weight: Array, value: Array) -> Array:
    """Compute weight · ln value, where nothing times ln 0 is nothing."""
    return np.where(weight == 0, 0.0, weight * np.log(np.where(weight == 0, 1.0, value)))


def binary_cross_entropy(out: Array, target: Array, into: Into = None) -> Array:
    return np.negative(weighted_log(target, out) + weighted_log(1.0 - target, 1.0 - out), into)


def binary_cross_entropy_slope(out: Array, target: Array, into: Into = None) -> Array:
    """Compute (o - t) / (o (1 - o)); where o meets a target of 0 or 1 exactly, its limit: 1 or -1."""
    limit = np.where(target == 0, 1.0, -1.0)
    met = (out == target) & ((target == 0) | (target == 1))
    return placed(np.where(met, limit, (out - target) / np.where(met, 1.0, out * (1.0 - out))), into)


def cross_entropy(out: Array, target: Array, into: Into = None) -> Array:
    return np.negative(weighted_log(target, out), into)


def cross_entropy_slope(out: Array, target: Array, into: Into = None) -> Array:
    return placed(np.where(target == 0, 0.0, -target / np.where(target == 0, 1.0, out)), into)


def cross_entropy_of_softmax(net: Array, target: Array, into: Into = None) -> Array:
    """Compute -t ln softmax(net) as t (ln Σ e^net - net): finite where softmax underflows to 0."""
    largest = net.max(axis=-1, keepdims=True)
    log_sum = largest + np.log(np.exp(net - largest).sum(axis=-1, keepdims=True))
    errors: Array = np.multiply(target, log_sum - net, into)
    return errors


def binary_cross_entropy_of_sigmoid(net: Array, target: Array, into: Into = None) -> Array:
    """Compute the binary cross-entropy of sigmoid(net) from the net: finite where sigmoid is 0 or 1."""
    return np.add(np.maximum(net, 0.0) - target * net, np.log1p(np.exp(-np.abs(net))), into)


@dataclass(frozen=True)
class Loss:
    """The error of each output and its slope, side by side.

    Attributes
    ----------
    value : (out, target) -> E_o of each output
    slope : (out, target) -> ∂E_total/∂out
    """

    name: str
    value: Callable[..., Array]
    slope: Callable[..., Array]


LOSSES = {
    loss.name: loss
    for loss in (
        Loss("half_squared_error", half_squared_error, half_squared_error_slope),
        Loss("mean_squared_error", mean_squared_error, mean_squared_error_slope),
        Loss("mean_absolute_error", mean_absolute_error, mean_absolute_error_slope),
        Loss("binary_cross_entropy", binary_cross_entropy, binary_cross_entropy_slope),
        Loss("cross_entropy", cross_entropy, cross_entropy_slope),
    )
}
