"""What is drawn is no more than can be seen, and true to what was measured."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.spans import series_of

from backprop_gui.core.series import ErrorSeries, SpanSeries
from backprop_gui.views.plots.curves import Curves, Window, error_curve, nearest, span_curves, span_words

EVERYTHING = Window(0, 1e9, 100)


def neuron_curves(series: SpanSeries, done: int, window: Window) -> Curves:
    return span_curves(series, np.arange(series.rows.shape[1]), done, window)


def errors_of(values: np.ndarray) -> ErrorSeries:
    series = ErrorSeries()
    series.append(0, values)
    return series


@given(seed=st.integers(0, 1000), count=st.integers(1, 5000), done=st.integers(1, 5000))
def test_extremes_of_the_error_are_drawn(seed: int, count: int, done: int) -> None:
    values = np.random.default_rng(seed).random(count)
    drawn = error_curve(errors_of(values), done, EVERYTHING)
    assert drawn.values.max() == values[:done].max()
    assert drawn.values.min() == values[:done].min()
    assert drawn.rounds.size <= 2 * 100 + 2
    assert (np.diff(drawn.rounds) >= 0).all()
    assert drawn.rounds[-1] <= min(done, count)


def test_few_errors_are_drawn_one_by_one() -> None:
    values = np.array([0.5, 0.1, 0.3])
    drawn = error_curve(errors_of(values), 3, EVERYTHING)
    assert drawn.rounds.tolist() == [0, 1, 2]
    assert drawn.values.tolist() == [values.tolist()]


def test_a_falling_error_is_drawn_without_jags() -> None:
    drawn = error_curve(errors_of(np.linspace(1, 0, 5000)), 5000, EVERYTHING)
    assert (np.diff(drawn.values[0]) <= 0).all()


def test_nothing_measured_is_an_empty_curve() -> None:
    assert error_curve(ErrorSeries(), 10, EVERYTHING).is_empty
    assert error_curve(errors_of(np.ones(5)), 0, EVERYTHING).is_empty
    assert neuron_curves(SpanSeries(2), 10, EVERYTHING).is_empty


def test_undone_rounds_are_left_out() -> None:
    assert error_curve(errors_of(np.ones(50)), 20, EVERYTHING).rounds.tolist() == list(range(20))
    assert neuron_curves(series_of(np.ones((50, 1))), 20, EVERYTHING).rounds.tolist() == list(range(20))


@pytest.mark.parametrize("count", [1, 99, 100, 101, 4000])
def test_neurons_are_thinned_evenly_as_far_as_the_last_rounds(count: int) -> None:
    values = np.arange(2.0 * count).reshape(count, 2)
    drawn = neuron_curves(series_of(values), count, EVERYTHING)
    assert drawn.rounds.size <= 102
    assert drawn.rounds[0] == 0
    assert drawn.rounds[-1] >= count - max(1, count / 33)
    assert len(set(np.diff(drawn.rounds).tolist())) <= 1
    if count <= 100:
        assert drawn.values.T.tolist() == values.tolist(), "every round alone needs no band"
    else:
        assert drawn.values.shape == (2, 3, drawn.rounds.size)


@given(seed=st.integers(0, 1000), count=st.integers(101, 4096), done=st.integers(101, 5000))
def test_extremes_of_every_curve_are_drawn(seed: int, count: int, done: int) -> None:
    values = np.random.default_rng(seed).random((count, 3))
    drawn = neuron_curves(series_of(values), done, EVERYTHING)
    ends = np.append(drawn.rounds[1:], drawn.rounds[-1] + drawn.rounds[1] - drawn.rounds[0])
    for point, (first, end) in enumerate(zip(drawn.rounds.astype(int), ends.astype(int), strict=True)):
        some = values[first : min(end, done)]
        least, mean, greatest = drawn.values[:, :, point].T
        assert least.tolist() == some.min(0).tolist()
        assert greatest.tolist() == some.max(0).tolist()
        assert mean == pytest.approx(some.mean(0))


def test_a_curve_that_jumps_to_and_fro_is_a_band() -> None:
    values = np.tile([[0.0], [1.0], [0.5], [0.2]], (1000, 1))
    drawn = neuron_curves(series_of(values), 4000, EVERYTHING)
    assert (drawn.values[0, 0] == 0.0).all()
    assert (drawn.values[0, 2] == 1.0).all()
    assert drawn.values[0, 1] == pytest.approx(0.425)


def test_the_rounds_of_a_point_are_named() -> None:
    series = series_of(np.zeros((70, 1)), capacity=32)
    assert series.stride == 4
    assert span_words(series, 0) == "rounds 0 to 3"
    assert span_words(series, 17) == "rounds 68 to 69"
    assert span_words(series_of(np.zeros((3, 1))), 2) == "round 2"


def test_a_part_is_drawn_more_closely_and_beyond_its_ends() -> None:
    series = series_of(np.arange(4000.0)[:, np.newaxis])
    drawn = neuron_curves(series, 4000, Window(1000.5, 1050.5, 100))
    assert drawn.rounds.tolist() == list(range(1000, 1052))


@pytest.mark.parametrize(("asked", "found"), [(-5, 0), (4, 0), (6, 1), (14.9, 1), (15.1, 2), (99, 2)])
def test_the_nearest_round(asked: float, found: int) -> None:
    assert nearest(np.array([0, 10, 20, 30]), 25, asked) == found


def test_no_round_is_nearest_to_nothing() -> None:
    assert nearest(np.array([0, 10]), 0, 5) is None
