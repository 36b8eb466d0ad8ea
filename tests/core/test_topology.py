"""Changing a network's shape: what stays keeps its numbers, and everything fits."""

from collections.abc import Iterator

import numpy as np
import pytest
from support.networks import Build, project

from backprop_gui.core import topology
from backprop_gui.core.network import INPUTS, BiasKind, Network, NeuronPlace, Parameters, WeightPlace
from backprop_gui.core.topology import Reshaping


def counted(network: Network) -> Parameters:
    """Give every parameter its own number, from 1; missing ones 0."""
    numbers = Parameters(network, np.arange(1.0, network.parameter_count + 1))
    return topology.with_zero_where_missing(network, numbers)


def fresh(change: Reshaping) -> Parameters:
    return Parameters(change.after, -np.arange(1.0, change.after.parameter_count + 1))


def carried(change: Reshaping) -> tuple[Parameters, Parameters]:
    before = counted(change.before)
    return before, change.carried(before, fresh(change))


def names(network: Network) -> list[tuple[str, ...]]:
    return [network.inputs, *(layer.neurons for layer in network.layers)]


def network(**build: object) -> Network:
    return project(Build(**build)).network  # type: ignore[arg-type]


def test_a_new_neuron_leaves_the_others_their_weights() -> None:
    change = topology.with_neuron(network(sizes=(2, 2, 1)), 0, 1)
    before, after = carried(change)
    assert change.after.sizes == (2, 3, 1)
    assert after.weights[0][[0, 2]].tolist() == before.weights[0].tolist()
    assert after.weights[1][:, [0, 2]].tolist() == before.weights[1].tolist()
    assert after.biases[0][[0, 2]].tolist() == before.biases[0].tolist()
    assert (after.weights[0][1] < 0).all() and (after.weights[1][:, 1] < 0).all()
    assert names(change.after) == [("i1", "i2"), ("h1", "h2", "h3"), ("o1",)]


def test_a_removed_neuron_takes_its_weights_along_and_nothing_else() -> None:
    change = topology.without_neurons(network(sizes=(3, 3, 2)), [NeuronPlace(0, 1), NeuronPlace(INPUTS, 0)])
    before, after = carried(change)
    assert after.weights[0].tolist() == before.weights[0][np.ix_([0, 2], [1, 2])].tolist()
    assert after.weights[1].tolist() == before.weights[1][:, [0, 2]].tolist()
    assert after.biases[0].tolist() == before.biases[0][[0, 2]].tolist()
    assert change.kept_indices(0) == [1, 2]
    assert change.place_now(NeuronPlace(0, 2)) == NeuronPlace(0, 1)
    assert change.place_now(NeuronPlace(0, 1)) is None


def test_an_inserted_layer_stands_between_and_the_rest_keeps_its_numbers() -> None:
    change = topology.with_layer(network(sizes=(2, 2, 1)), 0, 3, "relu")
    before, after = carried(change)
    assert change.after.sizes == (2, 2, 3, 1)
    assert [layer.activation for layer in change.after.layers] == ["sigmoid", "relu", "sigmoid"]
    assert after.weights[0].tolist() == before.weights[0].tolist()
    assert (after.weights[1] < 0).all() and (after.weights[2] < 0).all()
    assert after.biases[2].tolist() == before.biases[1].tolist()
    assert names(change.after)[1:3] == [("h1_1", "h1_2"), ("h2_1", "h2_2", "h2_3")]
    assert (change.layer_now(0), change.layer_now(1)) == (0, 2)


def test_a_removed_layer_joins_its_neighbours_anew() -> None:
    change = topology.without_layer(network(sizes=(2, 3, 4, 1)), 1)
    before, after = carried(change)
    assert change.after.sizes == (2, 3, 1)
    assert after.weights[0].tolist() == before.weights[0].tolist()
    assert (after.weights[1] < 0).all()
    assert after.biases[1].tolist() == before.biases[2].tolist()
    assert names(change.after)[1] == ("h1", "h2", "h3")


