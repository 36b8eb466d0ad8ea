"""Which part of an axis is shown: all values where possible, and readable numbers in any case."""

import numpy as np

from backprop_gui.core.array import Array

Range = tuple[float, float]

MARGIN = 0.05
"""Share of the range that stays free above and below the curves."""

FAR = 1e4
"""Values that are so many times farther out than nearly all others are left outside the range."""

LEAST_SHARE = 1e-3
"""A range is at least this share of its values, so that few digits tell its labels apart."""

MOST, LEAST = 1e307, 1e-300
"""Values beyond are not drawn, as axes cannot measure them; nor are smaller differences."""

LEAST_LOG = -325.0
"""Below the logarithm of any number."""


def logarithms(values: Array) -> Array:
    """Compute log10; zero, which has none, lies a little below the least value that has one."""
    positive = values > 0
    if positive.all():
        return np.log10(values)
    lowest = np.log10(values[positive & np.isfinite(values)].min(initial=1.0))
    with np.errstate(all="ignore"):
        return np.where(values == 0, max(lowest - 1.0, LEAST_LOG), np.log10(values))


def readable(values: Array, least_span: float = 0.0) -> Range:
    """Find a range that shows the finite values, but not those that would make all others a flat line."""
    finite = np.clip(values[np.isfinite(values)], -MOST, MOST)
    if not finite.size:
        return (0.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    if high - low > FAR:
        low, high = _without_outliers(finite, low, high)
    return _with_margin(low, high, least_span)


def held(shown: Range, needed: Range) -> Range:
    """Keep the range that is shown while it fits, so that the axis stands still as the curves grow."""
    span = needed[1] - needed[0]
    room = 0.15 * span
    too_wide = shown[1] - shown[0] > 2 * span
    low = shown[0] if shown[0] <= needed[0] and not too_wide else needed[0] - room
    high = shown[1] if shown[1] >= needed[1] and not too_wide else needed[1] + room
    return (low, high)


def next_step(rounds: int) -> int:
    """Return the next of 10, 20, 50, 100, 200… at or above a number of rounds."""
    power = 10
    while True:
        for factor in (1, 2, 5):
            if rounds <= factor * power:
                return factor * power
        power *= 10


def _without_outliers(finite: Array, low: float, high: float) -> Range:
    first, last = (float(value) for value in np.quantile(finite, (0.05, 0.95)))
    near = FAR * max(last - first, 1e-9 * max(abs(first), abs(last)), 1.0 / FAR)
    inner = finite[(finite >= first - near) & (finite <= last + near)]
    return (float(inner.min()), float(inner.max())) if inner.size else (low, high)


def _with_margin(low: float, high: float, least_span: float) -> Range:
    span = max(high - low, least_span, LEAST_SHARE * max(abs(low), abs(high)))
    if span < LEAST:
        span = LEAST if span else 1.0
    middle = low / 2 + high / 2
    half = span * (0.5 + MARGIN)
    return (middle - half, middle + half)
