"""Edits that change what a network is made of, each a function from a project to the next one.

What belongs to the network follows: the parameters and those that Reset returns to, the optimizer's
memory, the samples' columns, the nodes' positions.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from backprop_gui.core import topology
from backprop_gui.core.array import Array, read_only
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.initialisation import initial_parameters
from backprop_gui.core.network import INPUTS, BiasKind, Network, NeuronPlace, Parameters, WeightPlace
from backprop_gui.core.topology import Reshaping
from backprop_gui.core.training import TrainingState
from backprop_gui.document.names import fault_of_name
from backprop_gui.document.node_names import POSITIONS, bias_node_name
from backprop_gui.document.project import Project
from backprop_gui.session.edits import SEED

MOST_WEIGHTS = 200_000


class NotPossible(ValueError):  # noqa: N818 (nothing went wrong)
    """An edit that a network does not allow; the message is one sentence for the user."""


def next_seed(project: Project) -> int:
    """Number the next drawing of random weights."""
    last = project.view.get(SEED, 0)
    return last + 1 if type(last) is int and 0 <= last < 2**32 - 1 else 1


def with_seed(project: Project, seed: int) -> Project:
    """Keep the number of the last drawing."""
    return _with_view(project, {SEED: seed})


def with_neuron_added(project: Project, layer: int, index: int) -> Project:
    """Add a neuron to a layer, or an input, at a place in it; its weights are drawn."""
    network = project.network
    fan = (network.sizes[layer] if layer != INPUTS else 0) + (
        network.sizes[layer + 2] if layer + 1 < len(network.layers) else 0
    )
    check_weights(network.weight_count + fan)
    return _reshaped(project, topology.with_neuron(network, layer, index))


def without_neurons(project: Project, places: Sequence[NeuronPlace]) -> Project:
    """Remove neurons and inputs; a layer that would be empty is not left so."""
    for layer, size in enumerate(project.network.sizes, start=INPUTS):
        if size == sum(place.layer == layer for place in set(places)):
            raise NotPossible(_last_one(project.network, layer))
    return _reshaped(project, topology.without_neurons(project.network, places))


def with_layer_inserted(project: Project, after: int) -> Project:
    """Insert a layer after the inputs or a hidden layer, like the one before it or after it."""
    network = project.network
    if after >= len(network.layers) - 1:
        raise NotPossible("No layer can follow the outputs: add one after the layer before them.")
    sources, following = network.sizes[after + 1], network.sizes[after + 2]
    size = min(sources, following) if after == INPUTS else sources
    check_weights(network.weight_count + size * (sources + following) - sources * following)
    return _reshaped(project, topology.with_layer(network, after, size, _hidden_activation(network, after)))


def without_layer(project: Project, layer: int) -> Project:
    """Remove a hidden layer; new weights join the layers at its sides."""
    network = project.network
    if layer in (INPUTS, len(network.layers) - 1):
        what = "inputs" if layer == INPUTS else "outputs"
        raise NotPossible(f"A network needs its {what}: remove single ones instead, down to the last.")
    before, size, following = network.sizes[layer], network.sizes[layer + 1], network.sizes[layer + 2]
    check_weights(network.weight_count + before * following - size * (before + following))
    return _reshaped(project, topology.without_layer(network, layer))


def with_bias_kind(project: Project, layer: int, kind: BiasKind) -> Project:
    """Give a layer another kind of bias."""
    if project.network.layers[layer].bias is kind:
        return project
    return _reshaped(project, topology.with_bias_kind(project.network, layer, kind), draws=False)


def with_activation(project: Project, layer: int, activation: str) -> Project:
    """Give a layer another activation; softmax is for the outputs alone."""
    network = project.network
    if network.layers[layer].activation == activation:
        return project
    if activation == "softmax" and layer < len(network.layers) - 1:
        raise NotPossible("Softmax is for the outputs alone: a hidden layer cannot have it.")
    return with_network(project, topology.with_activation(network, layer, activation))


def with_trainable_biases(project: Project, layers: Iterable[int], trainable: bool) -> Project:
    """Let rounds change some layers' biases, or not."""
    before = project.network.layers
    others = {
        number
        for number in layers
        if before[number].bias is not BiasKind.NONE and before[number].bias_trainable != trainable
    }
    if not others:
        return project
    return with_network(project, topology.with_trainable_biases(project.network, others, trainable))


