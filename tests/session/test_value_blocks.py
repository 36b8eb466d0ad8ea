"""Numbers from a spreadsheet: read, or refused in words, whatever is on the clipboard."""

import hypothesis.strategies as st
import pytest
from hypothesis import given
from support.networks import Build, project

from backprop_gui.core.network import BiasPlace, WeightPlace
from backprop_gui.document.errors import FileError
from backprop_gui.document.pasted_cells import read_pasted
from backprop_gui.session.selection import LayerPlace
from backprop_gui.session.topology_edits import NotPossible
from backprop_gui.session.value_blocks import Block, BothFit, blocks_of, both_fit, pasted, written

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
    assert read_pasted(text).blocks == (cells,)


@given(st.text(max_size=60) | st.text("0123456789,.;\t\n -e/", max_size=60))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    try:
        after = pasted(SEED, [WHOLE], read_pasted(text))
    except (NotPossible, FileError) as refusal:
        assert str(refusal).endswith(".") and "\n" not in str(refusal).replace(text, "")
    else:
        assert after.parameters.weights[0][1, 1] == 0.0
        assert after.network is SEED.network


def test_what_is_written_reads_back_the_same() -> None:
    text = written(SEED, [WHOLE])
    assert text.split("\n")[1].split("\t")[1] == ""
    assert pasted(SEED, [WHOLE], read_pasted(text)) is SEED


def test_a_block_is_the_frame_around_what_is_chosen() -> None:
    network = SEED.network
    assert blocks_of(network, [WeightPlace(0, 0, 2), WeightPlace(0, 1, 0)]) == [Block(0, range(2), range(3))]
    assert blocks_of(network, [BiasPlace(0, 1)]) == [Block(0, range(1, 2), range(3, 4))]
    assert blocks_of(network, [LayerPlace(1)]) == [Block(1, range(1), range(2))]
    assert blocks_of(network, []) == []


TWO = [Block(0, range(2), range(1, 2)), Block(1, range(1), range(2))]


def test_two_layers_go_as_two_blocks_and_come_back() -> None:
    places = [WeightPlace(1, 0, 1), WeightPlace(0, 0, 1), WeightPlace(1, 0, 0), WeightPlace(0, 1, 1)]
    network = project(Build(sizes=(3, 2, 1))).network
    assert blocks_of(network, places) == TWO
    text = written(SEED, TWO)
    # The second row of the first block is empty too, as nothing is connected there.
    first, second = (layer.tolist() for layer in SEED.parameters.weights)
    assert text.split("\n") == [repr(first[0][1]), "", "", f"{second[0][0]!r}\t{second[0][1]!r}"]
    assert pasted(SEED, TWO, read_pasted(text, [2, 1])) is SEED
    changed = pasted(SEED, TWO, read_pasted("7\n8\n\n9\t", [2, 1]))
    assert changed.parameters.weights[0][0, 1] == 7.0
    assert changed.parameters.weights[1].tolist() == [[9.0, second[0][1]]]
    filled = pasted(SEED, TWO, read_pasted("0.5", [2, 1]))
    assert filled.parameters.weights[0][0, 1] == 0.5 and filled.parameters.weights[1].tolist() == [[0.5, 0.5]]


def test_blocks_that_do_not_match_the_layers_are_refused() -> None:
    with pytest.raises(FileError, match="in 2 layers, and the clipboard holds 1 block:"):
        read_pasted("1\n2", [2, 1])
    with pytest.raises(FileError, match="in 2 layers, and the clipboard holds 3 blocks:"):
        read_pasted("1\n\n2\n\n3", [2, 1])
    with pytest.raises(FileError, match='Row 4, column 1 of what was copied: "1x"'):
        read_pasted("1\n2\n\n1x", [2, 1])


@pytest.mark.parametrize(
    ("text", "cells", "said"),
    [
        ("i1\ti2\n1\t2", [[1.0, 2.0]], "row of"),
        ("h1\t1\t2\nh2\t3\t", [[1.0, 2.0], [3.0, None]], "column of"),
        ("\ti1\ti2\nh1\t1\t2\nh2\t3\t4", [[1.0, 2.0], [3.0, 4.0]], "row and column of"),
        ("w1\n0,5", [[0.5]], "row of"),
    ],
)
def test_names_around_the_numbers_are_left_out_and_that_is_said(
    text: str, cells: list[list[float | None]], said: str
) -> None:
    copied = read_pasted(text)
    assert copied.blocks == (cells,) and said in copied.note


@pytest.mark.parametrize("text", ["0,5o\n1", "i1\t2\n3\t4", "i1\ti2", "1\tmany\n2\t3"])
def test_what_may_be_a_mistyped_number_is_no_name(text: str) -> None:
    with pytest.raises(FileError, match="Row 1, column"):
        read_pasted(text)


WIDE = project(Build(sizes=(3, 2, 1)))
SQUARE = project(Build(sizes=(2, 2, 1)))
FIRST = [Block(0, range(1), range(1))]


@pytest.mark.parametrize(
    "text",
    [
        "[[1, 2, 3], [4, 5, 6]]",
        "tensor([[1., 2., 3.],\n        [4., 5., 6.]], grad_fn=<TransposeBackward0>)",
        "array([[1., 4.],\n       [2., 5.],\n       [3., 6.]], dtype=float32)",
        "1, 4\n2, 5\n3, 6",
        "1\t4\n2\t5\n3\t6",
    ],
)
def test_weights_are_turned_where_they_fit_only_so(text: str) -> None:
    copied = read_pasted(text)
    assert both_fit(WIDE.network, FIRST, copied) is None
    assert pasted(WIDE, FIRST, copied).parameters.weights[0].tolist() == [[1, 2, 3], [4, 5, 6]]


def test_where_both_ways_fit_that_is_a_question_with_two_answers() -> None:
    copied = read_pasted("[[1, 2], [3, 4]]")
    assert both_fit(SQUARE.network, FIRST, copied) == BothFit(0, 2)
    assert pasted(SQUARE, FIRST, copied).parameters.weights[0].tolist() == [[1, 2], [3, 4]]
    assert pasted(SQUARE, FIRST, copied, True).parameters.weights[0].tolist() == [[1, 3], [2, 4]]
    for known in ("1\t2\n3\t4", "[[1, 2], [2, 4]]"):
        assert both_fit(SQUARE.network, FIRST, read_pasted(known)) is None, "nothing to ask"


def test_a_list_goes_down_a_column_where_a_column_is_chosen() -> None:
    biases = [Block(0, range(2), range(3, 4))]
    assert pasted(WIDE, biases, read_pasted("[0.5, 0.25]")).parameters.biases[0].tolist() == [0.5, 0.25]
    row = pasted(WIDE, FIRST, read_pasted("array([7., 8., 9.])"))
    assert row.parameters.weights[0][0].tolist() == [7, 8, 9]


def test_an_array_goes_into_each_layer() -> None:
    copied = read_pasted("W1 = [[1, 2, 3], [4, 5, 6]]\nW2 = [[7], [8]]", [2, 1])
    made = pasted(WIDE, [WHOLE, Block(1, range(1), range(2))], copied)
    assert [weights.tolist() for weights in made.parameters.weights] == [[[1, 2, 3], [4, 5, 6]], [[7, 8]]]
    with pytest.raises(FileError, match="holds 2 arrays: copy one"):
        read_pasted("[1]\n[2]")
