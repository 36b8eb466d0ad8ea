"""Training gets as much of a frame as leaves the window on time."""

import pytest

from backprop_gui.app.pace import BEGIN, LEAST, MOST, Pace

FRAME = 0.016


def after(intervals: list[float]) -> float:
    pace, now = Pace(FRAME), 0.0
    pace.tick(now)
    for interval in intervals:
        now += interval
        pace.tick(now)
    return pace.credit


def test_it_begins_with_the_measured_credit() -> None:
    assert after([]) == BEGIN


def test_frames_on_time_earn_more_up_to_a_bound() -> None:
    assert BEGIN < after([FRAME] * 2) < MOST
    assert after([FRAME] * 100) == MOST


def test_late_frames_cost_down_to_a_bound() -> None:
    assert after([FRAME] * 100 + [FRAME + 0.010]) == pytest.approx(0.8 * MOST)
    assert after([FRAME + 0.010] * 50) == LEAST


def test_a_late_frame_weighs_more_than_one_on_time() -> None:
    assert after([FRAME, FRAME + 0.010]) < BEGIN
