"""The thread trains on credits, reports once for each, and ends when its mailbox is closed."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from support.patience import PATIENCE
from support.projects import dipping_tree, project_of

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.optimizers import Optimizer
from backprop_gui.core.stop_rules import Reason, Stop, StopRule, StopRules
from backprop_gui.core.trainer import Stretch, Trainer
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document.stopping import stop_rules
from backprop_gui.worker.mailbox import Credit, Failed, Report, Snapshot
from backprop_gui.worker.training_thread import PAUSE, DataErrorMeter, TrainingThread

PLENTY = 60.0
"""Seconds: a credit that no test uses up."""


def new_trainer() -> Trainer:
    connected, unfrozen = np.ones((1, 2), bool), np.zeros((1, 2), bool)
    layer = Layer(("o1",), "sigmoid", BiasKind.SHARED, True, connected, unfrozen)
    network, plan = Network(("i1", "i2"), (layer,)), TrainingPlan()
    parameters = Parameters(network, np.array([0.1, -0.2, 0.3]))
    data = Dataset(np.array([[0.5, 1.0]]), np.array([[0.9]]))
    return Trainer(network, plan, data, TrainingState.fresh(network, parameters, plan.optimizer))


@contextmanager
def running(trainer: Trainer, rules: StopRules | None = None) -> Iterator[TrainingThread]:
    thread = TrainingThread(trainer, rules=rules)
    thread.start()
    try:
        yield thread
    finally:
        thread.mailbox.close()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def next_report(thread: TrainingThread) -> Report:
    while (report := thread.mailbox.take()) is None:
        assert thread.is_alive()
        np.zeros(1)
    return report


def next_snapshot(thread: TrainingThread) -> Snapshot:
    report = next_report(thread)
    assert isinstance(report, Snapshot)
    return report


def test_one_report_for_one_credit() -> None:
    with running(new_trainer()) as thread:
        thread.mailbox.give(Credit(7, PLENTY, 1))
        first = next_snapshot(thread)
        assert thread.mailbox.take() is None
        thread.mailbox.give(Credit(5, PLENTY, 1))
        second = next_snapshot(thread)
    assert [len(first.stretch.errors), len(second.stretch.errors)] == [7, 5]
    assert second.stretch.first_round == 7


def test_the_numbers_are_those_of_training_without_a_thread() -> None:
    alone = new_trainer()
    expected = alone.advance(40)
    with running(new_trainer()) as thread:
        thread.mailbox.give(Credit(40, PLENTY, 4))
        snapshot = next_snapshot(thread)
    assert snapshot.stretch.errors.tolist() == expected.errors.tolist()
    assert snapshot.stretch.sampled_rounds.tolist() == list(range(0, 40, 4))
    assert snapshot.data_error == alone.data_error()


def test_a_credit_is_used_for_its_time_only() -> None:
    with running(new_trainer()) as thread:
        thread.mailbox.give(Credit(10**9, 0.0, 1))
        assert len(next_snapshot(thread).stretch.errors) == 1


def test_a_snapshot_cannot_be_written_to() -> None:
    with running(new_trainer()) as thread:
        thread.mailbox.give(Credit(3, PLENTY, 1))
        parameters = next_snapshot(thread).stretch.state.parameters
    with pytest.raises(ValueError, match="read-only"):
        parameters.flat[0] = 0.0
    with pytest.raises(ValueError, match="read-only"):
        parameters.weights[0][0, 0] = 0.0


def test_closing_ends_the_credit_in_hand_with_a_last_report() -> None:
    looks: list[float] = []

    class Watched(TrainingThread):
        def _clock(self) -> float:
            looks.append(super()._clock())
            return looks[-1]

    thread = Watched(new_trainer())
    thread.start()
    thread.mailbox.give(Credit(10**9, PLENTY, 1000))
    while len(looks) < 10:
        np.zeros(1)
    thread.mailbox.close()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    report = thread.mailbox.take()
    assert isinstance(report, Snapshot)
    assert report.stretch.state.rounds == len(report.stretch.errors) >= 10


def test_it_is_named() -> None:
    with running(new_trainer()) as thread:
        assert thread.name == "training"
        assert thread in threading.enumerate()


FAILING = """
from unittest.mock import Mock
from backprop_gui.worker.training_thread import TrainingThread
TrainingThread(Mock()).start()
raise SystemExit("the program failed")
"""


def test_it_does_not_hold_up_the_end_of_a_program_that_failed() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FAILING], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (ended.returncode, ended.stderr) == (1, "the program failed\n")


class Breaking(Trainer):
    """A trainer that fails."""

    def __init__(self) -> None:
        made = new_trainer()
        super().__init__(made.network, made.plan, made.data, made.state)

    def advance(
        self, rounds: int, deadline: float, stride: int, clock: Callable[[], float], *_: object
    ) -> Stretch:
        raise ArithmeticError("a fault in the mathematics")


def test_an_error_is_reported_and_ends_the_thread(caplog: pytest.LogCaptureFixture) -> None:
    with running(Breaking()) as thread:
        thread.mailbox.give(Credit(1, PLENTY, 1))
        thread.join(PATIENCE)
        report = thread.mailbox.take()
    assert isinstance(report, Failed)
    assert isinstance(report.error, ArithmeticError)
    assert "a fault in the mathematics" in caplog.text


class SteppedClock:
    """A clock that only moves when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def measuring(cost: float) -> tuple[DataErrorMeter, SteppedClock]:
    """Make a meter whose measuring takes `cost` seconds and counts 1, 2, 3…"""
    clock, count = SteppedClock(), iter(range(1, 100))

    def measure() -> tuple[float, None]:
        clock.now += cost
        return float(next(count)), None

    return DataErrorMeter(measure, clock), clock


