"""Numbers to twice the digits of floating point: a number, and the rest that its rounding left out.

An out that rounds to 1 still has its distance from 1 as its rest, so that 1 - out, out², ln out and what
is made of them come out with all their digits when a formula is evaluated as it is written. Sums and
products are exact to twice the digits (Knuth, Dekker); functions keep their distance from 0, 1 or x.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from backprop_gui.core.activations import normal_density, normal_distribution, sigmoid, softplus_rest

SPLIT = 134217729.0  # 2²⁷ + 1: halves a number's digits
EXACT_BELOW, EXACT_ABOVE = 1e150, 1e-150
"""Between these sizes the error of a product can be told by halves."""


class Twofold(NamedTuple):
    """A number to twice the digits.

    Attributes
    ----------
    number : rounded
    rest : what is beyond its last digit
    """

    number: np.float64
    rest: np.float64 = np.float64(0.0)


def joined(first: np.float64, second: np.float64) -> Twofold:
    """Add two numbers exactly."""
    number = first + second
    if not np.isfinite(number):
        return Twofold(number)
    part = number - first
    return Twofold(number, (first - (number - part)) + (second - part))


def negative(x: Twofold) -> Twofold:
    return Twofold(-x.number, -x.rest)


def added(x: Twofold, y: Twofold) -> Twofold:
    number, rest = joined(x.number, y.number)
    return joined(number, rest + (x.rest + y.rest))


def multiplied(x: Twofold, y: Twofold) -> Twofold:
    number = x.number * y.number
    rest = _error_of_product(x.number, y.number, number) + (x.number * y.rest + x.rest * y.number)
    return joined(number, rest) if np.isfinite(rest) else Twofold(number)


def _error_of_product(x: np.float64, y: np.float64, number: np.float64) -> np.float64:
    if not (min(abs(x), abs(y)) > EXACT_ABOVE and max(abs(x), abs(y), abs(number)) < EXACT_BELOW):
        return np.float64(0.0)
    if abs(number) < EXACT_ABOVE:
        return np.float64(0.0)
    (x_high, x_low), (y_high, y_low) = _halves(x), _halves(y)
    error = ((x_high * y_high - number) + x_high * y_low + x_low * y_high) + x_low * y_low
    return np.float64(error)


def _halves(x: np.float64) -> tuple[np.float64, np.float64]:
    big = x * SPLIT
    high = big - (big - x)
    return high, x - high


def divided(x: Twofold, y: Twofold) -> Twofold:
    number = x.number / y.number
    left = added(x, negative(multiplied(Twofold(number), y))).number
    rest = left / y.number
    return joined(number, rest) if np.isfinite(rest) else Twofold(number)


def power_of_e(x: Twofold) -> Twofold:
    if abs(x.number) < 1.0:
        return joined(np.float64(1.0), np.expm1(x.number) + x.rest)
    number = np.exp(x.number)
    return Twofold(number, number * x.rest) if np.isfinite(number) else Twofold(number)


def logarithm(x: Twofold) -> Twofold:
    if not x.number > 0.0 or not np.isfinite(x.number):
        return Twofold(np.log(x.number))
    return joined(np.log(x.number), np.log1p(x.rest / x.number))


def logistic(x: Twofold) -> Twofold:
    """Compute σ(x), right of 0 as 1 - σ(-x)."""
    if x.number > 0.0:
        return joined(np.float64(1.0), -_at(sigmoid, -x.number))
    return Twofold(_at(sigmoid, x.number))


def smooth_ramp(x: Twofold) -> Twofold:
    """Compute ln(1 + e^x), right of 0 as x and a rest."""
    return joined(np.maximum(x.number, 0.0), _at(softplus_rest, x.number))


def below(x: Twofold) -> Twofold:
    """Compute Φ(x), right of 0 as 1 - Φ(-x)."""
    if x.number > 0.0:
        return joined(np.float64(1.0), -_at(normal_distribution, -x.number))
    return Twofold(_at(normal_distribution, x.number))


def log_sum_exp(*numbers: Twofold) -> Twofold:
    """Compute ln Σ e^x as the largest x and the logarithm of what the others add to 1."""
    values = np.array([each.number for each in numbers])
    place = int(values.argmax())
    others = np.delete(values, place)
    return joined(values[place], np.log1p(np.exp(others - values[place]).sum()))


def size(x: Twofold) -> Twofold:
    return negative(x) if x.number < 0.0 else x


def largest(*numbers: Twofold) -> Twofold:
    return numbers[int(np.argmax([each.number for each in numbers]))]


def _at(function: Callable[..., np.ndarray], x: np.float64) -> np.float64:
    return np.float64(function(np.array([x]))[0])


def summed(terms: Sequence[Twofold]) -> Twofold:
    first, *others = terms
    for term in others:
        first = added(first, term)
    return first


def product(factors: Sequence[Twofold]) -> Twofold:
    first, *others = factors
    for factor in others:
        first = multiplied(first, factor)
    return first


FUNCTIONS: dict[str, Callable[..., Twofold]] = {
    "ln": logarithm,
    "tanh": lambda x: Twofold(np.tanh(x.number)),
    "abs": size,
    "sign": lambda x: Twofold(np.sign(x.number)),
    "sqrt": lambda x: Twofold(np.sqrt(x.number)),
    "sigmoid": logistic,
    "softplus": smooth_ramp,
    "normal": below,
    "normal_density": lambda x: Twofold(_at(normal_density, x.number)),
    "max": largest,
    "log_sum_exp": log_sum_exp,
    "power": lambda x, y: Twofold(np.power(x.number, y.number)),
}
