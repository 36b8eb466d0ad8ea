"""Training: in one go or in pieces, through a file or not, the numbers are the same to the last bit."""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.projects import OPTIMIZERS, project_of, project_trees, seed_tree

from backprop_gui.core.trainer import Trainer
from backprop_gui.document.project import Project
from backprop_gui.document.schema import decode, encode


def trainer_of(project: Project) -> Trainer:
    return Trainer(project.network, project.plan, project.data, project.state)


def with_optimizer(name: str) -> Project:
    tree = seed_tree()
    tree["training"]["optimizer"] = {"name": name, "learning_rate": 0.05, **OPTIMIZERS[name]}
    tree["training"] |= {"order": "shuffled", "batch_size": 2, "seed": 7, "l1": 1e-4, "l2": 1e-3}
    tree["data"]["samples"] += [
        {"inputs": [0.3, -0.2], "targets": [0.2, 0.4]},
        {"inputs": [-1.0, 0.7], "targets": [0.9, 0.1]},
    ]
    tree["network"]["layers"][0]["bias"]["trainable"] = True
    tree["network"]["layers"][0]["frozen"] = [[1, 0]]
    tree["network"]["layers"][1]["weights"][0][1] = None
    return project_of(tree)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_run_goes_on_where_it_stopped_through_a_file(name: str) -> None:
    whole = trainer_of(with_optimizer(name))
    errors = whole.advance(60).errors
    project = with_optimizer(name)
    first = trainer_of(project)
    begun = first.advance(23).errors
    reopened = decode(encode(project.with_state(first.state)))
    assert reopened.state.rounds == 23
    second = trainer_of(reopened)
    rest = second.advance(37).errors
    assert np.concatenate([begun, rest]).tobytes() == errors.tobytes()
    assert second.state.parameters.flat.tobytes() == whole.state.parameters.flat.tobytes()
    assert all(
        second.state.memory[key].tobytes() == whole.state.memory[key].tobytes() for key in whole.state.memory
    )
    assert reopened.start.flat.tobytes() == project.start.flat.tobytes()


@given(project_trees(), st.lists(st.integers(1, 5), min_size=1, max_size=5))
@settings(max_examples=40)
def test_pieces_add_up(tree: dict[str, Any], pieces: list[int]) -> None:
    whole, parts = trainer_of(project_of(tree)), trainer_of(project_of(tree))
    stretch = whole.advance(sum(pieces))
    assume(stretch.finite)
    stretches = [parts.advance(piece) for piece in pieces]
    assert np.concatenate([piece.errors for piece in stretches]).tobytes() == stretch.errors.tobytes()
    assert parts.state.parameters.flat.tobytes() == whole.state.parameters.flat.tobytes()
    assert [piece.first_round for piece in stretches] == [sum(pieces[:place]) for place in range(len(pieces))]


def test_a_deadline_ends_a_stretch_after_at_least_one_round() -> None:
    trainer = trainer_of(project_of(seed_tree()))
    assert trainer.advance(1000, deadline=0.0, clock=lambda: 1.0).errors.size == 1
    times = iter(range(100))
    assert trainer.advance(1000, deadline=5.0, clock=lambda: float(next(times))).errors.size == 6


def test_kept_activations_are_those_of_their_rounds() -> None:
    trainer = trainer_of(project_of(seed_tree()))
    stretch = trainer.advance(10)
    assert stretch.sampled_rounds.tolist() == list(range(10))
    assert stretch.out[0].tolist() == pytest.approx(
        [0.593269992, 0.596884378, 0.75136507, 0.772928465], abs=1e-9
    )
    assert stretch.delta[0, 2:].tolist() == pytest.approx([0.138498562, -0.038098237], abs=1e-9)


def test_frozen_and_missing_parameters_stay() -> None:
    project = with_optimizer("adam")
    trainer = trainer_of(project)
    trainer.advance(20)
    after = trainer.state.parameters
    assert after.weights[0][1, 0] == 0.25
    assert after.weights[1][0, 1] == 0.0
    assert after.biases[1].tolist() == [0.60]
    assert after.biases[0].tolist() != [0.35]


def test_a_diverging_run_stops_at_the_first_number_that_is_not_finite() -> None:
    tree = seed_tree()
    for layer in tree["network"]["layers"]:
        layer["activation"] = "linear"
    tree["training"]["optimizer"]["learning_rate"] = 1e6
    trainer = trainer_of(project_of(tree))
    stretch = trainer.advance(1000)
    assert not stretch.finite
    assert np.isfinite(stretch.errors[:-1]).all()
    assert stretch.errors.size < 1000
    assert trainer.state.rounds == stretch.errors.size


def test_a_memory_that_overflows_is_divergence_too() -> None:
    tree = seed_tree()
    tree["network"]["layers"][1]["activation"] = "linear"
    tree["training"]["optimizer"] = {"name": "adagrad", "learning_rate": 0.1}
    tree["data"]["samples"][0]["targets"] = [1.5e154, 0]
    trainer = trainer_of(project_of(tree))
    stretch = trainer.advance(3)
    assert np.isfinite(stretch.errors).all()
    assert np.isfinite(trainer.state.parameters.flat).all()
    assert not stretch.finite


def test_validation_samples_are_not_trained_on() -> None:
    tree = seed_tree()
    tree["data"]["samples"] += [{"inputs": [1e9, 1e9], "targets": [1, 1]}]
    tree["training"] |= {"validation_share": 0.5, "batch_size": "all"}
    alone, split = trainer_of(project_of(seed_tree())), trainer_of(project_of(tree))
    alone.advance(5)
    split.advance(5)
    assert split.state.parameters.flat.tobytes() == alone.state.parameters.flat.tobytes()


def test_the_validation_error_is_that_of_the_samples_at_the_end() -> None:
    tree = seed_tree()
    assert trainer_of(project_of(tree)).validation_error() is None
    tree["data"]["samples"].insert(0, {"inputs": [0.7, -0.3], "targets": [1, 1]})
    tree["training"]["validation_share"] = 0.5
    trainer = trainer_of(project_of(tree))
    assert trainer.validation_error() == pytest.approx(0.2983711087600027, rel=1e-14)
    tree["data"]["samples"].reverse()
    assert trainer.data_error() == trainer_of(project_of(tree)).validation_error()
