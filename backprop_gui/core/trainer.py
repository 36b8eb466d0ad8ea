"""Training: rounds one after another, until a number of them is done or the time is up."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.backprop import error_of
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network
from backprop_gui.core.training import ComputedRound, TrainingPlan, TrainingState, compute_round


@dataclass(frozen=True, eq=False)
class Stretch:
    """What some consecutive rounds measured.

    Attributes
    ----------
    first_round : the number of rounds done before the first of these
    errors : each round's batch error, before its update
    sampled_rounds : which rounds' activations and deltas were kept
    out, delta : shape (sampled rounds, neurons of all layers); means over the round's batch
    state : after the last of these rounds
    finite : False where the last round's error or new parameters were not all finite
    """

    first_round: int
    errors: Array
    sampled_rounds: IntArray
    out: Array
    delta: Array
    state: TrainingState
    finite: bool


class Trainer:
    """Trains a network from a state on, by `compute_round`.

    Parameters
    ----------
    data : all samples; the plan says which are trained on and in which order
    """

    engine = "numpy"

    def __init__(self, network: Network, plan: TrainingPlan, data: Dataset, state: TrainingState) -> None:
        self.network = network
        self.plan = plan
        self.state = state
        self.data = plan.training_data(data)
        self._schedule = plan.schedule(data)

    def data_error(self) -> float:
        """Compute the error of all training samples with the present parameters."""
        with np.errstate(all="ignore"):
            return error_of(
                self.network, self.state.parameters, self.plan.loss, self.data.inputs, self.data.targets
            )

    def one_round(self) -> ComputedRound:
        """Train one round."""
        batch = self.data.rows(self._schedule.batch(self.state.rounds))
        computed = compute_round(self.network, self.plan, self.state, batch)
        self.state = computed.after
        return computed

    def advance(
        self,
        rounds: int,
        deadline: float = float("inf"),
        stride: int = 1,
        clock: Callable[[], float] = time.monotonic,
    ) -> Stretch:
        """Train until `rounds` are done, the clock passes `deadline`, or a number is not finite.

        Parameters
        ----------
        rounds : at most so many; at least one is always trained
        stride : keep the activations and deltas of every `stride`-th round
        """
        first_round, errors, samples, finite = self.state.rounds, [], [], True
        while finite and len(errors) < rounds and (not errors or clock() < deadline):
            number = self.state.rounds
            computed = self.one_round()
            errors.append(float(computed.errors.sum(axis=1).mean()))
            finite = bool(np.isfinite(errors[-1]) and np.isfinite(self.state.parameters.flat).all())
            if number % stride == 0:
                samples.append((number, *_means(computed)))
        return self._stretch(first_round, errors, samples, finite)

    def _stretch(
        self, first_round: int, errors: list[float], samples: list[tuple[int, Array, Array]], finite: bool
    ) -> Stretch:
        width = sum(self.network.sizes[1:])
        return Stretch(
            first_round=first_round,
            errors=np.array(errors),
            sampled_rounds=np.array([number for number, _, _ in samples], dtype=np.int64),
            out=np.array([out for _, out, _ in samples]).reshape(-1, width),
            delta=np.array([delta for _, _, delta in samples]).reshape(-1, width),
            state=self.state,
            finite=finite,
        )


def _means(computed: ComputedRound) -> tuple[Array, Array]:
    """Return every neuron's mean out and mean delta over the batch, layer after layer."""
    out = np.concatenate([layer.mean(axis=0) for layer in computed.ahead.out])
    delta = np.concatenate([layer.mean(axis=0) for layer in computed.back.delta])
    return out, delta
