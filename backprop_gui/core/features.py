"""What a network may be given of a point (x1, x2): the coordinates, and what is computed from them."""

from collections.abc import Callable, Sequence

import numpy as np

from backprop_gui.core.array import Array

Feature = Callable[[Array, Array], Array]

FEATURES: dict[str, Feature] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1²": lambda x1, x2: x1 * x1,
    "x2²": lambda x1, x2: x2 * x2,
    "x1·x2": lambda x1, x2: x1 * x2,
    "sin(x1)": lambda x1, x2: np.sin(x1),
    "sin(x2)": lambda x1, x2: np.sin(x2),
}
"""By the name that the network's input carries."""


def features_of(inputs: int) -> tuple[str, ...]:
    """List the features of points on a line (1) or in the plane (2)."""
    return tuple(name for name in FEATURES if inputs > 1 or "x2" not in name)


def inputs_of(features: Sequence[str], x1: Array, x2: Array) -> Array:
    """Compute the network's inputs for points, before they are normalised.

    Parameters
    ----------
    features : names in `FEATURES`
    x1, x2 : shape (points,)

    Returns
    -------
    Array, shape (points, len(features))
    """
    return np.stack([FEATURES[name](x1, x2) for name in features], axis=1)
