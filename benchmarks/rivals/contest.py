"""What all rivals train: a network, its samples, and its first parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.optimizers import Optimizer
from backprop_gui.core.training import TrainingPlan, TrainingState

Rounds = Callable[[int], float | None]
"""Trains so many rounds on from where it stands; tells the last one's error, if it is the same one."""


@dataclass(frozen=True, eq=False)
class Contest:
    """A training that every rival begins at the same place.

    Attributes
    ----------
    sizes : of the inputs and of each layer
    activations : of each layer
    rate : the learning rate of plain gradient descent
    is_seed : whether each layer has one bias that is not trained; else each neuron has its own, trained
    """

    name: str
    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    batch: int
    rate: float
    inputs: np.ndarray
    targets: np.ndarray
    is_seed: bool = False

    @property
    def network(self) -> Network:
        layers = []
        for number, (sources, size) in enumerate(pairwise(self.sizes)):
            connected = np.ones((size, sources), dtype=bool)
            kind = BiasKind.SHARED if self.is_seed else BiasKind.PER_NEURON
            names, activation = tuple(map(str, range(size))), self.activations[number]
            layers.append(Layer(names, activation, kind, not self.is_seed, connected, ~connected))
        return Network(tuple(map(str, range(self.sizes[0]))), tuple(layers))

    @property
    def parameters(self) -> Parameters:
        network = self.network
        if self.is_seed:
            flat = np.array([0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55, 0.35, 0.6])
        else:
            reach = 0.5 / max(1.0, self.sizes[0] / 50)
            flat = np.random.default_rng(1).uniform(-reach, reach, network.parameter_count)
        return Parameters(network, flat)

    @property
    def training(self) -> tuple[Network, TrainingPlan, Dataset, TrainingState]:
        """What a `Trainer` is made of."""
        network = self.network
        plan = TrainingPlan(self.loss, Optimizer("sgd", self.rate), self.batch)
        state = TrainingState.fresh(network, self.parameters, plan.optimizer)
        return network, plan, Dataset(self.inputs, self.targets), state


def seed() -> Contest:
    inputs, targets = np.array([[0.05, 0.1]]), np.array([[0.01, 0.99]])
    sigmoids = ("sigmoid", "sigmoid")
    return Contest("2-2-2", (2, 2, 2), sigmoids, "half_squared_error", 1, 0.5, inputs, targets, True)


def playground() -> Contest:
    random = np.random.default_rng(2)
    inputs = random.uniform(-5, 5, (500, 2))
    targets = np.where((inputs**2).sum(axis=1, keepdims=True) < 12, 1.0, -1.0)
    return Contest(
        *("2-4-2-1, batch 10", (2, 4, 2, 1), ("tanh",) * 3, "half_squared_error", 10, 0.03),
        inputs,
        targets,
    )


def digits() -> Contest:
    random = np.random.default_rng(3)
    inputs, targets = random.uniform(0, 1, (1024, 784)), np.eye(10)[random.integers(0, 10, 1024)]
    activations = ("relu", "relu", "softmax")
    return Contest(
        *("784-128-64-10, batch 32", (784, 128, 64, 10), activations, "cross_entropy", 32, 0.01),
        inputs,
        targets,
    )


def square(size: int, batch: int) -> Contest:
    """Make a contest of a network with one hidden layer, everything of the same size."""
    random = np.random.default_rng(4)
    inputs, targets = random.uniform(-1, 1, (2, 4 * batch, size))
    name, sizes = f"{size}-{size}-{size}, batch {batch}", (size,) * 3
    return Contest(name, sizes, ("tanh",) * 2, "half_squared_error", batch, 0.01, inputs, targets)
