"""What a project's samples were made from is stored with it, and can be changed part by part."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_gui.core.features import FEATURES, features_of
from backprop_gui.core.generators import GENERATORS, MOST_NOISE
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.normalisation import KINDS, NormalisationKind
from backprop_gui.core.trainer import Trainer
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.document.schema import decode, encode
from backprop_gui.document.task import (
    OUTPUT_ACTIVATIONS,
    Task,
    is_as_made,
    normalisation_of,
    original_inputs,
    read_task,
    task_of,
    with_normalisation,
    with_task,
    with_validation_share,
)

TASK = Task("circle", 40, 0.1, 3, ("x1", "x2"))


def layer(neurons: tuple[str, ...], sources: int, activation: str) -> Layer:
    present = np.ones((len(neurons), sources), dtype=bool)
    return Layer(neurons, activation, BiasKind.PER_NEURON, True, present, ~present)


@pytest.fixture
def project() -> Project:
    network = Network(("x1", "x2"), (layer(("h1", "h2", "h3"), 2, "tanh"), layer(("o1",), 3, "tanh")))
    parameters = Parameters(network, np.arange(1.0, 1.0 + network.parameter_count))
    plan = TrainingPlan(validation_share=0.5)
    state = TrainingState(Parameters(network, parameters.flat + 100.0), 7, {})
    view = {"task": TASK.stored(), "notes": "kept"}
    return Project("Circle", network, state, parameters, plan, TASK.samples_made(), view)


def test_it_is_stored_with_the_project(project: Project) -> None:
    again = decode(encode(project))
    assert task_of(again) == TASK
    assert again.data.inputs.tolist() == TASK.samples_made().inputs.tolist()
    assert again.data.targets[:, 0].tolist() == TASK.points().labels.tolist()


@pytest.mark.parametrize(
    "change",
    [
        {"generator": "square"},
        {"generator": ["circle"]},
        {"samples": 10**9},
        {"samples": 1},
        {"samples": 40.0},
        {"noise": 0.6},
        {"noise": -0.1},
        {"noise": "much"},
        {"seed": -1},
        {"seed": True},
        {"seed": 2**64},
        {"features": []},
        {"features": ["x1", "x1"]},
        {"features": ["x3"]},
        {"features": [["x1"]]},
        {"features": "x1"},
        {"generator": "sine"},
    ],
)
def test_what_makes_no_sense_is_no_task(change: dict[str, Any]) -> None:
    assert read_task(TASK.stored()) == TASK
    assert read_task({**TASK.stored(), **change}) is None


def test_a_task_that_is_not_this_networks_is_none(project: Project) -> None:
    other = replace(TASK, features=("x1",))
    assert task_of(replace(project, view={"task": other.stored()})) is None
    assert task_of(replace(project, view={})) is None


def test_other_points_leave_the_training_as_it_is(project: Project) -> None:
    changed = with_task(project, replace(TASK, noise=0.4, seed=9, samples=30))
    assert changed.state is project.state
    assert changed.network is project.network
    assert len(changed.data) == 30
    assert task_of(changed) == Task("circle", 30, 0.4, 9, ("x1", "x2"))
    assert changed.view["notes"] == "kept"
    assert with_task(project, TASK) is project


def test_another_data_set_begins_at_round_0_from_the_start_weights(project: Project) -> None:
    changed = with_task(project, replace(TASK, generator="spiral"))
    assert changed.state.rounds == 0
    assert changed.parameters.flat.tolist() == project.start.flat.tolist()
    assert changed.network.layers[-1].activation == "tanh"


def test_numbers_take_a_linear_output_and_classes_tanh(project: Project) -> None:
    plane = with_task(project, replace(TASK, generator="plane"))
    assert plane.network.layers[-1].activation == "linear"
    assert plane.network.layers[0].activation == "tanh"
    back = with_task(plane, TASK)
    assert back.network.layers[-1].activation == "tanh"
    assert decode(encode(back)).network.inputs == ("x1", "x2")


def test_features_keep_the_weights_of_inputs_that_stay(project: Project) -> None:
    changed = with_task(project, replace(TASK, features=("x2", "x1²")))
    assert changed.network.inputs == ("x2", "x1²")
    assert changed.state.rounds == 0
    old, new = project.parameters, changed.parameters
    assert new.weights[0][:, 0].tolist() == old.weights[0][:, 1].tolist()
    assert (np.abs(new.weights[0][:, 1]) <= 0.5).all()
    assert new.weights[1].tolist() == old.weights[1].tolist()
    assert [bias.tolist() for bias in new.biases] == [bias.tolist() for bias in old.biases]
    assert changed.start.weights[0][:, 0].tolist() == project.start.weights[0][:, 1].tolist()
    assert changed.start.weights[0][:, 1].tolist() == new.weights[0][:, 1].tolist()
    points = TASK.points()
    assert changed.data.inputs.tolist() == np.stack([points.x2, points.x1**2], axis=1).tolist()
    assert decode(encode(changed)).network.inputs == ("x2", "x1²")


def test_all_features_can_be_names_in_a_file(project: Project) -> None:
    changed = with_task(project, replace(TASK, features=tuple(FEATURES)))
    assert decode(encode(changed)).network.inputs == tuple(FEATURES)


@pytest.mark.parametrize("kind", KINDS)
def test_normalisation_is_stored_and_taken_back(project: Project, kind: NormalisationKind) -> None:
    original = project.data.inputs
    changed = decode(encode(with_normalisation(project, kind)))
    assert normalisation_of(changed).kind == kind
    assert original_inputs(changed).tolist() == original.tolist()
    back = with_normalisation(changed, "none")
    assert "normalisation" not in back.view
    assert with_normalisation(changed, kind) is changed


def test_normalisation_looks_at_training_samples_alone(project: Project) -> None:
    changed = with_normalisation(project, "standard")
    training = changed.plan.training_data(changed.data).inputs
    assert len(training) == 20
    assert training.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert training.std(axis=0) == pytest.approx([1, 1])
    more = with_validation_share(changed, 0.25)
    training = more.plan.training_data(more.data).inputs
    assert len(training) == 30
    assert training.std(axis=0) == pytest.approx([1, 1])


def test_normalisation_stays_when_the_task_changes(project: Project) -> None:
    changed = with_task(with_normalisation(project, "min_max"), replace(TASK, features=("x1", "x2", "x2²")))
    assert normalisation_of(changed).kind == "min_max"
    training = changed.plan.training_data(changed.data).inputs
    assert training.min(axis=0).tolist() == [0, 0, 0]
    assert training.max(axis=0).tolist() == [1, 1, 1]


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    name = draw(st.sampled_from(sorted(GENERATORS)))
    known = features_of(GENERATORS[name].inputs)
    features = draw(st.lists(st.sampled_from(known), min_size=1, unique=True))
    noise = draw(st.floats(0.0, MOST_NOISE))
    return Task(name, draw(st.integers(2, 30)), noise, draw(st.integers(0, 2**32 - 1)), tuple(features))


@given(st.lists(st.tuples(tasks(), st.sampled_from(KINDS), st.floats(0.0, 0.99)), min_size=1, max_size=4))
@settings(max_examples=60)
def test_whatever_is_chosen_can_be_saved_and_trained(
    choices: list[tuple[Task, NormalisationKind, float]],
) -> None:
    project = load_example("circle")
    for task, kind, share in choices:
        project = with_task(with_normalisation(project, kind), task)
        project = with_validation_share(project, share)
        assert task_of(project) == task
        assert is_as_made(project, task)
        assert original_inputs(project).tolist() == task.samples_made().inputs.tolist()
        assert np.isfinite(project.data.inputs).all()
        assert project.network.layers[-1].activation == OUTPUT_ACTIVATIONS[task.kind.kind]
        assert encode(decode(encode(project))) == encode(project)
        trainer = Trainer(project.network, project.plan, project.data, project.state)
        assert trainer.advance(2).finite
        project = project.with_state(trainer.state)
