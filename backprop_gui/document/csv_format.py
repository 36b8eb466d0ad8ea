"""How a table of text is written: its encoding, delimiter, decimal sign, and whether names stand on top."""

import codecs
import csv
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice, takewhile

from backprop_gui.document.csv_numbers import is_gap, is_grouped, number_of

DELIMITERS = (",", ";", "\t", "|", " ")
DECIMALS = (".", ",")
ENCODINGS = ("utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be")
BYTES_LOOKED_AT = 65536
ROWS_LOOKED_AT = 50

_QUOTED = re.compile(r'"([^"\n]*)"')
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class CsvFormat:
    """How a table is written.

    Attributes
    ----------
    encoding : one of `ENCODINGS`; a mark at the file's beginning is not counted as text
    delimiter : what stands between two cells
    decimal : "." or ","
    header : whether the first row holds the columns' names
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: str = "."
    header: bool = True


def detect(data: bytes) -> CsvFormat:
    """Find how a file is written from its beginning."""
    encoding = detect_encoding(data)
    text = data[:BYTES_LOOKED_AT].decode(encoding, errors="replace").removeprefix("\ufeff")
    return detect_in_text(text, encoding, is_whole=len(data) <= BYTES_LOOKED_AT)


def detect_encoding(data: bytes) -> str:
    """Find a file's encoding: by its mark, by zero bytes, or by what its bytes can be."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    beginning = data[:BYTES_LOOKED_AT]
    even, odd = beginning[0::2].count(0), beginning[1::2].count(0)
    if max(even, odd) > len(beginning) / 8:
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def detect_in_text(text: str, encoding: str = "utf-8", is_whole: bool = True) -> CsvFormat:
    """Find delimiter, decimal sign and header of a text, or of its beginning."""
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
    return CsvFormat(encoding, best.delimiter, best.decimal, _has_header(rows, best.decimal))


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
    try:
        read = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter == " ")
        return [row for row in islice(read, ROWS_LOOKED_AT) if row]
    except csv.Error:
        return []


def _likeness(rows: list[list[str]], decimal: str) -> tuple[float, float, int]:
    """Tell how much like a table rows are: all of one length, made of numbers, several columns."""
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
