"""The pictures that can be asked for, each with all that it takes to compute it on another thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backprop_gui.core.array import Array
from backprop_gui.core.contours import contour, levels_of
from backprop_gui.core.grid import Range, evenly, grid_points, grid_shape
from backprop_gui.core.landscape import Descent, ParameterPlace, descent, errors_at, held, range_around
from backprop_gui.core.network import INPUTS, Network, NeuronPlace
from backprop_gui.core.progress import Progress
from backprop_gui.core.responses import Span, responses, span_of
from backprop_gui.document.plane import Plane
from backprop_gui.document.project import Project

MOST_ANSWERS = 8_000_000
"""Numbers that a picture of all neurons holds at most; of large networks it is coarser."""


@dataclass(frozen=True, eq=False)
class Landscape:
    """The error over one parameter or two, and the way of training on it.

    Attributes
    ----------
    project : whose error it is
    places : the parameters, one for each axis
    axes : the parameters' values
    errors : shape (values,), or (second's values, first's values)
    here : the next round: present values, slopes, and where the update leads
    error_after : the error there, shown by these parameters alone
    path : where they have been, shape (rounds, places)
    is_chosen : whether somebody chose what to look at
    levels, lines : of a surface, round heights and the pieces of their lines, shape (pieces, 2, 2)
    """

    project: Project
    places: tuple[ParameterPlace, ...]
    axes: tuple[Array, ...]
    errors: Array
    here: Descent
    error_after: float
    path: Array
    is_chosen: bool
    levels: Array
    lines: tuple[Array, ...]

    @property
    def ranges(self) -> tuple[Range, ...]:
        return tuple((float(axis[0]), float(axis[-1])) for axis in self.axes)


@dataclass(frozen=True, eq=False)
class LandscapeRequest:
    """Asks for the error of all samples that are trained on, or of the next round's batch.

    Attributes
    ----------
    of_all : whether it is of all samples
    asked : what to look at of each axis; None for what there is to see
    shown : what is looked at now, which is kept as long as it will do
    count : values on each axis
    """

    project: Project
    places: tuple[ParameterPlace, ...]
    asked: tuple[Range, ...] | None
    shown: tuple[Range, ...] | None
    path: Array
    count: int
    of_all: bool

    def compute(self, progress: Progress) -> Landscape:
        project, places = self.project, self.places
        here = descent(project.network, project.plan, project.state, project.data, places, self.of_all)
        axes = evenly(self._ranges(here), self.count)
        points = np.vstack([grid_points(axes), here.after])
        errors = errors_at(
            project.network,
            project.plan.loss,
            project.parameters,
            project.data.rows(here.rows),
            places,
            points,
            progress,
        )
        heights = errors[:-1].reshape(grid_shape(axes))
        levels = levels_of(heights) if len(axes) > 1 else np.empty(0)
        lines = tuple(_on_axes(contour(heights, level), axes) for level in levels)
        return Landscape(
            project,
            places,
            axes,
            heights,
            here,
            float(errors[-1]),
            self.path,
            self.asked is not None,
            levels,
            lines,
        )

    def _ranges(self, here: Descent) -> tuple[Range, ...]:
        if self.asked is not None:
            return self.asked
        seen = list(zip(here.values.tolist(), here.after.tolist(), self.path.T, strict=True))
        if self.shown and all(held(old, *axis) for old, axis in zip(self.shown, seen, strict=True)):
            return self.shown
        return tuple(range_around(*axis) for axis in seen)


def _on_axes(pieces: Array, axes: Sequence[Array]) -> Array:
    """Turn places on the grid into the axes' values."""
    first = np.array([axis[0] for axis in axes])
    step = np.array([axis[1] - axis[0] for axis in axes])
    return np.asarray(first + pieces * step)


@dataclass(frozen=True, eq=False)
class Answers:
    """Every neuron's out over the plane or line of a project's samples.

    Attributes
    ----------
    project : whose network it is
    axes : the values of each coordinate
    inputs : what the network was given at each point, shape (points, inputs)
    outs : for each layer, shape (points, neurons)
    """

    project: Project
    plane: Plane
    axes: tuple[Array, ...]
    inputs: Array
    outs: tuple[Array, ...]

    @property
    def network(self) -> Network:
        return self.project.network

    def of(self, place: NeuronPlace) -> Array:
        """Return a neuron's or input's numbers, shape (values,) or (second's values, first's values)."""
        layer = self.inputs if place.layer == INPUTS else self.outs[place.layer]
        return layer[:, place.index].reshape(grid_shape(self.axes))

    def span(self, place: NeuronPlace) -> Span:
        return span_of(self.network, place, self.of(place))

    @cached_property
    def output_layer(self) -> int:
        return len(self.outs) - 1


@dataclass(frozen=True, eq=False)
class AnswersRequest:
    """Asks for every neuron's out over a plane or line."""

    project: Project
    plane: Plane
    count: int

    def compute(self, progress: Progress) -> Answers:
        axes = evenly(self.plane.ranges, self.count)
        inputs = self.plane.inputs_of(grid_points(axes))
        outs = responses(self.project.network, self.project.parameters, inputs, progress)
        return Answers(self.project, self.plane, axes, inputs, outs)


def affordable(network: Network, plane: Plane, count: int) -> int:
    """Choose how many values each axis gets: `count`, or fewer where there are very many neurons."""
    axes = len(plane.names)
    most = (MOST_ANSWERS / sum(network.sizes)) ** (1 / axes)
    return max(8, min(count, int(most)))
