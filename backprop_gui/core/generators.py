"""Points made from a seed, to train on: the plane in two classes, or a surface or curve to follow.

The six sets of two inputs follow TensorFlow Playground's: the same shapes, sizes and kinds of noise.
Noise is a share from 0 to `MOST_NOISE`. Where it moves the points only in order to label them, a point
keeps its place and may get its neighbour's label, so that classes overlap at their border.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backprop_gui.core.array import Array

Kind = Literal["classification", "regression"]

MOST_NOISE = 0.5
CLASS_RADIUS = 5.0
PLANE_RADIUS = 6.0


@dataclass(frozen=True, eq=False)
class Points:
    """Points with what a network shall say of them.

    Attributes
    ----------
    x1, x2 : shape (points,); x2 is 0 throughout where the points lie on a line
    labels : shape (points,); +1 or -1 for classification
    """

    x1: Array
    x2: Array
    labels: Array

    def __len__(self) -> int:
        return len(self.labels)


Make = Callable[[np.random.Generator, int, float], Points]


@dataclass(frozen=True)
class Generator:
    """A data set that can be made.

    Attributes
    ----------
    words : what it is called
    kind : whether its labels are classes or numbers
    inputs : of how many inputs its points are, 1 or 2
    samples : how many points there usually are
    reach : the points lie within ± this, noise apart
    make : (generator of random numbers, points, noise) -> points, not yet shuffled
    """

    words: str
    kind: Kind
    inputs: int
    samples: int
    reach: float
    make: Make


def generate(name: str, samples: int, noise: float, seed: int) -> Points:
    """Make the points of a data set in `GENERATORS`, shuffled; the same seed makes the same points."""
    random = np.random.default_rng(seed)
    points = GENERATORS[name].make(random, samples, noise)
    order = random.permutation(samples)
    return Points(points.x1[order], points.x2[order], points.labels[order])


def halves(samples: int) -> tuple[int, int]:
    """Share samples out between two classes."""
    return samples - samples // 2, samples // 2


def circle(random: np.random.Generator, samples: int, noise: float) -> Points:
    """Make a disc of radius 2.5 (+1) within a ring from 3.5 to 5 (-1), labelled where noise moves them."""
    inside, around = halves(samples)
    radius = np.concatenate([random.uniform(0.0, 2.5, inside), random.uniform(3.5, CLASS_RADIUS, around)])
    angle = random.uniform(0.0, 2.0 * math.pi, samples)
    x1, x2 = radius * np.sin(angle), radius * np.cos(angle)
    moved1, moved2 = shaken(random, samples, noise, CLASS_RADIUS)
    return Points(x1, x2, np.where(np.hypot(x1 + moved1, x2 + moved2) < 2.5, 1.0, -1.0))


def xor(random: np.random.Generator, samples: int, noise: float) -> Points:
    """Make four squares, 0.3 away from the axes; +1 where x1 and x2 have the same sign."""
    x1, x2 = (random.uniform(-CLASS_RADIUS, CLASS_RADIUS, samples) for _ in range(2))
    x1, x2 = x1 + np.where(x1 > 0, 0.3, -0.3), x2 + np.where(x2 > 0, 0.3, -0.3)
    moved1, moved2 = shaken(random, samples, noise, CLASS_RADIUS)
    return Points(x1, x2, np.where((x1 + moved1) * (x2 + moved2) >= 0, 1.0, -1.0))


def gauss(random: np.random.Generator, samples: int, noise: float) -> Points:
    """Make normal clouds around (2, 2) (+1) and (-2, -2) (-1); noise widens their variance, 0.5 to 4."""
    deviation = math.sqrt(0.5 + (4.0 - 0.5) * noise / MOST_NOISE)
    labels = np.repeat([1.0, -1.0], halves(samples))
    x1, x2 = (2.0 * labels + deviation * random.standard_normal(samples) for _ in range(2))
    return Points(x1, x2, labels)


def spiral(random: np.random.Generator, samples: int, noise: float) -> Points:
    """Make two arms of one and three quarter turns; noise moves the points themselves."""
    sizes = halves(samples)
    along = np.concatenate([np.arange(size) / max(size, 1) for size in sizes])
    labels = np.repeat([1.0, -1.0], sizes)
    turn = 1.75 * 2.0 * math.pi * along + np.where(labels > 0, 0.0, math.pi)
    moved1, moved2 = shaken(random, samples, noise, 1.0)
    x1 = CLASS_RADIUS * along * np.sin(turn) + moved1
    x2 = CLASS_RADIUS * along * np.cos(turn) + moved2
    return Points(x1, x2, labels)


def plane(random: np.random.Generator, samples: int, noise: float) -> Points:
    """Make a plane that rises along both axes: (x1 + x2) / 10."""
    x1, x2 = (random.uniform(-PLANE_RADIUS, PLANE_RADIUS, samples) for _ in range(2))
    moved1, moved2 = shaken(random, samples, noise, PLANE_RADIUS)
    return Points(x1, x2, (x1 + moved1 + x2 + moved2) / 10.0)


HILLS = np.array(
    [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)], dtype=np.float64
)
"""Centres x1, x2 and heights of the hills and hollows of `multi_gauss`."""


def multi_gauss(random: np.random.Generator, samples: int, noise: float) -> Points:
    """Make six cones of radius 2, up and down by turns; a point takes the height of the nearest."""
    x1, x2 = (random.uniform(-PLANE_RADIUS, PLANE_RADIUS, samples) for _ in range(2))
    moved1, moved2 = shaken(random, samples, noise, PLANE_RADIUS)
    place = np.stack([x1 + moved1, x2 + moved2], axis=1)
    distance = np.linalg.norm(place[:, None, :] - HILLS[None, :, :2], axis=2)
    nearest = distance.argmin(axis=1)
    height = np.clip(1.0 - distance.min(axis=1) / 2.0, 0.0, None)
    return Points(x1, x2, HILLS[nearest, 2] * height)


def sine(random: np.random.Generator, samples: int, noise: float) -> Points:
    """Make sin x1 over one period; noise moves the values up and down."""
    x1 = random.uniform(-math.pi, math.pi, samples)
    labels = np.sin(x1) + noise * random.uniform(-1.0, 1.0, samples)
    return Points(x1, np.zeros(samples), labels)


def shaken(random: np.random.Generator, samples: int, noise: float, radius: float) -> tuple[Array, Array]:
    """Draw for each point how far noise moves it along both axes."""
    reach = noise * radius
    return random.uniform(-reach, reach, samples), random.uniform(-reach, reach, samples)


GENERATORS = {
    "circle": Generator("Circle", "classification", 2, 500, CLASS_RADIUS, circle),
    "xor": Generator("Exclusive or", "classification", 2, 500, CLASS_RADIUS + 0.3, xor),
    "gauss": Generator("Two clouds", "classification", 2, 500, CLASS_RADIUS, gauss),
    "spiral": Generator("Spiral", "classification", 2, 500, CLASS_RADIUS, spiral),
    "plane": Generator("Plane", "regression", 2, 1200, PLANE_RADIUS, plane),
    "multi_gauss": Generator("Six hills", "regression", 2, 1200, PLANE_RADIUS, multi_gauss),
    "sine": Generator("Sine", "regression", 1, 200, math.pi, sine),
}
