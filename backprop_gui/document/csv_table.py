"""Tables of text in files, as columns of numbers or of labels; what is wrong is named by row and column."""

import csv
import io
import itertools
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from backprop_gui.core.array import Array, BoolArray, IntArray
from backprop_gui.core.progress import Progress, unwatched
from backprop_gui.document.bounded_reading import read_bounded
from backprop_gui.document.csv_cells import as_meant
from backprop_gui.document.csv_format import CsvFormat, lines_above
from backprop_gui.document.csv_numbers import column_of_numbers, is_gap, no_number
from backprop_gui.document.errors import FileError, counted, quoted
from backprop_gui.document.names import LONGEST_HEADING, LONGEST_NAME, TARGET, fault_of_name

LARGEST_FILE = 10_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 5_000
ROWS_PREVIEWED = 100
LONGEST_LINE = 1_000
ROWS_BETWEEN_REPORTS = 2_000
READING_SHARE = 0.5


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : good as a neuron's name, and no other column's
    numbers : NaN where there is none
    gaps : True where nothing is known
    texts : the cells; none where all are numbers
    rows : which row of the file each cell stands in, as a spreadsheet counts them
    """

    name: str
    numbers: Array
    gaps: BoolArray
    texts: Sequence[str]
    rows: IntArray

    @cached_property
    def holds_numbers(self) -> bool:
        """Whether most of what stands in it are numbers: then the rest are mistakes."""
        known = int((~self.gaps).sum())
        return known > 0 and 2 * int(np.isfinite(self.numbers).sum()) >= known

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The different labels in it, sorted; numbers by their size."""
        if not self.texts:
            return tuple(repr(value).removesuffix(".0") for value in np.unique(self.numbers).tolist())
        labels = set(itertools.compress(self.texts, ~self.gaps))
        return tuple(sorted(labels))

    @cached_property
    def fault(self) -> FileError | None:
        """The first cell that is no number, in a column that shall hold numbers."""
        bad = np.flatnonzero(~np.isfinite(self.numbers) & ~self.gaps)
        if not bad.size:
            return None
        return FileError(f"{self.place(int(bad[0]))}: {no_number(self.texts[bad[0]])}")

    def place(self, cell: int) -> str:
        """Say where a cell stands in the file."""
        return f"row {self.rows[cell]}, column {quoted(self.name)}"


@dataclass(frozen=True, eq=False)
class CsvTable:
    """What stands in a file, column by column.

    Attributes
    ----------
    named : whether the file names its columns
    shortened : the names that were longer in the file
    preview : the first rows as they are written
    """

    columns: tuple[Column, ...]
    named: bool
    shortened: tuple[str, ...]
    preview: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.columns[0].numbers)


def read_file(path: str | Path) -> bytes:
    """Read a file's bytes, having looked at its size first.

    Raises
    ------
    FileError
        if it cannot be read, or is larger than `LARGEST_FILE`.
    """
    try:
        return read_bounded(path, LARGEST_FILE)
    except (OSError, ValueError) as error:
        raise FileError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error


def parse(data: bytes, form: CsvFormat, progress: Progress = unwatched) -> CsvTable:
    """Read a table.

    Raises
    ------
    FileError
        at the first thing that is wrong, with its row as a spreadsheet counts it.
    Cancelled
        if `progress` raises it.
    """
    text = decoded(data, form.encoding)
    read = list(_rows(text, form, progress))
    del text
    if not read:
        raise FileError("the file is empty: there is nothing to import")
    header = read.pop(0)[1] if form.header else []
    if not read:
        raise FileError("row 1 holds names, and no row of numbers follows")
    numbers = np.array([number for number, _ in read], dtype=np.int64)
    preview = tuple(tuple(row) for _, row in read[:ROWS_PREVIEWED])
    cells = list(zip(*(row for _, row in read), strict=True))
    del read
    columns, names = [], column_names(header, len(cells), LONGEST_HEADING)
    for index, name in enumerate(names):
        columns.append(_column(name, cells[index], form.decimal, numbers))
        cells[index] = ()
        progress(READING_SHARE + (1 - READING_SHARE) * (index + 1) / len(cells))
    headed = zip(names, map(as_meant, header), strict=False)
    shortened = tuple(name for name, meant in headed if len(meant) > max(len(name), LONGEST_NAME))
    return CsvTable(tuple(columns), form.header, shortened, preview)


