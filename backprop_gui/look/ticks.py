"""Round numbers to write on an axis."""

import math
from collections.abc import Iterator


def linear_ticks(low: float, high: float, most: int) -> list[float]:
    """List multiples of 1, 2, 2.5 or 5 times a power of ten, at most so many."""
    if not (math.isfinite(high - low) and high > low):
        return []
    step = next(step for step in _steps((high - low) / max(most, 1)) if (high - low) / step <= most + 0.1)
    first = math.ceil(low / step - 1e-9)
    count = math.floor(high / step + 1e-9) - first + 1
    return [(first + number) * step for number in range(min(count, most + 1))]


def logarithmic_ticks(low: float, high: float, most: int) -> list[float]:
    """List the logarithms of round values: powers of ten, or where few fit, values between them."""
    powers = range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1)
    if len(powers) >= 2:
        stride = -(-len(powers) // max(most, 1))
        return [float(power) for power in powers if power % stride == 0]
    values = linear_ticks(10.0 ** max(low, -300), 10.0 ** min(high, 300), most)
    return [math.log10(value) for value in values if value > 0]


def value_label(value: float) -> str:
    """Write a value on a tick: 0.001, 2.5e-5, 1e300."""
    if value == 0 or 1e-4 <= abs(value) < 1e5:
        return f"{value + 0.0:.6g}"
    mantissa, power = f"{value:.5e}".split("e")
    return f"{float(mantissa):g}e{int(power)}"


def round_label(rounds: float) -> str:
    """Write a number of rounds on a tick: 2,500, 1.5M."""
    if rounds < 1e6:
        return f"{rounds:,.10g}"
    for size, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M")):
        if rounds >= size:
            return f"{rounds / size:,.6g}{letter}"
    raise AssertionError(rounds)


def _steps(about: float) -> Iterator[float]:
    """List steps from about the given one upwards."""
    power = 10.0 ** math.floor(math.log10(about))
    while True:
        for factor in (1.0, 2.0, 2.5, 5.0):
            yield factor * power
        power *= 10.0
