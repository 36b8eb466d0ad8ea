"""Where the parts of a step's formula stand: symbols, numbers and result, in one line or in rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QRectF

from backprop_gui.explain.render_latex import (
    Piece,
    left_side,
    number_pieces,
    result_piece,
    symbol_pieces,
)
from backprop_gui.explain.steps import Step
from backprop_gui.look.typesetting import Typeset, natural_width, typeset, typeset_within

SMALLEST = 13.0
SHRINKING = 0.94
NUMBERS = 0.9
WRAPPED = 0.8
UNWRAPPED = 0.6
BEFORE_SIGN = 0.24
AFTER_SIGN = 0.24
ROW_GAP = 0.5
LINE_GAP = 0.3
PADDING = 0.3
BETWEEN = 0.22
TOP = 2.0


class Role(Enum):
    """What a part of the formula is."""

    SYMBOL = "symbol"
    NUMBER = "number"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Element:
    """A stretch of formula, with the sign that joins it to the one before."""

    sign: str
    piece: Piece
    role: Role


Rows = tuple[tuple[Element, ...], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A typeset stretch, its baseline's left end at (x, y).

    Attributes
    ----------
    part : which coloured part of the formula it shows, counted from 0; None is ink
    """

    set: Typeset
    x: float
    y: float
    role: Role
    part: int | None

    @property
    def area(self) -> QRectF:
        top = self.y - self.set.ascent
        return QRectF(self.x, top, self.set.width, self.set.ascent + self.set.descent)


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole formula in its place."""

    placed: tuple[Placed, ...]
    width: float
    height: float
    size: float


@lru_cache(16)
def rows_of(step: Step, digits: int) -> Rows:
    """Write a step's formula as rows: symbols, numbers, result; what would be said twice, once."""
    symbols, numbers = symbol_pieces(step), number_pieces(step, digits)
    result = result_piece(step, digits)
    rows = [(Element("", left_side(step), Role.SYMBOL), *_joined(symbols, Role.SYMBOL))]
    if numbers != symbols and [piece.latex for piece in numbers] != [result.latex]:
        rows.append(tuple(_joined(numbers, Role.NUMBER)))
    rows.append((Element("=", result, Role.RESULT),))
    return tuple(rows)


def _joined(pieces: Sequence[Piece], role: Role) -> Iterator[Element]:
    """Give each piece the sign before it: = for the first, then the operators between them."""
    sign = "="
    for piece in pieces:
        if piece.latex in ("+", "-", r"\cdot "):
            sign = piece.latex
        else:
            yield Element(sign, piece, role)
            sign = ""


def set_element(element: Element) -> None:
    """Set a stretch ahead of its use."""
    natural_width(element.piece.latex, 1.0, bold=element.role is Role.RESULT)


def in_one_line(rows: Rows) -> Rows:
    """Put all rows behind each other."""
    return (tuple(element for row in rows for element in row),)


@lru_cache(64)
def fitted(rows: Rows, width: float, height: float, largest: float, one_line: bool) -> Layout:
    """Set a formula as large as it fits, at most `largest`.

    It is made smaller before it is wrapped, but not smaller than can be read, except where even the
    wrapped formula is higher than `height`.
    """
    for size in _sizes(largest, max(SMALLEST / NUMBERS, UNWRAPPED * largest)):
        for candidate in [in_one_line(rows), rows] if one_line else [rows]:
            if _width(candidate, size) <= width:
                layout = _Flow(candidate, size, width).layout()
                if layout.height <= height:
                    return layout
    return _wrapped(rows, width, height, largest)


def _sizes(largest: float, smallest: float) -> Iterator[float]:
    size = largest
    while size > smallest:
        yield size
        size *= SHRINKING
    yield min(largest, smallest)


def _wrapped(rows: Rows, width: float, height: float, largest: float) -> Layout:
    smallest = min(largest, SMALLEST / NUMBERS)
    sizes = [*_sizes(max(WRAPPED * largest, smallest), smallest)]
    if height < float("inf"):
        sizes += _sizes(smallest, smallest / 2)
    layouts = (_Flow(rows, size, width).layout() for size in sizes)
    for layout in layouts:
        if layout.height <= height:
            return layout
    return layout


