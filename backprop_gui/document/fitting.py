"""Giving a network the inputs and outputs that imported samples have."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from backprop_gui.core.array import Array, BoolArray, read_only
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.training import TrainingState
from backprop_gui.document.csv_import import Imported
from backprop_gui.document.project import Project
from backprop_gui.document.task import normalisation_of, with_original_data

MOST_WEIGHTS = 200_000

Sources = Sequence[int | None]
"""For each input or neuron which one it was before; None for a new one."""


def with_imported(project: Project, imported: Imported, fit: bool, classify: bool = False) -> Project:
    """Give a project imported samples, normalised as its own were.

    Parameters
    ----------
    fit : whether the network takes the samples' inputs and outputs; else it has as many already
    classify : whether the outputs become softmax, and the loss cross-entropy
    """
    kind = normalisation_of(project).kind
    project = replace(project, view={key: value for key, value in project.view.items() if key != "task"})
    if fit and not imported.is_named_like(project.network):
        project = fitted(project, imported.inputs, imported.targets)
    if classify:
        project = as_classifier(project)
    return with_original_data(project, imported.data, kind)


def weights_when_fitted(network: Network, inputs: int, outputs: int) -> int:
    """Count the weights that a network will have with so many inputs and outputs."""
    sizes = [inputs, *network.sizes[1:-1], outputs]
    return sum(before * after for before, after in pairwise(sizes))


def fitted(project: Project, inputs: Sequence[str], outputs: Sequence[str], seed: int = 0) -> Project:
    """Give the network other inputs and outputs.

    Those of a name that was there keep their weights; where none has a name that was there, and there
    are as many, they are renamed. New weights are drawn uniformly in ±1/√sources, new biases are 0. The
    project begins at round 0 where the weights are others now.
    """
    old = project.network
    sources, neurons = _sources(inputs, old.inputs), _sources(outputs, old.outputs)
    layers = list(old.layers)
    layers[0] = _with_sources(layers[0], sources)
    layers[-1] = _with_neurons(layers[-1], neurons, tuple(outputs))
    layers[:-1] = _with_other_names(layers[:-1], {*inputs, *outputs})
    network = Network(tuple(inputs), tuple(layers))

    def carried(parameters: Parameters) -> Parameters:
        return _carried(parameters, network, sources, neurons, np.random.default_rng(seed))

    view = {key: value for key, value in project.view.items() if key not in ("positions", "normalisation")}
    if list(sources) == list(range(len(old.inputs))) and list(neurons) == list(range(len(old.outputs))):
        return _renamed(project, network, view)
    state = TrainingState.fresh(network, carried(project.parameters), project.plan.optimizer)
    return replace(project, network=network, start=carried(project.start), state=state, view=view)


def as_classifier(project: Project) -> Project:
    """Let the outputs be probabilities of classes: softmax, and cross-entropy as the loss."""
    last = replace(project.network.layers[-1], activation="softmax")
    network = Network(project.network.inputs, (*project.network.layers[:-1], last))
    return replace(project, network=network, plan=replace(project.plan, loss="cross_entropy"))


def _renamed(project: Project, network: Network, view: dict[str, object]) -> Project:
    return replace(project, network=network, view=view)


def _sources(names: Sequence[str], before: Sequence[str]) -> Sources:
    if len(names) == len(before) and not set(names) & set(before):
        return range(len(names))
    return [before.index(name) if name in before else None for name in names]


def _with_sources(layer: Layer, sources: Sources) -> Layer:
    """Let a layer read other inputs; new ones are connected everywhere and trained."""
    return replace(
        layer,
        present=_taken(layer.present.T, sources, True).T,
        frozen=_taken(layer.frozen.T, sources, False).T,
    )


def _with_neurons(layer: Layer, neurons: Sources, names: tuple[str, ...]) -> Layer:
    """Give a layer other neurons; new ones are connected everywhere and trained."""
    return replace(
        layer,
        neurons=names,
        present=_taken(layer.present, neurons, True),
        frozen=_taken(layer.frozen, neurons, False),
    )


def _taken(rows: BoolArray, sources: Sources, new: bool) -> BoolArray:
    kept = [np.full(rows.shape[1], new) if source is None else rows[source] for source in sources]
    return np.array(kept, dtype=np.bool_).reshape(-1, rows.shape[1])


def _with_other_names(layers: Sequence[Layer], taken: set[str]) -> list[Layer]:
    """Rename hidden neurons whose names an input or output has now."""
    changed = []
    for layer in layers:
        names = []
        for name in layer.neurons:
            while name in taken:
                name = f"{name[:60]}_h"
            taken.add(name)
            names.append(name)
        changed.append(replace(layer, neurons=tuple(names)))
    return changed


def _carried(
    before: Parameters, network: Network, sources: Sources, neurons: Sources, random: np.random.Generator
) -> Parameters:
    """Bring parameters into another network: what was there keeps its value, what is new is drawn."""
    after = Parameters.zeros(network)
    last = len(network.layers) - 1
    for number, layer in enumerate(network.layers):
        bound = 1.0 / np.sqrt(layer.sources)
        weights, biases = before.weights[number], before.biases[number]
        after.weights[number][:] = random.uniform(-bound, bound, layer.present.shape)
        rows = neurons if number == last else range(layer.size)
        columns = sources if number == 0 else range(layer.sources)
        _copy(weights, after.weights[number], rows, columns)
        after.weights[number][~layer.present] = 0.0
        if layer.bias is BiasKind.PER_NEURON:
            _copy(biases[:, None], after.biases[number][:, None], rows, [0])
        else:
            after.biases[number][:] = biases
    read_only(after.flat)
    return after


def _copy(before: Array, after: Array, rows: Sources, columns: Sources) -> None:
    """Copy the entries whose row and column were there before."""
    to_rows, from_rows = _places(rows)
    to_columns, from_columns = _places(columns)
    after[np.ix_(to_rows, to_columns)] = before[np.ix_(from_rows, from_columns)]


def _places(sources: Sources) -> tuple[list[int], list[int]]:
    known = [(place, source) for place, source in enumerate(sources) if source is not None]
    return [place for place, _ in known], [source for _, source in known]
