"""What is chosen is counted by its kinds."""

import pytest

from backprop_gui.core.network import INPUTS, BiasPlace, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.session.chosen_words import counted_words
from backprop_gui.session.selection import Chosen, LayerPlace

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
