"""Samples as text on the clipboard: what spreadsheets, editors and this program itself put there."""

import csv
from collections.abc import Sequence

import msgspec
import numpy as np

from backprop_gui.core.array import Array
from backprop_gui.document.csv_format import detect_in_text
from backprop_gui.document.csv_numbers import column_of_numbers, no_number, number_of
from backprop_gui.document.errors import FileError
from backprop_gui.document.samples import MOST_SAMPLES

MOST_COPIED = 500_000
LONGEST_TEXT = 12_000_000
_PLAIN = b"0123456789.eE+-\t\r\n"


def copied_text(table: Array) -> str:
    """Write rows of numbers with all their digits, as spreadsheets take them.

    Raises
    ------
    FileError
        if there are so many that a window would wait for them.
    """
    if table.size > MOST_COPIED:
        raise FileError(
            f"At most {MOST_COPIED:,} numbers can be copied at once, not {table.size:,}. "
            "Copy fewer, or write all to a file: File ▸ Export data…"
        )
    rows = msgspec.json.encode(table.tolist()).decode()
    return rows[2:-2].replace("],[", "\n").replace(",", "\t") + "\n"


def pasted_block(text: str, names: Sequence[str] = ()) -> Array:
    """Read rows of numbers, shape (rows, columns).

    Tabs, semicolons, commas or spaces stand between them; the decimal sign is a dot or a comma.

    Parameters
    ----------
    names : the table's columns; a first row of these names is passed over

    Raises
    ------
    FileError
        if it is no table of numbers; the cell is named by its row and column in the text.
    """
    if len(text) > LONGEST_TEXT:
        raise FileError(f"What was copied is longer than {LONGEST_TEXT // 10**6} million characters.")
    if (plain := _plain_block(text)) is not None:
        return plain
    rows, decimal = _rows(text)
    first = 1
    if rows and set(rows[0]) <= set(names):
        rows, first = rows[1:], 2
    if not rows:
        raise FileError("There are no numbers on the clipboard.")
    if len(rows) > MOST_SAMPLES:
        raise FileError(f"What was copied has more than {MOST_SAMPLES:,} rows.")
    for number, row in enumerate(rows, start=first):
        if len(row) != len(rows[0]):
            raise FileError(f"Row {number} of what was copied has {len(row)} cells, not {len(rows[0])}.")
    return _numbers([cell for row in rows for cell in row], len(rows[0]), first, decimal)


def _plain_block(text: str) -> Array | None:
    """Read rows of nothing but numbers with dots and tabs, as this program writes them, fast; else None."""
    if not text.isascii() or text.encode().translate(None, _PLAIN):
        return None
    rows = text.replace("\r\n", "\n").strip("\n").replace("\n", "],[").replace("\t", ",")
    try:
        read = msgspec.json.decode(f"[[{rows}]]", type=list[list[float]])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    is_table = len(set(map(len, read))) == 1 and 0 < len(read) <= MOST_SAMPLES and len(read[0]) > 0
    return np.array(read) if is_table else None


def _rows(text: str) -> tuple[list[list[str]], str]:
    """Split a text into cells, empty lines left out, and find its decimal sign."""
    lines = [line for line in text.splitlines() if line.strip()]
    if any("\t" in line for line in lines):
        decimal = "," if "," in text and "." not in text else "."
        return [line.split("\t") for line in lines], decimal
    form = detect_in_text("\n".join(lines))
    try:
        read = csv.reader(lines, delimiter=form.delimiter, skipinitialspace=True)
        return [[cell.strip() for cell in row] for row in read], form.decimal
    except csv.Error as error:
        raise FileError(f"What was copied is no table: {error}.") from error


def _numbers(cells: Sequence[str], width: int, first: int, decimal: str) -> Array:
    """Read all cells; a single dot among decimal commas, or a comma among dots, is a decimal sign too."""
    values = column_of_numbers(cells, decimal)
    for place in np.flatnonzero(np.isnan(values)).tolist():
        value = number_of(cells[place], "," if decimal == "." else ".")
        if value is None:
            row, column = divmod(place, width)
            where = f"Row {row + first}, column {column + 1} of what was copied"
            raise FileError(f"{where}: {_fault(cells[place])}")
        values[place] = value
    return values.reshape(-1, width)


def _fault(cell: str) -> str:
    return f"{no_number(cell)}." if cell.strip() else "there is nothing in it."
