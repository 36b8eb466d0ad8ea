"""What two projects differ in: with either of them, the other one can be made again bit for bit.

Projects are values made of values, so they are compared part by part. Of arrays of the same shape only
the entries that differ are noted, by which of their bits do: flipping the same bits leads on and back.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np

from backprop_gui.core.array import Array, BoolArray, IntArray, read_only
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network, Parameters
from backprop_gui.core.optimizers import Memory
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document.project import Project

Bits = np.ndarray[tuple[int], np.dtype[np.unsignedinteger[Any]]]

WHOLE = 2
"""Where more than one in so many entries differ, all are noted: their places would take as much."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Another value in a part's place."""

    before: Any
    after: Any

    def made(self, value: Any, back: bool) -> Any:
        return self.before if back else self.after

    @property
    def size(self) -> int:
        return _size(self.before) + _size(self.after)


@dataclass(frozen=True, slots=True)
class Flip:
    """Other bits in an array; `places` counts the entries row by row, None where all are meant."""

    places: IntArray | None
    bits: Bits

    def made(self, value: Any, back: bool) -> Any:
        made = np.array(value, order="C")
        entries = _bits(made)
        entries[slice(None) if self.places is None else self.places] ^= self.bits
        return read_only(made)

    @property
    def size(self) -> int:
        return _size(self.bits) + _size(self.places)


@dataclass(frozen=True, slots=True)
class Splice:
    """Other rows of an array, or entries of a tuple, from number `start` on; those around them stay."""

    start: int
    before: Any
    after: Any

    def made(self, value: Any, back: bool) -> Any:
        old, new = (self.after, self.before) if back else (self.before, self.after)
        begin, end = value[: self.start], value[self.start + len(old) :]
        if isinstance(value, tuple):
            return begin + new + end
        return read_only(np.concatenate([begin, new, end]))

    @property
    def size(self) -> int:
        return _size(self.before) + _size(self.after)


@dataclass(frozen=True, slots=True)
class Inside:
    """Changes of some parts of a value: of a dataclass by their names, else by number or key."""

    parts: tuple[tuple[Any, "Change"], ...]

    def made(self, value: Any, back: bool) -> Any:
        if isinstance(value, tuple | Mapping):
            entries: Any = dict(value) if isinstance(value, Mapping) else list(value)
            for key, change in self.parts:
                entries[key] = change.made(entries[key], back)
            return entries if isinstance(value, Mapping) else tuple(entries)
        return replace(
            value, **{name: change.made(getattr(value, name), back) for name, change in self.parts}
        )

    @property
    def size(self) -> int:
        return sum(change.size for _, change in self.parts)


Change = Swap | Flip | Splice | Inside


@dataclass(frozen=True, eq=False, slots=True)
class Parts:
    """A project taken to pieces; of parameters the flat vectors alone, whose shape is the network's."""

    title: str
    network: Network
    parameters: Array
    rounds: int
    memory: Memory
    start: Array
    plan: TrainingPlan
    data: Dataset
    view: Mapping[str, Any]


class Difference:
    """What two projects differ in.

    Attributes
    ----------
    size : how many bytes its arrays take
    """

    __slots__ = ("_change", "size")

    def __init__(self, before: Project, after: Project) -> None:
        self._change = _change(_parts(before), _parts(after)) or Inside(())
        self.size = self._change.size

    def forget_title(self) -> None:
        """Let it lead from any title to the same one."""
        if isinstance(self._change, Inside):
            self._change = Inside(tuple(part for part in self._change.parts if part[0] != "title"))

    def after(self, before: Project) -> Project:
        """Make the later project from the earlier one, with which it shares what they have in common."""
        return _project(self._change.made(_parts(before), back=False), before)

    def before(self, after: Project) -> Project:
        """Make the earlier project from the later one."""
        return _project(self._change.made(_parts(after), back=True), after)


def _parts(project: Project) -> Parts:
    state = project.state
    return Parts(
        project.title,
        project.network,
        state.parameters.flat,
        state.rounds,
        state.memory,
        project.start.flat,
        project.plan,
        project.data,
        project.view,
    )


