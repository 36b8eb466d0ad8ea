"""The layout of files: good JSON, and good to read."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_gui.document.layout import WIDTH, laid_out

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=40,
)


@given(JSON)
def test_it_is_the_same_json(tree: Any) -> None:
    assert json.loads(laid_out(tree)) == tree


@given(
    st.recursive(
        st.just([1.5]), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("abc"), inner)
    )
)
def test_lines_are_not_too_long(tree: Any) -> None:
    assert all(len(line) <= WIDTH + 40 for line in laid_out(tree).splitlines())


def test_short_parts_stand_on_one_line() -> None:
    tree = {"a": {"b": [1, 2], "c": [[0.5], [None]]}, "d": [], "e": {}, "long": ["x" * 60, "y" * 60]}
    row = ", ".join([f'"{"x" * 60}"', f'"{"y" * 60}"'])
    assert laid_out(tree) == (
        '{\n "a": {"b": [1, 2], "c": [[0.5], [null]]},\n "d": [],\n "e": {},\n "long": [' + row + "]\n}\n"
    )


def test_a_long_list_of_lists_has_a_line_for_each() -> None:
    assert laid_out({"w": [[0.1] * 12, [0.2] * 12]}).splitlines() == [
        "{",
        ' "w": [',
        "  [" + ", ".join(["0.1"] * 12) + "],",
        "  [" + ", ".join(["0.2"] * 12) + "]",
        " ]",
        "}",
    ]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_are_not_finite_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        laid_out({"a": [value]})
