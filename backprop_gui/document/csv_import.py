"""From a table's columns to a project's samples: which are inputs, which are targets, and as what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

import numpy as np

from backprop_gui.core.array import Array, BoolArray
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network
from backprop_gui.document.csv_table import Column, CsvTable, column_names
from backprop_gui.document.errors import FileError, quoted
from backprop_gui.document.layout import laid_out
from backprop_gui.document.names import TARGET
from backprop_gui.document.project import Project
from backprop_gui.document.storage import LARGEST_FILE
from backprop_gui.document.task import normalisation_of

CALLED_CLASS = {"label", "class"}
CALLED_TARGET = {*CALLED_CLASS, "target"}
MOST_CLASSES = 1_000
MOST_NUMBERED_CLASSES = 20
MOST_CLASSES_SUGGESTED = 100
MOST_NUMBERS = 10_000_000
SAMPLES_WEIGHED = 500
NUMBER_LENGTH = 22
AROUND = 20_000
"""Characters of a number in a project's file, and of what is neither number nor sample."""


class Part(StrEnum):
    """What a column is taken for."""

    INPUT = "input"
    TARGET = "target"
    NEITHER = "neither"


@dataclass(frozen=True)
class Use:
    """What becomes of a column.

    Attributes
    ----------
    by_class : one number for each class, 1 for the cell's own and 0 for the others
    """

    part: Part = Part.NEITHER
    by_class: bool = False


@dataclass(frozen=True, eq=False)
class Imported:
    """Samples with the names of their inputs and targets.

    Attributes
    ----------
    left_out : how many rows were left out for their gaps
    says_classes : whether the targets are the classes of one column
    """

    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    data: Dataset
    left_out: int
    says_classes: bool

    def fits(self, network: Network) -> bool:
        """Tell whether a network has as many inputs and outputs."""
        sizes = (len(self.inputs), len(self.targets))
        return sizes == (len(network.inputs), len(network.outputs))

    @property
    def samples_in_words(self) -> str:
        """Say how many samples there are."""
        return f"{len(self.data):,} sample{'' if len(self.data) == 1 else 's'}"

    def is_named_like(self, network: Network) -> bool:
        """Tell whether a network's inputs and outputs have the same names."""
        return (self.inputs, self.targets) == (network.inputs, network.outputs)

    def evenly(self, count: int) -> "Imported":
        """Take only so many samples, evenly from the beginning to the end."""
        rows = np.linspace(0, len(self.data) - 1, count).astype(np.int64)
        return replace(self, data=Dataset(self.data.inputs[rows], self.data.targets[rows]))


@dataclass(frozen=True)
class Room:
    """How much of a project's file samples need.

    Attributes
    ----------
    size : bytes of the whole file
    most : so many of the samples can be saved
    """

    size: int
    most: int