def _sign_width(sign: str, size: float) -> float:
    spaces = (BEFORE_SIGN + AFTER_SIGN) * size if sign else 0.0
    return spaces + (natural_width(sign, size) if sign else 0.0)


def _size_of(role: Role, size: float) -> float:
    return NUMBERS * size if role is Role.NUMBER else size


def _element_width(element: Element, size: float) -> float:
    own = _size_of(element.role, size)
    is_result = element.role is Role.RESULT
    width = natural_width(element.piece.latex, own, bold=is_result)
    return _sign_width(element.sign, own) + width + (2 * PADDING * size if is_result else 0.0)


def _width(rows: Rows, size: float) -> float:
    return max(sum(_element_width(element, size) for element in row) for row in rows)


class _Flow:
    """Sets elements from left to right and from line to line."""

    def __init__(self, rows: Rows, size: float, width: float) -> None:
        self._rows = rows
        self._size = size
        self._width = width
        self._placed: list[Placed] = []
        self._line: list[Placed] = []
        self._x = self._reach = 0.0
        self._bottom = TOP

    def layout(self) -> Layout:
        for number, row in enumerate(self._rows):
            if number:
                self._end_line(ROW_GAP * self._size)
            for element in row:
                self._add(element)
        self._end_line(0.0)
        return Layout(tuple(self._placed), self._reach, self._bottom, self._size)

    def _add(self, element: Element) -> None:
        size = _size_of(element.role, self._size)
        if self._x and self._x + _element_width(element, self._size) > self._width + 0.5:
            self._end_line(LINE_GAP * self._size)
            self._x = 0.0 if element.sign == "=" else self._indent
        self._put_sign(element, size)
        if element.role is Role.RESULT:
            self._put_result(element, size)
            return
        for number, stretch in enumerate(self._stretches(element, size)):
            self._x += BETWEEN * size if number else 0.0
            if self._x + stretch.width > self._width + 0.5 and self._line:
                self._end_line(LINE_GAP * self._size)
                self._x = self._indent
            self._put(stretch, element.role, element.piece.part)

    @property
    def _indent(self) -> float:
        return _sign_width("=", self._size) - BEFORE_SIGN * self._size

    def _stretches(self, element: Element, size: float) -> Sequence[Typeset]:
        room = self._width - self._indent - _sign_width(element.sign, size)
        if natural_width(element.piece.latex, size) <= room:
            return [typeset(element.piece.latex, size)]
        return typeset_within(element.piece.latex, size, max(room, size))

    def _put_sign(self, element: Element, size: float) -> None:
        if not element.sign:
            return
        if self._x:
            self._x += BEFORE_SIGN * size
        self._put(typeset(element.sign, size), Role.SYMBOL, None)
        self._x += AFTER_SIGN * size

    def _put_result(self, element: Element, size: float) -> None:
        room = self._width - self._x - 2 * PADDING * size
        natural = natural_width(element.piece.latex, size, bold=True)
        fitting = size * min(1.0, max(room, size) / natural)
        self._x += PADDING * size
        self._put(typeset(element.piece.latex, fitting, bold=True), element.role, element.piece.part)
        self._reach = max(self._reach, self._x + PADDING * size)

    def _put(self, stretch: Typeset, role: Role, part: int | None) -> None:
        self._line.append(Placed(stretch, self._x, 0.0, role, part))
        self._x += stretch.width
        self._reach = max(self._reach, self._x)

    def _end_line(self, gap: float) -> None:
        """Put the line's parts on one baseline below what is there."""
        padding = PADDING * self._size if any(each.role is Role.RESULT for each in self._line) else 0.0
        ascent = max((each.set.ascent for each in self._line), default=0.0) + padding
        descent = max((each.set.descent for each in self._line), default=0.0)
        descent = max(descent + 0.12 * self._size, padding)
        for each in self._line:
            placed = Placed(each.set, each.x, self._bottom + ascent, each.role, each.part)
            self._placed.append(placed)
        self._bottom += ascent + descent + gap
        self._line, self._x = [], 0.0
