"""What plots keep of a run: bounded, in order, and true to its extremes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_gui.core.history import History
from backprop_gui.core.series import ErrorSeries, MeasuredSeries, SampledSeries

CAPACITY = 16


@given(
    stretches=st.lists(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), min_size=1, max_size=12),
    first=st.integers(0, 1000),
)
def test_extremes_stay_true(stretches: list[list[float]], first: int) -> None:
    series, number = ErrorSeries(CAPACITY), first
    for stretch in stretches:
        series.append(number, np.array(stretch))
        number += len(stretch)
    everything = [error for stretch in stretches for error in stretch]
    assert series.greatest.max() == max(everything)
    assert series.least.min() == min(everything)
    assert len(series.rounds) <= CAPACITY
    assert series.rounds[0] == first
    assert (np.diff(series.rounds) > 0).all()


def test_each_point_stands_for_its_own_rounds() -> None:
    series = ErrorSeries(CAPACITY)
    errors = np.random.default_rng(1).random(1000)
    for start in range(0, 1000, 7):
        series.append(start, errors[start : start + 7])
    ends = [*series.rounds[1:].tolist(), 1000]
    for place, (begin, end) in enumerate(zip(series.rounds.tolist(), ends, strict=True)):
        assert series.least[place] == errors[begin:end].min()
        assert series.greatest[place] == errors[begin:end].max()


def test_errors_are_kept_whole_while_there_is_room() -> None:
    series = ErrorSeries(CAPACITY)
    series.append(0, np.arange(10.0))
    series.append(10, np.arange(6.0))
    assert series.rounds.tolist() == list(range(16))
    assert series.least.tolist() == series.greatest.tolist() == [*range(10), *range(6)]


def test_a_point_that_is_not_a_number_hides_no_extreme() -> None:
    series = ErrorSeries(4)
    series.append(0, np.array([1.0, np.nan, 9.0, 2.0, 3.0, np.nan, 5.0, 0.5]))
    assert (np.nanmin(series.least), np.nanmax(series.greatest)) == (0.5, 9.0)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=10))
def test_samples_are_even_and_in_order(stretches: list[int]) -> None:
    series, number = SampledSeries(width=2, capacity=CAPACITY), 0
    for size in stretches:
        rounds = np.arange(number, number + size)
        series.append(rounds, np.column_stack([rounds, -rounds]).astype(np.float64))
        number += size
    assert len(series.rounds) <= CAPACITY
    assert series.rounds.tolist() == list(range(0, number, series.stride))
    assert series.rows[:, 0].tolist() == series.rounds.tolist()
    assert (series.rows[:, 1] == -series.rows[:, 0]).all()


@pytest.mark.parametrize("rounds", [10**6])
def test_a_long_run_takes_no_more_room(rounds: int) -> None:
    series = ErrorSeries(capacity=8192)
    for start in range(0, rounds, 50_000):
        series.append(start, np.full(50_000, 0.5))
    assert 4096 <= len(series.rounds) <= 8192
    assert series.stride <= 2 * rounds / 8192


def test_data_errors_keep_the_last_row_and_thin_evenly() -> None:
    series = MeasuredSeries(2, CAPACITY)
    for rounds in range(0, 10_000, 7):
        series.append(rounds, (float(rounds), 0.0))
        assert series.rounds[-1] == rounds
    gaps = np.diff(series.rounds)
    assert CAPACITY // 4 <= len(series.rounds) <= CAPACITY
    assert series.rounds[0] == 0
    assert gaps.min() > 0
    assert gaps[:-1].max() <= 4 * gaps[:-1].min(), "about evenly"
    assert (series.rows[:, 0] == series.rounds).all()


def test_a_data_error_after_the_last_round_that_stays_is_kept() -> None:
    history = History(3, 4)
    for rounds in (0, 5, 9):
        history.note_data_error(rounds, 1.0 / (1 + rounds), None)
    history.truncate(5)
    assert history.data_errors.rounds.tolist() == [0, 5]
    assert np.isnan(history.data_errors.rows[:, 1]).all(), "there are no validation samples"


def test_a_branch_leaves_the_history_it_comes_from_as_it_is() -> None:
    history = History(1, 1)
    history.errors.append(0, np.arange(10.0))
    branch = history.branched(4)
    branch.errors.append(4, np.full(3, 0.5))
    assert history.errors.greatest.tolist() == list(range(10))
    assert branch.errors.greatest.tolist() == [0, 1, 2, 3, 0.5, 0.5, 0.5]
    assert branch.branched(7) is branch, "it only goes on"


def test_states_of_a_small_network_take_no_more_room_than_its_outs() -> None:
    history = History(4, 10, vectors=2)
    assert len(history.parameters._rounds) == len(history.out._rounds)
