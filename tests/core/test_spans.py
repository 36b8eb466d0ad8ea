"""What numbers came to over spans of rounds: every number of every round that is measured is within."""

from math import gcd

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import project_of, unfinished_tree
from support.spans import append, series_of

from backprop_gui.core.backprop import backward, forward
from backprop_gui.core.compiled import CompiledTrainer
from backprop_gui.core.history import History
from backprop_gui.core.series import SpanSeries
from backprop_gui.core.spans import AT_LEAST_MEASURED, MOST_APART, apart
from backprop_gui.core.trainer import NEVER, Trainer
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project

ENGINES = [Trainer, CompiledTrainer]


def trainer_of(project: Project, kind: type[Trainer]) -> Trainer:
    return kind(project.network, project.plan, project.data, project.state)


@given(span=st.integers(0, 40).map(lambda power: 2**power), epoch=st.integers(1, 10**6))
def test_measured_rounds_come_to_every_batch_and_to_both_sides_of_a_zigzag(span: int, epoch: int) -> None:
    step = apart(span, epoch)
    assert step % 2 == 1
    assert gcd(step, epoch) == 1
    assert step == 1 or span >= AT_LEAST_MEASURED
    assert step <= MOST_APART + 60


def test_short_spans_are_measured_whole() -> None:
    assert [apart(span, 4) for span in (1, 2, 4, 8, 16)] == [1, 1, 1, 1, 3]
    assert apart(NEVER, 4) == MOST_APART
    assert apart(1024, 3 * MOST_APART) == MOST_APART + 4


def figures_of(project: Project, rounds: int) -> np.ndarray:
    """Compute each round's mean outs and deltas, its gradient and its parameters by the plain round."""
    trainer, rows = trainer_of(project, Trainer), []
    for number in range(rounds):
        parameters = trainer.state.parameters
        batch = trainer.data.rows(project.plan.schedule(project.data).batch(number))
        ahead = forward(project.network, parameters, batch.inputs)
        back = backward(project.network, parameters, project.plan.loss, ahead, batch.targets)
        parts = [out.mean(0) for out in ahead.out] + [delta.mean(0) for delta in back.delta]
        rows.append(np.concatenate([*parts, back.gradient.flat, parameters.flat]))
        trainer.advance(1)
    return np.array(rows)


@pytest.mark.parametrize("kind", ENGINES)
@pytest.mark.parametrize("order", ["sequential", "shuffled"])
@pytest.mark.parametrize(("stride", "state_stride"), [(1, 1), (8, 4), (64, 16)])
def test_spans_are_those_of_the_measured_rounds(
    kind: type[Trainer], order: str, stride: int, state_stride: int
) -> None:
    project = project_of(unfinished_tree("sgd", order))
    figures = figures_of(project, 200)
    trainer = trainer_of(project, kind)
    neurons, changes = SpanSeries(8), SpanSeries(2 * project.network.parameter_count)
    for rounds in (37, 1, 90, 72):
        stretch = trainer.advance(rounds, stride=stride, state_stride=state_stride)
        last = stretch.state.rounds - 1
        neurons.stride, changes.stride = stride, state_stride
        neurons.append(stretch.neurons, last)
        changes.append(stretch.changes, last)
    epoch = project.plan.schedule(project.data).rounds_per_epoch
    for series, span, columns in (
        (neurons, stride, slice(0, 8)),
        (changes, state_stride, slice(8, None)),
    ):
        assert series.rounds.tolist() == list(range(0, 200, span))
        step = apart(span, epoch)
        for place, first in enumerate(series.rounds.tolist()):
            some = [number for number in range(first, min(first + span, 200)) if number % step == 0]
            rows = figures[some, columns]
            assert series.counts[place] == len(some)
            assert series.least[place] == pytest.approx(rows.min(0), rel=1e-9, abs=1e-12)
            assert series.greatest[place] == pytest.approx(rows.max(0), rel=1e-9, abs=1e-12)
            assert series.rows[place] == pytest.approx(rows.mean(0), rel=1e-9, abs=1e-12)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=10))
def test_a_full_series_puts_its_spans_together_and_loses_no_extreme(stretches: list[int]) -> None:
    values = np.random.default_rng(1).random((sum(stretches), 2))
    series, number = SpanSeries(2, 16), 0
    for size in stretches:
        append(series, number, values[number : number + size])
        number += size
    assert len(series.rounds) <= 16
    assert series.rounds.tolist() == list(range(0, number, series.stride))
    for place, first in enumerate(series.rounds.tolist()):
        rows = values[first : first + series.stride]
        assert series.counts[place] == len(rows)
        assert series.end(place) == first + len(rows) - 1
        assert series.least[place].tolist() == rows.min(0).tolist()
        assert series.greatest[place].tolist() == rows.max(0).tolist()
        assert series.rows[place] == pytest.approx(rows.mean(0))


def test_what_is_not_a_number_hides_no_extreme() -> None:
    series = series_of(np.array([1.0, np.nan, 9.0, 2.0] * 16)[:, np.newaxis], 16)
    assert series.least.tolist() == [[1.0]] * 16
    assert series.greatest.tolist() == [[9.0]] * 16
    assert np.isnan(series.rows).all()


def test_equal_numbers_have_themselves_as_their_mean() -> None:
    series = series_of(np.full((1000, 1), 0.1), 16)
    assert series.rows.tolist() == [[0.1]] * len(series.rounds)


@pytest.mark.parametrize("kind", ENGINES)
def test_after_20_000_rounds_of_xor_the_output_is_seen_near_both_targets(kind: type[Trainer]) -> None:
    project = load_example("xor")
    trainer = trainer_of(project, kind)
    history = History(sum(project.network.sizes[1:]), project.network.parameter_count)
    while trainer.state.rounds < 20_000:
        stride, state_stride = history.strides
        some = min(2_000, 20_000 - trainer.state.rounds)
        history.take(trainer.advance(some, stride=stride, state_stride=state_stride))
    out = history.out
    assert out.stride > 1
    assert out.least[-1, -1] < 0.1
    assert out.greatest[-1, -1] > 0.9
    assert out.rows[-1, -1] == pytest.approx(0.5, abs=0.15)
    assert len(history.gradient.rounds) == len(history.weights.rounds) == len(history.parameters.rounds)
