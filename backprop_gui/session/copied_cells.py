"""Blocks of numbers as spreadsheets put them on the clipboard, with names around them or without."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backprop_gui.session.numbers import parse_number
from backprop_gui.session.topology_edits import NotPossible

MOST_CELLS = 200_000
Cells = list[list[float | None]]
Texts = list[list[str]]

_NAME = re.compile(r"\s*[^\W\d_]")
"""What begins by a letter; a number that is mistyped begins by a digit or a sign."""


@dataclass(frozen=True)
class Copied:
    """What the clipboard holds.

    Attributes
    ----------
    blocks : cells, one block for each layer that is pasted into
    note : what was left out, in a sentence; empty where nothing was
    """

    blocks: tuple[Cells, ...]
    note: str = ""


def read_copied(text: str, heights: Sequence[int] = (1,)) -> Copied:
    """Read blocks; cells stand apart by tabs, or by semicolons or blanks where there are no tabs.

    A first row or column of names is left out where all the rest are numbers.

    Parameters
    ----------
    heights : the rows of each block that shall be written; of several, an empty row stands between two

    Raises
    ------
    NotPossible
        naming row and column of the first cell that is no number.
    """
    lines = text.strip("\r\n").splitlines()
    if not text.strip():
        raise NotPossible("The clipboard holds no numbers.")
    apart = next((sign for sign in ("\t", ";") if sign in text), None)
    rows = [line.split(apart) if apart else re.split(r"\s+", line.strip()) for line in lines]
    if sum(map(len, rows)) > MOST_CELLS:
        raise NotPossible(f"The clipboard holds more than {MOST_CELLS:,} cells.")
    blocks, notes, first = [], [], 0
    for part in _parts(rows, heights):
        named_rows, named_columns = _names_around(part)
        inner = [row[named_columns:] for row in part[named_rows:]]
        blocks.append(_numbers(inner, first + named_rows, named_columns))
        notes.append(_note(named_rows, named_columns))
        first += len(part) + 1
    return Copied(tuple(blocks), max(notes, key=len))


def _parts(rows: Texts, heights: Sequence[int]) -> list[Texts]:
    """Share the rows out among the blocks that shall be written."""
    if len(heights) == 1 or len(rows) == len(rows[0]) == 1:
        return [rows]
    ends = [sum(heights[: number + 1]) + number for number in range(len(heights))]
    fits = len(rows) == ends[-1] and all(_is_empty(rows[end]) for end in ends[:-1])
    # By their heights where these fit: an empty row may be one of a block, where nothing is connected.
    borders = ends if fits else [at for at, row in enumerate(rows) if _is_empty(row)] + [len(rows)]
    parts = [rows[begin:end] for begin, end in zip((0, *(b + 1 for b in borders)), borders, strict=False)]
    if len(parts) != len(heights):
        raise NotPossible(
            f"What is chosen lies in {len(heights)} layers, and the clipboard holds "
            f"{len(parts)} block{'s' if len(parts) > 1 else ''}: one for each is needed, "
            "with an empty row between two."
        )
    return parts


def _is_empty(row: list[str]) -> bool:
    return not any(cell.strip() for cell in row)


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
    return [
        [_number(cell, row, column) for column, cell in enumerate(cells, start=first_column + 1)]
        for row, cells in enumerate(rows, start=first_row + 1)
    ]


def _number(cell: str, row: int, column: int) -> float | None:
    if not cell.strip():
        return None
    try:
        return parse_number(cell)
    except ValueError as error:
        raise NotPossible(f"Row {row}, column {column} of the clipboard: {error}") from None
