"""Lines of equal height on a grid, by marching squares over all cells at once."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from backprop_gui.core.array import Array

# A cell's corners are numbered 0 (row, column), 1 (row, column + 1), 2 (row + 1, column + 1) and
# 3 (row + 1, column); edge k runs from corner k to the next. A cell's case has bit k set where corner k
# is above the level. Of the two cases with opposite corners above (5 and 10), the cell's middle decides.
_CROSSINGS = {
    1: ((3, 0),),
    2: ((0, 1),),
    3: ((3, 1),),
    4: ((1, 2),),
    5: ((3, 0), (1, 2)),
    6: ((0, 2),),
    7: ((3, 2),),
    8: ((2, 3),),
    9: ((0, 2),),
    10: ((0, 1), (2, 3)),
    11: ((1, 2),),
    12: ((1, 3),),
    13: ((0, 1),),
    14: ((3, 0),),
}
_JOINED = {5: ((0, 1), (2, 3)), 10: ((3, 0), (1, 2))}
_CORNERS = ((0, 0), (0, 1), (1, 1), (1, 0))

MANY_TIMES = 30.0
"""Where the highest is so many times the lowest, levels are chosen by powers of ten."""

LEAST_STEP = 1e-306


def contour(heights: Array, level: float) -> Array:
    """Find where a surface crosses a level.

    Parameters
    ----------
    heights : shape (rows, columns); cells with a corner that is not finite are left out

    Returns
    -------
    Array, shape (pieces, 2, 2)
        Straight pieces, each from (column, row) to (column, row), in parts of the grid's cells.
    """
    above = np.where(np.isfinite(heights), heights > level, False).astype(np.int8)
    cases = np.add.reduce([_corner(above, number) << number for number in range(4)])
    row, column = np.nonzero((cases > 0) & (cases < 15))
    values = np.stack([_corner(heights, number)[row, column] for number in range(4)])
    usable = np.isfinite(values).all(axis=0)
    row, column, values = row[usable], column[usable], values[:, usable]
    corner = np.stack([column, row], axis=-1).astype(np.float64)
    return np.concatenate(list(_pieces(cases[row, column], corner, values, level)))


def _corner(grid: npt.NDArray[Any], number: int) -> npt.NDArray[Any]:
    """Return one corner of every cell."""
    down, across = _CORNERS[number]
    return grid[down : grid.shape[0] - 1 + down, across : grid.shape[1] - 1 + across]


def _pieces(cases: npt.NDArray[Any], corner: Array, values: Array, level: float) -> Iterator[Array]:
    """Cut across the cells of each case, from one edge to another."""
    joined = values.mean(axis=0) > level
    for case, edges in _CROSSINGS.items():
        for is_joined, cuts in ((False, edges), (True, _JOINED.get(case, edges))):
            cells = (cases == case) & (joined == is_joined)
            for cut in cuts:
                ends = [corner[cells] + _crossing(values[:, cells], level, edge) for edge in cut]
                yield np.stack(ends, axis=1)


def _crossing(values: Array, level: float, edge: int) -> Array:
    """Find where the level is met on an edge, measured from the cell's first corner."""
    following = (edge + 1) % 4
    begin, end = (np.array(_CORNERS[corner][::-1], dtype=np.float64) for corner in (edge, following))
    share = (level - values[edge]) / (values[following] - values[edge])
    return np.asarray(begin + share[:, np.newaxis] * (end - begin))


def levels_of(heights: Array, count: int = 10) -> Array:
    """Choose about `count` round heights between the lowest and the highest.

    Where heights differ by powers of ten the levels do so too; evenly spaced ones would all lie on the
    steepest slope.
    """
    finite = heights[np.isfinite(heights)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    if not high > low:
        return np.empty(0)
    if low > 0.0 and high / low > MANY_TIMES:
        levels = _logarithmic_levels(low, high, count)
    else:
        # Not the whole span, which may lie beyond floating point; too small a step would be 0.
        step = _round_step(max(high / count - low / count, LEAST_STEP))
        levels = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
    return np.asarray(levels[(levels > low) & (levels < high)])


def _logarithmic_levels(low: float, high: float, count: int) -> Array:
    """List 1, 2 and 5 times powers of ten, or where those are too many, powers of ten alone."""
    with np.errstate(over="ignore"):
        powers = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
        levels = np.outer(powers, (1.0, 2.0, 5.0)).ravel()
    if len(levels) > 2 * count:
        levels = powers[:: -(-len(powers) // count)]
    return levels


def _round_step(about: float) -> float:
    """Return 1, 2 or 5 times a power of ten, the first that is not smaller."""
    power = 10.0 ** np.floor(np.log10(about))
    return float(power * next(factor for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= about * 0.999))
