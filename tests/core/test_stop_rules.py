"""Rules that end training: met in the very round, by both engines, whatever the stretches are."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.projects import dipping_tree, project_of, seed_tree

from backprop_gui.core.compiled import CompiledTrainer
from backprop_gui.core.stop_rules import Reason, Stop, StopRule, StopRules, adds_up
from backprop_gui.core.trainer import Trainer
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.document.stopping import StopWhen, stop_rules, with_stop_when

ENGINES = [Trainer, CompiledTrainer]


def trainer_of(project: Project, kind: type[Trainer] = Trainer) -> Trainer:
    return kind(project.network, project.plan, project.data, project.state)


def walked_below(project: Project, bound: float, most: int) -> int | None:
    """Count the rounds until the error of all training samples is below a bound, one by one."""
    trainer = trainer_of(project)
    for rounds in range(most + 1):
        if trainer.data_error() < bound:
            return rounds
        trainer.advance(1)
    return None


def batches(size: int | str, order: str, loss: str = "half_squared_error", **stop: float) -> Project:
    """Make a task of seven samples, some of which are learnt soon."""
    tree = seed_tree()
    tree["training"] |= {"batch_size": size, "order": order, "loss": loss, "stop": stop}
    tree["data"]["samples"] = [
        {"inputs": [place % 3 - 1.0, place * 0.3 - 1.0], "targets": [place % 2, 0.3]} for place in range(7)
    ]
    return project_of(tree)


@pytest.mark.parametrize("credits", [(55,), (44, 11), (43, 12), (1,) * 55])
@pytest.mark.parametrize("kind", ENGINES)
def test_a_dip_is_not_run_through(kind: type[Trainer], credits: tuple[int, ...]) -> None:
    project = project_of(dipping_tree())
    trainer, rules = trainer_of(project, kind), stop_rules(project)
    for rounds in credits:
        stretch = trainer.advance(rounds, rules=rules)
        if stretch.stop:
            break
    assert stretch.stop == Stop(Reason.ERROR_BELOW, None, 44)
    assert trainer.state.rounds == 44
    plain = trainer_of(project, kind)
    plain.advance(44)
    assert trainer.state.parameters.flat.tolist() == plain.state.parameters.flat.tolist()
    assert trainer.state.memory["velocity"].tolist() == plain.state.memory["velocity"].tolist()


@pytest.mark.parametrize("order", ["sequential", "shuffled"])
@pytest.mark.parametrize("size", [1, 3, "all"])
@pytest.mark.parametrize("kind", ENGINES)
@pytest.mark.parametrize("bound", [0.19, 0.14, 0.125])
def test_the_error_is_that_of_all_training_samples(
    kind: type[Trainer], size: int | str, order: str, bound: float
) -> None:
    project = batches(size, order, error_below=bound)
    expected = walked_below(project, bound, 3000)
    stretch = trainer_of(project, kind).advance(3000, stride=1000, rules=stop_rules(project))
    if expected is None:
        assert stretch.stop is None
        assert stretch.state.rounds == 3000
    else:
        assert stretch.stop == Stop(Reason.ERROR_BELOW, None, expected)


@pytest.mark.parametrize("kind", ENGINES)
def test_an_error_that_is_low_already_takes_no_round(kind: type[Trainer]) -> None:
    project = batches(2, "shuffled", error_below=100)
    trainer = trainer_of(project, kind)
    stretch = trainer.advance(10, state_stride=1, rules=stop_rules(project))
    assert stretch.stop == Stop(Reason.ERROR_BELOW, None, 0)
    assert (stretch.errors.size, len(stretch.out), len(stretch.states.rounds)) == (0, 0, 0)
    assert trainer.state.parameters.flat.tolist() == project.parameters.flat.tolist()


@given(
    size=st.sampled_from([1, 2, 3, 7]),
    order=st.sampled_from(["sequential", "shuffled"]),
    patience=st.integers(1, 20),
    share=st.sampled_from([0.5, 0.1, 0.01]),
    stretches=st.lists(st.integers(1, 40), min_size=1, max_size=4),
)
@settings(deadline=None, max_examples=25)
def test_progress_is_looked_for_after_the_same_rounds_however_a_run_is_cut(
    size: int, order: str, patience: int, share: float, stretches: list[int]
) -> None:
    project = with_stop_when(batches(size, order), StopWhen(patience=patience, share=share))
    every = min(patience, project.plan.schedule(project.data).rounds_per_epoch)
    walked, best, best_at, expected = trainer_of(project), np.inf, 0, None
    for rounds in range(sum(stretches) + 1):
        error = walked.data_error()
        if rounds % every == 0:
            if error < best * (1 - share):
                best, best_at = error, rounds
            elif rounds - best_at >= patience:
                expected = Stop(Reason.NO_PROGRESS, None, rounds)
                break
        walked.advance(1)
    for kind in ENGINES:
        trainer, rules, stop = trainer_of(project, kind), stop_rules(project), None
        for rounds in stretches:
            stop = stop or trainer.advance(rounds, rules=rules).stop
            if stop:
                break
        assert stop == expected


@pytest.mark.parametrize("kind", ENGINES)
def test_patience_in_epochs_counts_passes_over_the_data(kind: type[Trainer]) -> None:
    stop = StopWhen(patience=2, in_epochs=True, share=0.99)
    project = with_stop_when(batches(2, "shuffled"), stop)
    trained = trainer_of(project, kind).advance(100, rules=stop_rules(project))
    assert trained.stop == Stop(Reason.NO_PROGRESS, None, 2 * 4)


def test_progress_is_counted_from_the_runs_beginning() -> None:
    project = with_stop_when(load_example("seed"), StopWhen(patience=10, share=0.99))
    trainer = trainer_of(project)
    trainer.advance(1003)
    later = project.with_state(trainer.state)
    for kind in ENGINES:
        stretch = trainer_of(later, kind).advance(100, rules=stop_rules(later))
        assert stretch.stop == Stop(Reason.NO_PROGRESS, None, 1013)


def test_the_first_of_several_rules_is_told() -> None:
    rules = [StopRule(Reason.ERROR_BELOW, None, 0.1), StopRule(Reason.ERROR_BELOW, None, 0.2)]
    made = StopRules(rules, 0)
    assert made.test(3, lambda _: 0.3) is None
    assert made.test(4, lambda _: 0.15) == Stop(Reason.ERROR_BELOW, None, 4)
    assert made.arrays.met.tolist() == [1]
    assert made.test(5, lambda _: 0.05) == Stop(Reason.ERROR_BELOW, None, 5)
    assert made.arrays.met.tolist() == [0]


@pytest.mark.parametrize("kind", ENGINES)
def test_a_rule_that_is_not_due_leaves_the_others_to_be_tested(kind: type[Trainer]) -> None:
    """Progress is looked for after each epoch of 4 rounds, a bound in every round between."""
    project = with_stop_when(batches(2, "sequential"), StopWhen(error_below=0.19, patience=8, share=0.01))
    below = walked_below(project, 0.19, 1000)
    assert below is not None and below % 4, "the bound is met where progress is not looked for"
    stretch = trainer_of(project, kind).advance(1000, rules=stop_rules(project))
    assert stretch.stop == Stop(Reason.ERROR_BELOW, None, below)


def test_an_error_that_is_not_a_number_is_below_nothing_and_no_progress() -> None:
    rules = [StopRule(Reason.ERROR_BELOW, None, 0.1), StopRule(Reason.NO_PROGRESS, None, 0.01, 5, 5)]
    made = StopRules(rules, 0)
    assert made.test(0, lambda _: 1.0) is None
    assert made.test(5, lambda _: float("nan")) == Stop(Reason.NO_PROGRESS, None, 5)


@pytest.mark.parametrize("kind", ENGINES)
def test_a_negative_error_of_some_samples_does_not_end_the_sum(kind: type[Trainer]) -> None:
    tree: dict[str, Any] = seed_tree()
    tree["training"]["loss"] = "cross_entropy"
    tree["training"]["optimizer"]["learning_rate"] = 1e-9
    tree["network"]["layers"][1] |= {"activation": "softplus"}
    tree["data"]["samples"] = [
        {"inputs": [0.05, 0.1], "targets": [-1, 0]},
        {"inputs": [0.05, 0.1], "targets": [9, 1]},
    ]
    project = project_of(tree)
    assert not adds_up(project.network, project.plan.loss, project.data)
    first, error = trainer_of(project).advance(1).errors[0], trainer_of(project).data_error()
    assert error < 0 < first, "the batch's own error is above the bound that the sum is below"
    bound = StopRules([StopRule(Reason.ERROR_BELOW, None, 0.0)], 0)
    assert trainer_of(project, kind).advance(5, rules=bound).stop == Stop(Reason.ERROR_BELOW, None, 0)


def test_probabilities_have_no_negative_error() -> None:
    project = batches(1, "sequential", "binary_cross_entropy")
    assert adds_up(project.network, project.plan.loss, project.data)
    outside = replace(project.data, targets=project.data.targets + 1)
    assert not adds_up(project.network, project.plan.loss, outside)
    assert adds_up(project.network, "mean_absolute_error", outside)
