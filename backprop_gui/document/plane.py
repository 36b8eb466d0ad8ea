"""The plane that a project's samples lie in, or the line: what a picture of its answers is drawn over."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import Array
from backprop_gui.core.features import inputs_of
from backprop_gui.core.grid import Range
from backprop_gui.core.normalisation import Normalisation
from backprop_gui.document.project import Project
from backprop_gui.document.task import Task, is_by_hand, normalisation_of, origin_of

COORDINATES = ("x1", "x2")

MARGIN = 0.1
"""Share of the samples' extent that is shown beyond them on each side."""

FARTHEST = 1e150
LEAST_REACH = 1.0
"""A single sample's surroundings are shown so far to each side."""


@dataclass(frozen=True, eq=False)
class Plane:
    """Points with one coordinate or two, and what the network is given of them.

    Attributes
    ----------
    names : what the axes are called
    points : the samples' places, shape (samples, axes), in the numbers that people read
    inputs_of : points -> the network's inputs, shape (points, inputs)
    """

    names: tuple[str, ...]
    points: Array
    inputs_of: Callable[[Array], Array]

    @property
    def is_line(self) -> bool:
        return len(self.names) == 1

    @property
    def ranges(self) -> tuple[Range, ...]:
        """What to show of each axis: all samples, and a little around them."""
        return tuple(_range_of(column) for column in self.points.T)


def plane_of(project: Project) -> Plane | None:
    """Find the plane or line of a project; None where its inputs come from more than that."""
    normalisation = normalisation_of(project)
    if task := origin_of(project):
        names = COORDINATES[: task.kind.inputs]
        points = _points_of(task, _about_original(project, normalisation), is_by_hand(project))
        if points is not None:
            return Plane(names, points, lambda at: normalisation.apply(_features_at(task, at)))
    if len(project.network.inputs) > len(COORDINATES):
        return None
    return Plane(project.network.inputs, _about_original(project, normalisation), normalisation.apply)


def _about_original(project: Project, normalisation: Normalisation) -> Array:
    """Undo the normalisation as exactly as a picture needs; finding the very digits takes long."""
    inputs = project.data.inputs
    if normalisation.kind == "none":
        return inputs
    return np.asarray(inputs * np.array(normalisation.scale) + np.array(normalisation.shift))


def _features_at(task: Task, points: Array) -> Array:
    return inputs_of(task.features, points[:, 0], points[:, -1])


def _points_of(task: Task, inputs: Array, is_by_hand: bool) -> Array | None:
    """Find the samples' places: among their inputs, or where those are computed, as they were made."""
    names = COORDINATES[: task.kind.inputs]
    if set(names) <= set(task.features):
        return inputs[:, [task.features.index(name) for name in names]]
    if is_by_hand:
        return None
    made = task.points()
    points = np.stack([made.x1, made.x2][: len(names)], axis=1)
    return points if len(points) == len(inputs) else None


def _range_of(values: Array) -> Range:
    low, high = (float(end) for end in np.clip((values.min(), values.max()), -FARTHEST, FARTHEST))
    margin = MARGIN * (high - low)
    if not high - low > 1e-9 * max(abs(low), abs(high)):
        margin = max(LEAST_REACH, 1e-3 * abs(low))
    return (low - margin, high + margin)