def with_frozen(project: Project, places: Sequence[WeightPlace], frozen: bool) -> Project:
    """Keep rounds from changing some weights, or let them."""
    network = project.network
    asked = [
        place
        for place in places
        if is_present(network, place) and network.layers[place.layer].frozen[place.to, place.source] != frozen
    ]
    return with_network(project, topology.with_frozen(network, asked, frozen)) if asked else project


def with_cut(project: Project, places: Sequence[WeightPlace]) -> Project:
    """Cut connections: their weights count on, so that no other one is renamed."""
    there = [place for place in places if is_present(project.network, place)]
    if not there:
        return project
    return with_network(project, topology.with_connections(project.network, there, present=False))


def with_connected(project: Project, places: Sequence[WeightPlace], value: float | None = None) -> Project:
    """Connect what is not connected, with drawn weights or with one value."""
    missing = [place for place in places if not is_present(project.network, place)]
    if not missing:
        return project
    network = topology.with_connections(project.network, missing, present=True)
    seed = next_seed(project)
    drawn = initial_parameters(network, seed).flat
    indices = [network.index(place) for place in missing]

    def joined(parameters: Parameters) -> Parameters:
        flat = parameters.flat.copy()
        flat[indices] = drawn[indices] if value is None else value
        return Parameters(network, read_only(flat))

    changed = with_network(project, network, joined)
    return changed if value is not None else with_seed(changed, seed)


def with_name(project: Project, place: NeuronPlace, name: str) -> Project:
    """Rename a neuron or an input; its position goes with its name."""
    network, name = project.network, name.strip()
    before = network.neuron_name(place)
    if name == before:
        return project
    if fault := fault_of_name(name):
        raise NotPossible(f"This name cannot be given: expected {fault}.")
    if any(name in names for names in (network.inputs, *(layer.neurons for layer in network.layers))):
        raise NotPossible(f"“{name}” is the name of another neuron or input already.")
    renamed = with_network(project, topology.with_name(network, place, name))
    return _with_positions(renamed, {before: name}, keep_others=True)


def with_network(
    project: Project, network: Network, joined: Callable[[Parameters], Parameters] | None = None
) -> Project:
    """Put a network of the same sizes in a project; of missing connections nothing is remembered."""

    def fitted(parameters: Parameters) -> Parameters:
        zeroed = topology.with_zero_where_missing(network, parameters)
        return joined(zeroed) if joined else zeroed

    present = fitted(project.parameters)
    start = present if project.start is project.parameters else fitted(project.start)
    memory = {
        name: topology.with_zero_where_missing(network, Parameters(network, vector)).flat
        for name, vector in project.state.memory.items()
    }
    state = TrainingState(present, project.state.rounds, memory)
    return replace(project, network=network, state=state, start=start)


def is_present(network: Network, place: WeightPlace) -> bool:
    """Tell whether there is a connection at a weight's place."""
    return bool(network.layers[place.layer].present[place.to, place.source])


def check_weights(count: int) -> None:
    """Refuse more weights than the window can show."""
    if count > MOST_WEIGHTS:
        raise NotPossible(f"That would be {count:,} weights: the window shows at most {MOST_WEIGHTS:,}.")


def _last_one(network: Network, layer: int) -> str:
    if layer == INPUTS:
        return "A network needs at least one input."
    if layer == len(network.layers) - 1:
        return "A network needs at least one output."
    return "A layer needs at least one neuron: remove the layer instead."


def _hidden_activation(network: Network, after: int) -> str:
    """Choose what the nearest hidden layer has; the outputs' own, where there is none and it may stand."""
    hidden = network.layers[:-1]
    if hidden:
        return hidden[max(after, 0)].activation
    last = network.layers[-1].activation
    return "sigmoid" if last == "softmax" else last


