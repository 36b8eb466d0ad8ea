"""Formulas as one line of Unicode text: in symbols, or with numbers in their place."""

import math
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TypeVar

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
)
from backprop_gui.explain.quantities import Quantity
from backprop_gui.explain.steps import Step

DIGITS = 9
MOST_PARTS = 12
ELLIPSIS = "…"

Item = TypeVar("Item")


class Binding(IntEnum):
    """How firmly a written formula holds together; the looser one is put in parentheses.

    A BASE may stand under an exponent as it is.
    """

    CHOICE = 0
    SUM = 1
    PRODUCT = 2
    ATOM = 3
    BASE = 4


def number(value: float, digits: int = DIGITS) -> str:
    """Write a number with so many significant digits, without trailing zeros.

    The minus is the keyboard's, so that the number can be pasted anywhere.
    """
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    return f"{value + 0.0:.{digits}g}" if value else "0"


def fitting(value: float, fits: Callable[[str], bool], digits: int = DIGITS) -> str:
    """Write a number with as many of its significant digits as fit, and with one in any case.

    A number is never cut: without its last characters it is another one.
    """
    written = (number(value, count) for count in range(digits, 0, -1))
    return next(filter(fits, written), number(value, 1))


def shortened(items: Sequence[Item]) -> tuple[Sequence[Item], Sequence[Item]]:
    """Split a long row into its beginning and its end; the end is empty where all fits."""
    if len(items) <= MOST_PARTS:
        return items, ()
    return items[:3], items[-2:]


class _Writer:
    """Writes expressions, naming each quantity, or what is written as one number, by `name`."""

    def __init__(self, name: Callable[[Value | Whole], str]) -> None:
        self._name = name

    def write(self, expression: Expression, least: Binding = Binding.CHOICE) -> str:
        """Write an expression, in parentheses if it binds less than `least`."""
        text, binding = self._write(expression)
        return text if binding >= least else f"({text})"

    def _write(self, expression: Expression) -> tuple[str, Binding]:
        match expression:
            case Number(value, text):
                return _signed(text or number(value))
            case Value() | Whole():
                return _signed(self._name(expression))
            case Negative(of):
                return "−" + self.write(of, Binding.PRODUCT), Binding.SUM
            case Sum(terms):
                return self._sum(terms), Binding.SUM
            case Product(factors):
                return self._product(factors), Binding.PRODUCT
            case Fraction(top, bottom):
                above, below = self.write(top, Binding.PRODUCT), self.write(bottom, Binding.ATOM)
                return f"{above} / {below}", Binding.PRODUCT
            case Square(of):
                return self.write(of, Binding.BASE) + "²", Binding.ATOM
            case PowerOfE(exponent):
                return f"e^({self.write(exponent)})", Binding.ATOM
            case Call(function, arguments):
                return self._call(function, arguments), Binding.ATOM
            case IfPositive(condition, then, otherwise):
                chosen = f"{self.write(then)} if {self.write(condition)} > 0"
                return f"{chosen} else {self.write(otherwise)}", Binding.CHOICE

    def _sum(self, terms: Sequence[Expression]) -> str:
        first, last = shortened(terms)
        written = self.write(first[0], Binding.SUM)
        written += "".join(map(self._term, first[1:]))
        return written + (f" + {ELLIPSIS}" + "".join(map(self._term, last)) if last else "")

    def _term(self, term: Expression) -> str:
        if isinstance(term, Negative):
            return " − " + self.write(term.of, Binding.PRODUCT)
        return " + " + self.write(term, Binding.PRODUCT)

    def _product(self, factors: Sequence[Expression]) -> str:
        first, *others = factors
        return " · ".join(
            [self.write(first, Binding.PRODUCT), *(self.write(each, Binding.ATOM) for each in others)]
        )

    def _call(self, function: str, arguments: Sequence[Expression]) -> str:
        first, last = ([self.write(argument) for argument in end] for end in shortened(arguments))
        match function:
            case "abs":
                return f"|{first[0]}|"
            case "power":
                return f"{self.write(arguments[0], Binding.BASE)}^{first[1]}"
            case _:
                inside = ", ".join([*first, ELLIPSIS, *last] if last else first)
                return f"{FUNCTION_NAMES.get(function, function)}({inside})"


FUNCTION_NAMES = {
    "sqrt": "√",
    "sigmoid": "σ",
    "normal": "Φ",
    "normal_density": "φ",
    "log_sum_exp": "ln Σ exp",
}


def _signed(text: str) -> tuple[str, Binding]:
    """Judge a name or a number: a negative one, or a quotient, needs parentheses under an exponent."""
    if text.startswith("-"):
        return text, Binding.SUM
    return text, Binding.ATOM if "/" in text else Binding.BASE


def symbols(step: Step) -> str:
    """Write the right side of a step's formula in symbols."""
    return _Writer(lambda read: step.notation.text(quantity_of(read))).write(step.expression)


def quantity_of(read: Value | Whole) -> Quantity:
    """Return the quantity that is read; in symbols nothing is written as one number."""
    assert isinstance(read, Value)
    return read.quantity


def number_read(step: Step, read: Value | Whole, digits: int) -> tuple[float, int]:
    """Return the number that a formula shows in a place, and how many digits it is written with."""
    if isinstance(read, Whole):
        return read.value, digits
    return step.figures.number(read.quantity), digits + read.more


def substituted_line(step: Step, digits: int = DIGITS) -> str:
    """Write the right side of a step's formula with numbers in the place of symbols."""
    writer = _Writer(lambda read: number(*number_read(step, read, digits)))
    return writer.write(step.substituted(digits))


def formula_line(step: Step) -> str:
    """Write a step's formula in symbols, with its left side."""
    return f"{step.notation.text(step.quantity)} = {symbols(step)}"


def step_line(step: Step, digits: int = DIGITS) -> str:
    """Write a whole step in one line: symbols = numbers = result; what would be said twice, once."""
    sides = [formula_line(step), substituted_line(step, digits), number(step.value, digits)]
    if symbols(step) == sides[1]:
        del sides[1]
    if sides[-1] == sides[-2] or sides[-2].endswith(f" = {sides[-1]}"):
        del sides[-1]
    return " = ".join(sides)
