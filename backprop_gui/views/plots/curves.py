"""From what a run measured to the points that are drawn: no more of them than can be seen."""

from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.series import ErrorSeries, SpanSeries
from backprop_gui.core.spans import put_together


@dataclass(frozen=True, eq=False)
class Curves:
    """Points to draw; all curves share their rounds.

    Attributes
    ----------
    rounds : shape (points,)
    values : shape (curves, points); or (curves, parts, points), where the curve is the middle part, within
        the band between the first and the last one, and that between the second and the last but one
    """

    rounds: Array
    values: Array

    @property
    def is_empty(self) -> bool:
        return self.rounds.size == 0


@dataclass(frozen=True)
class Window:
    """Which rounds are looked at, and how many points are enough for them."""

    first: float
    last: float
    points: int

    def seen(self, rounds: IntArray) -> slice:
        """Return which of the sorted rounds lie inside, with one more at each end."""
        begin = int(np.searchsorted(rounds, self.first, side="left")) - 1
        end = int(np.searchsorted(rounds, self.last, side="right")) + 1
        return slice(max(begin, 0), end)

    def step(self, count: int) -> int:
        """Return every how-many-th of `count` points to draw: a power of 2, so that points stay put."""
        return 1 << max(0, int(np.ceil(np.log2(max(count, 1) / self.points))))


def done_before(rounds: IntArray, done: int) -> int:
    """Count the entries that belong to the first `done` rounds."""
    return int(np.searchsorted(rounds, done))


def span_curves(series: SpanSeries, columns: IntArray, done: int, window: Window) -> Curves:
    """Take the curves of some columns over the first `done` rounds, true to their extremes.

    Each point is a mean over its rounds, between the least and the greatest; where no point stands for
    several rounds, there are no such parts.
    """
    starts, _ = span_places(series.rounds, done, window)
    if not starts.size:
        return Curves(np.empty(0), np.empty((columns.size, 0)))
    step = int(starts[1] - starts[0]) if starts.size > 1 else window.step(1)
    first = int(starts[0]) // step
    parts = series.coarse(step).values[first : first + starts.size][:, :, columns]
    rounds = series.rounds[starts].astype(np.float64)
    if np.array_equal(parts[:, 0], parts[:, -1], equal_nan=True):
        return Curves(rounds, parts[:, 0].T)
    return Curves(rounds, parts.transpose(2, 1, 0))


def thinned(values: Array, counts: IntArray, starts: IntArray) -> Array:
    """Put neighbours together, so that as many are left as there are `starts`.

    Parameters
    ----------
    values : shape (spans, parts, curves)
    counts : what each span weighs in a mean
    """
    if starts.size == len(values):
        return values
    sums = np.add.reduceat(counts, starts)
    return put_together(values, counts / np.repeat(sums, np.diff(starts, append=len(values))), starts)


def span_places(rounds: IntArray, done: int, window: Window) -> tuple[IntArray, int]:
    """Choose the first kept place of each point to draw, evenly, and the place after the last one.

    The last point waits until at least half of what it stands for is there: of a few rounds, where batches
    take turns, the mean would jump. So it does where some of what it stands for is not to be seen.
    """
    count = done_before(rounds, done)
    seen = window.seen(rounds[:count])
    begin, end = seen.start, min(seen.stop, count)
    step = window.step(end - begin)
    starts = np.arange(begin - begin % step, end, step)
    is_cut = end == count < min(rounds.size, starts[-1] + step) if starts.size else False
    if starts.size > 1 and (is_cut or 2 * (end - starts[-1]) < step):
        return starts[:-1], int(starts[-1])
    return starts, end


def span_words(series: SpanSeries, kept: int) -> str:
    """Name the rounds that a kept point stands for."""
    first, last = int(series.rounds[kept]), series.end(kept)
    return f"round {first:,}" if first == last else f"rounds {first:,} to {last:,}"


def error_curve(series: ErrorSeries, done: int, window: Window) -> Curves:
    """Take the error's curve over the first `done` rounds, true to its extremes.

    Where a point stands for several rounds, the curve runs through their greatest error and their
    least one, in the order in which the whole curve falls or rises there; jumping errors make a band.
    """
    count = done_before(series.rounds, done)
    seen = window.seen(series.rounds[:count])
    begin, end = seen.start, min(seen.stop, count)
    if begin >= end:
        return Curves(np.empty(0), np.empty((1, 0)))
    step = window.step(end - begin)
    starts = np.arange(0, end - begin, step)
    rounds = series.rounds[begin:end][starts].astype(np.float64)
    least = np.fmin.reduceat(series.least[begin:end], starts)
    greatest = np.fmax.reduceat(series.greatest[begin:end], starts)
    if np.array_equal(least, greatest, equal_nan=True):
        return Curves(rounds, least[np.newaxis])
    falls = np.append(greatest[1:] < greatest[:-1], greatest[-1] < greatest[0])
    first, second = np.where(falls, greatest, least), np.where(falls, least, greatest)
    past = min(done, int(series.rounds[end - 1]) + series.stride)
    between = rounds + 0.5 * np.diff(rounds, append=past)
    return Curves(np.stack([rounds, between], 1).ravel(), np.stack([first, second], 1).reshape(1, -1))


def nearest(rounds: IntArray, done: int, round_number: float) -> int | None:
    """Find the entry nearest to a round among the first `done` rounds; None where there is none."""
    count = done_before(rounds, done)
    if not count:
        return None
    place = int(np.searchsorted(rounds[:count], round_number))
    if place == count:
        return count - 1
    before = max(place - 1, 0)
    return before if round_number - rounds[before] < rounds[place] - round_number else place
