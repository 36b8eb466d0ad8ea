"""What two projects differ in leads from either to the other, bit for bit, and is small."""

import struct
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import Build, project
from support.projects import project_of, project_trees

from backprop_gui.core import topology
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, NeuronPlace, Parameters, WeightPlace
from backprop_gui.document.difference import Difference
from backprop_gui.document.project import Project
from backprop_gui.session import topology_edits

LARGE = Build(sizes=(784, 128, 64, 10), bias="per_neuron", optimizer="adam", samples=50)
ANY_BITS = st.integers(0, 2**64 - 1)


def written(value: Any) -> Any:
    """Write a value out, so that comparing tells every bit, every type and every order."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, Parameters):
        return [written(part) for part in (value.flat, *value.weights, *value.biases)]
    if is_dataclass(value):
        return [written(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple | list):
        return [written(part) for part in value]
    if isinstance(value, dict):
        return [(key, written(part)) for key, part in value.items()]
    return (type(value), struct.pack("d", value)) if isinstance(value, float) else (type(value), value)


def assert_leads_both_ways(before: Project, after: Project) -> Difference:
    difference = Difference(before, after)
    assert written(difference.after(before)) == written(after)
    assert written(difference.before(after)) == written(before)
    return difference


@given(project_trees(), project_trees())
def test_any_two_projects_lead_to_one_another(one: Any, other: Any) -> None:
    assert_leads_both_ways(project_of(one), project_of(other))


@given(st.lists(ANY_BITS, min_size=12, max_size=12), st.lists(ANY_BITS, min_size=12, max_size=12))
def test_every_bit_of_every_number_comes_back(one: list[int], other: list[int]) -> None:
    made = project(Build(bias="per_neuron"))
    flats = (np.array(bits, np.uint64).view(float) for bits in (one, other))
    before, after = (made.with_parameters(Parameters(made.network, flat)) for flat in flats)
    assert_leads_both_ways(before, after)


def test_a_zero_with_a_sign_and_a_number_with_a_remark_are_told_apart() -> None:
    made = project(Build(bias="none"))
    plain, odd = np.zeros(8), np.zeros(8)
    odd[:3] = -0.0, np.nan, np.array([0x7FF8_0000_0000_002A], np.uint64).view(float)[0]
    before, after = (made.with_parameters(Parameters(made.network, flat)) for flat in (plain, odd))
    assert_leads_both_ways(before, after)


def test_the_view_keeps_the_order_and_the_kind_of_its_entries() -> None:
    made = project(Build())
    before = replace(made, view={"a": 1, "b": {"x": [0.5], "y": None}, "c": 0.0})
    for view in (
        {"a": 1.0, "b": {"x": [0.5], "y": None}, "c": -0.0},
        {"a": True, "b": {"y": None, "x": [0.5]}, "c": 0},
        {"b": {"x": [0.5], "y": 2}, "a": 1, "d": "c"},
        {},
    ):
        assert_leads_both_ways(before, replace(before, view=view))


@given(st.data())
def test_rows_come_and_go_anywhere(data: st.DataObject) -> None:
    rows = st.lists(st.lists(st.sampled_from([0.0, -0.0, 1.0]), min_size=2, max_size=2), max_size=6)
    made = project(Build())
    tables = [np.array(data.draw(rows), float).reshape(-1, 2) for _ in range(4)]
    before, after = (replace(made, data=Dataset(*pair)) for pair in (tables[:2], tables[2:]))
    assert_leads_both_ways(before, after)


def test_two_shapes_with_the_same_numbers_are_two_shapes() -> None:
    one, other = (
        project(Build(sizes=sizes, bias="none", weights=weights))
        for sizes, weights in [((1, 2), [[[0.5], [0.25]]]), ((2, 1), [[[0.5, 0.25]]])]
    )
    assert_leads_both_ways(one, other)


@pytest.fixture(scope="module")
def large() -> Project:
    return project(LARGE)


def test_what_stays_is_shared(large: Project) -> None:
    named = topology_edits.with_name(large, NeuronPlace(1, 3), "gate")
    back = assert_leads_both_ways(large, named).before(named)
    assert back.state is named.state and back.start is named.start
    assert back.data is named.data and back.plan is named.plan
    assert back.network.layers[0] is named.network.layers[0]


def test_one_weight_of_a_large_network_is_a_small_difference(large: Project) -> None:
    place = WeightPlace(0, 5, 700)
    changed = large.with_parameters(large.parameters.changed(large.network, place, 3.0))
    assert assert_leads_both_ways(large, changed).size < 100
    for edited in (
        topology_edits.with_frozen(large, [place], frozen=True),
        topology_edits.with_cut(large, [place]),
        topology_edits.with_activation(large, 1, "tanh"),
    ):
        assert assert_leads_both_ways(large, edited).size < 200


def test_a_neuron_of_a_large_network_is_a_difference_of_its_surroundings(large: Project) -> None:
    numbers = large.network.parameter_count * 8
    added = topology_edits.with_neuron_added(large, 1, 64)
    assert assert_leads_both_ways(large, added).size < numbers / 2
    assert added.network.layers[2].present.shape == (10, 65)
    biased = topology_edits.with_bias_kind(large, 2, BiasKind.SHARED)
    assert assert_leads_both_ways(large, biased).size < 2000


def test_a_round_costs_its_numbers_once(large: Project) -> None:
    generator = np.random.default_rng(1)
    flat = large.parameters.flat + generator.normal(0, 1e-3, large.network.parameter_count)
    trained = large.with_parameters(Parameters(large.network, flat))
    assert assert_leads_both_ways(large, trained).size == flat.nbytes


def test_a_sample_of_many_is_a_small_difference(large: Project) -> None:
    data = large.data
    added = Dataset(np.insert(data.inputs, 7, 0.5, axis=0), np.insert(data.targets, 7, 1.0, axis=0))
    assert assert_leads_both_ways(large, replace(large, data=added)).size == (784 + 10) * 8


def test_a_renamed_neuron_keeps_its_network_apart_from_its_names() -> None:
    before = project(Build())
    network = topology.with_name(before.network, NeuronPlace(0, 0), "x")
    difference = assert_leads_both_ways(before, replace(before, network=network))
    assert difference.size == 0
