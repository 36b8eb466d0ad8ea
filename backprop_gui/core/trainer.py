"""Training: rounds one after another, until a number of them is done or the time is up."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backprop_gui.core.array import Array, IntArray, read_only
from backprop_gui.core.backprop import error_of
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network, Parameters
from backprop_gui.core.prepared import PreparedBatch, PreparedTraining
from backprop_gui.core.spans import MEAN, SpanMeter, Spans, apart
from backprop_gui.core.stop_rules import NOT_BELOW, Stop, StopRules, adds_up
from backprop_gui.core.training import TrainingPlan, TrainingState

NEVER = 2**62
"""A stride that keeps nothing."""

BLOCK = 256
"""Samples that are measured at once for a rule."""


@dataclass(frozen=True, eq=False)
class Stretch:
    """What some consecutive rounds measured.

    Attributes
    ----------
    first_round : the number of rounds done before the first of these
    errors : each round's batch error, before its update
    neurons : of every neuron's mean out over the round's batch, then of its mean delta
    changes : of every parameter's gradient, then of its value before the round
    states : what some of the rounds began with
    state : after the last of these rounds; nothing can write to it any more
    finite : False where the last round's error, new parameters or new memory were not all finite
    stop : the rule that was met after the last of these rounds, if one was
    """

    first_round: int
    errors: Array
    neurons: Spans
    changes: Spans
    states: "StateSamples"
    state: TrainingState
    finite: bool
    stop: Stop | None = None

    @property
    def sampled_rounds(self) -> IntArray:
        """The first round of each span of the neurons' numbers."""
        return self.neurons.rounds

    @property
    def out(self) -> Array:
        """The means of the neurons' outs, shape (spans, neurons of all layers)."""
        return self.neurons.values[:, MEAN, : self.neurons.values.shape[2] // 2]

    @property
    def delta(self) -> Array:
        """The means of the neurons' deltas, shape (spans, neurons of all layers)."""
        return self.neurons.values[:, MEAN, self.neurons.values.shape[2] // 2 :]

    @property
    def gradient(self) -> Array:
        """The means of the gradients, shape (spans, parameters)."""
        return self.changes.values[:, MEAN, : self.changes.values.shape[2] // 2]


@dataclass(frozen=True, eq=False)
class StateSamples:
    """The whole state before some rounds, enough to go on from there.

    Attributes
    ----------
    rounds : which rounds were kept
    parameters : shape (kept rounds, parameters)
    memory : shape (kept rounds, vectors of the optimizer, parameters)
    """

    rounds: IntArray
    parameters: Array
    memory: Array


class Trainer:
    """Trains a network from a state on, round by round as `compute_round` does.

    Parameters
    ----------
    data : all samples; the plan says which are trained on and in which order

    Attributes
    ----------
    engine : its name
    releases_interpreter : whether other Python threads run while this one trains
    """

    engine = "numpy"
    releases_interpreter = False

    def __init__(self, network: Network, plan: TrainingPlan, data: Dataset, state: TrainingState) -> None:
        self.network = network
        self.plan = plan
        self.state = state
        self.all_data = data
        self.data, self.validation_data = data.split(plan.validation_share)
        self._schedule = plan.schedule(data)
        self._takes_all = self._schedule.is_constant
        self._adds_up = adds_up(network, plan.loss, self.data)
        self._least_share = self._schedule.smallest_batch / len(self.data)

    def again(self, state: TrainingState) -> "Trainer":
        """Make the same trainer at another state."""
        return type(self)(self.network, self.plan, self.all_data, state)

    def data_error(self) -> float:
        """Compute the error of all training samples with the present parameters."""
        return self._error_of(self.data)

    def validation_error(self) -> float | None:
        """Compute the error of all validation samples; None where there are none."""
        return self._error_of(self.validation_data) if len(self.validation_data) else None

    def advance(
        self,
        rounds: int,
        deadline: float = float("inf"),
        stride: int = 1,
        clock: Callable[[], float] = time.monotonic,
        state_stride: int = NEVER,
        rules: StopRules | None = None,
    ) -> Stretch:
        """Train until so many rounds are done, `deadline` is over, a rule is met, or a number is not finite.

        Parameters
        ----------
        rounds : at most so many; at least one is trained, unless a rule is met before it
        stride : keep what the activations and deltas come to over every `stride` rounds
        state_stride : keep the state before every so many-th round, and what the gradients and parameters
            come to in between
        rules : tested after every round, and before the first
        """
        work, first_round, finite, stop = self._prepared, self.state.rounds, True, None
        rules = rules or None  # to ask whether there are any takes as long as to test one
        errors: list[float] = []
        kept = Keeping(self, stride, state_stride)
        with np.errstate(all="ignore"):
            while finite and len(errors) < rounds and (not errors or clock() < deadline):
                number = first_round + len(errors)
                batch, error = self._pass_over_batch(number)
                if rules and (stop := self._look(rules, number, error)):
                    break
                errors.append(error)
                if number >= kept.due:
                    kept.take(number, batch, work)
                finite = work.update(number + 1) and math.isfinite(error)
        self.state = self._state(first_round + len(errors))
        stop = stop or self._look_at_end(rules, finite)
        return kept.stretch(first_round, np.array(errors), self.state, finite, stop)

    def _look(self, rules: StopRules, number: int, error: float) -> Stop | None:
        """Test the rules before a round's update, where the error of its batch does not rule them out."""
        if rules.is_told_by(number, error * self._least_share if self._adds_up else -math.inf):
            return rules.test(number, lambda limit: self._error_unless_above(number, error, limit))
        return None

    def _error_unless_above(self, number: int, error: float, limit: float) -> float:
        """Compute the error of all training samples, of which those of a round's batch are known."""
        samples, known = len(self.data), self._schedule.size_of(number)
        if known == samples:
            return error
        total = error * known
        others, parameters = self._schedule.others(number), self._prepared.parameters
        for start in range(0, others.size, BLOCK):
            if self._adds_up and total >= limit * samples:
                return NOT_BELOW
            some = self.data.rows(others[start : start + BLOCK])
            total += len(some) * error_of(self.network, parameters, self.plan.loss, some.inputs, some.targets)
        return total / samples

    def _look_at_end(self, rules: StopRules | None, finite: bool) -> Stop | None:
        """Test the rules after the last round of a stretch; the next stretch may be long in coming."""
        return rules.test(self.state.rounds, lambda _: self.data_error()) if rules and finite else None

    @cached_property
    def _prepared(self) -> PreparedTraining:
        return PreparedTraining(self.network, self.plan, self.state, self.data.targets)

    def _pass_over_batch(self, rounds_before: int) -> tuple[PreparedBatch, float]:
        """Compute the errors and gradients of a round's batch."""
        inputs, targets = self.data.inputs, self.data.targets
        if not self._takes_all:
            rows = self._schedule.rows(rounds_before)
            inputs, targets = inputs[rows], targets[rows]
        batch = self._prepared.batch(len(inputs))
        error = batch.forward(inputs, targets)
        batch.backward(targets)
        return batch, error

    def _state(self, rounds: int) -> TrainingState:
        """Copy the present state, for others to keep."""
        memory = {name: read_only(vector.copy()) for name, vector in self._prepared.memory.items()}
        return TrainingState(
            Parameters.frozen_copy(self.network, self._prepared.parameters.flat), rounds, memory
        )

    def _error_of(self, data: Dataset) -> float:
        return error_of(self.network, self.state.parameters, self.plan.loss, data.inputs, data.targets)


class Keeping:
    """What a stretch of the NumPy engine keeps of its rounds.

    Attributes
    ----------
    due : the next round of which something is kept
    """

    def __init__(self, trainer: Trainer, stride: int, state_stride: int) -> None:
        network, first = trainer.network, trainer.state.rounds
        self._width = network.parameter_count
        self._vectors = len(trainer.plan.optimizer.kind.memory)
        self._neurons = SpanMeter(stride, 2 * sum(network.sizes[1:]))
        self._changes = SpanMeter(state_stride, 2 * self._width)
        self._states: list[tuple[int, Array, list[Array]]] = []
        epoch = trainer.plan.schedule(trainer.all_data).rounds_per_epoch
        self._steps = (apart(stride, epoch), apart(state_stride, epoch), state_stride)
        self.due = min(first + -first % step for step in self._steps)

    def take(self, number: int, batch: PreparedBatch, work: PreparedTraining) -> None:
        """Keep what is due of a round, after its passes and before its update."""
        neurons, changes, state = (number % step == 0 for step in self._steps)
        if neurons:
            self._neurons.add(number, np.concatenate(batch.means()))
        if changes:
            for layer in batch.layers:
                layer.bias_gradients()
            self._changes.add(number, np.concatenate([work.gradient.flat, work.parameters.flat]))
        if state:
            memory = [vector.copy() for vector in work.memory.values()]
            self._states.append((number, work.parameters.flat.copy(), memory))
        self.due = min(number + step - number % step for step in self._steps)

    def stretch(
        self, first: int, errors: Array, state: TrainingState, finite: bool, stop: Stop | None
    ) -> Stretch:
        """Give all that was kept."""
        shape = (len(self._states), self._width)
        states = StateSamples(
            rounds=np.array([number for number, _, _ in self._states], dtype=np.int64),
            parameters=np.array([parameters for _, parameters, _ in self._states]).reshape(shape),
            memory=np.array([memory for _, _, memory in self._states]).reshape(
                shape[0], self._vectors, shape[1]
            ),
        )
        return Stretch(
            first, errors, self._neurons.spans(), self._changes.spans(), states, state, finite, stop
        )
