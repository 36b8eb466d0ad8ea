"""What a run's plots show: every round's error and, sampled evenly, all activations and deltas.

Memory is bounded. When a series is full, its points are thinned to half and the distance between
kept rounds doubles; of the errors, each kept point remembers the least and the greatest of the rounds
that it stands for, so that no extreme is lost.
"""

import copy
import math
from typing import TypeVar

import numpy as np

from backprop_gui.core.array import Array, IntArray, read_only
from backprop_gui.core.network import Network, Parameters
from backprop_gui.core.optimizers import Optimizer
from backprop_gui.core.trainer import Stretch
from backprop_gui.core.training import TrainingState

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


class History:
    """All series of one run of training.

    Attributes
    ----------
    errors : each round's batch error, as measured before its update
    data_errors : shape (kept, 2), the error of all training samples and of all validation samples, NaN
        where there are none
    out, delta : shape (kept rounds, neurons of all layers), means over each round's batch
    gradient : shape (kept rounds, parameters)
    parameters : shape (kept rounds, parameters), as they were before the round
    memory : shape (kept rounds, vectors · parameters), what the optimizer remembered before the round
    """

    def __init__(self, neurons: int, parameters: int, vectors: int = 0) -> None:
        # All that is kept of a state has the same capacity, and so the same rounds.
        rows = min(KEPT_ROWS, KEPT_NUMBERS // max(1, max(1, vectors) * parameters))
        self.errors = ErrorSeries()
        self.data_errors = MeasuredSeries(2)
        self.out = SampledSeries(neurons)
        self.delta = SampledSeries(neurons)
        self.gradient = SampledSeries(parameters, rows)
        self.parameters = SampledSeries(parameters, rows)
        self.memory = SampledSeries(vectors * parameters, rows)

    @property
    def strides(self) -> tuple[int, int]:
        """Which rounds are worth sampling: every so many-th for activations and deltas, and for states."""
        return self.out.stride, self.parameters.stride

    def take(self, stretch: Stretch) -> None:
        """Take what some consecutive rounds measured."""
        self.errors.append(stretch.first_round, stretch.errors)
        self.out.append(stretch.sampled_rounds, stretch.out)
        self.delta.append(stretch.sampled_rounds, stretch.delta)
        states = stretch.states
        self.gradient.append(states.rounds, states.gradient)
        self.parameters.append(states.rounds, states.parameters)
        width = self.memory.rows.shape[1]
        self.memory.append(states.rounds, states.memory.reshape(len(states.rounds), width))

    def note_data_error(self, rounds: int, training: float, validation: float | None) -> None:
        """Take the error of the training and of the validation samples after so many rounds."""
        self.data_errors.append(rounds, (training, math.nan if validation is None else validation))

    def branched(self, rounds: int) -> "History":
        """Return a history that goes on from number `rounds`: a copy where it went on already."""
        if self.errors.last < rounds:
            return self
        branch = copy.copy(self)
        for name, series in vars(self).items():
            setattr(branch, name, _copy_of(series))
        branch.truncate(rounds)
        return branch

    def state_before(self, place: int, optimizer: Optimizer, network: Network) -> TrainingState:
        """Return the state before the kept round number `place`, counted from 0."""
        parameters = Parameters.frozen_copy(network, self.parameters.rows[place])
        names = optimizer.kind.memory
        vectors = self.memory.rows[place].reshape(len(names), network.parameter_count)
        memory = {name: read_only(vector.copy()) for name, vector in zip(names, vectors, strict=True)}
        return TrainingState(parameters, int(self.parameters.rounds[place]), memory)

    def truncate(self, rounds: int) -> None:
        """Forget all rounds from number `rounds` on."""
        for series in (self.errors, self.out, self.delta, self.gradient, self.parameters, self.memory):
            series.truncate(rounds)
        self.data_errors.truncate(rounds)


Series = TypeVar("Series", SampledSeries, ErrorSeries, MeasuredSeries)


def _copy_of(series: Series) -> Series:
    """Copy a series, but not the room that it has not used yet."""
    made = copy.copy(series)
    for name, value in vars(series).items():
        if isinstance(value, np.ndarray):
            setattr(made, name, value[: len(series.rounds)].copy())
    return made


Values = TypeVar("Values", IntArray, Array)


def _roomy(values: Values, rows: int, most: int) -> Values:
    """Give an array room for so many rows, and some more, that it need not be copied at every one."""
    if rows <= len(values):
        return values
    roomy = np.empty((min(most, max(rows, FIRST_ROOM, 2 * len(values))), *values.shape[1:]), values.dtype)
    roomy[: len(values)] = values
    return roomy
