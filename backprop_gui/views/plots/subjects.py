"""What curves can be about: a number of every neuron, or of every parameter."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import BoolArray, IntArray
from backprop_gui.core.at_states import SampleAtStates
from backprop_gui.core.history import History
from backprop_gui.core.network import BiasPlace, Network, NeuronPlace, Place, WeightPlace
from backprop_gui.core.series import SpanSeries
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.quantities import Quantity, delta, error_by, out, parameter
from backprop_gui.explain.sentences import pretty


@dataclass(frozen=True)
class Subject:
    """A number that each neuron, or each parameter, has in every round.

    Attributes
    ----------
    name : the plot's objectName
    title : over the plot
    hint : the sentence in the empty plot
    noun : what the curves belong to, several of them
    pick_of_sample : finds the same of one sample; None where a sample has none of its own
    pick : finds the series, a column of which belongs to each neuron or parameter
    has_curve : marks the columns that have a curve
    layers : gives the number of each column's layer
    place : finds what a column belongs to
    quantity : names what is measured of a place
    includes_zero : whether zero is always on the axis
    """

    name: str
    title: str
    hint: str
    noun: str
    pick: Callable[[History], SpanSeries]
    has_curve: Callable[[Network], BoolArray]
    layers: Callable[[Network], IntArray]
    place: Callable[[Network, int], Place]
    quantity: Callable[[Place], Quantity]
    includes_zero: bool = False
    pick_of_sample: Callable[[SampleAtStates], SpanSeries] | None = None


def _all_neurons(network: Network) -> BoolArray:
    return np.ones(sum(network.sizes[1:]), dtype=bool)


def _neuron_layers(network: Network) -> IntArray:
    return np.repeat(np.arange(len(network.layers)), network.sizes[1:])


def _neuron(network: Network, column: int) -> Place:
    layer = int(_neuron_layers(network)[column])
    return NeuronPlace(layer, column - sum(network.sizes[1 : layer + 1]))


def _all_parameters(network: Network) -> BoolArray:
    """Mark the weights that exist, and all biases."""
    biases = np.ones(network.parameter_count - network.weight_count, dtype=bool)
    return np.concatenate([*(layer.present.ravel() for layer in network.layers), biases])


def _parameter_layers(network: Network) -> IntArray:
    numbers = np.arange(len(network.layers))
    return np.concatenate(
        [np.repeat(numbers, np.diff(offsets)) for offsets in (network.weight_offsets, network.bias_offsets)]
    )


def _of_neuron(quantity: Callable[[NeuronPlace], Quantity], place: Place) -> Quantity:
    assert isinstance(place, NeuronPlace)
    return quantity(place)


def _of_parameter(quantity: Callable[[WeightPlace | BiasPlace], Quantity], place: Place) -> Quantity:
    assert isinstance(place, WeightPlace | BiasPlace)
    return quantity(place)


def short_name(network: Network, place: Place) -> str:
    """Name a place as the legend has room for."""
    notation = Notation(network)
    if isinstance(place, WeightPlace | BiasPlace):
        return pretty(notation.parameter(place))
    return pretty(notation.neuron(place))


def layer_name(network: Network, layer: int) -> str:
    """Name a layer as the legend has room for."""
    return "output" if layer == len(network.layers) - 1 else f"layer {layer + 1}"


ACTIVATIONS = Subject(
    "activation_plot",
    "Activations",
    "Train to see every neuron's output here.",
    "neurons",
    lambda history: history.out,
    _all_neurons,
    _neuron_layers,
    _neuron,
    lambda place: _of_neuron(out, place),
    pick_of_sample=lambda numbers: numbers.out,
)
DELTAS = Subject(
    "delta_plot",
    "Deltas",
    "Train to see every neuron's delta here.",
    "neurons",
    lambda history: history.delta,
    _all_neurons,
    _neuron_layers,
    _neuron,
    lambda place: _of_neuron(delta, place),
    pick_of_sample=lambda numbers: numbers.delta,
    includes_zero=True,
)
GRADIENTS = Subject(
    "gradient_plot",
    "Gradients",
    "Train to see every ∂E/∂w and ∂E/∂b here.",
    "parameters",
    lambda history: history.gradient,
    lambda network: network.trainable,
    _parameter_layers,
    Network.place,
    lambda place: _of_parameter(error_by, place),
    pick_of_sample=lambda numbers: numbers.gradient,
    includes_zero=True,
)
WEIGHTS = Subject(
    "weight_plot",
    "Weights",
    "Train to see every weight and bias here.",
    "parameters",
    lambda history: history.weights,
    _all_parameters,
    _parameter_layers,
    Network.place,
    lambda place: _of_parameter(parameter, place),
)
SUBJECTS = (ACTIVATIONS, DELTAS, GRADIENTS, WEIGHTS)