def test_a_quick_data_error_is_read_each_time() -> None:
    meter, _ = measuring(0.0005)
    assert [meter.read()[0], meter.read()[0], meter.read()[0]] == [1, 2, 3]


def test_a_slow_data_error_is_read_now_and_then_and_at_the_end() -> None:
    meter, clock = measuring(0.01)
    assert [meter.read()[0], meter.read()[0]] == [1, 1]
    clock.now += PAUSE
    assert [meter.read()[0], meter.read()[0]] == [2, 2]
    assert meter.read(exactly=True)[0] == 3


def test_a_very_slow_data_error_does_not_eat_the_time() -> None:
    meter, clock = measuring(1.0)
    meter.read()
    clock.now += 5.0
    assert meter.read()[0] == 1


def test_the_stretch_ends_with_the_round_that_brings_the_error_low_enough() -> None:
    walked = new_trainer()
    while walked.data_error() >= 0.05:
        walked.advance(1)
    rule = StopRule(Reason.ERROR_BELOW, None, 0.05)
    with running(new_trainer(), StopRules([rule], 0)) as thread:
        thread.mailbox.give(Credit(5000, PLENTY, 1))
        snapshot = next_snapshot(thread)
    assert snapshot.stretch.state.rounds == walked.state.rounds == len(snapshot.stretch.errors) > 1
    assert snapshot.stretch.state.parameters.flat.tolist() == walked.state.parameters.flat.tolist()
    assert snapshot.data_error == walked.data_error() < 0.05
    assert snapshot.stretch.stop == Stop(Reason.ERROR_BELOW, None, walked.state.rounds)


def test_one_credit_does_not_run_through_a_dip_of_the_error() -> None:
    project = project_of(dipping_tree())
    trainer = Trainer(project.network, project.plan, project.data, project.state)
    with running(trainer, stop_rules(project)) as thread:
        thread.mailbox.give(Credit(55, PLENTY, 1))
        assert next_snapshot(thread).stretch.stop == Stop(Reason.ERROR_BELOW, None, 44)


def exploding() -> Trainer:
    """Make a trainer whose weights grow beyond all bounds in a few rounds."""
    made = new_trainer()
    layer = replace(made.network.layers[0], activation="linear")
    network = Network(made.network.inputs, (layer,))
    plan = TrainingPlan(optimizer=Optimizer("sgd", 1e20))
    state = TrainingState.fresh(network, Parameters(network, made.state.parameters.flat), plan.optimizer)
    return Trainer(network, plan, made.all_data, state)


def test_the_stretch_ends_before_the_round_that_is_not_finite() -> None:
    alone = exploding()
    whole = alone.advance(10_000)
    assert not whole.finite
    with running(exploding()) as thread:
        thread.mailbox.give(Credit(10_000, PLENTY, 1))
        snapshot = next_snapshot(thread)
    assert snapshot.stretch.stop == Stop(Reason.NOT_FINITE, None, len(whole.errors) - 1)
    assert snapshot.stretch.finite
    assert snapshot.stretch.errors.tolist() == whole.errors[:-1].tolist()
    assert np.isfinite(snapshot.stretch.state.parameters.flat).all()


def test_validation_samples_are_measured_too() -> None:
    made = new_trainer()
    data = Dataset(np.array([[0.5, 1.0], [1.0, 0.5]]), np.array([[0.9], [0.2]]))
    trainer = Trainer(made.network, TrainingPlan(validation_share=0.5), data, made.state)
    with running(trainer) as thread:
        thread.mailbox.give(Credit(3, PLENTY, 1))
        snapshot = next_snapshot(thread)
    assert snapshot.validation_error == trainer.validation_error() != snapshot.data_error
