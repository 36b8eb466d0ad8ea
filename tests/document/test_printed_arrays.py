"""Arrays as NumPy, PyTorch and others print them: their numbers are read, and nothing is guessed."""

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from backprop_gui.document.errors import FileError
from backprop_gui.document.pasted_cells import read_pasted
from backprop_gui.document.printed_arrays import Printed, is_printed, printed_arrays

MATRIX = [[0.1, -0.25], [2e-05, 4.0]]


@pytest.mark.parametrize(
    "text",
    [
        "[[0.1, -0.25], [2e-05, 4.0]]",
        "[[ 1.0e-01 -2.5e-01]\n [ 2.0e-05  4.0e+00]]",
        "array([[ 0.1    , -0.25   ],\n       [ 0.00002,  4.     ]], dtype=float32)",
        "tensor([[ 0.1000, -0.2500],\n        [ 2e-05,  4.0000]], device='cuda:0', grad_fn=<AddmmBackward0>)",
        "Parameter containing:\ntensor([[0.1, -0.25], [2e-05, 4.]], requires_grad=True)",
        ">>> print(w)\n[[0.1, −0.25]\n [2e-05, 4.]]",
        "Out[12]: Array([[0.1, -0.25], [2e-05, 4.]], dtype=float32)",
        "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[0.1, -0.25],\n [2e-05, 4.]])>",
        "tf.Tensor(\n[[0.1 -0.25]\n [2e-05 4.]], shape=(2, 2), dtype=float32)",
        "[np.array([0.1, -0.25]),\n np.array([np.float64(2e-05), np.float64(4.0)])]",
        "[0.1 -0.25; 2e-05 4]",
        "((0.1, -0.25),  # h1\n (2e-05, 4.0),)",
        "[[[0.1, -0.25], [2e-05, 4.0]]]",
    ],
)
def test_what_is_printed_is_read(text: str) -> None:
    assert is_printed(text)
    assert read_pasted(text).blocks == (MATRIX,)


def test_names_go_with_their_arrays_and_numbers_stay_as_they_were_printed() -> None:
    state = "OrderedDict([('0.weight', tensor([[0.1500, 0.20]])), ('0.bias', tensor([.35]))])"
    assert printed_arrays(state) == [Printed("0.weight", [["0.1500", "0.20"]]), Printed("0.bias", [".35"])]
    lines = "W1 = np.array([[0.15],\n  [0.25]])\nb1: [0.35, 1.]\nerror = 0.298"
    assert [(each.name, each.shape) for each in printed_arrays(lines)] == [
        ("W1", (2, 1)),
        ("b1", (2,)),
        ("error", ()),
    ]
    assert printed_arrays("{'z1': array([1.]), 'a1': 0.5}") == [Printed("z1", ["1."]), Printed("a1", "0.5")]


@given(arrays(np.float64, st.tuples(st.integers(1, 12), st.integers(1, 40)), elements=st.floats(-1e6, 1e6)))
def test_whatever_numpy_prints_comes_back(values: np.ndarray) -> None:
    with np.printoptions(floatmode="unique", threshold=10**6):
        for text in (repr(values), str(values), str(values.tolist())):
            assert read_pasted(text).blocks[0] == values.tolist()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[0.1 0.2 ... 0.8 0.9]]", "leaves numbers out"),
        ("tensor([0.1, 0.2,  ..., 0.9])", "leaves numbers out"),
        ("[nan 1.]", '"nan"'),
        ("[1, None]", '"None"'),
        ("[1_000, 2]", '"1_000"'),
        ("[[1, 2], [3]]", "Row 2 of what was copied has 1 number, not 2"),
        ("[[1, 2], 3]", "mixes"),
        ("array([[1, 2],", "not closed"),
        ("[1, 2]]", "not opened"),
        ("[]", "no numbers"),
        ("[[[1, 2]], [[3, 4]]]", "3 axes \\(2 × 1 × 2 numbers\\)"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(FileError, match=said):
        read_pasted(text)


@given(st.text("[](){}=:;,.'\"<>#-+e019 \nanx…", max_size=40))
def test_any_brackets_are_read_or_refused(text: str) -> None:
    try:
        printed_arrays(text)
    except FileError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("-2.02, -0.232", [[-2.02, -0.232]]),
        ("1,5 2,5\n3 4", [[1.5, 2.5], [3, 4]]),
        ("1,5\n2,5", [[1.5], [2.5]]),
        ("1,2,3", [[1, 2, 3]]),
        ("0.5,1\n2,0.25", [[0.5, 1], [2, 0.25]]),
        ("0.1, 0.2,\n0.3, 0.4", [[0.1, 0.2], [0.3, 0.4]]),
        ("0,5; 1,5\n7/20; 2", [[0.5, 1.5], [0.35, 2]]),
        ("Länge (cm)\tBreite [cm]\n1\t2", [[1, 2]]),
    ],
)
def test_a_comma_parts_numbers_or_is_in_them(text: str, cells: list[list[float]]) -> None:
    assert read_pasted(text).blocks == (cells,)


@pytest.mark.parametrize("text", ["1.234,5", "1,234.5", "-1.234,5\n2.345,6"])
def test_signs_between_thousands_are_refused(text: str) -> None:
    with pytest.raises(FileError, match="without signs between the thousands"):
        read_pasted(text)
