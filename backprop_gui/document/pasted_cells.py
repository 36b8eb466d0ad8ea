"""Numbers that were copied anywhere, as cells: of a spreadsheet, of a text, or of an array that was printed.

This is the one way in which what is pasted is read, wherever it is pasted.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backprop_gui.document.csv_numbers import column_of_numbers, is_grouped, no_number
from backprop_gui.document.errors import FileError, counted
from backprop_gui.document.printed_arrays import is_printed, printed_arrays, rows_of
from backprop_gui.document.typed_number import parse_number

LONGEST_TEXT = 12_000_000
Cells = list[list[float | None]]
Texts = list[list[str]]

_NAME = re.compile(r"\s*(?!(?:nan|inf|infinity|n/?a|none|null)\s*$)[^\W\d_]", re.IGNORECASE)
"""What begins by a letter; a number that is mistyped begins by a digit or a sign."""


@dataclass(frozen=True)
class Pasted:
    """What was copied.

    Attributes
    ----------
    blocks : rows of cells, one block for each place that is written to; None where a cell is empty
    first_rows : the number that each block's first row has in the text
    note : what was left out, in a sentence; empty where nothing was
    is_laid_out : whether people have seen these rows and columns, in a table; else a program wrote them
    is_list : whether there is but one axis, which may run along either side of a table
    """

    blocks: tuple[Cells, ...]
    first_rows: tuple[int, ...] = (1,)
    note: str = ""
    is_laid_out: bool = True
    is_list: bool = False


def read_pasted(text: str, heights: Sequence[int] = (1,), names: Sequence[str] = ()) -> Pasted:
    """Read what was copied.

    A first row or column of names is left out where all the rest are numbers.

    Parameters
    ----------
    heights : the rows of each block that shall be written; of several, an empty row stands between two
    names : a first row of these is passed over, whatever they look like

    Raises
    ------
    FileError
        naming the row and the column of the first cell that is no number.
    """
    if len(text) > LONGEST_TEXT:
        raise FileError(f"What was copied is longer than {LONGEST_TEXT // 10**6} million characters.")
    if is_printed(text):
        return _read_arrays(text, len(heights))
    if not text.strip():
        raise FileError("There are no numbers on the clipboard.")
    rows = _split(text.strip("\r\n").splitlines())
    read = [_read_part(part, first, names) for first, part in _parts(rows, heights)]
    notes = [note for _, _, note in read]
    return Pasted(
        tuple(cells for cells, _, _ in read),
        tuple(first for _, first, _ in read),
        max(notes, key=len),
        is_laid_out="\t" in text,
    )


def _read_arrays(text: str, places: int) -> Pasted:
    arrays = printed_arrays(text)
    if not arrays:
        raise FileError("There are no numbers on the clipboard.")
    if len(arrays) not in (1, places):
        wanted = "one" if places == 1 else f"one for each of {places} layers"
        raise FileError(f"What was copied holds {len(arrays)} arrays: copy {wanted}.")
    blocks = tuple(_numbers(rows_of(each), 1, 1) for each in arrays)
    is_list = all(len(each.shape) == 1 for each in arrays)
    return Pasted(blocks, (1,) * len(blocks), is_laid_out=False, is_list=is_list)


def _split(lines: list[str]) -> Texts:
    """Split lines into cells: at tabs, else at semicolons or bars, else at commas, else at blanks."""
    text = "\n".join(lines)
    if "\t" in text:
        return [line.split("\t") for line in lines]
    sign = next((sign for sign in ";|" if sign in text), "," if _commas_part(text) else None)
    if sign is None:
        return [re.split(r"\s+", line.strip()) for line in lines]
    if sign == "," and all(line.rstrip().endswith(",") for line in lines[:-1]):
        lines = [line.rstrip().removesuffix(",") for line in lines]
    try:
        read = [row or [""] for row in csv.reader(lines, delimiter=sign, skipinitialspace=True)]
    except csv.Error as error:
        raise FileError(f"What was copied is no table: {error}.") from error
    return [[cell.strip() for cell in row] for row in read]


def _commas_part(text: str) -> bool:
    """Tell whether commas stand between numbers: with a blank behind, twice in a word, or beside a dot.

    Else they are decimal signs, as in what spreadsheets write in many languages.
    """
    words = [word for word in text.split() if "," in word]
    mixed = [word for word in words if "." in word]
    if mixed and all(is_grouped(word) and word.lstrip("+-−")[0] != "0" for word in mixed):
        raise FileError(f"{no_number(mixed[0])}.")
    return bool(mixed) or any(word.count(",") > 1 or word[0] == "," or word[-1] == "," for word in words)


def _parts(rows: Texts, heights: Sequence[int]) -> list[tuple[int, Texts]]:
    """Share the rows out among the blocks that shall be written; each with its first row's number."""
    if len(heights) == 1 or len(rows) == len(rows[0]) == 1:
        return [(1, rows)]
    ends = [sum(heights[: number + 1]) + number for number in range(len(heights))]
    fits = len(rows) == ends[-1] and all(_is_empty(rows[end]) for end in ends[:-1])
    # By their heights where these fit: an empty row may be one of a block, where nothing is connected.
    borders = ends if fits else [at for at, row in enumerate(rows) if _is_empty(row)] + [len(rows)]
    begins = [0, *(border + 1 for border in borders)]
    if len(borders) != len(heights):
        raise FileError(
            f"What is chosen lies in {len(heights)} layers, and the clipboard holds "
            f"{counted(len(borders), 'block')}: one for each is needed, with an empty row between two."
        )
    return [(begin + 1, rows[begin:end]) for begin, end in zip(begins, borders, strict=False)]


