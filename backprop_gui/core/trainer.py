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
    sampled_rounds : which rounds' activations and deltas were kept
    out, delta : shape (sampled rounds, neurons of all layers); means over the round's batch
    states : what some of the rounds began with, and their gradients
    state : after the last of these rounds; nothing can write to it any more
    finite : False where the last round's error, new parameters or new memory were not all finite
    stop : the rule that was met after the last of these rounds, if one was
    """

    first_round: int
    errors: Array
    sampled_rounds: IntArray
    out: Array
    delta: Array
    states: "StateSamples"
    state: TrainingState
    finite: bool
    stop: Stop | None = None


@dataclass(frozen=True, eq=False)
class StateSamples:
    """The whole state before some rounds, enough to go on from there, and those rounds' gradients.

    Attributes
    ----------
    rounds : which rounds were kept
    gradient : shape (kept rounds, parameters)
    parameters : shape (kept rounds, parameters)
    memory : shape (kept rounds, vectors of the optimizer, parameters)
    """

    rounds: IntArray
    gradient: Array
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
        stride : keep the activations and deltas of every `stride`-th round
        state_stride : keep the gradient and the whole state of every `state_stride`-th round
        rules : tested after every round, and before the first
        """
        work, first_round, finite, stop = self._prepared, self.state.rounds, True, None
        rules = rules or None  # to ask whether there are any takes as long as to test one
        errors: list[float] = []
        samples: list[tuple[int, Array, Array]] = []
        states: list[tuple[int, Array, Array, list[Array]]] = []
        with np.errstate(all="ignore"):
            while finite and len(errors) < rounds and (not errors or clock() < deadline):
                number = first_round + len(errors)
                batch, error = self._pass_over_batch(number)
                if rules and (stop := self._look(rules, number, error)):
                    break
                errors.append(error)
                if number % stride == 0:
                    samples.append((number, *batch.means()))
                if number % state_stride == 0:
                    states.append(self._before_update(number, batch))
                finite = work.update(number + 1) and math.isfinite(error)
        self.state = self._state(first_round + len(errors))
        stop = stop or self._look_at_end(rules, finite)
        return self._stretch(first_round, errors, samples, self._kept(states), finite, stop)

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
        return PreparedTraining(self.network, self.plan, self.state)

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

    def _before_update(self, number: int, batch: PreparedBatch) -> tuple[int, Array, Array, list[Array]]:
        """Copy a round's gradient, and the parameters and memory that it began with."""
        for layer in batch.layers:
            layer.bias_gradients()
        work = self._prepared
        memory = [vector.copy() for vector in work.memory.values()]
        return number, work.gradient.flat.copy(), work.parameters.flat.copy(), memory

    def _state(self, rounds: int) -> TrainingState:
        """Copy the present state, for others to keep."""
        memory = {name: read_only(vector.copy()) for name, vector in self._prepared.memory.items()}
        return TrainingState(
            Parameters.frozen_copy(self.network, self._prepared.parameters.flat), rounds, memory
        )

    def _error_of(self, data: Dataset) -> float:
        return error_of(self.network, self.state.parameters, self.plan.loss, data.inputs, data.targets)

    def _stretch(
        self,
        first_round: int,
        errors: list[float],
        samples: list[tuple[int, Array, Array]],
        states: StateSamples,
        finite: bool,
        stop: Stop | None,
    ) -> Stretch:
        width = sum(self.network.sizes[1:])
        return Stretch(
            first_round=first_round,
            errors=np.array(errors),
            sampled_rounds=np.array([number for number, _, _ in samples], dtype=np.int64),
            out=np.array([out for _, out, _ in samples]).reshape(-1, width),
            delta=np.array([delta for _, _, delta in samples]).reshape(-1, width),
            states=states,
            state=self.state,
            finite=finite,
            stop=stop,
        )

    def _kept(self, states: list[tuple[int, Array, Array, list[Array]]]) -> StateSamples:
        shape = (len(states), self.network.parameter_count)
        vectors = len(self.plan.optimizer.kind.memory)
        return StateSamples(
            rounds=np.array([number for number, _, _, _ in states], dtype=np.int64),
            gradient=np.array([gradient for _, gradient, _, _ in states]).reshape(shape),
            parameters=np.array([parameters for _, _, parameters, _ in states]).reshape(shape),
            memory=np.array([memory for _, _, _, memory in states]).reshape(shape[0], vectors, shape[1]),
        )
