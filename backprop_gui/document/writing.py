"""From a project to the tree that its file holds."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from backprop_gui.core.array import Array
from backprop_gui.core.network import BiasKind, BiasPlace, Layer, Network, Parameters, WeightPlace
from backprop_gui.core.optimizers import Optimizer
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document.errors import FileError, refusal
from backprop_gui.document.parameter_lists import bias_entry, bias_lists, weight_lists, weight_rows
from backprop_gui.document.project import Project

FORMAT, VERSION = "backprop-gui", 1


def tree_of(project: Project) -> dict[str, Any]:
    """Make the tree that a project's file holds; what is as when left out is left out.

    Raises
    ------
    FileError
        at a number that is not finite, by its place and the parameter's name.
    """
    for error in faults_of_numbers(project):
        raise error
    network, state = project.network, project.state
    tree: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "title": project.title,
        "network": network_tree(network, state.parameters),
        "training": plan_tree(project.plan),
        "data": {"samples": sample_trees(project)},
    }
    if not same_bits(project.start.flat, state.parameters.flat):
        tree["start"] = parameters_tree(network, project.start)
    if state.rounds or any(vector.any() for vector in state.memory.values()):
        tree["progress"] = progress_tree(network, state)
    if project.view:
        tree["view"] = dict(project.view)
    return tree


def same_bits(one: Array, other: Array) -> bool:
    """Compare numbers by their bits, which tell -0.0 from 0.0."""
    return one.tobytes() == other.tobytes()


def network_tree(network: Network, parameters: Parameters) -> dict[str, Any]:
    numbered = zip(network.layers, parameters.weights, parameters.biases, strict=True)
    return {
        "inputs": list(network.inputs),
        "layers": [layer_tree(layer, weights, bias) for layer, weights, bias in numbered],
    }


def layer_tree(layer: Layer, weights: Array, bias: Array) -> dict[str, Any]:
    tree = {
        "neurons": list(layer.neurons),
        "activation": layer.activation,
        "weights": weight_rows(layer, weights),
        "bias": bias_tree(layer, bias),
    }
    if layer.frozen.any():
        tree["frozen"] = np.argwhere(layer.frozen).tolist()
    return tree


def bias_tree(layer: Layer, bias: Array) -> dict[str, Any]:
    tree: dict[str, Any] = {"kind": str(layer.bias)}
    if layer.bias is BiasKind.NONE:
        return tree
    key = "value" if layer.bias is BiasKind.SHARED else "values"
    return {**tree, key: bias_entry(layer, bias), "trainable": layer.bias_trainable}


def plan_tree(plan: TrainingPlan) -> dict[str, Any]:
    stop = {"rounds": plan.stop_rounds, "error_below": plan.stop_error_below}
    stop = {key: value for key, value in stop.items() if value is not None}
    optional = {"l1": plan.l1, "l2": plan.l2, "stop": stop, "validation_share": plan.validation_share}
    return {
        "loss": plan.loss,
        "optimizer": optimizer_tree(plan.optimizer),
        "batch_size": plan.batch_size,
        "order": plan.order,
        "seed": plan.seed,
        **{key: value for key, value in optional.items() if value},
    }


def optimizer_tree(optimizer: Optimizer) -> dict[str, Any]:
    own = {name: getattr(optimizer, name) for name in optimizer.kind.defaults}
    return {"name": optimizer.name, "learning_rate": optimizer.learning_rate, **own}


def sample_trees(project: Project) -> list[dict[str, Any]]:
    rows = zip(project.data.inputs.tolist(), project.data.targets.tolist(), strict=True)
    return [{"inputs": inputs, "targets": targets} for inputs, targets in rows]


def parameters_tree(network: Network, parameters: Parameters) -> dict[str, Any]:
    return {"weights": weight_lists(network, parameters), "biases": bias_lists(network, parameters)}


def progress_tree(network: Network, state: TrainingState) -> dict[str, Any]:
    memory = {
        name: parameters_tree(network, Parameters(network, vector)) for name, vector in state.memory.items()
    }
    return {"rounds": state.rounds, **({"optimizer": memory} if memory else {})}


def faults_of_numbers(project: Project) -> Iterator[FileError]:
    """Yield an error for each number of a project that a file cannot hold."""
    network = project.network
    vectors = {"": project.state.parameters.flat, "start": project.start.flat}
    vectors |= {f"progress.optimizer.{name}": flat for name, flat in project.state.memory.items()}
    for place, flat in vectors.items():
        for index in np.flatnonzero(~np.isfinite(flat)).tolist():
            parameter = network.place(index)
            found = f"{float(flat[index])} ({parameter_name(network, parameter)})"
            yield refusal(parameter_path(network, parameter, place), "a finite number", found)
    for key, rows in (("inputs", project.data.inputs), ("targets", project.data.targets)):
        for row, column in np.argwhere(~np.isfinite(rows)).tolist():
            place = f"data.samples[{row}].{key}[{column}]"
            yield refusal(place, "a finite number", str(float(rows[row, column])))


def parameter_name(network: Network, place: WeightPlace | BiasPlace) -> str:
    from backprop_gui.explain.notation import Notation  # needed to complain alone

    return Notation(network).parameter(place)


def parameter_path(network: Network, parameter: WeightPlace | BiasPlace, part: str) -> str:
    """Write where a parameter stands in the file: in the network, or in another part of its layout."""
    layer = parameter.layer
    if isinstance(parameter, WeightPlace):
        ending = f"[{parameter.to}][{parameter.source}]"
        return f"{part}.weights[{layer}]{ending}" if part else f"network.layers[{layer}].weights{ending}"
    own = "" if parameter.to is None else f"[{parameter.to}]"
    key = "value" if parameter.to is None else "values"
    return f"{part}.biases[{layer}]{own}" if part else f"network.layers[{layer}].bias.{key}{own}"
