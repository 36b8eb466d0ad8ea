"""What is chosen is counted by its kinds."""

import pytest

from backprop_gui.core.network import INPUTS, BiasPlace, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.session.chosen_words import counted_words, named_words
from backprop_gui.session.selection import Chosen, LayerPlace
from backprop_gui.session.session import Session

H1, I1 = NeuronPlace(0, 0), NeuronPlace(INPUTS, 0)


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([], ""),
        ([H1], ""),
        ([H1, NeuronPlace(0, 1), WeightPlace(0, 0, 0)], "3 chosen: 2 neurons, 1 weight"),
        ([I1, TargetPlace(0), LayerPlace(1)], "3 chosen: 1 input, 1 target, 1 layer"),
        ([BiasPlace(0, None), BiasPlace(1, None)], "2 chosen: 2 biases"),
    ],
)
def test_kinds_are_counted(places: list[Chosen], words: str) -> None:
    assert counted_words(places) == words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (I1, "i1 = 0.05"),
        (H1, "h1"),
        (WeightPlace(1, 0, 1), "w6 from h2 to o1 = 0.45"),
        (BiasPlace(1, None), "b2 = 0.6"),
        (TargetPlace(1), "target of o2 = 0.99"),
        (LayerPlace(0), "the hidden layer: 2 neurons"),
        (LayerPlace(INPUTS), "the inputs: 2 inputs"),
    ],
)
def test_a_single_thing_is_named_with_its_number(qapp: object, place: Chosen, words: str) -> None:
    assert named_words(Session(load_example("seed")), place) == words


def test_a_neuron_is_named_with_its_out_once_that_is_known(qapp: object) -> None:
    session = Session(load_example("seed"))
    session.cursor.go(2)
    assert named_words(session, H1) == "h1: out = 0.593269992"
