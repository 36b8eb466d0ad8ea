"""Formulas as LaTeX: whole lines for documents, or in pieces for an own colour of each part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backprop_gui.explain.expression import (
    Call,
    Expression,
    Fraction,
    IfPositive,
    Negative,
    Number,
    PowerOfE,
    Product,
    Square,
    Sum,
    Value,
    Whole,
    coloured_parts,
    parts,
)
from backprop_gui.explain.render_text import (
    DIGITS,
    Binding,
    number,
    number_read,
    quantity_of,
    shortened,
)
from backprop_gui.explain.steps import Step


@dataclass(frozen=True)
class Piece:
    """A stretch of a typeset line.

    Attributes
    ----------
    latex : what to typeset
    part : the coloured part of the formula that it shows, counted from 0; None for what joins them
    """

    latex: str
    part: int | None = None


def latex_number(value: float, digits: int = DIGITS) -> str:
    """Write a number for LaTeX, powers of ten as such."""
    text = number(value, digits)
    special = {"∞": r"\infty", "-∞": r"-\infty", "undefined": r"\mathrm{undefined}"}
    if text in special:
        return special[text]
    mantissa, _, exponent = text.partition("e")
    return rf"{mantissa}\cdot 10^{{{int(exponent)}}}" if exponent else mantissa


ColouredPart = tuple[Expression, int | None]


class _Typesetter:
    """Writes expressions in LaTeX, each quantity, or what is written as one number, by `name`."""

    def __init__(self, name: Callable[[Value | Whole], str]) -> None:
        self._name = name

    def write(self, expression: Expression, least: Binding = Binding.CHOICE) -> str:
        """Write an expression, in parentheses if it binds less than `least`."""
        latex, binding = self._write(expression)
        return latex if binding >= least else rf"\left({latex}\right)"

    def _write(self, expression: Expression) -> tuple[str, Binding]:
        match expression:
            case Number(value, text):
                return _signed(r"\frac{1}{2}" if text == "½" else latex_number(value))
            case Value() | Whole():
                return _signed(self._name(expression))
            case Negative(of):
                return "-" + self.write(of, Binding.PRODUCT), Binding.SUM
            case Sum() | Product():
                first, last = ([(part, None) for part in end] for end in shortened(parts(expression)))
                joined = "".join(piece.latex for piece in self._joined(expression, first, last))
                return joined, Binding.SUM if isinstance(expression, Sum) else Binding.PRODUCT
            case Fraction(top, bottom):
                return rf"\frac{{{self.write(top)}}}{{{self.write(bottom)}}}", Binding.ATOM
            case Square(of):
                return f"{{{self.write(of, Binding.BASE)}}}^{{2}}", Binding.ATOM
            case PowerOfE(exponent):
                return f"e^{{{self.write(exponent)}}}", Binding.ATOM
            case Call(function, arguments):
                return self._call(function, arguments), Binding.ATOM
            case IfPositive(condition, then, otherwise):
                return self._choice(condition, then, otherwise), Binding.CHOICE

    def pieces(self, expression: Expression) -> list[Piece]:
        """Write an expression part by part, with what joins the parts between them."""
        return self._joined(expression, *shortened(coloured_parts(expression)))

    def _joined(
        self, whole: Expression, first: Sequence[ColouredPart], last: Sequence[ColouredPart]
    ) -> list[Piece]:
        written: list[Piece] = []
        for part, colour in first:
            written += self._part(whole, part, colour, is_first=not written)
        if last:
            written += [Piece("+"), Piece(r"\cdots")]
        for part, colour in last:
            written += self._part(whole, part, colour, is_first=False)
        return written

    def _part(self, whole: Expression, part: Expression, colour: int | None, is_first: bool) -> list[Piece]:
        if isinstance(whole, Product):
            least = Binding.PRODUCT if is_first else Binding.ATOM
            joint = [] if is_first else [Piece(r"\cdot ")]
            return [*joint, Piece(self.write(part, least), colour)]
        if is_first:
            return [Piece(self.write(part), colour)]
        if isinstance(part, Negative):
            return [Piece("-"), Piece(self.write(part.of, Binding.PRODUCT), colour)]
        return [Piece("+"), Piece(self.write(part, Binding.PRODUCT), colour)]

    def _call(self, function: str, arguments: Sequence[Expression]) -> str:
        first, last = ([self.write(argument) for argument in end] for end in shortened(arguments))
        match function:
            case "abs":
                return rf"\left|{first[0]}\right|"
            case "sqrt":
                return rf"\sqrt{{{first[0]}}}"
            case "power":
                return f"{{{self.write(arguments[0], Binding.BASE)}}}^{{{first[1]}}}"
            case _:
                inside = ",".join([*first, r"\dots", *last] if last else first)
                return rf"{FUNCTION_NAMES[function]}\left({inside}\right)"

    def _choice(self, condition: Expression, then: Expression, otherwise: Expression) -> str:
        tested = self.write(condition)
        return (
            rf"{self.write(then)}\ \mathrm{{if}}\ {tested}>0\ "
            rf"\mathrm{{else}}\ {self.write(otherwise)}"
        )


FUNCTION_NAMES = {
    "ln": r"\ln",
    "tanh": r"\tanh",
    "sign": r"\mathrm{sign}",
    "max": r"\max",
    "sigmoid": r"\sigma",
    "softplus": r"\mathrm{softplus}",
    "normal": r"\Phi",
    "normal_density": r"\varphi",
    "log_sum_exp": r"\ln\sum\exp",
}


def _signed(latex: str) -> tuple[str, Binding]:
    """Judge a name or a number: a negative one, a power of ten or a quotient is no base of a power."""
    if latex.startswith("-"):
        return latex, Binding.SUM
    if r"\cdot 10^" in latex:
        return latex, Binding.PRODUCT
    return latex, Binding.ATOM if latex.startswith(r"\frac") else Binding.BASE


def left_side(step: Step) -> Piece:
    """Write what a step computes."""
    return Piece(step.notation.symbol(step.quantity).latex)


def symbol_pieces(step: Step) -> list[Piece]:
    """Write the right side of a step's formula in symbols."""
    typesetter = _Typesetter(lambda read: step.notation.symbol(quantity_of(read)).latex)
    return typesetter.pieces(step.expression)


def number_pieces(step: Step, digits: int = DIGITS) -> list[Piece]:
    """Write the right side of a step's formula with numbers in the place of symbols."""
    typesetter = _Typesetter(lambda read: latex_number(*number_read(step, read, digits)))
    return typesetter.pieces(step.substituted(digits))


def result_piece(step: Step, digits: int = DIGITS) -> Piece:
    """Write a step's number."""
    return Piece(latex_number(step.value, digits))


def formula_latex(step: Step) -> str:
    """Write a step's formula in symbols, with its left side."""
    return left_side(step).latex + " = " + _joined(symbol_pieces(step))


def substituted_latex(step: Step, digits: int = DIGITS) -> str:
    """Write the right side of a step's formula with numbers."""
    return _joined(number_pieces(step, digits))


def _joined(pieces: Sequence[Piece]) -> str:
    return " ".join(piece.latex.strip() for piece in pieces)
