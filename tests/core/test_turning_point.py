"""The exact round at which something becomes so."""

import numpy as np
import pytest

from backprop_gui.core.network import Parameters
from backprop_gui.core.trainer import Trainer
from backprop_gui.core.training import TrainingState
from backprop_gui.core.turning_point import has_infinite_net, rounds_until
from backprop_gui.document.examples import load_example


def seed_trainer(parameters: dict[int, float] | None = None) -> Trainer:
    project = load_example("seed")
    flat = project.parameters.flat.copy()
    for index, value in (parameters or {}).items():
        flat[index] = value
    state = TrainingState.fresh(project.network, Parameters(project.network, flat), project.plan.optimizer)
    return Trainer(project.network, project.plan, project.data, state)


@pytest.mark.parametrize("below", [0.29, 0.1, 0.05, 0.0251])
def test_the_round_that_brings_the_error_below_a_bound_is_found(below: float) -> None:
    walked, count = seed_trainer(), 0
    while walked.data_error() >= below:
        walked.advance(1)
        count += 1
    trainer = seed_trainer()
    before = trainer.state
    trainer.advance(400)
    found = rounds_until(trainer, before, 400, lambda each: each.data_error() < below)
    assert found == count
    assert trainer.state.rounds == 400, "the trainer itself is left alone"


def test_what_is_so_from_the_beginning_takes_no_round() -> None:
    trainer = seed_trainer()
    before = trainer.state
    trainer.advance(10)
    assert rounds_until(trainer, before, 10, lambda each: each.data_error() < 1.0) == 0


@pytest.mark.parametrize(
    ("parameters", "infinite"),
    [
        ({}, False),
        ({0: 1e200}, False),
        ({4: 1.7e308, 5: 1.7e308}, True),
        ({4: 1.7e308, 5: -1.7e308}, False),
        ({4: np.inf}, True),
    ],
)
def test_an_infinite_net_is_seen_though_the_error_is_finite(
    parameters: dict[int, float], infinite: bool
) -> None:
    trainer = seed_trainer(parameters)
    assert np.isfinite(trainer.data_error())
    assert has_infinite_net(trainer) is infinite
