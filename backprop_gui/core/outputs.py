"""The outs of the last layer as a loss reads them: with all digits that their nets still know.

An out near a limit of its activation, as sigmoid's near 1, rounds to it; what is missing to a target, and
logarithms, then hang on the rest. So an out is taken as its limit and its rest, out = limit + rest, with
the rest computed from the net.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.activations import ACTIVATIONS, normal_distribution, sigmoid, softplus
from backprop_gui.core.array import HALF, MINUS_ONE, ONE, ZERO, Array
from backprop_gui.core.softmax import (
    softmax_complement,
    softmax_log,
    softmax_log_complement,
)

Into = Array | None
Parts = tuple[Array, Array]

LN_2 = math.log(2.0)
EVEN = -40.0
"""Left of here softplus is its own slope, to the last digit."""


def near_sigmoid(given: "Outputs") -> Parts:
    """Take 1 off the right side's outs; -σ(-net) is left."""
    power: Array = np.copysign(given.net, MINUS_ONE)
    np.exp(power, power)
    np.divide(power, np.add(power, ONE), power)
    np.copysign(power, np.subtract(ZERO, given.net), power)
    return np.heaviside(given.net, ZERO), power


def near_tanh(given: "Outputs") -> Parts:
    """Take ±1 off an out beyond ±½; of it ∓2 / (1 + e^2|net|) is left."""
    limit = np.rint(given.out)
    return limit, np.where(limit != ZERO, -2.0 * limit * sigmoid(-2.0 * np.abs(given.net)), given.out)


def near_elu(given: "Outputs") -> Parts:
    """Take -1 off an out below -½; e^net is left."""
    outside = given.out < -HALF
    rest = np.where(outside, np.exp(np.minimum(given.net, ZERO)), given.out)
    return -outside.astype(np.float64), rest


def near_net(rest: Callable[[Array], Array]) -> Callable[["Outputs"], Parts]:
    """Take the net off the right side's outs; `rest` tells what is left."""

    def parts(given: "Outputs") -> Parts:
        limit = np.maximum(given.net, ZERO)
        return limit, np.where(given.net > ZERO, rest(limit), given.out)

    return parts


def near_softmax(given: "Outputs") -> Parts:
    """Take 1 off an out above ½; minus the sum of the others is left."""
    above = given.out > HALF
    return above.astype(np.float64), np.where(above, -softmax_complement(given.out), given.out)


PARTS: dict[str, Callable[["Outputs"], Parts]] = {
    "sigmoid": near_sigmoid,
    "tanh": near_tanh,
    "elu": near_elu,
    "softplus": near_net(lambda net: np.log1p(np.exp(-net))),
    "silu": near_net(lambda net: -net * sigmoid(-net)),
    "gelu": near_net(lambda net: -net * normal_distribution(-net)),
    "softmax": near_softmax,
}
"""How an out is split into its nearest limit and the rest; of other activations it is 0 and the whole."""


@dataclass(frozen=True, eq=False)
class Outputs:
    """A layer's outs, which may be asked for more than their rounded numbers.

    Attributes
    ----------
    net, out : shape (..., neurons)
    """

    activation: str
    net: Array
    out: Array

    @property
    def count(self) -> int:
        """How many outputs there are, which ``mean_`` losses divide by."""
        return int(self.out.shape[-1])

    def parts(self) -> Parts:
        """Split each out into its nearest limit and the rest."""
        find = PARTS.get(self.activation)
        return find(self) if find else (np.zeros_like(self.out), self.out)

    def missing(self, target: Array, into: Into = None) -> Array:
        """Compute t - o."""
        find = PARTS.get(self.activation)
        if find is None:
            return np.subtract(target, self.out, into)
        limit, rest = find(self)
        into = np.subtract(target, limit, into)
        return np.subtract(into, rest, into)

    def complement(self) -> Array:
        """Compute 1 - o."""
        return self.missing(ONE)

    def slope(self) -> Array:
        """Compute ∂out/∂net, of each out by its own net."""
        return ACTIVATIONS[self.activation].slope(self.net, self.out)

    def log(self) -> Array:
        """Compute ln o."""
        match self.activation:
            case "sigmoid":
                return -softplus(-self.net)
            case "softmax":
                return softmax_log(self.net)
            case "softplus":
                return np.where(self.net < EVEN, self.net, np.log(self.out))
        limit, rest = self.parts()
        saturated = limit == ONE
        return np.where(saturated, np.log1p(np.where(saturated, rest, 0.0)), np.log(self.out))

    def log_complement(self) -> Array:
        """Compute ln(1 - o)."""
        match self.activation:
            case "sigmoid":
                return -softplus(self.net)
            case "softmax":
                return softmax_log_complement(self.net)
        small = np.abs(self.out) < HALF
        far = np.log(self.complement())
        if self.activation == "tanh":
            far = np.where(self.net > ZERO, LN_2 - softplus(2.0 * self.net), far)
        return np.where(small, np.log1p(-np.where(small, self.out, 0.0)), far)

    def log_slope(self) -> Array:
        """Compute ∂ln o/∂net; softmax's, which is coupled, is in `softmax`."""
        match self.activation:
            case "sigmoid":
                return sigmoid(-self.net)
            case "softplus":
                even = self.net < EVEN
                return np.where(even, 1.0, self.slope() / np.where(even, 1.0, self.out))
            case _:
                return self.slope() / self.out

    def log_complement_slope(self) -> Array:
        """Compute ∂ln(1 - o)/∂net."""
        match self.activation:
            case "sigmoid":
                return -self.out
            case "tanh":
                limit, rest = self.parts()
                return -((1.0 + limit) + rest)
            case _:
                return -self.slope() / self.complement()


def missing_to_ends_of_sigmoid(given: Outputs, target: Array, into: Array) -> Array:
    """Compute t - o for targets of 0 and 1 as s / (1 + e^(s·net)), s = ±1."""
    side = np.add(target, target)
    np.subtract(side, ONE, side)
    return _of_side(side, given.net, into)


def missing_to_ends_of_tanh(given: Outputs, target: Array, into: Array) -> Array:
    """Compute t - o for targets of ±1 as 2t / (1 + e^(2t·net))."""
    return _of_side(np.add(target, target), given.net, into)


def _of_side(side: Array, net: Array, into: Array) -> Array:
    np.multiply(side, net, into)
    np.exp(into, into)
    np.add(into, ONE, into)
    return np.divide(side, into, into)


def plainly_missing(given: Outputs, target: Array, into: Array) -> Array:
    """Compute t - o from the rounded out, for targets that are not near a limit."""
    return np.subtract(target, given.out, into)


NEAR = 1e-3
"""A difference of at least so much has lost none of the digits that are asked for."""

Missing = Callable[[Outputs, Array, Array], Array]

ENDS: dict[str, tuple[tuple[float, ...], Missing]] = {
    "sigmoid": ((0.0, 1.0), missing_to_ends_of_sigmoid),
    "tanh": ((-1.0, 1.0), missing_to_ends_of_tanh),
}
"""The limits of an activation, and what computes t - o where all targets are limits."""


def way_to_missing(activation: str, targets: Array) -> Missing:
    """Choose the shortest way to t - o that keeps all digits for such targets; overflow is to be let pass."""
    if activation not in ENDS:
        return Outputs.missing
    ends, to_ends = ENDS[activation]
    if not any(np.any(np.abs(targets - end) < NEAR) for end in ends if end):
        return plainly_missing
    return to_ends if np.isin(targets, ends).all() else Outputs.missing