def test_given_names_stay_and_default_names_count_anew() -> None:
    named = topology.with_name(network(sizes=(2, 3, 1)), NeuronPlace(0, 1), "gate")
    assert names(topology.without_neurons(named, [NeuronPlace(0, 0)]).after)[1] == ("gate", "h2")
    assert names(topology.with_neuron(named, 0, 0).after)[1] == ("h1", "h2", "gate", "h4")


def test_a_default_name_that_somebody_gave_away_is_not_given_twice() -> None:
    named = topology.with_name(network(sizes=(2, 2, 1)), NeuronPlace(INPUTS, 0), "h3")
    after = topology.with_neuron(named, 0, 2).after
    assert names(after)[:2] == [("h3", "i2"), ("h1", "h2", "h3_2")]


def test_missing_and_frozen_connections_stay_so() -> None:
    before = network(sizes=(2, 2, 1), missing=[(0, 1, 0)], frozen=[(0, 0, 1)])
    change = topology.with_neuron(before, INPUTS, 0)
    layer = change.after.layers[0]
    assert np.argwhere(~layer.present).tolist() == [[1, 1]]
    assert np.argwhere(layer.frozen).tolist() == [[0, 2]]
    assert carried(change)[1].weights[0][1, 1] == 0.0


@pytest.mark.parametrize(
    ("kind", "now", "values"),
    [
        ("shared", BiasKind.PER_NEURON, [9.0, 9.0]),
        ("shared", BiasKind.NONE, []),
        ("per_neuron", BiasKind.SHARED, [9.5]),
        ("per_neuron", BiasKind.PER_NEURON, [9.0, 10.0]),
        ("none", BiasKind.SHARED, [-9.0]),
    ],
)
def test_another_kind_of_bias_begins_with_what_was_there(
    kind: str, now: BiasKind, values: list[float]
) -> None:
    change = topology.with_bias_kind(network(sizes=(2, 2, 2), bias=kind), 0, now)
    before, after = carried(change)
    assert after.biases[0].tolist() == values
    assert [part.tolist() for part in after.weights] == [part.tolist() for part in before.weights]
    assert change.after.layers[0].bias_trainable is (now is not BiasKind.NONE)


def test_connections_are_cut_and_drawn() -> None:
    places = [WeightPlace(0, 1, 0), WeightPlace(1, 0, 1)]
    frozen = topology.with_frozen(network(sizes=(2, 2, 1)), places, True)
    cut = topology.with_connections(frozen, places, present=False)
    assert [np.argwhere(~layer.present).tolist() for layer in cut.layers] == [[[1, 0]], [[0, 1]]]
    assert not any(layer.frozen.any() for layer in cut.layers)
    again = topology.with_connections(cut, places, present=True)
    assert all(layer.present.all() for layer in again.layers)
    assert cut.weight_number(WeightPlace(1, 0, 1)) == frozen.weight_number(WeightPlace(1, 0, 1))


def test_the_network_before_is_left_as_it_was() -> None:
    before = network(sizes=(2, 2, 1))
    topology.with_connections(before, [WeightPlace(0, 0, 0)], present=False)
    topology.with_frozen(before, [WeightPlace(0, 0, 0)], True)
    assert before.layers[0].present.all() and not before.layers[0].frozen.any()


@pytest.mark.parametrize(
    ("hidden_layers", "layer", "expected"),
    [(0, 0, "o3"), (1, INPUTS, "i3"), (1, 0, "h3"), (1, 1, "o3"), (2, 1, "h2_3"), (2, 2, "o3")],
)
def test_default_names_count_from_one(hidden_layers: int, layer: int, expected: str) -> None:
    assert topology.default_name(hidden_layers, layer, 2) == expected


def test_places_of_many_layers_are_looked_through_once() -> None:
    class Counted(list[WeightPlace]):
        times = 0

        def __iter__(self) -> Iterator[WeightPlace]:
            self.times += 1
            return super().__iter__()

    places = Counted(WeightPlace(layer, 0, 0) for layer in range(9))
    frozen = topology.with_frozen(network(sizes=(2,) * 10), places, True)
    assert places.times == 1
    assert [layer.frozen.tolist() for layer in frozen.layers] == [[[True, False], [False, False]]] * 9
