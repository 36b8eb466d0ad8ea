"""A project's samples as a table in a file: the numbers that people read, with all their digits."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from backprop_gui.document.csv_cells import harmless
from backprop_gui.document.csv_format import CsvFormat
from backprop_gui.document.project import Project
from backprop_gui.document.samples import column_names, table_of
from backprop_gui.document.whole_files import write_whole

DECIMAL_COMMAS = CsvFormat("utf-8-sig", ";", ",")
"""What spreadsheets in many languages of Europe take without a question."""


def exported(project: Project, form: CsvFormat | None = None) -> bytes:
    """Write the samples; a first row names the columns."""
    return written(column_names(project), table_of(project).tolist(), form or CsvFormat())


def written(names: Sequence[str], rows: Sequence[Sequence[float]], form: CsvFormat) -> bytes:
    """Write a table in a format; with a decimal comma, something else has to stand between the cells."""
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=form.delimiter, lineterminator="\r\n")
    if form.header:
        table.writerow([harmless(name) for name in names])
    for row in rows:
        table.writerow([repr(value).replace(".", form.decimal) for value in row])
    return text.getvalue().encode(form.encoding)


def export(path: str | Path, project: Project, form: CsvFormat | None = None) -> None:
    """Write the samples to a file, whole or not at all.

    Raises
    ------
    FileError
        if it cannot be written; what was there before is untouched.
    """
    write_whole(path, exported(project, form))
