"""Making networks and projects from scratch: layers by their sizes, weights from a seed."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from backprop_gui.core.array import Array, read_only
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document.project import Project


def full_layer(
    neurons: Sequence[str], sources: int, activation: str, bias: BiasKind = BiasKind.PER_NEURON
) -> Layer:
    """Make a layer whose neurons read everything before them, and whose bias, if any, is trained."""
    present = np.ones((len(neurons), sources), dtype=bool)
    return Layer(tuple(neurons), activation, bias, bias is not BiasKind.NONE, present, ~present)


def full_network(
    inputs: Sequence[str],
    hidden: Sequence[int],
    activation: str,
    outputs: Sequence[str],
    output_activation: str,
    bias: BiasKind = BiasKind.PER_NEURON,
) -> Network:
    """Make a fully connected network with hidden layers of these sizes."""
    layers, sources = [], len(inputs)
    for number, size in enumerate(hidden, start=1):
        layers.append(full_layer(hidden_names(number, size, len(hidden)), sources, activation, bias))
        sources = size
    return Network(tuple(inputs), (*layers, full_layer(outputs, sources, output_activation, bias)))


def hidden_names(number: int, size: int, hidden_layers: int) -> list[str]:
    """Name the neurons of a hidden layer: h1, h2 or, where there are more such layers, h2_1, h2_2."""
    prefix = "h" if hidden_layers == 1 else f"h{number}_"
    return [f"{prefix}{neuron}" for neuron in range(1, size + 1)]


def drawn(network: Network, seed: int, bound: float | None = 0.5, bias: float = 0.1) -> Parameters:
    """Draw weights uniformly in ±bound, without one in ±1/√sources of their layer; set the biases."""
    random = np.random.default_rng(seed)
    parameters = Parameters(network, np.full(network.parameter_count, bias))
    for layer, weights in zip(network.layers, parameters.weights, strict=True):
        reach = bound or 1.0 / np.sqrt(layer.sources)
        weights[:] = random.uniform(-reach, reach, weights.shape)
    read_only(parameters.flat)
    return parameters


def given(network: Network, weights: Sequence[Any], biases: Sequence[Any]) -> Parameters:
    """Write parameters down: for each layer its matrix, or one number for all of it, and its biases."""
    parameters = Parameters.zeros(network)
    for places, values in zip(parameters.weights, weights, strict=True):
        places[:] = values
    for places, values in zip(parameters.biases, biases, strict=True):
        places[:] = values
    read_only(parameters.flat)
    return parameters


def dataset(inputs: Any, targets: Any) -> Dataset:
    """Make samples that nothing can write to, from rows of numbers."""
    return Dataset(_table(inputs), _table(targets))


def _table(rows: Any) -> Array:
    return read_only(np.array(rows, dtype=np.float64))


def new_project(
    title: str,
    network: Network,
    parameters: Parameters,
    plan: TrainingPlan,
    data: Dataset,
    notes: str,
) -> Project:
    """Make a project that stands before its first round."""
    state = TrainingState.fresh(network, parameters, plan.optimizer)
    return Project(title, network, state, parameters, plan, data, {"notes": notes})
