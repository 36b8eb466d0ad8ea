"""Names and titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_gui.document.errors import FileError
from backprop_gui.document.names import check_names, fault_of_name, fault_of_title

GOOD = ["i1", "h2_1", "Größe", "日本", "שלום", "x" * 64, "a b", "<b>", "=1+1", "𝛿", "👩‍🔬"]
BAD = ["", " ", "\u00a0", "x" * 65, "a\n", "\x00", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ud800"]


@pytest.mark.parametrize("name", GOOD)
def test_good_names(name: str) -> None:
    assert fault_of_name(name) is None


@pytest.mark.parametrize("name", BAD)
def test_bad_names(name: str) -> None:
    assert fault_of_name(name) is not None


@given(st.text(max_size=100))
def test_good_names_can_be_shown(name: str) -> None:
    if fault_of_name(name) is None:
        name.encode()
        assert len(name.splitlines()) == 1


def test_titles_may_be_empty_and_longer() -> None:
    assert fault_of_title("") is None
    assert fault_of_title("x" * 200) is None
    assert fault_of_title("x" * 201) == "at most 200 characters"


def test_names_are_unique() -> None:
    check_names([("a", "x"), ("b", "X")])
    with pytest.raises(FileError, match=r'^b: expected a name that no other neuron or input has, found "x"$'):
        check_names([("a", "x"), ("b", "x")])
