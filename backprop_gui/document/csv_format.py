"""How a table of text is written: its encoding, delimiter, decimal sign, what stands above and below it."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile

from backprop_gui.document.csv_encoding import BYTES_LOOKED_AT, ENCODINGS, guess_encoding
from backprop_gui.document.csv_numbers import is_gap, is_grouped, number_of
from backprop_gui.document.csv_surroundings import rows_above, rows_below

__all__ = ["DECIMALS", "DELIMITERS", "ENCODINGS", "CsvFormat", "detect", "lines_above", "named_delimiter"]

DELIMITERS = (",", ";", "\t", "|", " ", "~", ":")
DECIMALS = (".", ",")
ROWS_LOOKED_AT = 50

_QUOTED = re.compile(r'"([^"\n]*)"')


@dataclass(frozen=True)
class CsvFormat:
    """How a table is written.

    Attributes
    ----------
    encoding : one of `ENCODINGS`; a mark at the file's beginning is not counted as text
    delimiter : what stands between two cells
    decimal : "." or ","
    header : whether the table's first row holds the columns' names
    above, below : how many rows to leave out at the top, not counting those of `lines_above`, and at the end
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: str = "."
    header: bool = True
    above: int = 0
    below: int = 0


def detect(data: bytes, language: str = "") -> CsvFormat:
    """Find how a file is written; the encoding is a guess where the file does not say it.

    Parameters
    ----------
    language : the system's, whose encodings are tried first
    """
    encoding = guess_encoding(data, language).encoding
    text = data[:BYTES_LOOKED_AT].decode(encoding, errors="replace").removeprefix("\ufeff")
    end = data[-BYTES_LOOKED_AT:].decode(encoding, errors="replace")
    return _detect_in_text(text, end, encoding, is_whole=len(data) <= BYTES_LOOKED_AT)


def has_header(data: bytes, form: CsvFormat) -> bool:
    """Tell whether names stand on top of a table that begins where a format says."""
    text = data[:BYTES_LOOKED_AT].decode(form.encoding, errors="replace").removeprefix("\ufeff")
    rows = _first_rows(text.splitlines()[lines_above(text) + form.above :], form.delimiter)
    return _has_header([row for row in rows if row], form.decimal)


def _detect_in_text(text: str, end: str, encoding: str, is_whole: bool) -> CsvFormat:
    lines = text.splitlines()
    if not is_whole:
        lines = lines[:-1] or lines
    named = named_delimiter(lines[0]) if lines else None
    lines = lines[lines_above(text) :]
    choices = [
        CsvFormat(encoding, delimiter, decimal, False)
        for delimiter in ([named] if named else DELIMITERS)
        for decimal in DECIMALS
        if decimal != delimiter or _quotes_commas(text)
    ]
    best = max(choices, key=lambda choice: _likeness(_first_rows(lines, choice.delimiter), choice.decimal))
    rows = _first_rows(lines, best.delimiter)
    above = rows_above(rows, best.decimal)
    below = rows_below(_rows(end.splitlines()[-ROWS_LOOKED_AT:], best.delimiter), rows[above:])
    header = _has_header([row for row in rows[above:] if row], best.decimal)
    return CsvFormat(encoding, best.delimiter, best.decimal, header, above, below)


def named_delimiter(line: str) -> str | None:
    """Read a first line such as ``sep=;``, with which spreadsheets name the delimiter."""
    name, _, delimiter = line.strip("\r\n\ufeff").partition("=")
    return delimiter if name.lower() == "sep" and len(delimiter) == 1 else None


def lines_above(text: str) -> int:
    """Count the lines above the table: one that names the delimiter, or remarks that begin with a #.

    A last remark with as many cells as the line below it holds the columns' names.
    """
    lines = text[:BYTES_LOOKED_AT].splitlines()
    if lines and named_delimiter(lines[0]):
        return 1
    remarks = list(takewhile(lambda line: line.startswith("#"), lines))
    if remarks and len(remarks) < len(lines):
        last, below = remarks[-1], lines[len(remarks)]
        if any(last.count(sign) == below.count(sign) > 0 for sign in DELIMITERS if sign != " "):
            return len(remarks) - 1
    return len(remarks)


def _quotes_commas(text: str) -> bool:
    """Tell whether a comma within quotation marks can only be a decimal sign."""
    cells = [cell for cell in _QUOTED.findall(text) if "," in cell]
    return any(number_of(cell, ",") is not None and not is_grouped(cell) for cell in cells)


def _first_rows(lines: list[str], delimiter: str) -> list[list[str]]:
    return _rows(lines[:ROWS_LOOKED_AT], delimiter)


def _rows(lines: list[str], delimiter: str) -> list[list[str]]:
    """Read rows; an empty line is one without cells."""
    try:
        return list(csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter == " "))
    except csv.Error:
        return []


def _likeness(rows: list[list[str]], decimal: str) -> tuple[float, float, int]:
    """Tell how much like a table rows are: all of one length, made of numbers, several columns."""
    rows = [row for row in rows[rows_above(rows, decimal) :] if row]
    if not rows:
        return (0.0, 0.0, 0)
    (width, alike), *_ = Counter(map(len, rows)).most_common(1)
    cells = [cell for row in rows for cell in row if not is_gap(cell)]
    numbers = sum(number_of(cell, decimal) is not None for cell in cells)
    # A single column is always of one length, which says nothing.
    regular = alike / len(rows) if width > 1 else 0.5
    return (round(regular, 1), numbers / len(cells) if cells else 0.0, width)


def _has_header(rows: list[list[str]], decimal: str) -> bool:
    """Tell whether the first row is made of names: none of it is a number, nor a gap but for the corner."""
    if not rows or any(number_of(cell, decimal) is not None for cell in rows[0]):
        return False
    return len(rows) == 1 or not all(map(is_gap, rows[0]))
