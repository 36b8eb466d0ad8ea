"""The error along parameters: held against arithmetic without derivatives, and against the told round."""

import copy
from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from support import plain_network
from support.networks import Build, project
from support.projects import project_of, project_trees, seed_tree
from support.told import told

from backprop_gui.core.gradient_check import existing
from backprop_gui.core.grid import grid_points
from backprop_gui.core.landscape import ParameterPlace, descent, errors_at, held, range_around
from backprop_gui.core.network import BiasKind, BiasPlace
from backprop_gui.core.progress import Cancelled
from backprop_gui.document.project import Project
from backprop_gui.explain.quantities import error_by, parameter, total_error


def places_of(project: Project) -> list[ParameterPlace]:
    """List every parameter that there is."""
    network = project.network
    weights = [network.weight_place(number + 1) for number in range(network.weight_count)]
    biases = [
        BiasPlace(number, None if layer.bias is BiasKind.SHARED else index)
        for number, layer in enumerate(network.layers)
        for index in range(layer.bias_count)
    ]
    there = existing(network)
    return [place for place in [*weights, *biases] if there[network.index(place)]]


def set_in(tree: dict[str, Any], place: ParameterPlace, value: float) -> None:
    layer = tree["network"]["layers"][place.layer]
    if not isinstance(place, BiasPlace):
        layer["weights"][place.to][place.source] = value
    elif place.to is None:
        layer["bias"]["value"] = value
    else:
        layer["bias"]["values"][place.to] = value


def error_with(tree: dict[str, Any], rows: list[int], values: dict[ParameterPlace, float]) -> float:
    """Compute the rows' error in plain arithmetic, with some parameters at other values."""
    changed = copy.deepcopy(tree)
    for place, value in values.items():
        set_in(changed, place, value)
    changed["data"]["samples"] = [tree["data"]["samples"][row] for row in rows]
    return float(plain_network.error(changed))


@given(project_trees())
@settings(max_examples=40)
def test_every_point_is_the_error_with_those_parameters(tree: dict[str, Any]) -> None:
    project = project_of(tree)
    data, places = project.data, places_of(project)
    values = np.array([[-0.7, 0.4], [0.3, -1.1]])
    for first, second in islice(zip(places, [*places[2:], *places[:2]], strict=True), 4):
        if first == second:
            continue
        found = errors_at(
            project.network, project.plan.loss, project.parameters, data, (first, second), values
        )
        rows = list(range(len(data)))
        expected = [error_with(tree, rows, {first: x, second: y}) for x, y in values.tolist()]
        assert found.tolist() == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(project_trees())
@settings(max_examples=40)
def test_the_tangent_is_the_landscapes_slope_and_the_steps_number(tree: dict[str, Any]) -> None:
    project = project_of(tree)
    places = places_of(project)
    here = descent(project.network, project.plan, project.state, project.data, places)
    batch = project.data.rows(here.rows)
    figures = told(project).figures
    for number, place in enumerate(places):
        assert here.slopes[number] == figures.number(error_by(place))
        assert here.values[number] == figures.number(parameter(place))
        assert here.after[number] == figures.number(parameter(place, after=True))
        around = here.values[number] + np.array([[-1e-5], [0.0], [1e-5]])
        left, middle, right = errors_at(
            project.network, project.plan.loss, project.parameters, batch, (place,), around
        )
        assert here.slopes[number] == pytest.approx((right - left) / 2e-5, rel=1e-5, abs=1e-8)
        assert middle == pytest.approx(here.error, rel=1e-12, abs=1e-15)
    assert here.error == pytest.approx(figures.number(total_error()), rel=1e-15)


def test_the_penalty_is_in_the_update_but_not_in_the_landscape() -> None:
    plain = project(Build(samples=3, batch_size=3))
    punished = project(Build(samples=3, batch_size=3, l1=0.1, l2=0.2))
    place = (plain.network.weight_place(1),)
    a = descent(plain.network, plain.plan, plain.state, plain.data, place)
    b = descent(punished.network, punished.plan, punished.state, punished.data, place)
    assert (a.error, a.slopes.tolist()) == (b.error, b.slopes.tolist())
    assert a.after != b.after


