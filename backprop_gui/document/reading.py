"""From a file's records to a project: what has to fit together is checked here."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.array import Array, BoolArray, read_only
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.losses import LOSSES
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.optimizers import OPTIMIZERS, Optimizer
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document import records
from backprop_gui.document.checks import at_least, at_most, below, has_length, not_empty, one_of
from backprop_gui.document.errors import choice, described, quoted, refusal
from backprop_gui.document.names import check_names, fault_of_title
from backprop_gui.document.parameter_lists import parameters_from, weight_array
from backprop_gui.document.project import Project

MOST_ROUNDS = 10**15
ORDERS = ("sequential", "shuffled")


def project_from(record: records.ProjectRecord) -> Project:
    """Make the project that a file's records describe.

    Raises
    ------
    FileError
        where the parts do not fit together or a number is out of range.
    """
    if expected := fault_of_title(record.title):
        raise refusal("title", expected, quoted(record.title))
    network, parameters = network_from(record.network)
    plan = plan_from(record.training)
    start = parameters_from(network, record.start, "start") if record.start else parameters
    return Project(
        title=record.title,
        network=network,
        state=state_from(network, parameters, plan.optimizer, record.progress),
        start=start,
        plan=plan,
        data=data_from(network, record.data),
        view=record.view,
    )


def network_from(record: records.NetworkRecord) -> tuple[Network, Parameters]:
    """Make the network and its present parameters."""
    check_sizes(record)
    check_names(_named_places(record))
    weights = [weights_of(record, number) for number in range(len(record.layers))]
    layers = tuple(layer_from(record, number, array) for number, array in enumerate(weights))
    network = Network(tuple(record.inputs), layers)
    flat = np.concatenate([*map(np.ravel, weights), *(bias_values(layer) for layer in record.layers)])
    return network, Parameters(network, read_only(np.nan_to_num(flat, nan=0.0)))


def check_sizes(record: records.NetworkRecord) -> None:
    """Refuse a network that has no inputs, no layers, or a layer without neurons."""
    not_empty(record.inputs, "input", "network.inputs")
    not_empty(record.layers, "layer", "network.layers")
    for number, layer in enumerate(record.layers):
        not_empty(layer.neurons, "neuron", f"network.layers[{number}].neurons")


def _named_places(record: records.NetworkRecord) -> Iterator[tuple[str, str]]:
    for index, name in enumerate(record.inputs):
        yield f"network.inputs[{index}]", name
    for number, layer in enumerate(record.layers):
        for index, name in enumerate(layer.neurons):
            yield f"network.layers[{number}].neurons[{index}]", name


def weights_of(record: records.NetworkRecord, number: int) -> Array:
    """Make the array of one layer's weights, shape (neurons, sources); NaN for no connection."""
    sources = record.layers[number - 1].neurons if number else record.inputs
    layer = record.layers[number]
    place = f"network.layers[{number}].weights"
    return weight_array(layer.weights, len(layer.neurons), len(sources), place)


def layer_from(record: records.NetworkRecord, number: int, weights: Array) -> Layer:
    """Make one layer of the network."""
    layer, place = record.layers[number], f"network.layers[{number}]"
    activation = one_of(layer.activation, ACTIVATIONS, f"{place}.activation")
    if activation == "softmax" and number < len(record.layers) - 1:
        raise refusal(f"{place}.activation", "softmax on the last layer alone", quoted(activation))
    if isinstance(layer.bias, records.PerNeuronBias):
        has_length(layer.bias.values, len(layer.neurons), "number", f"{place}.bias.values")
    return Layer(
        neurons=tuple(layer.neurons),
        activation=activation,
        bias=bias_kind(layer),
        bias_trainable=not isinstance(layer.bias, records.NoBias) and layer.bias.trainable,
        present=~np.isnan(weights),
        frozen=frozen_mask(layer, weights.shape, f"{place}.frozen"),
    )


def bias_kind(layer: records.LayerRecord) -> BiasKind:
    """Tell which kind of bias a layer has."""
    return {
        records.NoBias: BiasKind.NONE,
        records.SharedBias: BiasKind.SHARED,
        records.PerNeuronBias: BiasKind.PER_NEURON,
    }[type(layer.bias)]


def bias_values(layer: records.LayerRecord) -> Array:
    """List a layer's bias values, as many as its kind of bias has."""
    match layer.bias:
        case records.SharedBias(value):
            return np.array([value])
        case records.PerNeuronBias(values):
            return np.array(values)
        case _:
            return np.empty(0)


def frozen_mask(layer: records.LayerRecord, shape: tuple[int, ...], place: str) -> BoolArray:
    """Mark the weights that are not trained, shape (neurons, sources)."""
    mask = np.zeros(shape, dtype=np.bool_)
    neurons, sources = shape
    for number, (neuron, source) in enumerate(layer.frozen):
        if not (0 <= neuron < neurons and 0 <= source < sources):
            expected = f"[neuron, source] up to [{neurons - 1}, {sources - 1}]"
            raise refusal(f"{place}[{number}]", expected, f"[{neuron}, {source}]")
        mask[neuron, source] = True
    return mask


