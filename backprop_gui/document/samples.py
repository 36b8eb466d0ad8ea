"""Edits of a project's samples as rows of a table, in the numbers that people read.

Inputs may be stored normalised. What is written into the table is normalised in the same way as the
rest; rows that only change their places keep their bits.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from backprop_gui.core.array import Array, IntArray, read_only
from backprop_gui.core.dataset import Dataset
from backprop_gui.document.errors import FileError, counted
from backprop_gui.document.names import TARGET
from backprop_gui.document.project import Project
from backprop_gui.document.task import as_edited, normalisation_of

MOST_SAMPLES = 100_000


def column_names(project: Project) -> list[str]:
    """Name the table's columns: the inputs, then the targets."""
    network = project.network
    return [*network.inputs, *(f"{TARGET}{name}" for name in network.outputs)]


def table_of(project: Project, rows: Sequence[int] | slice = slice(None)) -> Array:
    """Return samples as people read them, shape (rows, inputs + targets)."""
    inputs = normalisation_of(project).invert(project.data.inputs[rows])
    return np.concatenate([inputs, project.data.targets[rows]], axis=1)


def with_rows_added(project: Project, at: int, table: Array) -> Project:
    """Put rows before row `at`, counted from 0.

    Parameters
    ----------
    table : as people read it, shape (rows, inputs + targets)

    Raises
    ------
    FileError
        if there would be more than `MOST_SAMPLES`.
    """
    total = len(project.data) + len(table)
    if total > MOST_SAMPLES:
        raise FileError(f"The table can hold {MOST_SAMPLES:,} samples; with these it would be {total:,}.")
    added = _stored(project, table)
    inputs = np.insert(project.data.inputs, at, added.inputs, axis=0)
    targets = np.insert(project.data.targets, at, added.targets, axis=0)
    return _with_data(project, inputs, targets)


def with_blank_rows(project: Project, at: int, count: int = 1) -> Project:
    """Put rows of zeros before row `at`."""
    return with_rows_added(project, at, np.zeros((count, _width(project))))


def with_rows_duplicated(project: Project, rows: Sequence[int]) -> Project:
    """Put copies of rows below the last of them.

    Raises
    ------
    FileError
        if there would be more than `MOST_SAMPLES`.
    """
    total, after = len(project.data) + len(rows), max(rows) + 1
    if total > MOST_SAMPLES:
        raise FileError(f"The table can hold {MOST_SAMPLES:,} samples; with these it would be {total:,}.")
    return _in_order(project, np.insert(np.arange(len(project.data)), after, sorted(rows)))


def without_rows(project: Project, rows: Sequence[int]) -> Project:
    """Remove rows.

    Raises
    ------
    FileError
        if none would be left.
    """
    kept = np.delete(np.arange(len(project.data)), list(rows))
    if not len(kept):
        raise FileError("A network needs a sample to tell of. Add one before the last is removed.")
    return _in_order(project, kept)


def with_rows_moved(project: Project, rows: Sequence[int], by: int) -> Project:
    """Move rows up (-1) or down (1) by one place; the same project where they are at the end."""
    moved = sorted(rows)
    if (by < 0 and moved[0] == 0) or (by > 0 and moved[-1] == len(project.data) - 1):
        return project
    order = np.arange(len(project.data))
    for row in moved if by < 0 else reversed(moved):
        order[[row, row + by]] = order[[row + by, row]]
    return _in_order(project, order)


def with_block(project: Project, row: int, column: int, block: Array) -> Project:
    """Write a block of numbers into the table; rows that it goes beyond the end are added.

    What an added row has outside the block is 0.

    Parameters
    ----------
    row, column : where the block's first number goes
    block : shape (rows, columns)

    Raises
    ------
    FileError
        if it is wider than there is room, or there would be too many rows.
    """
    width, room = block.shape[1], _width(project) - column
    if width > room:
        first = column_names(project)[column]
        raise FileError(
            f"What was pasted has {counted(width, 'column')}; from “{first}” on there is room for {room}."
        )
    missing = row + len(block) - len(project.data)
    if missing > 0:
        project = with_blank_rows(project, len(project.data), missing)
    return _with_written(project, row, column, block)


def _with_written(project: Project, row: int, column: int, block: Array) -> Project:
    """Write a block that fits; numbers outside it, and those that stay the same, keep their bits."""
    rows = slice(row, row + len(block))
    shown = table_of(project, rows)
    table = shown.copy()
    table[:, column : column + block.shape[1]] = block
    if np.array_equal(table, shown):
        return project
    written, is_new, split = _stored(project, table), table != shown, len(project.network.inputs)
    inputs, targets = project.data.inputs.copy(), project.data.targets.copy()
    inputs[rows] = np.where(is_new[:, :split], written.inputs, inputs[rows])
    targets[rows] = np.where(is_new[:, split:], written.targets, targets[rows])
    return _with_data(project, inputs, targets)


def _width(project: Project) -> int:
    return len(project.network.inputs) + len(project.network.outputs)


def _stored(project: Project, table: Array) -> Dataset:
    """Normalise rows as the project's are."""
    split = len(project.network.inputs)
    inputs = normalisation_of(project).apply(table[:, :split])
    if not np.isfinite(inputs).all():
        raise FileError("A number is too large to be normalised as the others are.")
    return Dataset(inputs, table[:, split:])


def _in_order(project: Project, rows: IntArray) -> Project:
    return _with_data(project, project.data.inputs[rows], project.data.targets[rows])


def _with_data(project: Project, inputs: Array, targets: Array) -> Project:
    return as_edited(replace(project, data=Dataset(read_only(inputs), read_only(targets))))
