"""Arrays as Python, NumPy, PyTorch and their like print them: ``W1 = array([[0.1, 0.2]], dtype=float32)``.

The brackets are read, and what stands around them is passed over: prompts, types, devices, gradients.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from backprop_gui.document.errors import FileError, counted, quoted

LONGEST_NAME = 200

_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.(?= )|In ?\[\d*\]:|Out ?\[\d*\]:)", re.MULTILINE)
_TOKEN = re.compile(
    r"""(?P<number>[+\-−]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))
      | (?P<word>\w[\w.]*)
      | (?P<text>'[^'\n]*'|"[^"\n]*")
      | (?P<left_out>\.\.\.|…)
      | (?P<object><[^<>:=]*>)
      | (?P<note>\#[^\n]*)
      | (?P<sign>[^\s<>])""",
    re.VERBOSE,
)
_NAMED = r"""(?:[\w.]+|'[^'\n]*'|"[^"\n]*")[ ]*[=:]\s*"""
_BEGINNING = re.compile(
    rf"""^[ ]*(?:{_NAMED})?(?:[\[{{] | <?[\w.]*:?\(\s*['"\[({{\d.+\-−])
       | ^[ ]*[\w.]+[ ]*=\s*[+\-−]?[.\d]
       | ^<[\w.]+:""",
    re.MULTILINE | re.VERBOSE,
)
_CLOSING = {"[": "]", "(": ")", "{": "}"}
_CARRY_NUMBERS = ("numpy", "data", "object", "containing", "")
_SAY_WHAT = ("shape", "dtype", "device", "size")
_NOT_FINITE = {"nan", "inf", "infinity"}


@dataclass(frozen=True)
class Printed:
    """An array, or a single number, that was printed.

    Attributes
    ----------
    name : what stood before it, as in ``W1 = …``; empty where nothing did
    numbers : as they were printed: one text, or lists of them, all of one length, as deep as it has axes
    """

    name: str
    numbers: Any

    @property
    def shape(self) -> tuple[int, ...]:
        """How many numbers there are along each axis."""
        sizes, part = [], self.numbers
        while isinstance(part, list):
            sizes.append(len(part))
            part = part[0] if part else ""
        return tuple(sizes)


def is_printed(text: str) -> bool:
    """Tell whether a line of a text begins as an array does; a table's has tabs, or no brackets."""
    return _BEGINNING.search(_PROMPT.sub("", text)) is not None and "\t" not in text.lstrip()


def printed_arrays(text: str) -> list[Printed]:
    """Read all arrays and numbers of a text, in their order.

    Raises
    ------
    FileError
        if numbers are left out, or are not finite, the rows differ in length, or a bracket has no other.
    """
    found = [*_Reader(text).all()]
    for printed in found:
        _check_rows(printed.numbers)
    return found


def _check_rows(part: Any) -> int | None:
    """Refuse rows of different lengths; return how deep the part is."""
    if not isinstance(part, list):
        return 0
    if not part:
        raise FileError("What was copied has an empty pair of brackets: there are no numbers in it.")
    depths = {_check_rows(each) for each in part}
    lengths = [len(each) for each in part if isinstance(each, list)]
    for number, length in enumerate(lengths, start=1):
        if length != lengths[0]:
            raise FileError(
                f"Row {number} of what was copied has {counted(length, 'number')}, not {lengths[0]}."
            )
    if len(depths) > 1:
        raise FileError("What was copied mixes numbers and rows of numbers in one pair of brackets.")
    depth = depths.pop()
    return None if depth is None else depth + 1


class _Reader:
    """Goes through a text token by token."""

    def __init__(self, text: str) -> None:
        found = _TOKEN.finditer(_PROMPT.sub("", text))
        self._tokens = [(each.lastgroup or "", each.group()) for each in found if each.lastgroup != "note"]
        self._at = 0

    def all(self) -> Iterator[Printed]:
        """Read what stands at the text's outermost level."""
        name = ""
        while self._at < len(self._tokens):
            kind, token = self._next()
            if kind in ("word", "text") and self._peek() in ("=", ":"):
                self._next()
                name = "" if token in _CARRY_NUMBERS else token.strip("'\"")[:LONGEST_NAME]
                continue
            if token in _CLOSING.values():
                raise FileError("A bracket is closed that is not opened: copy the whole of the array.")
            value = self._value(kind, token)
            if value is not None and name not in _SAY_WHAT:
                yield from _named(name, value)
            name = "" if kind != "sign" or value is not None else name

    def _next(self) -> tuple[str, str]:
        if self._at == len(self._tokens):
            raise FileError("A bracket is opened that is not closed: copy the whole of the array.")
        self._at += 1
        return self._tokens[self._at - 1]

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _value(self, kind: str, token: str) -> Any:
        """Read a number, a list, or what a call such as ``array(…)`` is given; None for anything else."""
        if kind == "number":
            return token.replace("−", "-")
        if token in _CLOSING:
            return self._list(_CLOSING[token])
        if kind == "word" and self._peek() == "(":
            self._next()
            return self._call()
        return None

    def _call(self) -> Any:
        """Read a call's arguments up to its end; return what holds its numbers."""
        held = None
        while (current := self._next())[1] != ")":
            kind, token = current
            name = ""
            if kind == "word" and self._peek() == "=":
                self._next()
                name, (kind, token) = token, self._next()
            value = self._value(kind, token)
            if held is None and name in _CARRY_NUMBERS:
                held = value
        return held

    def _list(self, closing: str) -> Any:
        """Read what stands in brackets; semicolons part rows, as in MATLAB."""
        rows: list[list[Any]] = [[]]
        name = ""
        while (current := self._next())[1] != closing:
            kind, token = current
            if token == ";":
                rows.append([])
            elif kind == "text" or (kind == "word" and self._peek() in (":", "=")):
                name = token.strip("'\"")[:LONGEST_NAME]
            elif token not in (",", ":", "="):
                value = self._value(kind, token)
                if value is None:
                    _refuse(kind, token)
                rows[-1] += _named(name, value) if name or _holds_names(value) else [value]
                name = ""
        return rows[0] if len(rows) == 1 else [row for row in rows if row]


def _named(name: str, value: Any) -> list[Printed]:
    """Give a value its name; what holds named values in it, as a dictionary does, gives those."""
    return value if _holds_names(value) else [Printed(name, value)]


def _holds_names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, Printed) for each in value)


def _refuse(kind: str, token: str) -> NoReturn:
    if kind == "left_out":
        raise FileError(
            "What was copied leaves numbers out (…): print all of them first, in NumPy after "
            "np.set_printoptions(threshold=10**6), in PyTorch after torch.set_printoptions(profile='full')."
        )
    if token.lower() in _NOT_FINITE:
        raise FileError(f"{quoted(token)} stands in what was copied: it is no number that can be used.")
    raise FileError(f"{quoted(token)} stands in what was copied, where a number was expected.")


def rows_of(printed: Printed) -> list[list[str]]:
    """Write an array as rows: a single number as one cell, one axis as one row.

    Raises
    ------
    FileError
        if it has more than two axes with more than one number.
    """
    numbers = printed.numbers
    for size in printed.shape[:-2]:
        if size > 1:
            raise FileError(
                f"What was copied has {len(printed.shape)} axes "
                f"({' × '.join(map(str, printed.shape))} numbers): copy two of them."
            )
        numbers = numbers[0]
    if not isinstance(numbers, list):
        return [[numbers]]
    return numbers if isinstance(numbers[0], list) else [numbers]
