"""Giving a network the inputs and outputs that imported samples have."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from backprop_gui.core.initialisation import initial_parameters
from backprop_gui.core.network import BiasKind, Network, Parameters
from backprop_gui.core.topology import columns_of, with_ends
from backprop_gui.core.training import TrainingState
from backprop_gui.document.csv_import import Imported
from backprop_gui.document.project import Project
from backprop_gui.document.task import normalisation_of, with_original_data

MOST_WEIGHTS = 200_000

NAMED_AFTER_NODES = ("positions", "normalisation")
"""What is kept about the inputs and outputs that were."""


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
    are as many, they are renamed and no number changes. Else new weights are drawn as for a new network,
    and the project begins at round 0.
    """
    old = project.network
    change = with_ends(old, _numbers_before(inputs, old.inputs), _numbers_before(outputs, old.outputs))
    network = _named(change.after, tuple(inputs), tuple(outputs))
    view = {key: value for key, value in project.view.items() if key not in NAMED_AFTER_NODES}
    if change.columns == tuple(columns_of(old)):
        return replace(project, network=network, view=view)
    change, fresh = replace(change, after=network), _fresh(network, project.parameters, seed)
    present = change.carried(project.parameters, fresh)
    start = present if project.start is project.parameters else change.carried(project.start, fresh)
    state = TrainingState.fresh(network, present, project.plan.optimizer)
    return replace(project, network=network, start=start, state=state, view=view)


def as_classifier(project: Project) -> Project:
    """Let the outputs be probabilities of classes: softmax, and cross-entropy as the loss."""
    last = replace(project.network.layers[-1], activation="softmax")
    network = Network(project.network.inputs, (*project.network.layers[:-1], last))
    return replace(project, network=network, plan=replace(project.plan, loss="cross_entropy"))


def _fresh(network: Network, before: Parameters, seed: int) -> Parameters:
    """Draw parameters; a bias that the outputs share stays, though all of them may be new."""
    drawn = initial_parameters(network, seed)
    if network.layers[-1].bias is not BiasKind.SHARED:
        return drawn
    kept = Parameters(network, drawn.flat.copy())
    kept.biases[-1][:] = before.biases[-1]
    return kept


def _numbers_before(names: Sequence[str], before: Sequence[str]) -> Sequence[int | None]:
    """Find which input or output each was; None for a new one."""
    if len(names) == len(before) and not set(names) & set(before):
        return range(len(names))
    return [before.index(name) if name in before else None for name in names]


def _named(network: Network, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> Network:
    """Name inputs and outputs; a hidden neuron whose name is taken by that gets another one."""
    taken, layers = {*inputs, *outputs}, []
    for layer in network.layers[:-1]:
        names = []
        for name in layer.neurons:
            while name in taken:
                name = f"{name[:60]}_h"
            taken.add(name)
            names.append(name)
        layers.append(replace(layer, neurons=tuple(names)))
    return Network(inputs, (*layers, replace(network.layers[-1], neurons=outputs)))
