"""Axes show all values where that is readable, and readable numbers in any case."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_gui.look.ticks import linear_ticks, logarithmic_ticks, round_label, value_label
from backprop_gui.views.plots.ranges import held, logarithms, next_step, readable

ANY_FLOATS = st.lists(st.floats(), max_size=30)


@given(ANY_FLOATS)
def test_any_numbers_have_a_range(values: list[float]) -> None:
    low, high = readable(np.array(values))
    assert math.isfinite(high - low)
    assert low < high


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=30))
def test_ordinary_numbers_all_lie_inside(values: list[float]) -> None:
    low, high = readable(np.array(values))
    assert low <= min(values) <= max(values) <= high


def test_numbers_far_out_are_left_outside() -> None:
    low, high = readable(np.array([*np.linspace(0, 1, 50), 1e30, np.inf, np.nan]))
    assert -1 < low < 0
    assert 1 < high < 2


def test_logarithms_of_zero_and_less() -> None:
    assert logarithms(np.array([100.0, 0.01, 0.0])).tolist() == [2, -2, -3]
    assert np.isnan(logarithms(np.array([1.0, -1.0]))[1])
    assert logarithms(np.zeros(2)).tolist() == [-1, -1]


def test_a_range_that_fits_is_held() -> None:
    assert held((0.0, 10.0), (1.0, 9.0)) == (0.0, 10.0)


def test_a_range_grows_at_the_side_where_it_is_too_small_and_stays_at_the_other() -> None:
    assert held((0.0, 10.0), (-10.0, 10.0)) == (-13.0, 10.0)
    assert held((0.0, 10.0), (0.0, 20.0)) == (0.0, 23.0)


def test_a_range_that_is_far_too_large_shrinks() -> None:
    low, high = held((0.0, 100.0), (10.0, 20.0))
    assert (low, high) == (8.5, 21.5)


@pytest.mark.parametrize(
    ("rounds", "step"),
    [(0, 10), (10, 10), (11, 20), (21, 50), (99, 100), (101, 200), (7_000_000, 10_000_000)],
)
def test_rounds_have_room_in_steps(rounds: int, step: int) -> None:
    assert next_step(rounds) == step


@given(low=st.floats(-1e12, 1e12), span=st.floats(1e-6, 1e12), most=st.integers(1, 12))
def test_linear_ticks_are_few_and_inside(low: float, span: float, most: int) -> None:
    if low + span == low or span < 1e-9 * abs(low):
        return
    ticks = linear_ticks(low, low + span, most)
    assert len(ticks) <= most + 1
    slack = 1e-6 * span + 1e-9 * abs(low)
    assert all(low - slack <= tick <= low + span + slack for tick in ticks)


def test_linear_ticks_are_round_numbers() -> None:
    assert linear_ticks(0, 1.03, 5) == pytest.approx([0, 0.25, 0.5, 0.75, 1.0])
    assert linear_ticks(-3, 3, 4) == pytest.approx([-2, 0, 2])
    assert linear_ticks(1, 1, 4) == linear_ticks(0, math.inf, 4) == []


def test_logarithmic_ticks_are_powers_of_ten() -> None:
    assert logarithmic_ticks(-4.6, -0.4, 5) == [-4, -3, -2, -1]
    assert logarithmic_ticks(-20, 0, 5) == [-20, -15, -10, -5, 0]


def test_logarithmic_ticks_within_a_power_of_ten() -> None:
    values = [10**tick for tick in logarithmic_ticks(math.log10(0.02), math.log10(0.05), 4)]
    assert values == pytest.approx([0.02, 0.03, 0.04, 0.05])


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (0.0, "0"), (-0.0, "0"), (0.1 + 0.2, "0.3"), (1e-4, "0.0001"), (1e-5, "1e-5"), (-2.5e-7, "-2.5e-7"),
        (12_000.0, "12000"), (1e5, "1e5"), (1e300, "1e300"),
    ],
)  # fmt: skip
def test_labels_of_values(value: float, label: str) -> None:
    assert value_label(value) == label


@pytest.mark.parametrize(
    ("rounds", "label"),
    [(0, "0"), (2500, "2,500"), (999_000, "999,000"), (1_500_000, "1.5M"), (2e9, "2G"), (3e12, "3T")],
)
def test_labels_of_rounds(rounds: float, label: str) -> None:
    assert round_label(rounds) == label
