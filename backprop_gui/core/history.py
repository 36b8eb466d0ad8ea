"""What a run's plots show: every round's error, and what all other numbers came to over spans of rounds."""

import copy
import math
from typing import TypeVar

import numpy as np

from backprop_gui.core.array import read_only
from backprop_gui.core.network import Network, Parameters
from backprop_gui.core.optimizers import Optimizer
from backprop_gui.core.series import (
    KEPT_NUMBERS,
    KEPT_ROWS,
    ErrorSeries,
    MeasuredSeries,
    SampledSeries,
    SpanSeries,
)
from backprop_gui.core.trainer import Stretch
from backprop_gui.core.training import TrainingState


class History:
    """All series of one run of training.

    Attributes
    ----------
    errors : each round's batch error, as measured before its update
    data_errors : shape (kept, 2), the error of all training samples and of all validation samples, NaN
        where there are none
    out, delta : of all neurons, means over each round's batch
    gradient, weights : of all parameters; weights and biases as they were before the round
    parameters : shape (kept rounds, parameters), as they were before the round
    memory : shape (kept rounds, vectors · parameters), what the optimizer remembered before the round
    """

    def __init__(self, neurons: int, parameters: int, vectors: int = 0) -> None:
        # All that is kept of a state has the same capacity, and so the same rounds.
        rows = min(KEPT_ROWS, KEPT_NUMBERS // max(1, max(1, vectors) * parameters))
        self.errors = ErrorSeries()
        self.data_errors = MeasuredSeries(2)
        self.out = SpanSeries(neurons)
        self.delta = SpanSeries(neurons)
        self.gradient = SpanSeries(parameters, rows)
        self.weights = SpanSeries(parameters, rows)
        self.parameters = SampledSeries(parameters, rows)
        self.memory = SampledSeries(vectors * parameters, rows)

    @property
    def strides(self) -> tuple[int, int]:
        """Of how many rounds spans are worth measuring: for the neurons, and for the parameters."""
        return self.out.stride, min(self.parameters.stride, self.gradient.stride)

    def take(self, stretch: Stretch) -> None:
        """Take what some consecutive rounds measured."""
        self.errors.append(stretch.first_round, stretch.errors)
        last = stretch.first_round + stretch.errors.size - 1
        for spans, (first, second) in (
            (stretch.neurons, (self.out, self.delta)),
            (stretch.changes, (self.gradient, self.weights)),
        ):
            half = spans.values.shape[2] // 2
            first.append(spans.columns(slice(0, half)), last)
            second.append(spans.columns(slice(half, None)), last)
        states = stretch.states
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
        """Return the state before the kept round number `place`, counted from 0.

        A connection that has been cut since is not there in it either.
        """
        there = network.exists
        parameters = Parameters.frozen_copy(network, np.where(there, self.parameters.rows[place], 0.0))
        names = optimizer.kind.memory
        vectors = self.memory.rows[place].reshape(len(names), network.parameter_count)
        memory = {
            name: read_only(np.where(there, vector, 0.0)) for name, vector in zip(names, vectors, strict=True)
        }
        return TrainingState(parameters, int(self.parameters.rounds[place]), memory)

    def truncate(self, rounds: int) -> None:
        """Forget all rounds from number `rounds` on."""
        for series in vars(self).values():
            series.truncate(rounds)


Series = TypeVar("Series", SampledSeries, SpanSeries, ErrorSeries, MeasuredSeries)


def _copy_of(series: Series) -> Series:
    """Copy a series, but not the room that it has not used yet."""
    made = copy.copy(series)
    for name, value in vars(series).items():
        if isinstance(value, np.ndarray):
            setattr(made, name, value[: len(series.rounds)].copy())
    return made
