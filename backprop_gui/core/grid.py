"""Points at equal distances along a line, or over a rectangle."""

import numpy as np

from backprop_gui.core.array import Array

Range = tuple[float, float]


def evenly(ranges: tuple[Range, ...], count: int) -> tuple[Array, ...]:
    """Divide each range by so many values, its ends among them."""
    return tuple(np.linspace(low, high, count) for low, high in ranges)


def grid_points(axes: tuple[Array, ...]) -> Array:
    """List all points of a grid, the first axis running fastest, shape (points, axes)."""
    return np.column_stack([axis.ravel() for axis in np.meshgrid(*axes)])


def grid_shape(axes: tuple[Array, ...]) -> tuple[int, ...]:
    """Return the shape of what is computed for a grid's points: the last axis's values are its rows."""
    return tuple(len(axis) for axis in reversed(axes))
