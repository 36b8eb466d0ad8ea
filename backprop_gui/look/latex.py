r"""Formulas in LaTeX, read into a tree that can be set on paper part by part.

Read is what `explain.render_latex` writes: fractions, roots, fences, scripts, upright names, numbers and
operators. Whatever else stands between them becomes a `Run`, to be set by a full LaTeX engine.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Letters or one command, in the slanted type of mathematics."""

    latex: str


@dataclass(frozen=True, slots=True)
class Text:
    """A name, upright, character by character what it says."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A decimal number, with its power of ten where it has one."""

    text: str
    exponent: str = ""


@dataclass(frozen=True, slots=True)
class Operator:
    """A sign between two terms, or where it is `tight`, before one."""

    symbol: str
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    pass


@dataclass(frozen=True, slots=True)
class Row:
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    top: Row
    bottom: Row


@dataclass(frozen=True, slots=True)
class Root:
    of: Row


@dataclass(frozen=True, slots=True)
class Fenced:
    left: str
    inside: Row
    right: str


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with what is set lower or higher behind it; an absent script is an empty row."""

    base: "Node"
    lower: Row
    upper: Row


Node: TypeAlias = Run | Text | Figure | Operator | Space | Row | Fraction | Root | Fenced | Scripts

EMPTY = Row(())
OPERATORS = {
    "+": "+",
    "-": "−",
    "=": "=",
    ">": ">",
    r"\cdot": "·",
    ",": ",",
}
DOTS = {r"\cdots": "···", r"\dots": "…"}
_TOKEN = re.compile(
    r"(?P<figure>\d+(?:\.\d+)?(?:\\cdot 10\^\{-?\d+\})?)"
    r"|(?P<command>\\(?:[A-Za-z]+|.))\ ?"
    r"|(?P<letters>[A-Za-z]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_IN_NAMES = {r"\backslash": "\\", r"\sim": "~", r"\hat": "^", r"\grave": "`"}


def read_latex(latex: str) -> Row:
    """Read a formula.

    Raises
    ------
    ValueError
        if braces or fences do not match.
    """
    reader = _Reader(latex)
    row = reader.row()
    if not reader.at_end:
        raise ValueError(f"more closed than opened: {latex}")
    return row


class _Reader:
    """Reads one formula from left to right."""

    def __init__(self, latex: str) -> None:
        self._tokens = [
            (match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(latex)
        ]
        self._next = 0

    @property
    def at_end(self) -> bool:
        return self._next >= len(self._tokens)

    def row(self) -> Row:
        """Read up to the brace or fence that closes the row, or the end."""
        items: list[Node] = []
        while not self.at_end and self._peek() not in ("}", r"\right"):
            kind, token = self._take()
            if token in ("^", "_"):
                self._script(items, token)
            elif token != " ":
                items.append(self._node(kind, token, items))
        return Row(tuple(items))

    def _node(self, kind: str, token: str, before: Sequence[Node]) -> Node:
        if kind == "figure":
            mantissa, _, exponent = token.partition(r"\cdot 10^{")
            return Figure(mantissa, exponent.removesuffix("}"))
        if token in OPERATORS:
            return Operator(OPERATORS[token], tight=token in "+-" and not _ends_a_term(before))
        match token:
            case r"\frac":
                return Fraction(self._group(), self._group())
            case r"\sqrt":
                return Root(self._group())
            case r"\left":
                return self._fenced()
            case r"\mathrm":
                return Text(self._name())
            case r"\ ":
                return Space()
            case "{":
                self._next -= 1
                return self._group()
        if kind == "other":
            return Text(token)
        return Text(DOTS[token]) if token in DOTS else Run(token)

    def _script(self, items: list[Node], sign: str) -> None:
        base = items.pop() if items else EMPTY
        script = self._group()
        if isinstance(base, Scripts) and sign == "^" and not base.upper.items:
            items.append(Scripts(base.base, base.lower, script))
        elif sign == "^":
            items.append(Scripts(base, EMPTY, script))
        else:
            items.append(Scripts(base, script, EMPTY))

    def _group(self) -> Row:
        """Read what stands in braces, or one single thing."""
        kind, token = self._take()
        if token != "{":
            return Row((self._node(kind, token, ()),))
        row = self.row()
        self._expect("}")
        return row

    def _fenced(self) -> Fenced:
        left = self._take()[1]
        inside = self.row()
        self._expect(r"\right")
        return Fenced(left, inside, self._take()[1])

    def _name(self) -> str:
        """Read a name in braces, its escapes undone."""
        self._expect("{")
        letters: list[str] = []
        depth = 1
        while depth:
            kind, token = self._take()
            depth += {"{": 1, "}": -1}.get(token, 0)
            if kind == "command":
                letters.append(_IN_NAMES.get(token, token[1:]))
            elif token not in ("{", "}"):
                letters.append(token)
        return "".join(letters)

    def _peek(self) -> str:
        return self._tokens[self._next][1]

    def _take(self) -> tuple[str, str]:
        if self.at_end:
            raise ValueError("the formula ends too early")
        self._next += 1
        return self._tokens[self._next - 1]

    def _expect(self, token: str) -> None:
        if self._take()[1] != token:
            raise ValueError(f"expected {token}")


def _ends_a_term(before: Sequence[Node]) -> bool:
    """Tell whether a plus or minus after these joins two terms."""
    return bool(before) and not isinstance(before[-1], Operator | Space)