def _reshaped(project: Project, change: Reshaping, draws: bool = True) -> Project:
    """Let everything that belongs to the network follow its change."""
    seed = next_seed(project)
    fresh = initial_parameters(change.after, seed)
    present = change.carried(project.parameters, fresh)
    start = present if project.start is project.parameters else change.carried(project.start, fresh)
    nothing = Parameters.zeros(change.after)
    memory = {
        name: change.carried(Parameters(change.before, vector), nothing).flat
        for name, vector in project.state.memory.items()
    }
    data = Dataset(
        _columns(project.data.inputs, change.kept_indices(0)),
        _columns(project.data.targets, change.kept_indices(len(change.columns) - 1)),
    )
    view = {**_data_view(project, change), **({SEED: seed} if draws else {})}
    state = TrainingState(present, project.state.rounds, memory)
    shaped = replace(project, network=change.after, state=state, start=start, data=data, view=view)
    return _with_positions(shaped, dict(_renamed_nodes(change)), keep_others=False)


def _columns(table: Array, kept: Sequence[int | None]) -> Array:
    """Choose columns of the samples; a new one is 0 in every sample."""
    if list(kept) == list(range(table.shape[1])):
        return table
    new = np.zeros((len(table), len(kept)))
    for column, before in enumerate(kept):
        if before is not None:
            new[:, column] = table[:, before]
    return read_only(new)


def _data_view(project: Project, change: Reshaping) -> dict[str, Any]:
    """Let what the samples were made from follow: samples with other columns are somebody's own."""
    kept, view = change.kept_indices(0), dict(project.view)
    same_inputs = kept == list(range(len(project.network.inputs)))
    targets = change.kept_indices(len(change.columns) - 1)
    task, normalisation = view.get("task"), view.get("normalisation")
    if targets != list(range(len(project.network.outputs))):
        view.pop("task", None)
    elif isinstance(task, Mapping) and not same_inputs:
        del view["task"]
        features = task.get("features")
        if None not in kept and isinstance(features, list) and len(features) == len(project.network.inputs):
            view["task"] = {**task, "features": [features[index] for index in kept if index is not None]}
    if isinstance(normalisation, Mapping) and not same_inputs:
        view["normalisation"] = dict(_normalisation(normalisation, kept))
    return view


def _normalisation(stored: Mapping[str, Any], kept: Sequence[int | None]) -> Iterator[tuple[str, Any]]:
    """Carry each column's shift and scale over; a new column is as it is."""
    for key, value in stored.items():
        new = {"shift": 0.0, "scale": 1.0}.get(key)
        if new is None or not isinstance(value, list):
            yield key, value
        else:
            in_range = [index is None or index < len(value) for index in kept]
            followed = [new if index is None else value[index] for index in kept] if all(in_range) else value
            yield key, followed


def _renamed_nodes(change: Reshaping) -> Iterator[tuple[str, str]]:
    """Yield each node that stays, by its name before and now."""
    for layer, column in enumerate(change.columns, start=INPUTS):
        for index, place in enumerate(column):
            if place is not None:
                yield (
                    change.before.neuron_name(place),
                    change.after.neuron_name(NeuronPlace(layer, index)),
                )
        came_from = next((place.layer for place in column if place is not None), None)
        if came_from is not None and layer != INPUTS:
            yield bias_node_name(came_from), bias_node_name(layer)


def _with_positions(project: Project, names: Mapping[str, str], keep_others: bool) -> Project:
    """Keep positions under the names that their nodes have now."""
    kept = project.view.get(POSITIONS)
    if not isinstance(kept, Mapping):
        return project
    moved = {names.get(name, name): point for name, point in kept.items() if name in names or keep_others}
    return project if moved == kept else _with_view(project, {POSITIONS: moved})


def _with_view(project: Project, entries: Mapping[str, Any]) -> Project:
    return replace(project, view={**project.view, **entries})