def plan_from(record: records.TrainingRecord) -> TrainingPlan:
    """Make the training plan."""
    stop = record.stop or records.StopRecord()
    if stop.error_below is not None:
        at_least(stop.error_below, 0.0, "training.stop.error_below")
    return TrainingPlan(
        loss=one_of(record.loss, LOSSES, "training.loss"),
        optimizer=optimizer_from(record.optimizer),
        batch_size=batch_size_from(record.batch_size),
        order="shuffled" if one_of(record.order, ORDERS, "training.order") == "shuffled" else "sequential",
        seed=at_most(at_least(record.seed, 0, "training.seed"), 2**63 - 1, "training.seed"),
        l1=at_least(record.l1, 0.0, "training.l1"),
        l2=at_least(record.l2, 0.0, "training.l2"),
        stop_rounds=None if stop.rounds is None else rounds_from(stop.rounds, "training.stop.rounds"),
        stop_error_below=stop.error_below,
        validation_share=share_from(record.validation_share),
    )


def batch_size_from(size: int | Literal["all"]) -> int | Literal["all"]:
    """Check a number of samples a round, or "all"."""
    if size == "all":
        return size
    return at_most(at_least(size, 1, "training.batch_size"), MOST_ROUNDS, "training.batch_size")


def rounds_from(rounds: int, place: str) -> int:
    """Check a number of rounds."""
    return at_most(at_least(rounds, 0, place), MOST_ROUNDS, place)


def share_from(share: float) -> float:
    """Check the share of the samples that is not trained on."""
    return below(at_least(share, 0.0, "training.validation_share"), 1.0, "training.validation_share")


def optimizer_from(record: records.OptimizerRecord) -> Optimizer:
    """Make the optimizer, with PyTorch's defaults for the numbers that the file leaves out."""
    place = "training.optimizer"
    kind = OPTIMIZERS[one_of(record.name, OPTIMIZERS, f"{place}.name")]
    given = {
        name: getattr(record, name)
        for name in ("momentum", "rho", "beta1", "beta2", "epsilon")
        if getattr(record, name) is not None
    }
    for name, value in given.items():
        if name not in kind.defaults:
            raise refusal(f"{place}.{name}", f"no such number for {quoted(record.name)}", described(value))
        at_least(value, 0.0, f"{place}.{name}")
        if name in ("beta1", "beta2"):
            below(value, 1.0, f"{place}.{name}")
    if "rho" in given:
        at_most(given["rho"], 1.0, f"{place}.rho")
    rate = at_least(record.learning_rate, 0.0, f"{place}.learning_rate")
    return Optimizer(record.name, rate, **{**kind.defaults, **given})


def data_from(network: Network, record: records.DataRecord) -> Dataset:
    """Make the samples; each has to have the network's number of inputs and of targets."""
    for row, sample in enumerate(record.samples):
        place = f"data.samples[{row}]"
        has_length(sample.inputs, len(network.inputs), "number", f"{place}.inputs")
        has_length(sample.targets, len(network.outputs), "number", f"{place}.targets")
    inputs = np.array([sample.inputs for sample in record.samples], dtype=np.float64)
    targets = np.array([sample.targets for sample in record.samples], dtype=np.float64)
    return Dataset(
        read_only(inputs.reshape(-1, len(network.inputs))),
        read_only(targets.reshape(-1, len(network.outputs))),
    )


def state_from(
    network: Network, parameters: Parameters, optimizer: Optimizer, record: records.ProgressRecord | None
) -> TrainingState:
    """Make the state that training goes on from."""
    if record is None:
        return TrainingState.fresh(network, parameters, optimizer)
    rounds = rounds_from(record.rounds, "progress.rounds")
    memory = dict(optimizer.empty_memory(network.parameter_count))
    for name, tree in record.optimizer.items():
        memory[name] = memory_from(network, optimizer, name, tree)
    return TrainingState(parameters, rounds, memory)


def memory_from(network: Network, optimizer: Optimizer, name: str, tree: object) -> Array:
    """Read what the optimizer remembers under one name, shape (parameters,)."""
    known = optimizer.kind.memory
    place = f"progress.optimizer.{name}"
    if name not in known:
        expected = choice(known) if known else f"nothing, {quoted(optimizer.name)} remembering nothing"
        raise refusal("progress.optimizer", expected, quoted(name))
    flat = parameters_from(network, records.converted(tree, records.ParametersRecord, place), place).flat
    if name == "squares" and (flat < 0.0).any():
        raise refusal(place, "squares of at least 0", repr(float(flat.min())))
    return flat


def require_samples(project: Project) -> None:
    """Refuse a project without data to train on or to tell about.

    Raises
    ------
    FileError
        if the project has no samples.
    """
    not_empty(project.data, "sample", "data.samples")
