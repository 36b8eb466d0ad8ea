"""Round numbers to write on an axis, over all of floating point's reach."""

import math
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import count

from backprop_gui.explain.render_text import number

DIGITS = 6
MOST_DIGITS = 17
"""So many digits tell any two numbers apart."""

LEAST_POWER, GREATEST_POWER = -323, sys.float_info.max_10_exp


def linear_ticks(low: float, high: float, most: int) -> list[float]:
    """List multiples of 1, 2, 2.5 or 5 times a power of ten, at most so many."""
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        return []
    # Between numbers at either end of floating point, a span or a step may have no number of its own.
    begin, span = Decimal(low), Decimal(high) - Decimal(low)
    step = next(step for step in _steps(span / max(most, 1)) if span / step <= most + Decimal("0.1"))
    near = Decimal("1e-9")
    first = math.ceil(begin / step - near)
    found = math.floor(Decimal(high) / step + near) - first + 1
    ticks = [float((first + place) * step) for place in range(min(found, most + 1))]
    return [tick for tick in dict.fromkeys(ticks) if math.isfinite(tick)]


def logarithmic_ticks(low: float, high: float, most: int) -> list[float]:
    """List the logarithms of round values: powers of ten, or where few fit, values between them."""
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        return []
    least, greatest = max(math.ceil(low - 1e-9), LEAST_POWER), min(math.floor(high + 1e-9), GREATEST_POWER)
    powers = range(least, greatest + 1)
    if len(powers) >= 2:
        stride = -(-len(powers) // max(most, 1))
        return [float(power) for power in powers if power % stride == 0]
    values = linear_ticks(power_of_ten(low), min(power_of_ten(high), sys.float_info.max), most)
    return [math.log10(value) for value in values if value > 0]


def power_of_ten(exponent: float) -> float:
    """Compute 10 to an exponent, infinite beyond the reach of floating point."""
    return 10.0**exponent if exponent < math.log10(sys.float_info.max) else math.inf


def tick_labels(ticks: Sequence[float]) -> list[str]:
    """Write the values of an axis's ticks, with as many digits as tell them apart."""
    for digits in range(DIGITS, MOST_DIGITS + 1):
        labels = [value_label(tick, digits) for tick in ticks]
        if len(set(labels)) == len(set(ticks)):
            break
    return labels if ticks else []


def value_label(value: float, digits: int = DIGITS) -> str:
    """Write a value on a tick: 0.001, 2.5e-5, 1e300, ∞."""
    if not math.isfinite(value) or value == 0 or 1e-4 <= abs(value) < 1e5:
        return number(value, digits)
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    return f"{float(mantissa):.{digits}g}e{int(power)}"


def round_label(rounds: float) -> str:
    """Write a number of rounds on a tick: 2,500, 1.5M."""
    if rounds < 1e6:
        return f"{rounds:,.10g}"
    for size, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M")):
        if rounds >= size:
            return f"{rounds / size:,.6g}{letter}"
    raise AssertionError(rounds)


def _steps(about: Decimal) -> Iterator[Decimal]:
    """List round steps from about the given one upwards."""
    for power in count(about.adjusted()):
        for factor in ("1", "2", "2.5", "5"):
            yield Decimal(factor).scaleb(power)
