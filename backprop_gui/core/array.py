"""The kinds of array that the core computes with."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]
PlaceArray = npt.NDArray[np.uint64]


def read_only(array: Array) -> Array:
    """Mark an array as not writable, so that values may be shared without being copied."""
    array.setflags(write=False)
    return array