def test_the_seeds_step_in_the_seeds_digits() -> None:
    seed = project_of(seed_tree())
    here = descent(seed.network, seed.plan, seed.state, seed.data, (seed.network.weight_place(5),))
    assert f"{here.error:.9f}" == "0.298371109"
    assert f"{here.slopes[0]:.9f}" == "0.082167041"
    assert f"{here.after[0]:.9f}" == "0.358916480"


def test_a_grid_runs_along_its_first_axis() -> None:
    made = project(
        Build((2, 1), output="linear", bias="none", weights=[[[0.0, 0.0]]]), [[3.0, -2.0]], [[1.0]]
    )
    first, second = np.array([-1.0, 0.0, 2.0]), np.array([0.5, 1.0])
    pair = (made.network.weight_place(1), made.network.weight_place(2))
    found = errors_at(
        made.network, made.plan.loss, made.parameters, made.data, pair, grid_points((first, second))
    )
    expected = 0.5 * (1.0 - 3.0 * first[np.newaxis, :] + 2.0 * second[:, np.newaxis]) ** 2
    assert found.reshape(2, 3) == pytest.approx(expected)


def test_the_descent_is_of_the_batch_that_comes_next() -> None:
    made = project(Build(samples=5, batch_size=2))
    place = (made.network.weight_place(1),)
    assert descent(made.network, made.plan, made.state, made.data, place).rows.tolist() == [0, 1]


def test_work_says_how_far_it_is_and_can_be_ended() -> None:
    made = project(Build(samples=400, batch_size=400))
    values = np.zeros((3000, 1))
    shares: list[float] = []

    def watch(share: float) -> None:
        shares.append(share)
        if len(shares) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        errors_at(
            made.network,
            made.plan.loss,
            made.parameters,
            made.data,
            (made.network.weight_place(1),),
            values,
            watch,
        )
    assert shares == sorted(shares) and shares[0] == 0.0 and 0.0 < shares[-1] < 1.0


def test_what_grows_beyond_all_bounds_is_no_crash() -> None:
    made = project(Build((1, 1), output="linear", bias="none", weights=[[[0.0]]]), [[1e200]], [[0.0]])
    found = errors_at(
        made.network,
        made.plan.loss,
        made.parameters,
        made.data,
        (made.network.weight_place(1),),
        np.array([[0.0], [1e200]]),
    )
    assert found.tolist() == [0.0, np.inf]


def test_a_range_holds_the_path_the_point_and_the_update() -> None:
    low, high = range_around(0.4, 0.36, np.array([3.0, -2.0, np.nan]))
    assert low < -2.0 < 3.0 < high
    low, high = range_around(0.4, 0.36, np.empty(0))
    assert low < 0.36 < 0.4 < high and high - low >= 2.0
    low, high = range_around(1e300, np.inf, np.array([1.0]))
    assert np.isfinite(high - low) and high > low
    low, high = range_around(1e12, 1e12, np.empty(0))
    assert low < 1e12 < high


def test_a_range_stands_still_while_it_shows_everything() -> None:
    shown = range_around(0.4, 0.36, np.empty(0))
    assert held(shown, 0.3, 0.27, np.array([0.4]))
    assert not held(shown, 0.3, 0.27, np.array([0.4, 3.6]))
    assert not held(shown, 0.3, -5.0, np.array([0.4]))
    assert not held((-100.0, 100.0), 0.3, 0.27, np.array([0.4]))
    assert held(shown, 0.3, np.inf, np.array([np.nan]))


def test_errors_whose_sum_is_beyond_all_numbers_are_an_infinite_error_without_a_warning() -> None:
    wild = project(
        Build((1, 3), output="linear", bias="none", weights=[[[0.0]] * 3]), [[1.0]], [[1.3e154] * 3]
    )
    here = descent(wild.network, wild.plan, wild.state, wild.data, [wild.network.weight_place(1)])
    assert here.error == np.inf and here.slopes[0] == -1.3e154
    assert told(wild).error == np.inf
