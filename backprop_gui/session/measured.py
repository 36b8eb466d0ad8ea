"""Which errors of the data have been shown: the last can be named while the present one is not known."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """The data's error with the parameters that so many rounds have led to."""

    rounds: int
    error: float


class MeasuredErrors:
    """Remembers the last two rounds whose error was shown."""

    def __init__(self) -> None:
        self._shown: list[Measured] = []

    def note(self, rounds: int, error: float) -> None:
        """Note that the error of a round is shown."""
        others = [each for each in self._shown if each.rounds != rounds]
        self._shown = [*others[-1:], Measured(rounds, error)]

    def last_before(self, rounds: int) -> Measured | None:
        """Find the one that was shown last, of another round than this one."""
        others = [each for each in self._shown if each.rounds != rounds]
        return others[-1] if others else None

    def forget(self) -> None:
        """Know nothing of a project that begins."""
        self._shown.clear()
