"""What stands above and below a table in its file: a title, counts, a source. It is left out, as is said."""

from collections import Counter
from collections.abc import Sequence

from backprop_gui.document.csv_numbers import is_gap, number_of

MOST_ROWS = 20
"""So many rows above or below a table are recognised at most."""

LEAST_ROWS = 3
"""So many rows of a table have to be alike before others above or below them are no part of it."""

Rows = Sequence[Sequence[str]]


def rows_above(rows: Rows, decimal: str) -> int:
    """Count the rows that stand above a table: shorter or longer ones, and such as say how large it is.

    A file may begin by ``178,13,class_0,class_1,class_2`` before 14 columns, or before 5.
    """
    width = _usual_width(rows)
    if width < 2:
        return 0
    first = next(number for number, row in enumerate(rows) if len(row) == width)
    begins = first + int(_is_count(rows[first], rows[first + 1 :], decimal))
    return begins if begins <= MOST_ROWS and _alike(rows[begins:], width) >= LEAST_ROWS else 0


def rows_below(rows: Rows, table: Rows) -> int:
    """Count the rows at a file's end that hold no number and have fewer cells than the table's."""
    width = _usual_width(table)
    if width < 2 or _alike(table, width) < LEAST_ROWS:
        return 0
    count = 0
    for row in reversed(rows):
        cells = [cell for cell in row if cell.strip()]
        if not cells:
            continue
        if len(row) == width or any(_holds_number(cell) for cell in cells) or count == MOST_ROWS:
            return count
        count += 1
    return 0


def _usual_width(rows: Rows) -> int:
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    return widths.most_common(1)[0][0] if widths else 0


def _alike(rows: Rows, width: int) -> int:
    """Count the rows of a width where all are, but for empty ones and some at the end; else 0."""
    whole = [row for row in rows if any(cell.strip() for cell in row)]
    alike = sum(len(row) == width for row in whole)
    return alike if 2 * alike > len(whole) else 0


def _is_count(row: Sequence[str], below: Rows, decimal: str) -> bool:
    """Tell whether a row has numbers and, for the most part, text where all below are numbers."""
    under = [each for each in below if len(each) == len(row)]
    numbers = [number_of(cell, decimal) is not None for cell in row]
    if not any(numbers) or len(under) < LEAST_ROWS:
        return False
    misplaced = [
        not is_number and not is_gap(cell) and all(number_of(each[at], decimal) is not None for each in under)
        for at, (cell, is_number) in enumerate(zip(row, numbers, strict=True))
    ]
    return 2 * sum(misplaced) > len(row)


def _holds_number(cell: str) -> bool:
    return any(number_of(cell, decimal) is not None for decimal in ".,")
