"""The kinds of array that the core computes with."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
PlaceArray = npt.NDArray[np.uint64]

MINUS_ONE, ZERO, HALF, ONE = (np.array(number) for number in (-1.0, 0.0, 0.5, 1.0))
"""Numbers as arrays without an axis: NumPy would make such an array of a plain number at each use."""


def placed(values: npt.NDArray[np.generic], into: Array | None) -> Array:
    """Copy values into an array made beforehand, or return them as they are where there is none."""
    if into is None:
        return values.astype(np.float64, copy=False)
    np.copyto(into, values)
    return into


def read_only(array: Array) -> Array:
    """Mark an array as not writable, so that values may be shared without being copied."""
    array.setflags(write=False)
    return array
