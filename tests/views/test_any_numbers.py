"""Whatever formats or scales numbers does so over all of floating point: from 1e-320 to 1e308, and beyond."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from backprop_gui.core.contours import levels_of
from backprop_gui.explain.render_text import number
from backprop_gui.look.colormaps import answers_map, heights_map
from backprop_gui.look.theme import LIGHT
from backprop_gui.look.ticks import (
    linear_ticks,
    logarithmic_ticks,
    power_of_ten,
    tick_labels,
    value_label,
)
from backprop_gui.views.diagram.connection_item import thickness
from backprop_gui.views.diagram.words import short
from backprop_gui.views.plots.curve_plot import CurvePlot
from backprop_gui.views.plots.curves import Curves
from backprop_gui.views.plots.ranges import LEAST, MOST, held, logarithms, readable

EXTREMES = [0.0, 5e-324, 1e-320, 1e-300, 0.1, 0.35, 1.0, 1e300, 1.7976931348623157e308]
NUMBERS = st.one_of(
    st.sampled_from([sign * value for value in EXTREMES for sign in (1.0, -1.0)]),
    st.sampled_from([math.inf, -math.inf, math.nan]),
    st.floats(),
)
ROWS = st.lists(NUMBERS, max_size=12)


def says(text: str, value: float, digits: int) -> bool:
    """Tell whether a text is a number, true to so many digits, or the word for one that is not finite."""
    if not math.isfinite(value):
        return text in ("undefined", "∞", "-∞")
    # The largest number of all is larger when it is rounded: 1.8e308.
    read = float(text) if "e308" not in text else float(text.replace("e308", "e307")) * 10.0
    if math.isinf(read):
        return abs(value) > 1e308
    return abs(read - value) <= max(0.51 * 10.0 ** (1 - digits) * abs(value), 5e-324)


@given(value=NUMBERS, digits=st.integers(1, 15))
def test_a_number_is_written_true_to_its_digits(value: float, digits: int) -> None:
    assert says(number(value, digits), value, digits)
    assert says(value_label(value, digits), value, digits)


@given(value=NUMBERS, room=st.integers(8, 20))
def test_a_number_in_little_room_has_fewer_digits_and_is_never_cut(value: float, room: int) -> None:
    assert len(short(value, room)) <= max(room, 9)
    assert says(short(value, room), value, 1)


@given(low=NUMBERS, high=NUMBERS, most=st.integers(1, 20))
def test_ticks_lie_in_their_range_and_are_told_apart(low: float, high: float, most: int) -> None:
    ticks = linear_ticks(low, high, most)
    assert len(ticks) <= most + 1
    assert ticks == sorted(set(ticks))
    assert all(map(math.isfinite, ticks))
    labels = tick_labels(ticks)
    assert len(set(labels)) == len(ticks)
    if ticks:
        slack = 1e-8 * (high / 2 - low / 2) + 1e-15 * max(abs(low), abs(high))
        assert low - slack <= ticks[0]
        assert ticks[-1] - slack <= high


@given(low=st.one_of(st.floats(-330, 310), NUMBERS), high=st.one_of(st.floats(-330, 310), NUMBERS))
def test_logarithmic_ticks_are_of_numbers_that_there_are(low: float, high: float) -> None:
    labels = tick_labels([power_of_ten(tick) for tick in logarithmic_ticks(low, high, 6)])
    assert len(set(labels)) == len(labels) <= 7
    assert not {"0", "∞", "inf", "nan", "undefined"} & set(labels)


@given(ROWS)
def test_any_values_have_a_range_that_can_be_measured(values: list[float]) -> None:
    row = np.array(values)
    for shown in (row, logarithms(row)):
        low, high = readable(shown)
        assert math.isfinite(high - low)
        assert low < high
        assert linear_ticks(low, high, 5)
        wider = held((low, high), (2 * low, 2 * high))
        assert math.isfinite(wider[1] - wider[0])
    finite = np.clip(row[np.isfinite(row)], -MOST, MOST)
    if finite.size and np.ptp(finite) <= 1e4:
        low, high = readable(row)
        assert low - LEAST <= finite.min() <= finite.max() <= high + LEAST


@given(st.lists(NUMBERS.filter(lambda value: value >= 0), min_size=1))
def test_logarithms_keep_the_order_of_all_numbers(values: list[float]) -> None:
    ordered = logarithms(np.array(sorted(values)))
    assert (np.diff(ordered[np.isfinite(ordered)]) >= 0).all()


@given(values=ROWS, low=NUMBERS, high=NUMBERS)
def test_colours_follow_the_order_of_the_numbers(values: list[float], low: float, high: float) -> None:
    numbers = np.array(sorted(value for value in values if not math.isnan(value)))
    for made in (answers_map(LIGHT, low, high), heights_map(LIGHT, low, high)):
        assert made.color(math.nan).rgb() == LIGHT.faint.rgb()
        table = [made.color(step).rgb() for step in (low, high)]
        if low < high and math.isfinite(low) and math.isfinite(high):
            assert table == [made.color(-math.inf).rgb(), made.color(math.inf).rgb()]
        assert made.pixels(numbers).shape == numbers.shape


@given(st.lists(NUMBERS, min_size=4, max_size=16))
def test_levels_lie_between_the_lowest_and_the_highest(values: list[float]) -> None:
    heights = np.array(values)
    levels, finite = levels_of(heights), heights[np.isfinite(heights)]
    assert len(levels) <= 40
    assert not levels.size or finite.min() < levels.min() <= levels.max() < finite.max()


@given(NUMBERS)
def test_any_weight_has_a_line(weight: float) -> None:
    assert 0 < thickness(weight) < 20


@pytest.mark.parametrize("logarithmic", [True, False])
@pytest.mark.parametrize(
    "values",
    [
        [1e-320, 3e-320, 2e-320], [5e-324] * 3, [1.7e308, 1e308, 1.2e308], [-1.7e308, 1.7e308, 0.0],
        [1e290, 1e308, math.inf], [math.nan] * 3, [0.35] * 3, [0.1, 0.1 + 1e-16, 0.1],
    ],
)  # fmt: skip
def test_any_curve_is_drawn(qtbot: QtBot, logarithmic: bool, values: list[float]) -> None:
    plot = CurvePlot("error_plot", "Error", "")
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.begin(1)
    plot.set_logarithmic(logarithmic)
    plot.draw(Curves(np.arange(3.0), np.array([values])))
    plot.set_rounds((0.0, 3.0), (0.0, 3.0))
    plot.show()
    qtbot.waitExposed(plot)
    plot.grab()
