"""The numbers behind a plot as a table of comma-separated values."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from backprop_gui.document.csv_cells import harmless
from backprop_gui.document.whole_files import write_whole


@dataclass(frozen=True)
class CurveTable:
    """Curves over their rounds.

    Attributes
    ----------
    rounds : the rounds that are kept
    columns : each curve's values by its name, None where nothing was measured
    """

    rounds: Sequence[int]
    columns: Mapping[str, Sequence[float | None]]


def curves_csv(table: CurveTable) -> str:
    """Write a table, one line a round, every number in all its digits."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["round", *map(harmless, table.columns)])
    for number, row in zip(table.rounds, zip(*table.columns.values(), strict=True), strict=True):
        writer.writerow([number, *("" if value is None else repr(value) for value in row)])
    return text.getvalue()


def write_curves(path: str | Path, table: CurveTable) -> None:
    """Write a table to a file, whole or not at all.

    Raises
    ------
    FileError
        if it cannot be written; what was there before is untouched.
    """
    write_whole(path, curves_csv(table).encode())
