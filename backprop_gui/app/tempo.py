"""Counts out how many rounds are due at a run's pace."""

from backprop_gui.session.pace import Pace

NO_LIMIT = 2**62

MOST_OWED = 0.1
"""Seconds' worth of rounds that are made up for where training has not kept pace."""


class Tempo:
    """Knows how many rounds are due, and how far the coming one is.

    Parameters
    ----------
    now : the run's beginning, in seconds
    """

    def __init__(self, now: float) -> None:
        self._looked = now
        self._owed = 0.0

    def due(self, pace: Pace, now: float) -> int:
        """Count the rounds that are due now."""
        elapsed, self._looked = now - self._looked, now
        if pace is None:
            self._owed = 0.0
            return NO_LIMIT
        self._owed = min(self._owed + pace * elapsed, max(1.0, pace * MOST_OWED))
        return int(self._owed)

    def give(self, rounds: int) -> None:
        """Note that so many of the rounds that are due will be trained now."""
        self._owed = max(0.0, self._owed - rounds)

    @property
    def part(self) -> float:
        """How much of the coming round's time is over, from 0 to 1."""
        return min(self._owed, 1.0)
