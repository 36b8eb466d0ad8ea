"""Losses: the error of each output, and how it changes with that output.

Every loss of a sample is a sum over its outputs, E_total = Σ E_o; ``mean_`` losses hold their 1/n in
each E_o. A batch's error is the mean over its samples, taken in `backprop`. A loss reads its outs from
`Outputs`, which know what is missing to a target, and logarithms, where the outs themselves are rounded.
Each function may be given an array to write its result ``into``; without one it makes a new one.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.activations import softplus_rest
from backprop_gui.core.array import HALF, ONE, Array
from backprop_gui.core.outputs import Outputs
from backprop_gui.core.softmax import (
    binary_cross_entropy_delta,
    cross_entropy_delta,
    softmax_delta,
)

Into = Array | None

beyond_reach = np.errstate(over="ignore", divide="ignore", invalid="ignore")
"""Lets ln 0 and 1 / 0 be infinite, as they are meant."""


def half_squared_error(missing: Array, count: int, into: Into = None) -> Array:
    """Compute ½ (t - o)²."""
    into = np.multiply(missing, HALF, into)
    return np.multiply(into, missing, into)


def half_squared_error_slope(missing: Array, count: int, into: Into = None) -> Array:
    """Compute -(t - o)."""
    return np.negative(missing, into)


def mean_squared_error(missing: Array, count: int, into: Into = None) -> Array:
    """Compute (t - o)² / n."""
    into = np.multiply(missing, missing, into)
    return np.divide(into, count, into)


def mean_squared_error_slope(missing: Array, count: int, into: Into = None) -> Array:
    """Compute -2 (t - o) / n."""
    return np.multiply(missing, -2.0 / count, into)


def mean_absolute_error(missing: Array, count: int, into: Into = None) -> Array:
    return np.divide(np.abs(missing), count, into)


def mean_absolute_error_slope(missing: Array, count: int, into: Into = None) -> Array:
    return np.divide(np.sign(missing), -count, into)


def weighted(weight: Array, value: Array) -> Array:
    """Compute weight · value, where nothing times infinity is nothing."""
    return np.where(weight == 0, 0.0, weight * value)


@beyond_reach
def binary_cross_entropy(given: Outputs, target: Array, into: Into = None) -> Array:
    """Compute -(t ln o + (1 - t) ln(1 - o)); of sigmoid's net as ln(1 + e^-|net|) + ([net ≥ 0] - t) net."""
    if given.activation == "sigmoid":
        rest = softplus_rest(given.net)
        errors: Array = np.add(rest, (np.heaviside(given.net, ONE) - target) * given.net, into)
        return errors
    hit, miss = weighted(target, given.log()), weighted(1.0 - target, given.log_complement())
    return np.negative(hit + miss, into)


@beyond_reach
def binary_cross_entropy_slope(given: Outputs, target: Array, into: Into = None) -> Array:
    """Compute -(t - o) / (o (1 - o)): -1 / o for a target of 1, and 1 / (1 - o) for one of 0."""
    complement = given.complement()
    between = -given.missing(target) / (given.out * complement)
    slope = np.where(target == 1, -1.0 / given.out, np.where(target == 0, 1.0 / complement, between))
    return np.positive(slope, into)


@beyond_reach
def cross_entropy(given: Outputs, target: Array, into: Into = None) -> Array:
    return np.negative(weighted(target, given.log()), into)


@beyond_reach
def cross_entropy_slope(given: Outputs, target: Array, into: Into = None) -> Array:
    return np.negative(weighted(target, 1.0 / given.out), into)


@dataclass(frozen=True)
class DifferenceLoss:
    """A loss of what is missing to the target, t - o.

    Attributes
    ----------
    of_missing, slope_of_missing : (missing, number of outputs) -> E_o of each output, ∂E_total/∂out
    """

    name: str
    of_missing: Callable[..., Array]
    slope_of_missing: Callable[..., Array]

    def value(self, given: Outputs, target: Array) -> Array:
        return self.of_missing(given.missing(target), given.count)

    def slope(self, given: Outputs, target: Array) -> Array:
        return self.slope_of_missing(given.missing(target), given.count)


@dataclass(frozen=True)
class LogarithmicLoss:
    """A loss of the outs' logarithms.

    Attributes
    ----------
    value : (outputs, target) -> E_o of each output
    slope : (outputs, target) -> ∂E_total/∂out
    """

    name: str
    value: Callable[..., Array]
    slope: Callable[..., Array]


Loss = DifferenceLoss | LogarithmicLoss

LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (
        DifferenceLoss("half_squared_error", half_squared_error, half_squared_error_slope),
        DifferenceLoss("mean_squared_error", mean_squared_error, mean_squared_error_slope),
        DifferenceLoss("mean_absolute_error", mean_absolute_error, mean_absolute_error_slope),
        LogarithmicLoss("binary_cross_entropy", binary_cross_entropy, binary_cross_entropy_slope),
        LogarithmicLoss("cross_entropy", cross_entropy, cross_entropy_slope),
    )
}


def output_delta(loss: str, given: Outputs, target: Array, into: Into = None) -> Array:
    """Compute δ = ∂E/∂out · ∂out/∂net of the outputs.

    Where a logarithm's slope grows beyond all numbers as the activation's vanishes, δ comes from the slope
    of the logarithm by the net, in which they cancel.
    """
    match given.activation, loss:
        case "softmax", "cross_entropy":
            return cross_entropy_delta(given.out, target, into)
        case "softmax", "binary_cross_entropy":
            return np.positive(binary_cross_entropy_delta(given.net, given.out, target), into)
        case "softmax", _:
            return softmax_delta(given.out, LOSSES[loss].slope(given, target), into)
        case "sigmoid", "binary_cross_entropy":
            into = given.missing(target, into)
            return np.negative(into, into)
        case _, "binary_cross_entropy":
            hit = weighted(target, given.log_slope())
            return np.negative(hit + weighted(1.0 - target, given.log_complement_slope()), into)
        case _, "cross_entropy":
            return np.negative(weighted(target, given.log_slope()), into)
        case _:
            return np.multiply(LOSSES[loss].slope(given, target), given.slope(), into)
