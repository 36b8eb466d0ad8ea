"""Small projects of any shape, for tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.optimizers import OPTIMIZERS, Optimizer
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document.project import Project


@dataclass(frozen=True)
class Build:
    """What a project shall be like; `missing` and `frozen` list (layer, to, source)."""

    sizes: tuple[int, ...] = (2, 2, 2)
    hidden: str = "sigmoid"
    output: str = "sigmoid"
    loss: str = "half_squared_error"
    optimizer: str = "sgd"
    bias: str = "per_neuron"
    samples: int = 1
    batch_size: int = 1
    l1: float = 0.0
    l2: float = 0.0
    missing: Sequence[tuple[int, int, int]] = ()
    frozen: Sequence[tuple[int, int, int]] = ()
    weights: Sequence[Sequence[Sequence[float]]] | None = None
    seed: int = field(default=0)


def project(build: Build, inputs: Sequence[Sequence[float]] | None = None, targets: object = None) -> Project:
    """Make the project; numbers that are not given are drawn from `seed`."""
    generator = np.random.default_rng(build.seed)
    network = Network(_names("i", build.sizes[0]), tuple(_layers(build)))
    parameters = Parameters(network, generator.normal(0, 0.5, network.parameter_count))
    for number, layer in enumerate(network.layers):
        if build.weights is not None:
            parameters.weights[number][:] = build.weights[number]
        parameters.weights[number][~layer.present] = 0.0
    numbers = OPTIMIZERS[build.optimizer].defaults
    plan = TrainingPlan(
        build.loss,
        Optimizer(build.optimizer, 0.5, **numbers),
        build.batch_size,
        l1=build.l1,
        l2=build.l2,
    )
    data = Dataset(
        np.array(inputs if inputs is not None else generator.uniform(-1, 1, (build.samples, build.sizes[0]))),
        np.array(targets if targets is not None else _targets(build, generator)),
    )
    state = TrainingState.fresh(network, parameters, plan.optimizer)
    return Project("test", network, state, parameters, plan, data)


def _targets(build: Build, generator: np.random.Generator) -> np.ndarray:
    if build.loss == "cross_entropy":
        return np.eye(build.sizes[-1])[generator.integers(0, build.sizes[-1], build.samples)]
    return generator.uniform(0, 1, (build.samples, build.sizes[-1]))


def _names(stem: str, count: int) -> tuple[str, ...]:
    return tuple(f"{stem}{number}" for number in range(1, count + 1))


def _layers(build: Build) -> list[Layer]:
    count = len(build.sizes) - 1
    layers = []
    for number in range(count):
        shape = (build.sizes[number + 1], build.sizes[number])
        stem = "o" if number == count - 1 else "h" if count == 2 else f"h{number + 1}_"
        present, frozen = np.ones(shape, dtype=bool), np.zeros(shape, dtype=bool)
        for layer, to, source in build.missing:
            if layer == number:
                present[to, source] = False
        for layer, to, source in build.frozen:
            if layer == number:
                frozen[to, source] = True
        activation = build.output if number == count - 1 else build.hidden
        layers.append(Layer(_names(stem, shape[0]), activation, BiasKind(build.bias), True, present, frozen))
    return layers
