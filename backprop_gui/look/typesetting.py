r"""Formulas as paths: set once, drawn in any colour.

A full LaTeX engine takes 15 to 20 ms for one derivative. Here it sets single letters and signs alone,
once each; fractions, scripts, fences, names and numbers are put together from them, which takes a
fraction of a millisecond and never fails for a name.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QTransform

from backprop_gui.look.glyphs import EM, Box, empty_path, plain, scaled, slanted, upright
from backprop_gui.look.latex import (
    EMPTY,
    Fenced,
    Figure,
    Fraction,
    Node,
    Operator,
    Root,
    Row,
    Run,
    Scripts,
    Space,
    Text,
    read_latex,
)

Typeset: TypeAlias = Box

AXIS = 0.25 * EM
RULE = 0.05 * EM
GAP = 0.12 * EM
BINARY_SPACE = 0.22 * EM
THIN_SPACE = 0.14 * EM
SCRIPT = 0.7
NESTED = 0.85
FUNCTION_NAMES = {r"\ln", r"\tanh", r"\max", r"\exp", r"\sum"}
ALPHABET = (r"\partial", "E", "out", "net", "w", "b", "i", "e", "target", r"\delta", r"\eta")


def typeset(latex: str, size: float, bold: bool = False) -> Typeset:
    """Set a formula; the same one again costs nothing.

    Parameters
    ----------
    latex : as `explain.render_latex` writes it; anything else comes out as well as it can, never blank
    size : of the em, in pixels
    bold : numbers and names in bold
    """
    return _sized(latex, size, bold)


def typeset_plain(text: str, size: float) -> Typeset:
    """Set text in the interface's type."""
    return scaled(plain(text), size / EM)


def typeset_within(latex: str, size: float, width: float) -> tuple[Typeset, ...]:
    """Set a formula in stretches that are no wider than `width`, to be put one behind or below the other.

    Fractions, roots and fences too wide for it are written out in a line; what still is too wide is
    set smaller.
    """
    return tuple(scaled(box, size / EM) for box in _stretches(latex, width * EM / size))


def natural_width(latex: str, size: float, bold: bool = False) -> float:
    """Return how wide `typeset` sets a formula."""
    return _box_of(latex, bold).width * size / EM


def warm_up() -> None:
    """Load the LaTeX engine and set the letters that every round needs, ahead of the first step."""
    for latex in ALPHABET:
        slanted(latex)


@lru_cache(4096)
def _sized(latex: str, size: float, bold: bool) -> Box:
    return scaled(_box_of(latex, bold), size / EM)


@lru_cache(4096)
def _box_of(latex: str, bold: bool) -> Box:
    try:
        row = read_latex(latex)
    except ValueError:
        return plain(latex)
    box = _Setter(bold).row(row)
    return box if box.width > 0 else plain(latex or " ")


@lru_cache(512)
def _stretches(latex: str, width: float) -> tuple[Box, ...]:
    try:
        row = read_latex(latex)
    except ValueError:
        return (_squeezed(plain(latex), width),)
    setter = _Setter(bold=False)
    return tuple(_squeezed(setter.row(Row(part)), width) for part in _fitting(setter, row.items, width))


def _squeezed(box: Box, width: float) -> Box:
    return scaled(box, min(1.0, width / box.width)) if box.width > 0 else box


def _fitting(setter: "_Setter", items: Sequence[Node], width: float) -> Iterator[tuple[Node, ...]]:
    """Split a row before its operators, and open what is too wide until it fits or is one piece."""
    for part in _split(items):
        opened = _opened(part)
        if setter.row(Row(part)).width <= width or opened == part:
            yield part
        else:
            yield from _fitting(setter, opened, width)


