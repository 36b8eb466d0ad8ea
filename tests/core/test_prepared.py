"""The prepared round that NumPy trains with computes what the plain reference computes."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from support.projects import OPTIMIZERS, project_of, project_trees, unfinished_tree

from backprop_gui.core.array import Array
from backprop_gui.core.backprop import total_error
from backprop_gui.core.compiled import CompiledTrainer
from backprop_gui.core.trainer import Trainer
from backprop_gui.core.training import ComputedRound, TrainingState, compute_round
from backprop_gui.document.project import Project


def trainer_of(project: Project) -> Trainer:
    return Trainer(project.network, project.plan, project.data, project.state)


def plain_round(project: Project, state: TrainingState) -> ComputedRound:
    """Compute the round after a state as it is told."""
    plan = project.plan
    rows = plan.schedule(project.data).batch(state.rounds)
    return compute_round(project.network, plan, state, plan.training_data(project.data).rows(rows))


def close(found: Array, expected: Array, rel: float = 1e-12) -> bool:
    """Compare arrays relative to the largest number in them: sums cancel."""
    return bool(np.allclose(found, expected, rtol=rel, atol=rel * np.abs(expected).max(initial=1.0)))


def means(layers: tuple[Array, ...]) -> Array:
    return np.concatenate([layer.mean(axis=0) for layer in layers])


@given(project_trees())
@settings(max_examples=300)
def test_a_round_is_the_plain_one(tree: dict[str, Any]) -> None:
    project = project_of(tree)
    expected = plain_round(project, project.state)
    trainer = trainer_of(project)
    found = trainer.advance(1, state_stride=1)
    if not found.finite:
        assert not np.isfinite(expected.after.parameters.flat).all() or not np.isfinite(expected.errors).all()
        return
    assert close(found.errors, np.array([total_error(expected.errors)]))
    assert close(found.out[0], means(expected.ahead.out))
    assert close(found.delta[0], means(expected.back.delta))
    assert close(found.gradient[0], expected.back.gradient.flat)
    # Adaptive rules divide a gradient by its size: one that is 0 but for rounding says nothing.
    meant = np.abs(expected.back.gradient.flat) > 1e-6
    new, untrained = trainer.state.parameters.flat, project.network.untrained
    assert close(new[meant], expected.after.parameters.flat[meant])
    assert new[untrained].tolist() == project.state.parameters.flat[untrained].tolist()
    for name, vector in expected.after.memory.items():
        assert close(trainer.state.memory[name], vector)


@pytest.mark.parametrize("order", ["sequential", "shuffled"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_thousand_rounds_are_the_plain_ones(optimizer: str, order: str) -> None:
    project = project_of(unfinished_tree(optimizer, order))
    trainer, state, errors = trainer_of(project), project.state, []
    for _ in range(1000):
        computed = plain_round(project, state)
        errors.append(total_error(computed.errors))
        state = computed.after
    assert trainer.advance(1000).errors == pytest.approx(errors, rel=1e-9, abs=0)
    assert trainer.state.rounds == state.rounds == 1000
    assert trainer.state.parameters.flat == pytest.approx(state.parameters.flat, rel=1e-9, abs=0)
    for name, vector in state.memory.items():
        assert close(trainer.state.memory[name], vector, 1e-9)


@pytest.mark.parametrize("kind", [Trainer, CompiledTrainer])
def test_what_is_frozen_forgets_its_memory(kind: type[Trainer]) -> None:
    project = project_of(unfinished_tree("adam", "sequential"))
    count = project.network.parameter_count
    memory = {name: np.linspace(0.1, 0.2, count) for name in project.state.memory}
    project = project.with_state(replace(project.state, memory=memory))
    trainer = kind(project.network, project.plan, project.data, project.state)
    trainer.advance(1)
    for name, vector in plain_round(project, project.state).after.memory.items():
        assert vector[project.network.untrained].tolist() == [0.0, 0.0]
        assert close(trainer.state.memory[name], vector)


def test_what_was_handed_out_does_not_change() -> None:
    trainer = trainer_of(project_of(unfinished_tree("adam", "shuffled")))
    stretch = trainer.advance(5, state_stride=1)
    copies = [stretch.gradient.copy(), stretch.out.copy(), stretch.state.parameters.flat.copy()]
    memory = {name: vector.copy() for name, vector in stretch.state.memory.items()}
    trainer.advance(5)
    kept = [stretch.gradient, stretch.out, stretch.state.parameters.flat]
    assert all(old.tobytes() == new.tobytes() for old, new in zip(copies, kept, strict=True))
    assert all(memory[name].tobytes() == vector.tobytes() for name, vector in stretch.state.memory.items())