def _is_empty(row: list[str]) -> bool:
    return not any(cell.strip() for cell in row)


def _read_part(rows: Texts, first: int, names: Sequence[str]) -> tuple[Cells, int, str]:
    """Read one block; return it with its first row's number, and what was left out."""
    if rows and names and set(rows[0]) <= set(names):
        rows, first = rows[1:], first + 1
    above, beside = _names_around(rows)
    inner = [row[beside:] for row in rows[above:]]
    return _numbers(inner, first + above, 1 + beside), first + above, _note(above, beside)


def _names_around(rows: Texts) -> tuple[int, int]:
    """Count the rows above and the columns beside the numbers that hold names: 0 or 1 of each."""
    for above, beside in ((0, 0), (1, 0), (0, 1), (1, 1)):
        inner = [cell for row in rows[above:] for cell in row[beside:]]
        names = [*(rows[0][beside:] if above else ()), *(row[0] for row in rows[above:] if beside)]
        if all(map(_is_name, names)) and inner and not any(map(_NAME.match, inner)):
            return above, beside
    return 0, 0


def _is_name(cell: str) -> bool:
    return not cell.strip() or bool(_NAME.match(cell))


def _note(rows: int, columns: int) -> str:
    if not rows and not columns:
        return ""
    parts = " and ".join([*["row"] * rows, *["column"] * columns])
    return f"The names in the first {parts} of what was pasted were left out."


def _numbers(rows: Texts, first_row: int, first_column: int) -> Cells:
    """Read cells: plain ones all at once, the others one by one."""
    values = iter(column_of_numbers([cell.strip() for row in rows for cell in row], ".").tolist())
    return [
        [
            value if not np.isnan(value := next(values)) else _number(cell, row, column)
            for column, cell in enumerate(cells, start=first_column)
        ]
        for row, cells in enumerate(rows, start=first_row)
    ]


def _number(cell: str, row: int, column: int) -> float | None:
    if not cell.strip():
        return None
    try:
        return parse_number(cell)
    except ValueError as error:
        said = str(error) if "fraction" in str(error) else f"{no_number(cell)}."
        raise FileError(f"Row {row}, column {column} of what was copied: {said}") from None
