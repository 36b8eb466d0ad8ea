"""Series of numbers over the rounds of a run, in bounded memory.

When a series is full, its points are put together by twos and each stands for twice as many rounds; it
remembers the least and the greatest of them. States alone are sampled: of two, one goes.
"""

from typing import TypeVar

import numpy as np

from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.spans import GREATEST, LEAST, MEAN, Spans

KEPT_ROWS = 4096
"""Rows that a series keeps at most..."""

KEPT_NUMBERS = 4_000_000
"""...and numbers, where its rows are long."""

FEWEST_ROWS = 16
"""A series of however long rows keeps so many."""


FIRST_ROOM = 64
"""Rows that a series has room for at first; it is doubled when it is full."""


class SampledSeries:
    """Rows taken from every `stride`-th round, at most `capacity` of them."""

    def __init__(self, width: int, capacity: int = KEPT_ROWS) -> None:
        capacity = max(FEWEST_ROWS, min(capacity, KEPT_NUMBERS // max(1, width)))
        self.stride = 1
        self._capacity = capacity
        self._count = 0
        self._rounds = np.empty(0, dtype=np.int64)
        self._rows = np.empty((0, width))

    @property
    def rounds(self) -> IntArray:
        return self._rounds[: self._count]

    @property
    def rows(self) -> Array:
        """The kept rows, shape (kept rounds, width)."""
        return self._rows[: self._count]

    def append(self, rounds: IntArray, rows: Array) -> None:
        """Add rows of later rounds; those between two strides are passed over."""
        while True:
            wanted = rounds % self.stride == 0
            rounds, rows = rounds[wanted], rows[wanted]
            fitting = min(rounds.size, self._capacity - self._count)
            self._make_room(self._count + fitting)
            filled = slice(self._count, self._count + fitting)
            self._rounds[filled], self._rows[filled] = rounds[:fitting], rows[:fitting]
            self._count += fitting
            rounds, rows = rounds[fitting:], rows[fitting:]
            if not rounds.size:
                return
            self._thin()

    def truncate(self, rounds: int) -> None:
        """Forget all rounds from number `rounds` on; what follows is kept closely again."""
        kept = int(np.searchsorted(self.rounds, rounds))
        # No closer where much is left: thinning then has to find room among the rounds that follow.
        if kept < self._count and kept < self._capacity // 2:
            self.stride = 1
        self._count = kept

    def _thin(self) -> None:
        self.stride *= 2
        kept = np.flatnonzero(self.rounds % self.stride == 0)
        self._rounds[: kept.size] = self._rounds[kept]
        self._rows[: kept.size] = self._rows[kept]
        self._count = kept.size

    def _make_room(self, rows: int) -> None:
        self._rounds = _roomy(self._rounds, rows, self._capacity)
        self._rows = _roomy(self._rows, rows, self._capacity)


class SpanSeries:
    """Numbers over spans of `stride` rounds, at most `capacity` of them.

    Attributes
    ----------
    last : the last round that any span may have measured; -1 before the first
    """

    def __init__(self, width: int, capacity: int = KEPT_ROWS) -> None:
        self.stride = 1
        self.last = -1
        self._capacity = max(FEWEST_ROWS, min(capacity, KEPT_NUMBERS // max(1, 3 * width)))
        self._count = 0
        self._rounds = np.empty(0, dtype=np.int64)
        self._counts = np.empty(0, dtype=np.int64)
        self._values = np.empty((0, 3, width))
        self._coarse: tuple[int, Spans] | None = None

    @property
    def rounds(self) -> IntArray:
        """The first round of each span."""
        return self._rounds[: self._count]

    @property
    def counts(self) -> IntArray:
        """How many rounds of each span were measured."""
        return self._counts[: self._count]

    @property
    def values(self) -> Array:
        """The least, mean and greatest of each number, shape (spans, 3, width)."""
        return self._values[: self._count]

    @property
    def least(self) -> Array:
        return self.values[:, LEAST]

    @property
    def rows(self) -> Array:
        """The means, shape (spans, width)."""
        return self.values[:, MEAN]

    @property
    def greatest(self) -> Array:
        return self.values[:, GREATEST]

    def end(self, place: int) -> int:
        """Return the last round that a span stands for."""
        begin = int(self.rounds[place])
        following = int(self.rounds[place + 1]) if place + 1 < self._count else self.last + 1
        return max(begin, following - 1)

    def coarse(self, step: int) -> Spans:
        """Put every `step` neighbours together; those that do not change any more are remembered."""
        if step == 1:
            return self._spans(slice(0, self._count))
        if self._coarse is None or self._coarse[0] != step:
            self._coarse = (step, self._together(0, 0, step))
        known = self._coarse[1]
        begin, end = step * known.rounds.size, step * (max(0, self._count - 1) // step)
        if end > begin:
            known = known.followed_by(self._together(begin, end, step))
            self._coarse = (step, known)
        return known.followed_by(self._together(end, self._count, step))

    def _together(self, begin: int, end: int, step: int) -> Spans:
        return self._spans(slice(begin, end)).put_together(np.arange(0, end - begin, step))

    def append(self, spans: Spans, last: int) -> None:
        """Add spans of later rounds, up to the round `last`."""
        self.last = max(self.last, last)
        if not spans.rounds.size:
            return
        if self._count:
            before = self._count - 1
            spans = self._spans(slice(before, before + 1)).followed_by(spans)
            self._count = before
        self._fill(spans.over(self.stride))
        while self._count > self._capacity:
            self._thin()

    def truncate(self, rounds: int) -> None:
        """Forget all spans from number `rounds` on; what follows is kept closely again."""
        kept = int(np.searchsorted(self.rounds, rounds))
        # No closer where much is left: thinning then has to find room among the rounds that follow.
        if kept < self._count and kept < self._capacity // 2:
            self.stride = 1
        self._count, self._coarse = kept, None
        self.last = min(self.last, rounds - 1)

    def _thin(self) -> None:
        self.stride *= 2
        self._coarse = None
        spans, self._count = self._spans(slice(0, self._count)), 0
        self._fill(spans.over(self.stride))

    def _spans(self, places: slice) -> Spans:
        return Spans(self.rounds[places], self.counts[places], self.values[places])

    def _fill(self, spans: Spans) -> None:
        filled = slice(self._count, self._count + spans.rounds.size)
        most = max(self._capacity, filled.stop)
        self._rounds = _roomy(self._rounds, filled.stop, most)
        self._counts = _roomy(self._counts, filled.stop, most)
        self._values = _roomy(self._values, filled.stop, most)
        self._rounds[filled], self._counts[filled] = spans.rounds, spans.counts
        self._values[filled] = spans.values
        self._count = filled.stop


class ErrorSeries:
    """Every round's error; when full, the least and greatest error of each `stride` rounds.

    Attributes
    ----------
    last : the last round whose error is kept; -1 before the first
    """

    def __init__(self, capacity: int = 16_384) -> None:
        self.stride = 1
        self._count = 0
        self.last = -1
        self._capacity = capacity
        self._first = np.empty(0, dtype=np.int64)
        self._least = np.empty(0)
        self._greatest = np.empty(0)

    @property
    def rounds(self) -> IntArray:
        """The first round that each kept point stands for."""
        return self._first[: self._count]

    @property
    def least(self) -> Array:
        return self._least[: self._count]

    @property
    def greatest(self) -> Array:
        return self._greatest[: self._count]

    def append(self, first_round: int, errors: Array) -> None:
        """Add the errors of consecutive rounds, the first of which is number `first_round`."""
        done = 0
        self.last = first_round + errors.size - 1
        while done < errors.size:
            if self._count == self._capacity:
                self._thin()
            done += self._append_some(first_round + done, errors[done:])

    def _append_some(self, first_round: int, errors: Array) -> int:
        """Add as many errors as fit before the series is full; return how many that were."""
        last_bucket = int(self._first[self._count - 1]) // self.stride if self._count else -1
        joins_last = first_round // self.stride == last_bucket
        starts = np.arange(-(first_round % self.stride), errors.size, self.stride)
        starts[0] = 0
        room = self._capacity - self._count
        fits = min(starts.size, room + joins_last)
        taken = int(starts[fits]) if fits < starts.size else errors.size
        least = np.fmin.reduceat(errors[:taken], starts[:fits])
        greatest = np.fmax.reduceat(errors[:taken], starts[:fits])
        if joins_last:
            place = self._count - 1
            self._least[place] = np.fmin(self._least[place], least[0])
            self._greatest[place] = np.fmax(self._greatest[place], greatest[0])
        added = slice(self._count, self._count + fits - joins_last)
        self._make_room(added.stop)
        self._first[added] = first_round + starts[joins_last:fits]
        self._least[added] = least[joins_last:]
        self._greatest[added] = greatest[joins_last:]
        self._count = added.stop
        return taken

    def truncate(self, rounds: int) -> None:
        """Forget all rounds from number `rounds` on; what follows is kept closely again."""
        kept = int(np.searchsorted(self.rounds, rounds))
        # No closer where much is left: thinning then has to find room among the rounds that follow.
        if kept < self._count and kept < self._capacity // 2:
            self.stride = 1
        self._count = kept
        self.last = min(self.last, rounds - 1)

    def _thin(self) -> None:
        self.stride *= 2
        _, starts = np.unique(self.rounds // self.stride, return_index=True)
        least = np.fmin.reduceat(self.least, starts)
        greatest = np.fmax.reduceat(self.greatest, starts)
        self._first[: starts.size] = self._first[starts]
        self._least[: starts.size] = least
        self._greatest[: starts.size] = greatest
        self._count = starts.size

    def _make_room(self, points: int) -> None:
        self._first = _roomy(self._first, points, self._capacity)
        self._least = _roomy(self._least, points, self._capacity)
        self._greatest = _roomy(self._greatest, points, self._capacity)


class MeasuredSeries:
    """Rows that are measured now and then, at most `capacity` of them and always the last one."""

    def __init__(self, width: int, capacity: int = KEPT_ROWS) -> None:
        self._distance = 1
        self._capacity = capacity
        self._count = 0
        self._rounds = np.empty(0, dtype=np.int64)
        self._rows = np.empty((0, width))

    @property
    def rounds(self) -> IntArray:
        """How many rounds were done when each row was measured."""
        return self._rounds[: self._count]

    @property
    def rows(self) -> Array:
        """The kept rows, shape (kept rounds, width)."""
        return self._rows[: self._count]

    def append(self, rounds: int, row: tuple[float, ...]) -> None:
        """Add what was measured after so many rounds, in place of a row that is hardly older."""
        self.truncate(rounds - 1)
        if self._count > 1 and rounds - self._rounds[self._count - 2] < self._distance:
            self._count -= 1
        self._rounds = _roomy(self._rounds, self._count + 1, self._capacity)
        self._rows = _roomy(self._rows, self._count + 1, self._capacity)
        self._rounds[self._count], self._rows[self._count] = rounds, row
        self._count += 1
        if self._count == self._capacity:
            self._thin()

    def truncate(self, rounds: int) -> None:
        """Forget what was measured after more than so many rounds."""
        kept = int(np.searchsorted(self.rounds, rounds, side="right"))
        if kept < self._count and kept < self._capacity // 2:
            self._distance = 1
        self._count = kept

    def _thin(self) -> None:
        """Keep every other row, and the last one."""
        kept = np.union1d(np.arange(0, self._count, 2), self._count - 1)
        self._distance = 2 * int(self.rounds[-1] - self.rounds[0]) // self._count
        self._rounds[: kept.size] = self._rounds[kept]
        self._rows[: kept.size] = self._rows[kept]
        self._count = kept.size


Values = TypeVar("Values", IntArray, Array)


def _roomy(values: Values, rows: int, most: int) -> Values:
    """Give an array room for so many rows, and some more, that it need not be copied at every one."""
    if rows <= len(values):
        return values
    roomy = np.empty((min(most, max(rows, FIRST_ROOM, 2 * len(values))), *values.shape[1:]), values.dtype)
    roomy[: len(values)] = values
    return roomy