def room_needed(imported: Imported, project: Project) -> Room:
    """Estimate by some of the samples, and the number of weights, what a project's file will need."""
    data, network = imported.data, project.network
    step = max(1, len(data) // SAMPLES_WEIGHED)
    # Normalised, numbers have all their digits.
    inputs = data.inputs[::step] / (1.0 if normalisation_of(project).kind == "none" else 3.0)
    some = [
        {"inputs": row, "targets": targets}
        for row, targets in zip(inputs.tolist(), data.targets[::step].tolist(), strict=True)
    ]
    of_sample = len(laid_out({"data": {"samples": some}})) / len(some)
    sizes = [len(imported.inputs), *network.sizes[1:-1], len(imported.targets)]
    weights = sum(before * after for before, after in pairwise(sizes))
    of_network = weights * NUMBER_LENGTH * (2 + len(project.state.memory)) + AROUND
    most = max(1, int((LARGEST_FILE - of_network) / of_sample))
    return Room(round(of_network + of_sample * len(data)), most)


def suggested_uses(table: CsvTable, network: Network) -> list[Use]:
    """Guess what columns are: by their names, by how many the network needs, or the last is the target."""
    by_class = [not column.holds_numbers or _numbers_classes(column) for column in table.columns]
    useful = [is_useful(column) for column in table.columns]
    parts = _by_name(table, network) or _by_label(table, useful) or _by_order(useful, by_class, network)
    return [
        Use(part, by and part is not Part.NEITHER) if good else Use()
        for part, by, good in zip(parts, by_class, useful, strict=True)
    ]


def is_useful(column: Column) -> bool:
    """Tell whether a column holds numbers, or a number of labels that can be told apart."""
    return column.holds_numbers or 1 < len(column.classes) <= MOST_CLASSES_SUGGESTED


def _by_name(table: CsvTable, network: Network) -> list[Part]:
    """Take columns for what they are named after; none where not all names are there."""
    targets = {f"{TARGET}{name}" for name in network.outputs}
    if not targets <= {column.name for column in table.columns}:
        targets = set(network.outputs)
    wanted = {name: Part.TARGET for name in targets} | {name: Part.INPUT for name in network.inputs}
    parts = [wanted.get(column.name, Part.NEITHER) for column in table.columns]
    return parts if len(parts) - parts.count(Part.NEITHER) == len(wanted) else []


def _by_label(table: CsvTable, useful: Sequence[bool]) -> list[Part]:
    """Take the column that is called label, class or target for that; none where there is not just one."""
    called = [column.name.lower() in CALLED_TARGET for column in table.columns]
    if sum(called) != 1 or len(called) == 1:
        return []
    return [
        (Part.TARGET if is_target else Part.INPUT) if good else Part.NEITHER
        for is_target, good in zip(called, useful, strict=True)
    ]


def _numbers_classes(column: Column) -> bool:
    """Tell whether whole numbers stand for classes, as the digits in a column called label do."""
    if column.name.lower() not in CALLED_CLASS or not column.holds_numbers:
        return False
    known = column.numbers[np.isfinite(column.numbers)]
    return bool((known == np.rint(known)).all()) and 1 < len(np.unique(known)) <= MOST_NUMBERED_CLASSES


def _by_order(useful: Sequence[bool], by_class: Sequence[bool], network: Network) -> list[Part]:
    """Take the last columns for targets: as many as the network needs, where the numbers come out even."""
    places = [place for place, good in enumerate(useful) if good]
    inputs, outputs = len(network.inputs), len(network.outputs)
    even = len(places) == inputs + outputs and not any(by_class[place] for place in places)
    targets = places[-outputs:] if even else places[-1:] if len(places) > 1 else []
    parts = [Part.INPUT if good else Part.NEITHER for good in useful]
    for place in targets:
        parts[place] = Part.TARGET
    return parts


def taken(table: CsvTable, uses: Sequence[Use], leave_gaps_out: bool) -> Imported:
    """Make samples of a table.

    Raises
    ------
    FileError
        if there are no inputs or no targets, a cell is no number where one is wanted, nothing stands in
        it and `leave_gaps_out` is False, no row is left, or there would be too many numbers.
    """
    chosen = {
        part: [(column, use) for column, use in zip(table.columns, uses, strict=True) if use.part is part]
        for part in (Part.INPUT, Part.TARGET)
    }
    for part, columns in chosen.items():
        if not columns:
            raise FileError(f"choose at least one column as {part}")
    columns = [*chosen[Part.INPUT], *chosen[Part.TARGET]]
    kept = _kept(table, columns, leave_gaps_out)
    _check_size(columns, int(kept.sum()))
    inputs, targets = (_numbers(chosen[part], kept) for part in (Part.INPUT, Part.TARGET))
    names = _names([name for part in chosen for name in _plain_names(chosen[part], table.named)])
    split = inputs.shape[1]
    is_one = len(chosen[Part.TARGET]) == 1 and chosen[Part.TARGET][0][1].by_class
    left_out = len(kept) - int(kept.sum())
    return Imported(names[:split], names[split:], Dataset(inputs, targets), left_out, is_one)


def _kept(table: CsvTable, columns: Sequence[tuple[Column, Use]], leave_gaps_out: bool) -> BoolArray:
    """Mark the rows without gaps."""
    kept = np.ones(len(columns[0][0].numbers), dtype=np.bool_)
    for column, use in columns:
        if not use.by_class and column.fault:
            raise column.fault
        kept &= ~column.gaps
    if not kept.all() and not leave_gaps_out:
        taken_columns = [column for column, _ in columns]
        in_order = [column for column in table.columns if column in taken_columns]
        raise _first_gap(in_order, int(np.flatnonzero(~kept)[0]))
    if not kept.any():
        raise FileError("every row has a gap: no sample is left")
    return kept


def _first_gap(columns: Sequence[Column], row: int) -> FileError:
    """Name the leftmost gap of a row."""
    column = next(each for each in columns if each.gaps[row])
    text = column.texts[row]
    found = f"{quoted(text)} is a gap" if text else "nothing stands in it"
    return FileError(f"{column.place(row)}: {found}; fill it in, or leave such rows out")


def _check_size(columns: Sequence[tuple[Column, Use]], rows: int) -> None:
    width = 0
    for column, use in columns:
        if use.by_class and len(column.classes) > MOST_CLASSES:
            found = f"at most {MOST_CLASSES:,} classes, found {len(column.classes):,}"
            raise FileError(f"column {quoted(column.name)}: expected {found}")
        width += len(column.classes) if use.by_class else 1
    if width * rows > MOST_NUMBERS:
        raise FileError(f"expected at most {MOST_NUMBERS:,} numbers, found {width * rows:,}")


def _numbers(columns: Sequence[tuple[Column, Use]], kept: BoolArray) -> Array:
    parts = [
        _by_class(column, kept) if use.by_class else column.numbers[kept, None] for column, use in columns
    ]
    return np.concatenate(parts, axis=1)


def _by_class(column: Column, kept: BoolArray) -> Array:
    """Write 1 in the place of each cell's class, shape (rows kept, classes)."""
    if column.texts:
        places = {name: place for place, name in enumerate(column.classes)}
        codes = np.array([places.get(text, -1) for text in column.texts])[kept]
    else:
        codes = np.unique(column.numbers, return_inverse=True)[1][kept]
    return np.asarray(codes[:, None] == np.arange(len(column.classes)), dtype=np.float64)


def _plain_names(columns: Sequence[tuple[Column, Use]], named: bool) -> Iterator[str]:
    """Name what columns become: a class by its own name, a number by its column's or its place."""
    several = sum(use.by_class for _, use in columns) > 1
    for number, (column, use) in enumerate(columns, start=1):
        usual = f"{'o' if use.part is Part.TARGET else 'i'}{number}"
        name = column.name.removeprefix(TARGET) if named else usual
        if not use.by_class:
            yield name
        for label in column.classes if use.by_class else ():
            yield f"{name} {label}" if several or use.part is Part.INPUT else label


def _names(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(column_names(names, len(names)))
