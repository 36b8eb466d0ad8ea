"""Numbers from a spreadsheet: read, or refused in words, whatever is on the clipboard."""

import hypothesis.strategies as st
import pytest
from hypothesis import given
from support.networks import Build, project

from backprop_gui.core.network import BiasPlace, WeightPlace
from backprop_gui.session.selection import LayerPlace
from backprop_gui.session.topology_edits import NotPossible
from backprop_gui.session.value_blocks import Block, block_of, pasted, read_cells, written

SEED = project(Build(sizes=(3, 2, 1), missing=[(0, 1, 1)]))
WHOLE = Block(0, range(2), range(4))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1\t2\r\n3\t4\r\n", [[1.0, 2.0], [3.0, 4.0]]),
        ("1,5\t\t7/20", [[1.5, None, 0.35]]),
        ("0,5;1e-3\n2;3", [[0.5, 0.001], [2.0, 3.0]]),
        ("  1   2 \n3", [[1.0, 2.0], [3.0]]),
        ("−1", [[-1.0]]),
    ],
)
def test_cells_stand_apart_as_spreadsheets_have_them(text: str, cells: list[list[float | None]]) -> None:
    assert read_cells(text) == cells


@given(st.text(max_size=60) | st.text("0123456789,.;\t\n -e/", max_size=60))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    try:
        after = pasted(SEED, WHOLE, read_cells(text))
    except NotPossible as refusal:
        assert str(refusal).endswith(".") and "\n" not in str(refusal).replace(text, "")
    else:
        assert after.parameters.weights[0][1, 1] == 0.0
        assert after.network is SEED.network


def test_what_is_written_reads_back_the_same() -> None:
    text = written(SEED, WHOLE)
    assert text.split("\n")[1].split("\t")[1] == ""
    assert pasted(SEED, WHOLE, read_cells(text)) is SEED


def test_a_block_is_the_frame_around_what_is_chosen() -> None:
    network = SEED.network
    assert block_of(network, [WeightPlace(0, 0, 2), WeightPlace(0, 1, 0)]) == Block(0, range(2), range(3))
    assert block_of(network, [BiasPlace(0, 1)]) == Block(0, range(1, 2), range(3, 4))
    assert block_of(network, [LayerPlace(1)]) == Block(1, range(1), range(2))
    assert block_of(network, []) is None
