"""Tables with other rows around them, as well-known files have them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_gui.document.csv_format import CsvFormat, detect
from backprop_gui.document.csv_table import CsvTable, first_lines, parse
from backprop_gui.document.errors import FileError

ROWS = "\n".join(f"{row}.5,{row + 1},0.{row + 1},{row % 3}" for row in range(8))


def read(text: str) -> CsvTable:
    return parse(text.encode(), detect(text.encode()))


@pytest.mark.parametrize(
    ("above", "header"),
    [
        ("8,3,class_0,class_1,class_2\n", False),
        ("8,setosa,versicolor,virginica\n", False),
        ("Wine of three growers\n\n", False),
        ("Measured by hand;2024\na,b,c,kind\n", True),
    ],
    ids=["counts", "counts, as wide", "title", "title and names"],
)
@pytest.mark.parametrize("below", ["", "\n\nSource: a book\n", "\nEnd of the table\n\n"])
def test_what_stands_around_a_table_is_left_out(above: str, header: bool, below: str) -> None:
    table = read(above + ROWS + below)
    assert (len(table), len(table.columns), table.named) == (8, 4, header)
    assert table.columns[0].numbers.tolist() == [row + 0.5 for row in range(8)]
    assert table.columns[0].rows[0] == above.count("\n") + 1, "as a spreadsheet counts"


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n3,4\n5,6\n",
        "1,2\n3,4\n5,6\n",
        "a,b,c\n1,x,3\n4,5,6\n7,8,9\n1,2,3\n",
        "kind,x\nred,1\ngreen,2\nred,3\n",
        "x\n1\n2\n3\n",
    ],
)
def test_of_a_plain_table_nothing_is_left_out(text: str) -> None:
    found = detect(text.encode())
    assert (found.above, found.below) == (0, 0)


def test_a_row_that_was_cut_off_is_no_foot() -> None:
    with pytest.raises(FileError, match="row 9, column 2: expected 4 cells, found 1"):
        read(ROWS + "\n5.5")


@given(st.integers(0, 3), st.integers(0, 3))
def test_as_many_rows_are_left_out_as_is_said(above: int, below: int) -> None:
    table = parse(ROWS.encode(), CsvFormat(header=False, above=above, below=below))
    assert table.columns[0].numbers.tolist() == (np.arange(above, 8 - below) + 0.5).tolist()


@pytest.mark.parametrize("delimiter", ["~", ":"])
def test_rare_delimiters_are_found(delimiter: str) -> None:
    text = "a,b\n0.5,1\n1.5,2\n".replace(",", delimiter)
    assert detect(text.encode()) == CsvFormat("utf-8", delimiter, ".", True)


def test_the_beginning_of_a_file_is_shown_whatever_is_in_it() -> None:
    assert first_lines(b"a,b\n1\xff\n", "utf-8") == ["a,b", "1\ufffd"]
    assert first_lines(b"1\n" * 500, "utf-8") == ["1"] * 100
