"""Gradient check: every parameter's gradient beside a central difference of the error."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import Array, BoolArray
from backprop_gui.core.backprop import backward, error_of, forward
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network, Parameters

STEP = 1e-5
TOLERANCE = 1e-6
SMALLEST = 1e-3


@dataclass(frozen=True)
class CheckedParameter:
    """One parameter's gradient, computed twice.

    Attributes
    ----------
    index : in the flat vector of parameters
    left, right : the error's slope from a step below to here, and from here to a step above
    smallest : gradients smaller than this are compared as if they were so large; what rounding makes of
        the error would count as a difference otherwise
    """

    index: int
    analytic: float
    left: float
    right: float
    smallest: float

    @property
    def numeric(self) -> float:
        """The central difference, (E(w + h) - E(w - h)) / 2h."""
        return (self.left + self.right) / 2.0

    @property
    def relative_difference(self) -> float:
        """|a - n| / max(|a|, |n|), no smaller divisor than `smallest`."""
        return abs(self.analytic - self.numeric) / max(abs(self.analytic), abs(self.numeric), self.smallest)

    @property
    def agrees(self) -> bool:
        return self.relative_difference <= TOLERANCE

    @property
    def is_at_kink(self) -> bool:
        """Whether the error bends sharply here, as at relu's 0, and a lies between its slopes."""
        return not self.agrees and abs(self.analytic - self.numeric) <= abs(self.right - self.left) / 2.0

    @property
    def is_right(self) -> bool:
        return self.agrees or self.is_at_kink


def slopes(network: Network, flat: Array, loss: str, data: Dataset, index: int) -> tuple[float, float]:
    """Compute (E(w) - E(w - h)) / h and (E(w + h) - E(w)) / h with h relative to the parameter's size."""
    step = STEP * max(1.0, abs(float(flat[index])))
    below, here, above = (
        error_of(network, Parameters(network, moved), loss, data.inputs, data.targets)
        for moved in (_moved(flat, index, -step), flat, _moved(flat, index, step))
    )
    return (here - below) / step, (above - here) / step


def check_gradients(
    network: Network, parameters: Parameters, loss: str, data: Dataset
) -> Iterator[CheckedParameter]:
    """Check the gradient of every parameter that there is, trained or not, one after another."""
    with np.errstate(all="ignore"):
        done = forward(network, parameters, data.inputs)
        gradient = backward(network, parameters, loss, done, data.targets).gradient.flat
        error = error_of(network, parameters, loss, data.inputs, data.targets)
    smallest = SMALLEST * max(1.0, abs(error))
    for index in np.flatnonzero(existing(network)).tolist():
        with np.errstate(all="ignore"):
            left, right = slopes(network, parameters.flat, loss, data, index)
        yield CheckedParameter(index, float(gradient[index]), left, right, smallest)


def existing(network: Network) -> BoolArray:
    """Mark the parameters that there are in the flat vector: weights of connections, and biases."""
    biases = np.ones(network.parameter_count - network.weight_count, dtype=np.bool_)
    return np.concatenate([*(layer.present.ravel() for layer in network.layers), biases])


def _moved(flat: Array, index: int, by: float) -> Array:
    moved = flat.copy()
    moved[index] += by
    return moved