def first_lines(data: bytes, encoding: str) -> list[str]:
    """Return the beginning of a file as it stands, whatever is wrong with it."""
    beginning = data[: ROWS_PREVIEWED * LONGEST_LINE].decode(encoding, errors="replace")
    return beginning.removeprefix("\ufeff").splitlines()[:ROWS_PREVIEWED]


def decoded(data: bytes, encoding: str) -> str:
    """Decode a file.

    Raises
    ------
    FileError
        at the first byte that the encoding does not know, with its row.
    """
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        found = " ".join(f"{byte:02x}" for byte in data[error.start : error.start + 4])
        raise FileError(
            f"row {row}: bytes {found} are no text in {encoding}; choose another encoding"
        ) from error


def _rows(text: str, form: CsvFormat, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, all of one length, with their numbers in the file."""
    count = width = 0
    for number, row in _without_last(_all_rows(text, form, progress), form.below):
        if not any(row) and (len(row) < 2 or len(row) != width):
            continue
        width, count = width or len(row), count + 1
        _check(number, row, width)
        if count > MOST_ROWS + 1:
            raise FileError(f"row {number}: expected at most {MOST_ROWS:,} rows, found more")
        yield number, row


def _all_rows(text: str, form: CsvFormat, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below what is left out at the top, with their numbers in the file."""
    stream = io.StringIO(text, newline="")
    number = lines_above(text) + form.above
    for _ in range(number):
        stream.readline()
    try:
        for cells in csv.reader(stream, delimiter=form.delimiter, skipinitialspace=True, strict=True):
            number += 1
            if number % ROWS_BETWEEN_REPORTS == 0:
                progress(READING_SHARE * stream.tell() / len(text))
            yield number, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise FileError(f"row {number + 1}: {_explained(str(error))}") from error


def _without_last(rows: Iterator[tuple[int, list[str]]], count: int) -> Iterator[tuple[int, list[str]]]:
    """Yield all rows but the last ones that are not empty."""
    waiting: deque[tuple[int, list[str]]] = deque()
    for row in rows:
        if any(row[1]) or not count:
            waiting.append(row)
        if len(waiting) > count:
            yield waiting.popleft()


def _check(number: int, row: Sequence[str], width: int) -> None:
    if width > MOST_COLUMNS:
        raise FileError(f"row {number}: expected at most {counted(MOST_COLUMNS, 'column')}, found {width}")
    if len(row) != width:
        column = min(len(row), width) + 1
        raise FileError(f"row {number}, column {column}: expected {counted(width, 'cell')}, found {len(row)}")


def _explained(error: str) -> str:
    """Say what a table's fault is in the words of who wrote it."""
    if "unexpected end" in error:
        return "a quotation mark is opened that is never closed"
    if "field larger" in error:
        return "a cell has more than 131,072 characters; perhaps a quotation mark is never closed"
    if "expected after" in error:
        return "expected the delimiter after a closing quotation mark"
    return error


def column_names(header: Sequence[str], width: int, longest: int = LONGEST_NAME) -> list[str]:
    """Make good and different names of a header's cells; a column without one is named by its number."""
    names: list[str] = []
    taken: set[str] = set()
    for number in range(1, width + 1):
        cell = header[number - 1] if header else ""
        name = as_name(cell, longest) or f"column {number}"
        for again in itertools.count(2):
            if name not in taken:
                break
            name = f"{as_name(cell, longest)[: LONGEST_NAME - 8] or 'column'} ({again})"
        taken.add(name)
        names.append(name)
    return names


def as_name(text: str, longest: int = LONGEST_NAME) -> str:
    """Make a text good as a name; empty where nothing of it is left."""
    meant = as_meant(text)
    kept = "".join(character for character in meant if fault_of_name(f"x{character}") is None)
    most = longest if kept.startswith(TARGET) else LONGEST_NAME
    return kept.strip()[:most].strip()


def _column(name: str, cells: Sequence[str], decimal: str, rows: IntArray) -> Column:
    numbers = column_of_numbers(cells, decimal)
    if np.isfinite(numbers).all():
        return Column(name, numbers, np.zeros(len(cells), dtype=np.bool_), (), rows)
    gaps = np.fromiter(map(is_gap, cells), dtype=np.bool_, count=len(cells))
    shared: dict[str, str] = {}
    texts = [shared.setdefault(cell, cell) for cell in cells]
    return Column(name, numbers, gaps, texts, rows)
