"""Losses: the error of each output, and how it changes with that output.

Every loss of a sample is a sum over its outputs, E_total = Σ E_o; ``mean_`` losses hold their 1/n in
each E_o. A batch's error is the mean over its samples, taken in `backprop`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import Array


def half_squared_error(out: Array, target: Array) -> Array:
    missing = target - out
    return 0.5 * missing * missing


def half_squared_error_slope(out: Array, target: Array) -> Array:
    return -(target - out)


def mean_squared_error(out: Array, target: Array) -> Array:
    missing = target - out
    return missing * missing / outputs(out)


def mean_squared_error_slope(out: Array, target: Array) -> Array:
    return -2.0 * (target - out) / outputs(out)


def mean_absolute_error(out: Array, target: Array) -> Array:
    return np.abs(target - out) / outputs(out)


def mean_absolute_error_slope(out: Array, target: Array) -> Array:
    return np.sign(out - target) / outputs(out)


def outputs(out: Array) -> int:
    """Count the outputs, which ``mean_`` losses divide by."""
    return int(out.shape[-1])


def weighted_log(weight: Array, value: Array) -> Array:
    """Compute weight · ln value, where nothing times ln 0 is nothing."""
    return np.where(weight == 0, 0.0, weight * np.log(np.where(weight == 0, 1.0, value)))


def binary_cross_entropy(out: Array, target: Array) -> Array:
    return -(weighted_log(target, out) + weighted_log(1.0 - target, 1.0 - out))


def binary_cross_entropy_slope(out: Array, target: Array) -> Array:
    """Compute (o - t) / (o (1 - o)); where o meets a target of 0 or 1 exactly, its limit: 1 or -1."""
    limit = np.where(target == 0, 1.0, -1.0)
    met = (out == target) & ((target == 0) | (target == 1))
    return np.where(met, limit, (out - target) / np.where(met, 1.0, out * (1.0 - out)))


def cross_entropy(out: Array, target: Array) -> Array:
    return -weighted_log(target, out)


def cross_entropy_slope(out: Array, target: Array) -> Array:
    return np.where(target == 0, 0.0, -target / np.where(target == 0, 1.0, out))


def cross_entropy_of_softmax(net: Array, target: Array) -> Array:
    """Compute -t ln softmax(net) as t (ln Σ e^net - net): finite where softmax underflows to 0."""
    largest = net.max(axis=-1, keepdims=True)
    log_sum = largest + np.log(np.exp(net - largest).sum(axis=-1, keepdims=True))
    return np.asarray(target * (log_sum - net))


def binary_cross_entropy_of_sigmoid(net: Array, target: Array) -> Array:
    """Compute the binary cross-entropy of sigmoid(net) from the net: finite where sigmoid is 0 or 1."""
    return np.maximum(net, 0.0) - target * net + np.log1p(np.exp(-np.abs(net)))


@dataclass(frozen=True)
class Loss:
    """The error of each output and its slope, side by side.

    Attributes
    ----------
    value : (out, target) -> E_o of each output
    slope : (out, target) -> ∂E_total/∂out
    """

    name: str
    value: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array], Array]


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