def _project(parts: Parts, other: Project) -> Project:
    """Make a project of its parts; what is the other's too is the same object."""
    present = _parameters(parts, parts.parameters, other, other.parameters)
    is_at_start = parts.start is parts.parameters
    start = present if is_at_start else _parameters(parts, parts.start, other, other.start)
    state = TrainingState(present, parts.rounds, parts.memory)
    old = other.state
    if present is old.parameters and parts.memory is old.memory and parts.rounds == old.rounds:
        state = old
    return Project(parts.title, parts.network, state, start, parts.plan, parts.data, parts.view)


def _parameters(parts: Parts, flat: Array, other: Project, own: Parameters) -> Parameters:
    now, before = parts.network, other.network
    has_same_shape = (now.weight_slots, now.bias_slots) == (before.weight_slots, before.bias_slots)
    return own if flat is own.flat and has_same_shape else Parameters(now, flat)


def _change(before: Any, after: Any) -> Change | None:
    """Find what two values differ in; None where nothing."""
    if before is after:
        return None
    if type(before) is not type(after):
        return Swap(before, after)
    if isinstance(before, np.ndarray):
        return _change_of_arrays(before, after)
    if isinstance(before, tuple):
        return _change_of_tuples(before, after)
    if is_dataclass(before):
        names = [field.name for field in fields(before)]
        return _inside(names, lambda name: _change(getattr(before, name), getattr(after, name)))
    if isinstance(before, dict) and list(before) == list(after):
        return _inside(before, lambda key: _change(before[key], after[key]))
    # Of numbers, equal ones can be different: 0.0 and -0.0.
    return None if isinstance(before, str | int) and before == after else Swap(before, after)


def _change_of_arrays(before: np.ndarray, after: np.ndarray) -> Change | None:
    if (before.dtype, before.shape[1:]) != (after.dtype, after.shape[1:]):
        return Swap(before, after)
    if len(before) == len(after):
        return _flip(_bits(before), _bits(after))
    old, new = (_bits(array).reshape(len(array), math.prod(array.shape[1:])) for array in (before, after))
    fewer = min(len(old), len(new))
    return _splice(
        before,
        after,
        (old[:fewer] == new[:fewer]).all(axis=1),
        (old[len(old) - fewer :] == new[len(new) - fewer :]).all(axis=1)[::-1],
    )


def _change_of_tuples(before: tuple[Any, ...], after: tuple[Any, ...]) -> Change | None:
    if len(before) == len(after):
        return _inside(range(len(before)), lambda place: _change(before[place], after[place]))
    pairs = [*zip(before, after, strict=False)], [*zip(before[::-1], after[::-1], strict=False)]
    from_start, from_end = (np.array([_change(*pair) is None for pair in side], bool) for side in pairs)
    return _splice(before, after, from_start, from_end)


def _splice(before: Any, after: Any, from_start: BoolArray, from_end: BoolArray) -> Splice:
    """Leave out what stays, of which it is told from both ends whether each entry is the same."""
    start = _leading(from_start)
    end = min(_leading(from_end), len(from_end) - start)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    return Splice(start, *((old, new) if isinstance(before, tuple) else (old.copy(), new.copy())))


def _leading(true: BoolArray) -> int:
    """Count how many are true before the first that is not."""
    return int(np.argmin(np.append(true, False)))


def _flip(before: Bits, after: Bits) -> Flip | None:
    bits = before ^ after
    places = np.flatnonzero(bits)
    if not places.size:
        return None
    return Flip(None, bits) if WHOLE * places.size > bits.size else Flip(places, bits[places])


def _inside(keys: Iterable[Any], change_at: Callable[[Any], Change | None]) -> Inside | None:
    found = tuple(_found(keys, change_at))
    return Inside(found) if found else None


def _found(keys: Iterable[Any], change_at: Callable[[Any], Change | None]) -> Iterator[tuple[Any, Change]]:
    for key in keys:
        if (change := change_at(key)) is not None:
            yield key, change


def _bits(array: np.ndarray) -> Bits:
    """Look at an array's entries, row by row, as whole numbers without a sign."""
    return np.ascontiguousarray(array).reshape(-1).view(f"u{array.itemsize}")


def _size(value: Any) -> int:
    """Count the bytes of the arrays in a value that is kept whole."""
    if isinstance(value, np.ndarray):
        return value.nbytes
    if is_dataclass(value):
        return sum(_size(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, tuple | Mapping):
        return sum(map(_size, value.values() if isinstance(value, Mapping) else value))
    return 0