def _split(items: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
    part: list[Node] = []
    for item in items:
        if isinstance(item, Operator) and not item.tight and part:
            yield tuple(part)
            part = []
        part.append(item)
    yield tuple(part)


def _opened(items: Sequence[Node]) -> tuple[Node, ...]:
    """Write fractions, roots and fences out in a line: (a + b) / (c), √(d)."""
    opened: list[Node] = []
    for item in items:
        match item:
            case Fraction(top, bottom):
                opened += [*_in_parentheses(top), Operator("/"), *_in_parentheses(bottom)]
            case Root(of):
                opened += [Text("√"), *_in_parentheses(of)]
            case Fenced(left, inside, right):
                opened += [Text(left), *inside.items, Text(right)]
            case Row(inner):
                opened += inner
            case Scripts(Row((Fenced(left, inside, right),)), lower, upper):
                opened += [Text(left), *inside.items, Scripts(Text(right), lower, upper)]
            case _:
                opened.append(item)
    return tuple(opened)


def _in_parentheses(row: Row) -> tuple[Node, ...]:
    return row.items if len(row.items) == 1 else (Text("("), *row.items, Text(")"))


class _Setter:
    """Sets a tree of a formula from the inside outwards."""

    def __init__(self, bold: bool) -> None:
        self._bold = bold

    def row(self, row: Row, depth: int = 0, tight: bool = False) -> Box:
        """Set things beside each other on one baseline; scripts are `tight` around operators."""
        path = empty_path()
        at = ascent = descent = 0.0
        for number, item in enumerate(row.items):
            before, after = self._spaces(row.items, number, tight)
            box = self._node(item, depth)
            path.addPath(box.path.translated(at + before, 0.0))
            at += before + box.width + after
            ascent, descent = max(ascent, box.ascent), max(descent, box.descent)
        return Box(path, at, ascent, descent)

    def _spaces(self, items: Sequence[Node], number: int, tight: bool) -> tuple[float, float]:
        match items[number]:
            case Operator() if len(items) == 1:
                return 0.0, 0.0
            case Operator(",", _):
                return 0.0, THIN_SPACE
            case Operator(_, False):
                space = BINARY_SPACE * (0.4 if tight else 1.0)
                return (space if number else 0.0), space
            case Run(name) if name in FUNCTION_NAMES and isinstance(items[-1], Run | Figure):
                return 0.0, THIN_SPACE
        return 0.0, 0.0

    def _node(self, node: Node, depth: int) -> Box:
        match node:
            case Run(latex):
                return slanted(latex)
            case Text(text) | Operator(text):
                return upright(text, self._bold)
            case Figure(text, exponent):
                return self._figure(text, exponent)
            case Space():
                return Box(empty_path(), 0.3 * EM, 0.0, 0.0)
            case Row():
                return self.row(node, depth)
            case Fraction(top, bottom):
                return self._fraction(top, bottom, depth)
            case Root(of):
                return _rooted(self.row(of, depth + 1))
            case Fenced(left, inside, right):
                return _fenced(left, self.row(inside, depth), right)
            case Scripts(base, lower, upper):
                return self._scripts(base, lower, upper, depth)

    def _figure(self, text: str, exponent: str) -> Box:
        if not exponent:
            return upright(text, self._bold)
        base = upright(text + "·10", self._bold)
        return _with_scripts(base, None, scaled(upright(exponent.replace("-", "−"), self._bold), SCRIPT))

    def _fraction(self, top: Row, bottom: Row, depth: int) -> Box:
        scale = NESTED if depth else 1.0
        above = scaled(self.row(top, depth + 1), scale)
        below = scaled(self.row(bottom, depth + 1), scale)
        return _stacked(above, below)

    def _scripts(self, base: Node, lower: Row, upper: Row, depth: int) -> Box:
        scripts = [
            None if script == EMPTY else scaled(self.row(script, depth + 1, tight=True), SCRIPT)
            for script in (lower, upper)
        ]
        return _with_scripts(self._node(base, depth), *scripts)


def _stacked(above: Box, below: Box) -> Box:
    """Set one box over another with a bar between them, at the height of a minus."""
    width = max(above.width, below.width) + 2 * RULE
    up = AXIS + RULE / 2 + GAP + above.descent
    down = -AXIS + RULE / 2 + GAP + max(below.ascent, 0.66 * EM)
    path = empty_path()
    path.addPath(above.path.translated((width - above.width) / 2, -up))
    path.addPath(below.path.translated((width - below.width) / 2, down))
    path.addRect(QRectF(0.0, -AXIS - RULE / 2, width, RULE))
    side = 0.04 * EM
    return Box(path.translated(side, 0.0), width + 2 * side, up + above.ascent, down + below.descent)


def _with_scripts(base: Box, lower: Box | None, upper: Box | None) -> Box:
    path = QPainterPath(base.path)
    width, ascent, descent = base.width, base.ascent, base.descent
    if lower:
        down = max(0.2 * EM, base.descent - 0.1 * EM)
        path.addPath(lower.path.translated(base.width, down))
        width, descent = base.width + lower.width, max(descent, down + lower.descent)
    if upper:
        up = max(0.36 * EM, base.ascent - 0.32 * EM)
        path.addPath(upper.path.translated(base.width + 0.04 * EM, -up))
        width, ascent = max(width, base.width + 0.04 * EM + upper.width), max(ascent, up + upper.ascent)
    return Box(path, width, ascent, descent)


def _fenced(left: str, inside: Box, right: str) -> Box:
    opening, closing = (_fence(sign, inside) for sign in (left, right))
    path = QPainterPath(opening.path)
    path.addPath(inside.path.translated(opening.width, 0.0))
    path.addPath(closing.path.translated(opening.width + inside.width, 0.0))
    ascent, descent = max(opening.ascent, inside.ascent), max(opening.descent, inside.descent)
    return Box(path, opening.width + inside.width + closing.width, ascent, descent)


def _fence(sign: str, inside: Box) -> Box:
    """Set a parenthesis or bar as high as what it holds, wider where it is much higher."""
    box = upright(sign)
    wanted = 2 * max(inside.ascent - AXIS, inside.descent + AXIS) + 0.1 * EM
    tall = wanted / (box.ascent + box.descent)
    if tall <= 1.15:
        return box
    wide = min(1.5, tall**0.4) if sign in "()" else 1.0
    path = QTransform.fromScale(wide, tall).map(box.path)
    drawn = path.boundingRect()
    shift = -AXIS - drawn.center().y()
    path.translate(0.0, shift)
    return Box(path, box.width * wide, -(drawn.top() + shift), drawn.bottom() + shift)


def _rooted(of: Box) -> Box:
    """Draw the root's sign around a box: hook, descent, rise and the bar over all."""
    top, bottom = -(max(of.ascent, 0.66 * EM) + GAP), of.descent + 0.04 * EM
    reach = 0.62 * EM
    sign = QPainterPath()
    sign.moveTo(0.08 * EM, bottom + 0.45 * (top - bottom))
    sign.lineTo(0.2 * EM, bottom + 0.52 * (top - bottom))
    sign.lineTo(0.38 * EM, bottom)
    sign.lineTo(reach, top)
    sign.lineTo(reach + of.width + 0.06 * EM, top)
    stroker = QPainterPathStroker()
    stroker.setWidth(RULE)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    path = stroker.createStroke(sign)
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addPath(of.path.translated(reach, 0.0))
    return Box(path, reach + of.width + 0.1 * EM, -top + RULE, bottom + RULE)
