"""Rounds are counted out evenly, whatever the frames are like."""

import pytest

from backprop_gui.app.tempo import NO_LIMIT, Tempo


@pytest.mark.parametrize("pace", [1.0, 7.0, 1000.0])
def test_over_ten_seconds_the_pace_is_kept(pace: float) -> None:
    tempo, done = Tempo(0.0), 0
    for frame in range(1, 626):
        due = tempo.due(pace, frame * 0.016)
        tempo.give(due)
        done += due
    assert done == pytest.approx(10 * pace, abs=1)


def test_as_fast_as_it_goes_has_no_limit_and_owes_nothing() -> None:
    tempo = Tempo(0.0)
    assert tempo.due(None, 5.0) == NO_LIMIT
    tempo.give(10**6)
    assert tempo.due(1.0, 5.5) == 0
    assert tempo.part == 0.5


def test_what_was_missed_is_not_made_up_for_in_a_burst() -> None:
    tempo = Tempo(0.0)
    assert tempo.due(100.0, 60.0) == 10
