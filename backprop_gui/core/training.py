"""How a network is trained (`TrainingPlan`) and how far it has come (`TrainingState`)."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from backprop_gui.core.array import Array
from backprop_gui.core.backprop import BackwardPass, ForwardPass, backward, forward, output_errors
from backprop_gui.core.dataset import Dataset, Schedule
from backprop_gui.core.network import Network, Parameters
from backprop_gui.core.optimizers import Memory, Optimizer, with_penalty


@dataclass(frozen=True)
class TrainingPlan:
    """The choices that decide what a round computes.

    Attributes
    ----------
    batch_size : samples a round, or "all"
    l1, l2 : λ₁ sign(w) and λ₂ w are added to the gradient of weights, never of biases
    stop_rounds, stop_error_below : where a run ends by itself, if anywhere
    validation_share : the share of the samples, from the end, that is not trained on
    """

    loss: str = "half_squared_error"
    optimizer: Optimizer = field(default_factory=Optimizer)
    batch_size: int | Literal["all"] = 1
    order: Literal["sequential", "shuffled"] = "sequential"
    seed: int = 0
    l1: float = 0.0
    l2: float = 0.0
    stop_rounds: int | None = None
    stop_error_below: float | None = None
    validation_share: float = 0.0

    def training_data(self, data: Dataset) -> Dataset:
        return data.split(self.validation_share)[0]

    def schedule(self, data: Dataset) -> Schedule:
        """Plan which samples each round takes."""
        samples = len(self.training_data(data))
        size = samples if self.batch_size == "all" else min(self.batch_size, samples)
        return Schedule(samples, size, self.order == "shuffled", self.seed)


@dataclass(frozen=True, eq=False)
class TrainingState:
    """How far training has come: the parameters, the rounds done, and the optimizer's memory."""

    parameters: Parameters
    rounds: int
    memory: Memory

    @classmethod
    def fresh(cls, network: Network, parameters: Parameters, optimizer: Optimizer) -> "TrainingState":
        return cls(parameters, 0, optimizer.empty_memory(network.parameter_count))


@dataclass(frozen=True, eq=False)
class ComputedRound:
    """One round: both passes over a batch, and the state after the update."""

    ahead: ForwardPass
    errors: Array
    back: BackwardPass
    after: TrainingState


def updated(
    network: Network, plan: TrainingPlan, state: TrainingState, gradient: Parameters
) -> TrainingState:
    """Update all parameters at once; frozen and missing ones, and their memory, stay as they are."""
    values = state.parameters.flat
    step_gradient = with_penalty(gradient.flat, values, network.is_weight, plan.l1, plan.l2)
    new_values, memory = plan.optimizer.step(values, step_gradient, state.memory, state.rounds + 1)
    np.copyto(new_values, values, where=network.untrained)
    for vector in memory.values():
        np.copyto(vector, 0.0, where=network.untrained)
    return TrainingState(Parameters(network, new_values), state.rounds + 1, memory)


def compute_round(
    network: Network, plan: TrainingPlan, state: TrainingState, batch: Dataset
) -> ComputedRound:
    """Compute one round of backpropagation on a batch.

    Numbers that grow beyond all bounds become infinite or NaN, as arithmetic has it; whoever trains
    looks at the error to see it.
    """
    with np.errstate(all="ignore"):
        ahead = forward(network, state.parameters, batch.inputs)
        errors = output_errors(network, plan.loss, ahead, batch.targets)
        back = backward(network, state.parameters, plan.loss, ahead, batch.targets)
        return ComputedRound(ahead, errors, back, updated(network, plan, state, back.gradient))
