"""The plane of a project: where its samples lie, and what the network is given at a point."""

from dataclasses import replace

import numpy as np
import pytest
from support.networks import Build, project

from backprop_gui.core.normalisation import Normalisation
from backprop_gui.document.plane import plane_of
from backprop_gui.document.project import Project
from backprop_gui.document.task import Task, with_task


def of_task(features: tuple[str, ...], generator: str = "circle", kind: str = "none") -> Project:
    made = project(Build((len(features), 3, 1), hidden="tanh", output="tanh"))
    normalisation = Normalisation(kind, (0.0,) * len(features), (2.0,) * len(features))
    view = {} if kind == "none" else {"normalisation": normalisation.stored()}
    return with_task(replace(made, view=view), Task(generator, 40, 0.1, 3, features))


def test_two_inputs_are_the_plane_and_one_is_the_line() -> None:
    plane = plane_of(project(Build((2, 1)), [[0.0, 5.0], [1.0, 9.0]], [[0.0], [1.0]]))
    assert plane is not None and plane.names == ("i1", "i2") and not plane.is_line
    assert plane.ranges[0] == pytest.approx((-0.1, 1.1)) and plane.ranges[1] == pytest.approx((4.6, 9.4))
    line = plane_of(project(Build((1, 1)), [[2.0]], [[0.0]]))
    assert line is not None and line.is_line and line.ranges == ((1.0, 3.0),)


def test_samples_as_far_apart_as_numbers_go_have_a_finite_range() -> None:
    plane = plane_of(project(Build((2, 1)), [[-1e308, 1e308], [1e308, 1e308]], [[0.0], [1.0]]))
    assert plane is not None and np.isfinite(plane.ranges).all()
    assert all(low < high for low, high in plane.ranges)


def test_three_inputs_have_no_plane() -> None:
    assert plane_of(project(Build((3, 1)))) is None


@pytest.mark.parametrize("kind", ["none", "standard", "min_max"])
@pytest.mark.parametrize("features", [("x1", "x2"), ("x2", "x1²", "x1"), ("x1²", "x2²", "sin(x1)")])
def test_a_task_is_shown_in_the_plane_that_its_inputs_are_computed_from(
    features: tuple[str, ...], kind: str
) -> None:
    made = of_task(features, kind=kind)
    plane, points = plane_of(made), Task("circle", 40, 0.1, 3).points()
    assert plane is not None and plane.names == ("x1", "x2")
    assert plane.points == pytest.approx(np.stack([points.x1, points.x2], axis=1))
    # At the samples' own places the network is given the samples' own inputs.
    assert plane.inputs_of(plane.points) == pytest.approx(made.data.inputs, abs=1e-12)


def test_normalised_inputs_are_shown_in_their_own_units() -> None:
    made = project(Build((2, 1)), [[-1.0, 0.0], [1.0, 2.0]], [[0.0], [1.0]])
    normalisation = Normalisation("standard", (100.0, 0.0), (10.0, 1.0))
    plane = plane_of(replace(made, view={"normalisation": normalisation.stored()}))
    assert plane is not None
    assert plane.points.tolist() == [[90.0, 0.0], [110.0, 2.0]]
    assert plane.inputs_of(np.array([[105.0, 1.0]])).tolist() == [[0.5, 1.0]]


def test_a_task_whose_rows_were_changed_by_hand_has_no_plane_if_points_are_unknown() -> None:
    made = of_task(("x1²", "x2²", "x1·x2"))
    shorter = replace(made, data=made.data.rows(slice(0, 39)))
    assert plane_of(shorter) is None
