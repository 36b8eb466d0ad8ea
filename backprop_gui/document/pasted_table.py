"""Samples as text on the clipboard: what spreadsheets, editors and this program itself put there."""

from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from backprop_gui.core.array import Array
from backprop_gui.document.errors import FileError
from backprop_gui.document.pasted_cells import LONGEST_TEXT, read_pasted
from backprop_gui.document.samples import MOST_SAMPLES

MOST_COPIED = 500_000
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


def pasted_block(text: str, names: Sequence[str] = (), room: int | None = None) -> Array:
    """Read rows of numbers, shape (rows, columns).

    What stands between them, and what they may look like, says `document.pasted_cells`.

    Parameters
    ----------
    names : the table's columns; a first row of these names is passed over
    room : so many columns can be written; a printed list of more numbers is one column, else one row

    Raises
    ------
    FileError
        if it is no table of numbers; the cell is named by its row and column in the text.
    """
    if len(text) <= LONGEST_TEXT and (plain := _plain_block(text)) is not None:
        return plain
    copied = read_pasted(text, names=names)
    rows = [
        (number, row)
        for number, row in enumerate(copied.blocks[0], start=copied.first_rows[0])
        if any(cell is not None for cell in row)
    ]
    if not rows:
        raise FileError("There are no numbers on the clipboard.")
    if len(rows) > MOST_SAMPLES:
        raise FileError(f"What was copied has more than {MOST_SAMPLES:,} rows.")
    block = np.array(list(_whole(rows)))
    return block.T if copied.is_list and room is not None and block.shape[1] > room else block


def _whole(rows: Sequence[tuple[int, Sequence[float | None]]]) -> Iterator[list[float]]:
    """Yield rows that have all their cells, and all as many."""
    width = len(rows[0][1])
    for number, row in rows:
        if len(row) != width:
            raise FileError(f"Row {number} of what was copied has {len(row)} cells, not {width}.")
        if None in row:
            where = f"Row {number}, column {row.index(None) + 1} of what was copied"
            raise FileError(f"{where}: there is nothing in it.")
        yield [cell for cell in row if cell is not None]


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
