"""Numbers as people type them."""

import pytest

from backprop_gui.document.typed_number import parse_number
from backprop_gui.session.numbers import parse_count


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.35", 0.35),
        ("0,35", 0.35),
        (" 7/20 ", 0.35),
        ("1e-3", 0.001),
        ("1E3", 1000.0),
        ("-0.5", -0.5),
        ("−0,5", -0.5),
        (".5", 0.5),
        (",5", 0.5),
        ("3", 3.0),
        ("+2", 2.0),
        ("-1/4", -0.25),
        ("0,5 / 2", 0.25),
    ],
)
def test_what_is_a_number(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1_000", "infinity", "nan", "1e999", "1/0", "0.1.2", "1,000.5", "1e", "--1", "0x10", "1/2/3"],
)
def test_what_is_none_gets_one_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        parse_number(text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["10000", "10,000", "10 000", "10.000", "10\u202f000"])
def test_rounds_may_be_grouped(text: str) -> None:
    assert parse_count(text) == 10_000


@pytest.mark.parametrize("text", ["", "0", "-5", "1.5", "1,00", "ten", "1e4", "9" * 30])
def test_what_is_no_number_of_rounds(text: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        parse_count(text)
