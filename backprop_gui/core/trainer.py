"""Training: rounds one after another, until a number of them is done or the time is up."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from backprop_gui.core.array import Array, IntArray, read_only
from backprop_gui.core.backprop import error_of, total_error
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network, Parameters
from backprop_gui.core.training import ComputedRound, TrainingPlan, TrainingState, unguarded_round

NEVER = 2**62
"""A stride that keeps nothing."""


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
    """

    first_round: int
    errors: Array
    sampled_rounds: IntArray
    out: Array
    delta: Array
    states: "StateSamples"
    state: TrainingState
    finite: bool


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
    ) -> Stretch:
        """Train until `rounds` are done, the clock passes `deadline`, or a number is not finite.

        Parameters
        ----------
        rounds : at most so many; at least one is always trained
        stride : keep the activations and deltas of every `stride`-th round
        state_stride : keep the gradient and the whole state of every `state_stride`-th round
        """
        errors: list[float] = []
        samples: list[tuple[int, Array, Array]] = []
        states: list[tuple[TrainingState, Array]] = []
        first_round, finite = self.state.rounds, True
        with np.errstate(all="ignore"):
            while finite and len(errors) < rounds and (not errors or clock() < deadline):
                before, number = self.state, self.state.rounds
                computed = self._one_round()
                errors.append(total_error(computed.errors))
                finite = math.isfinite(errors[-1]) and _is_finite(self.state)
                if number % stride == 0:
                    samples.append((number, _means(computed.ahead.out), _means(computed.back.delta)))
                if number % state_stride == 0:
                    states.append((before, computed.back.gradient.flat))
        self.state = _frozen(self.network, self.state)
        return self._stretch(first_round, errors, samples, self._kept(states), finite)

    def _error_of(self, data: Dataset) -> float:
        return error_of(self.network, self.state.parameters, self.plan.loss, data.inputs, data.targets)

    def _one_round(self) -> ComputedRound:
        rows = self._schedule.in_place(self.state.rounds)
        batch = self.data.rows(self._schedule.batch(self.state.rounds) if rows is None else rows)
        computed = unguarded_round(self.network, self.plan, self.state, batch)
        self.state = computed.after
        return computed

    def _stretch(
        self,
        first_round: int,
        errors: list[float],
        samples: list[tuple[int, Array, Array]],
        states: StateSamples,
        finite: bool,
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
        )

    def _kept(self, states: list[tuple[TrainingState, Array]]) -> StateSamples:
        shape = (len(states), self.network.parameter_count)
        memory = [list(before.memory.values()) for before, _ in states]
        vectors = len(self.plan.optimizer.kind.memory)
        return StateSamples(
            rounds=np.array([before.rounds for before, _ in states], dtype=np.int64),
            gradient=np.array([gradient for _, gradient in states]).reshape(shape),
            parameters=np.array([before.parameters.flat for before, _ in states]).reshape(shape),
            memory=np.array(memory).reshape(shape[0], vectors, shape[1]),
        )


def _is_finite(state: TrainingState) -> bool:
    """Tell whether all parameters are finite, and all that the optimizer remembers."""
    return _all_finite(state.parameters.flat) and all(map(_all_finite, state.memory.values()))


def _means(layers: tuple[Array, ...]) -> Array:
    """Return every neuron's mean over the batch, layer after layer."""
    rows = np.concatenate(layers, axis=1)
    return np.asarray(rows.sum(axis=0) / len(rows))


def _all_finite(values: Array) -> bool:
    """Look at the sum first: it is finite only if every value is, though large ones may overflow it."""
    return math.isfinite(values.sum()) or bool(np.isfinite(values).all())


def _frozen(network: Network, state: TrainingState) -> TrainingState:
    for vector in state.memory.values():
        read_only(vector)
    return replace(state, parameters=Parameters.frozen_copy(network, state.parameters.flat))
