"""A neuron or a parameter has one colour, and looks like no other."""

import pytest

from backprop_gui.core.network import INPUTS, BiasPlace, Network, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.look.identity import identity_color, identity_number, identity_pen
from backprop_gui.look.theme import themes


@pytest.fixture
def network() -> Network:
    return load_example("seed").network


def test_numbers_follow_the_order_of_neurons_and_parameters(network: Network) -> None:
    neurons = [NeuronPlace(layer, index) for layer in (0, 1) for index in (0, 1)]
    assert [identity_number(network, place) for place in neurons] == [0, 1, 2, 3]
    assert identity_number(network, WeightPlace(1, 0, 0)) == 4
    assert identity_number(network, BiasPlace(1, None)) == 9


def test_what_has_no_curve_has_no_number(network: Network) -> None:
    for place in (NeuronPlace(INPUTS, 0), TargetPlace(0), None):
        assert identity_number(network, place) is None


@pytest.mark.parametrize("look", ["light", "dark"])
def test_twentyfour_look_different_without_their_width(look: str) -> None:
    themes.choose(look)
    pens = [identity_pen(number) for number in range(24)]
    assert len({(pen.color().name(), pen.style()) for pen in pens}) == 24
    assert [identity_color(number) for number in range(24)] == [pen.color() for pen in pens]
    themes.choose("light")


def test_a_colour_given_out_is_a_copy() -> None:
    identity_color(0).setAlphaF(0.5)
    assert identity_color(0).alphaF() == 1.0
