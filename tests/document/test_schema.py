"""Projects through files: nothing is lost, bit for bit and byte for byte."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.projects import project_of, project_trees, seed_tree

from backprop_gui.core.network import Parameters
from backprop_gui.core.trainer import Trainer
from backprop_gui.document.project import Project
from backprop_gui.document.schema import FileError, decode, encode

FINITE = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | FINITE | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def assert_same(found: Project, expected: Project) -> None:
    assert found.title == expected.title
    assert found.plan == expected.plan
    assert found.network.inputs == expected.network.inputs
    for layer, other in zip(found.network.layers, expected.network.layers, strict=True):
        assert (layer.neurons, layer.activation) == (other.neurons, other.activation)
        assert (layer.bias, layer.bias_trainable) == (other.bias, other.bias_trainable)
        assert np.array_equal(layer.present, other.present)
        assert np.array_equal(layer.frozen, other.frozen)
    assert found.parameters.flat.tobytes() == expected.parameters.flat.tobytes()
    assert found.start.flat.tobytes() == expected.start.flat.tobytes()
    assert found.state.rounds == expected.state.rounds
    assert {name: flat.tobytes() for name, flat in found.state.memory.items()} == {
        name: flat.tobytes() for name, flat in expected.state.memory.items()
    }
    assert found.data.inputs.tobytes() == expected.data.inputs.tobytes()
    assert found.data.targets.tobytes() == expected.data.targets.tobytes()
    assert found.view == expected.view


@given(project_trees(), st.integers(0, 3), st.dictionaries(st.text(), JSON, max_size=3))
@settings(max_examples=60)
def test_round_trip(tree: dict[str, Any], rounds: int, view: dict[str, Any]) -> None:
    project = replace(project_of(tree), view=view)
    if rounds:
        trainer = Trainer(project.network, project.plan, project.data, project.state)
        trainer.advance(rounds)
        project = project.with_state(trainer.state)
    written = encode(project)
    again = decode(written)
    assert_same(again, project)
    assert encode(again) == written


@given(st.lists(FINITE, min_size=10, max_size=10))
def test_every_number_comes_back(values: list[float]) -> None:
    project = project_of(seed_tree())
    project = project.with_parameters(Parameters(project.network, np.array(values)))
    again = decode(encode(project))
    assert again.parameters.flat.tobytes() == np.array(values).tobytes()


@pytest.mark.parametrize(
    "value", [-0.0, 5e-324, 1.7976931348623157e308, 0.1, 1 / 3, 1e22, 123456789012345680.0]
)
def test_awkward_numbers_come_back(value: float) -> None:
    tree = seed_tree()
    tree["network"]["layers"][0]["weights"][0][0] = value
    again = decode(encode(project_of(tree)))
    assert again.parameters.flat[:1].tobytes() == np.array([value]).tobytes()


def test_the_seeds_numbers_are_written_as_people_write_them() -> None:
    written = encode(project_of(seed_tree())).decode()
    assert '"weights": [[0.15, 0.2], [0.25, 0.3]],' in written
    assert json.loads(written) == seed_tree()


def test_rows_stand_on_one_line_however_long() -> None:
    tree = seed_tree()
    tree["network"]["inputs"] = [f"i{number}" for number in range(60)]
    tree["network"]["layers"][0]["weights"] = [[0.125] * 60, [0.25] * 60]
    tree["data"]["samples"] = []
    lines = encode(project_of(tree)).decode().splitlines()
    assert "     [" + ", ".join(["0.125"] * 60) + "]," in lines


def test_what_may_be_left_out() -> None:
    tree = seed_tree()
    del tree["title"]
    for key in ("batch_size", "order", "seed"):
        del tree["training"][key]
    project = project_of(tree)
    assert project.title == ""
    assert (project.plan.batch_size, project.plan.order, project.plan.seed) == (1, "sequential", 0)
    assert (project.plan.l1, project.plan.l2, project.plan.validation_share) == (0.0, 0.0, 0.0)
    assert (project.plan.stop_rounds, project.plan.stop_error_below) == (None, None)
    assert project.start is project.parameters
    assert project.state.rounds == 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("momentum", {"momentum": 0.9}),
        ("nesterov", {"momentum": 0.9}),
        ("adagrad", {"epsilon": 1e-10}),
        ("rmsprop", {"rho": 0.99, "epsilon": 1e-8}),
        ("adam", {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
    ],
)
def test_optimizers_have_pytorchs_defaults(name: str, expected: dict[str, float]) -> None:
    tree = seed_tree()
    tree["training"]["optimizer"] = {"name": name, "learning_rate": 0.01}
    optimizer = project_of(tree).plan.optimizer
    assert {key: getattr(optimizer, key) for key in expected} == expected


def everything() -> dict[str, Any]:
    """Write a project that has all optional parts."""
    tree = seed_tree()
    tree["network"]["layers"][0] |= {"frozen": [[1, 0]], "weights": [[0.15, None], [0.25, 0.30]]}
    tree["network"]["layers"][1]["bias"] = {"kind": "per_neuron", "values": [0.1, 0.2], "trainable": True}
    tree["training"] |= {
        "optimizer": {"name": "momentum", "learning_rate": 0.5, "momentum": 0.75},
        "batch_size": "all",
        "order": "shuffled",
        "l1": 0.001,
        "l2": 0.01,
        "stop": {"rounds": 100, "error_below": 0.001},
        "validation_share": 0.25,
    }
    layout = {"weights": [[[1.0, None], [2.0, 3.0]], [[4.0, 5.0], [6.0, 7.0]]], "biases": [8.0, [9.0, 10.0]]}
    return tree | {
        "start": layout,
        "progress": {"rounds": 12, "optimizer": {"velocity": layout}},
        "view": {"decimals": 4, "anything": {"nested": [1, "two", None]}},
    }


def test_all_optional_parts() -> None:
    project = project_of(everything())
    assert project.start.flat.tolist() == [1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert project.state.memory["velocity"].tolist() == [1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert project.state.rounds == 12
    assert project.network.layers[0].present.tolist() == [[True, False], [True, True]]
    assert project.network.layers[0].frozen.tolist() == [[False, False], [True, False]]
    assert project.plan.stop_rounds == 100
    assert json.loads(encode(project)) == everything()


def test_a_byte_order_mark_is_no_fault() -> None:
    assert decode(b"\xef\xbb\xbf" + encode(project_of(seed_tree()))).title == "Seed example"


def nan_weight(project: Project) -> Project:
    flat = project.parameters.flat.copy()
    flat[5] = np.nan
    return project.with_parameters(Parameters(project.network, flat))


def infinite_start(project: Project) -> Project:
    flat = project.start.flat.copy()
    flat[9] = -np.inf
    return replace(project, start=Parameters(project.network, flat))


def infinite_input(project: Project) -> Project:
    inputs = project.data.inputs.copy()
    inputs[0, 1] = np.inf
    return replace(project, data=replace(project.data, inputs=inputs))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (nan_weight, "network.layers[1].weights[0][1]: expected a finite number, found nan (w6)"),
        (infinite_start, "start.biases[1]: expected a finite number, found -inf (b2)"),
        (infinite_input, "data.samples[0].inputs[1]: expected a finite number, found inf"),
    ],
)
def test_numbers_that_no_file_can_hold(spoil: Callable[[Project], Project], message: str) -> None:
    with pytest.raises(FileError) as raised:
        encode(spoil(project_of(seed_tree())))
    assert str(raised.value) == message
