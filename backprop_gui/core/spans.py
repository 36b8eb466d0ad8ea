"""What numbers came to over spans of rounds: the least, the mean and the greatest of each.

Curves of single rounds, one in so many, would alias: where batches take turns it may always be the same
sample's. So each point stands for its whole span. Not every round of it is measured, which would slow
small networks down, but every so many-th; `apart` chooses how many.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np

from backprop_gui.core.array import Array, IntArray

MOST_APART = 61
"""Rounds from one that is measured to the next, or a few more, once spans are long..."""

AT_LEAST_MEASURED = 8
"""...enough that so many of each are; all rounds of shorter spans are measured."""

LEAST, MEAN, GREATEST = range(3)

FEW = 16
"""So many spans, which may be very wide, are put together one by one: that is several times as fast."""


def apart(span: int, rounds_per_epoch: int) -> int:
    """Choose how many rounds lie from one that is measured to the next, within spans of so many.

    It is odd, as what swings to and fro with every round would else be seen on one side alone; and it has no
    divisor in common with the epoch: so the measured rounds come to every batch in turn, and after as many of
    them as an epoch has rounds each one has been measured once.
    """
    step = min(MOST_APART, span // AT_LEAST_MEASURED) | 1
    while gcd(step, rounds_per_epoch) > 1:
        step += 2
    return step


@dataclass(frozen=True, eq=False)
class Spans:
    """Some spans, in order.

    Attributes
    ----------
    rounds : the first round of each
    counts : how many of its rounds were measured
    values : shape (spans, 3, numbers); the least, the mean and the greatest of each number
    """

    rounds: IntArray
    counts: IntArray
    values: Array

    def over(self, stride: int) -> "Spans":
        """Put those together that lie within the same multiple of `stride` rounds."""
        numbers = self.rounds // stride
        starts = np.flatnonzero(np.diff(numbers, prepend=-1))
        merged = self.put_together(starts)
        return Spans(numbers[starts] * stride, merged.counts, merged.values)

    def put_together(self, starts: IntArray) -> "Spans":
        """Put together what lies from one of these places to the next."""
        if starts.size == self.rounds.size:
            return self
        counts = np.add.reduceat(self.counts, starts)
        shares = self.counts / np.repeat(counts, np.diff(starts, append=self.counts.size))
        return Spans(self.rounds[starts], counts, put_together(self.values, shares, starts))

    def followed_by(self, others: "Spans") -> "Spans":
        """Append spans of later rounds."""
        pairs = zip(
            (self.rounds, self.counts, self.values),
            (others.rounds, others.counts, others.values),
            strict=True,
        )
        return Spans(*(np.concatenate(pair) for pair in pairs))

    def columns(self, columns: slice) -> "Spans":
        """Take some of the numbers."""
        return Spans(self.rounds, self.counts, self.values[:, :, columns])


def put_together(values: Array, shares: Array, starts: IntArray) -> Array:
    """Compute least, mean and greatest of neighbours; between those of each lie their means, by shares.

    Parameters
    ----------
    values : shape (spans, parts, numbers), whose first part is the least and whose last one the greatest
    """
    merged = np.empty((starts.size, *values.shape[1:]))
    with np.errstate(invalid="ignore"):
        parts = values[:, 1:-1] * shares[:, np.newaxis, np.newaxis]
        if starts.size <= FEW:
            for place, some in enumerate(np.split(np.arange(len(values)), starts[1:])):
                rows = slice(some[0], some[-1] + 1)
                np.fmin.reduce(values[rows, LEAST], axis=0, out=merged[place, LEAST])
                np.fmax.reduce(values[rows, -1], axis=0, out=merged[place, -1])
                np.add.reduce(parts[rows], axis=0, out=merged[place, 1:-1])
        else:
            np.fmin.reduceat(values[:, LEAST], starts, axis=0, out=merged[:, LEAST])
            np.fmax.reduceat(values[:, -1], starts, axis=0, out=merged[:, -1])
            np.add.reduceat(parts, starts, axis=0, out=merged[:, 1:-1])
    # A mean of equal numbers may differ from them by its rounding.
    np.clip(merged[:, 1:-1], merged[:, :1], merged[:, -1:], out=merged[:, 1:-1])
    return merged


class SpanMeter:
    """Puts the numbers of single rounds together as they come."""

    def __init__(self, stride: int, width: int) -> None:
        self._stride, self._width = stride, width
        self._numbers: list[int] = []
        self._counts: list[int] = []
        self._values: list[Array] = []

    def add(self, round_number: int, row: Array) -> None:
        """Take what a round measured."""
        number = round_number // self._stride
        if not self._numbers or self._numbers[-1] != number:
            self._numbers.append(number)
            self._counts.append(0)
            self._values.append(np.tile(row, (3, 1)))
        self._counts[-1] += 1
        least, mean, greatest = self._values[-1]
        np.fmin(least, row, least)
        np.fmax(greatest, row, greatest)
        mean += (row - mean) / self._counts[-1]

    def spans(self) -> Spans:
        """Return all that was taken."""
        rounds = self._stride * np.array(self._numbers, dtype=np.int64)
        values = np.array(self._values).reshape(-1, 3, self._width)
        return Spans(rounds, np.array(self._counts, dtype=np.int64), values)
