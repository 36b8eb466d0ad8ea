"""The edits that a user makes to a project, each a function from a project to the next one."""

from dataclasses import replace
from typing import Any

import numpy as np

from backprop_gui.core.array import Array, read_only
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasPlace, NeuronPlace, Parameters, TargetPlace, WeightPlace
from backprop_gui.core.optimizers import OPTIMIZERS, Optimizer
from backprop_gui.core.training import TrainingState
from backprop_gui.document.project import Project
from backprop_gui.document.task import as_edited
from backprop_gui.explain.notation import Notation

SEED = "random_seed"
"""Where a project's `view` keeps the number of the last drawing of random weights."""

Editable = WeightPlace | BiasPlace | NeuronPlace | TargetPlace


def value_at(project: Project, place: Editable, sample: int) -> float:
    """Read what `with_value` sets: a weight, a bias, an input or a target of a sample."""
    match place:
        case WeightPlace() | BiasPlace():
            return float(project.parameters.flat[project.network.index(place)])
        case NeuronPlace(_, index):
            return float(project.data.inputs[sample, index])
        case TargetPlace(index):
            return float(project.data.targets[sample, index])


def with_value(project: Project, place: Editable, value: float, sample: int) -> Project:
    """Set a weight, a bias, an input or a target; the same project where nothing changes."""
    if value_at(project, place, sample) == value:
        return project
    match place:
        case WeightPlace() | BiasPlace():
            return project.with_parameters(project.parameters.changed(project.network, place, value))
        case NeuronPlace(_, index):
            inputs = _with_entry(project.data.inputs, sample, index, value)
            return as_edited(replace(project, data=Dataset(inputs, project.data.targets)))
        case TargetPlace(index):
            targets = _with_entry(project.data.targets, sample, index, value)
            return as_edited(replace(project, data=Dataset(project.data.inputs, targets)))


def _with_entry(table: Array, row: int, column: int, value: float) -> Array:
    changed = table.copy()
    changed[row, column] = value
    return read_only(changed)


def name_of(project: Project, place: Editable) -> str:
    """Name what is edited, for the Edit menu."""
    notation = Notation(project.network)
    match place:
        case WeightPlace() | BiasPlace():
            return notation.parameter(place)
        case NeuronPlace():
            return notation.neuron(place)
        case TargetPlace():
            return f"target of {notation.neuron(place)}"


def with_learning_rate(project: Project, rate: float) -> Project:
    """Set η; the same project where nothing changes."""
    if project.plan.optimizer.learning_rate == rate:
        return project
    optimizer = replace(project.plan.optimizer, learning_rate=rate)
    return replace(project, plan=replace(project.plan, optimizer=optimizer))


def with_loss(project: Project, loss: str) -> Project:
    """Set the loss, by its name in `LOSSES`; the same project where nothing changes."""
    if project.plan.loss == loss:
        return project
    return replace(project, plan=replace(project.plan, loss=loss))


def with_optimizer(project: Project, name: str) -> Project:
    """Set the optimizer, with its usual numbers and the present learning rate.

    It begins at round 0 from the present weights: its memory is empty, and Adam's bias correction counts
    the rounds since that memory began.
    """
    if project.plan.optimizer.name == name:
        return project
    rate = project.plan.optimizer.learning_rate
    optimizer = Optimizer(name, rate, **OPTIMIZERS[name].defaults)
    state = TrainingState.fresh(project.network, project.parameters, optimizer)
    return replace(project, plan=replace(project.plan, optimizer=optimizer), state=state)


def randomized(project: Project, seed: int) -> Project:
    """Begin with new random weights, uniform in ±1/√sources of their layer; biases stay as they are.

    Frozen weights and missing connections stay as they are too. The new parameters are also what
    Reset returns to.
    """
    generator = np.random.default_rng(seed)
    parameters = Parameters(project.network, project.parameters.flat.copy())
    for layer, weights in zip(project.network.layers, parameters.weights, strict=True):
        bound = 1.0 / np.sqrt(layer.sources)
        drawn = generator.uniform(-bound, bound, weights.shape)
        weights[:] = np.where(layer.present & ~layer.frozen, drawn, weights)
    read_only(parameters.flat)
    view = {**project.view, SEED: seed}
    return replace(project, start=parameters, view=view).reset()


def with_plan(project: Project, **changes: Any) -> Project:
    """Set fields of the training plan; the same project where nothing changes."""
    plan = replace(project.plan, **changes)
    return project if plan == project.plan else replace(project, plan=plan)


def with_optimizer_number(project: Project, name: str, value: float) -> Project:
    """Set one of the optimizer's own numbers; what it remembers stays."""
    changes: dict[str, Any] = {name: value}
    return with_plan(project, optimizer=replace(project.plan.optimizer, **changes))


def with_activation(project: Project, activation: str, of_outputs: bool) -> Project:
    """Set the activation of all hidden layers, or of the outputs; weights and rounds stay."""
    hidden, last = project.network.layers[:-1], project.network.layers[-1]
    changed = (last,) if of_outputs else hidden
    if all(layer.activation == activation for layer in changed):
        return project
    renewed = tuple(replace(layer, activation=activation) for layer in changed)
    layers = (*hidden, *renewed) if of_outputs else (*renewed, last)
    return replace(project, network=replace(project.network, layers=layers))
