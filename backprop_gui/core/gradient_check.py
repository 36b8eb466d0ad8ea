"""Gradient check: every parameter's gradient beside a central difference of the error."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.backprop import backward, error_of, forward
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network, Parameters

STEP = 1e-5
TOLERANCE = 1e-6
NEGLIGIBLE = 1e-9


@dataclass(frozen=True)
class CheckedParameter:
    """One parameter's gradient, computed twice.

    Attributes
    ----------
    index : in the flat vector of parameters
    """

    index: int
    analytic: float
    numeric: float

    @property
    def relative_difference(self) -> float:
        """|a - n| / max(|a|, |n|); 0 where both agree to `NEGLIGIBLE`."""
        difference = abs(self.analytic - self.numeric)
        if difference <= NEGLIGIBLE:
            return 0.0
        return difference / max(abs(self.analytic), abs(self.numeric))

    @property
    def is_right(self) -> bool:
        return self.relative_difference <= TOLERANCE


def central_difference(
    network: Network, flat: np.ndarray, loss: str, data: Dataset, index: int
) -> float:
    """Compute (E(w + h) - E(w - h)) / 2h with h relative to the parameter's size."""
    step = STEP * max(1.0, abs(float(flat[index])))
    errors = []
    for sign in (1.0, -1.0):
        moved = flat.copy()
        moved[index] += sign * step
        errors.append(error_of(network, Parameters(network, moved), loss, data.inputs, data.targets))
    return (errors[0] - errors[1]) / (2.0 * step)


def check_gradients(
    network: Network, parameters: Parameters, loss: str, data: Dataset
) -> Iterator[CheckedParameter]:
    """Check the gradient of every parameter that is trained, one after another."""
    done = forward(network, parameters, data.inputs)
    gradient = backward(network, parameters, loss, done, data.targets).gradient.flat
    for index in np.flatnonzero(network.trainable):
        numeric = central_difference(network, parameters.flat, loss, data, int(index))
        yield CheckedParameter(int(index), float(gradient[index]), numeric)
