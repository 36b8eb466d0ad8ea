"""Numbers of a grid at as many places as a picture has pixels."""

import numpy as np

from backprop_gui.core.array import Array, IntArray

MOST_PIXELS = 500


def enlarged(values: Array, width: float, height: float) -> Array:
    """Interpolate a grid, shape (rows, columns), to about so many pixels; none where a corner is none."""
    rows, columns = (max(2, min(round(size), MOST_PIXELS)) for size in (height, width))
    known = np.where(np.isfinite(values), values, np.nan)
    return _along(_along(known, rows).T, columns).T


def _along(values: Array, count: int) -> Array:
    """Interpolate between rows."""
    below, share = _places(len(values), count)
    upper = np.minimum(below + 1, len(values) - 1)
    return np.asarray(values[below] + share[:, np.newaxis] * (values[upper] - values[below]))


def _places(size: int, count: int) -> tuple[IntArray, Array]:
    """Find the row before each of `count` places, and how far behind it the place is."""
    at = np.linspace(0.0, size - 1, count)
    below = np.minimum(at.astype(np.int64), size - 2)
    return below, at - below
