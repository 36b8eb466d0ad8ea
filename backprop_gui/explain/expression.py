"""Formulas as expression trees: rendered in symbols or numbers, and evaluated, from one and the same tree."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

import numpy as np

from backprop_gui.core.activations import normal_density, normal_distribution, sigmoid, softplus
from backprop_gui.core.array import Array
from backprop_gui.explain.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Number:
    """A number that belongs to the formula itself; `text` where it is not written as a decimal."""

    value: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """The number of a quantity."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Negative:
    of: "Expression"


@dataclass(frozen=True, slots=True)
class Sum:
    terms: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Product:
    factors: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    top: "Expression"
    bottom: "Expression"


@dataclass(frozen=True, slots=True)
class Square:
    of: "Expression"


@dataclass(frozen=True, slots=True)
class PowerOfE:
    exponent: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """A function by name, one of `FUNCTIONS`, applied to its arguments."""

    function: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class IfPositive:
    """`then` where the condition is greater than 0, else `otherwise`."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"


Expression: TypeAlias = (
    Number | Value | Negative | Sum | Product | Fraction | Square | PowerOfE | Call | IfPositive
)
Lookup = Callable[[Quantity], float]


def call(function: str, *arguments: Expression) -> Call:
    return Call(function, arguments)


def total(*terms: Expression) -> Sum:
    return Sum(terms)


def product(*factors: Expression) -> Product:
    return Product(factors)


def minus(first: Expression, second: Expression) -> Sum:
    return Sum((first, Negative(second)))


def log_sum_exp(numbers: Array) -> Array:
    """Compute ln Σ e^x without overflow."""
    largest = numbers.max()
    return np.asarray(largest + np.log(np.exp(numbers - largest).sum()))


FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "ln": lambda x: np.log(x[0]),
    "tanh": lambda x: np.tanh(x[0]),
    "abs": lambda x: np.abs(x[0]),
    "sign": lambda x: np.sign(x[0]),
    "sqrt": lambda x: np.sqrt(x[0]),
    "sigmoid": lambda x: sigmoid(x[0]),
    "softplus": lambda x: softplus(x[0]),
    "normal": lambda x: normal_distribution(x[0]),
    "normal_density": lambda x: normal_density(x[0]),
    "max": lambda x: np.max(x),
    "log_sum_exp": log_sum_exp,
    "power": lambda x: np.power(x[0], x[1]),
}


def evaluate(expression: Expression, lookup: Lookup) -> float:
    """Compute an expression's number; beyond the reach of floating point it is infinite or NaN.

    Parameters
    ----------
    lookup : gives the number of each quantity in the expression
    """
    with np.errstate(all="ignore"):
        return float(_evaluate(expression, lookup))


def _evaluate(expression: Expression, lookup: Lookup) -> np.float64:  # noqa: PLR0911
    match expression:
        case Number(value):
            return np.float64(value)
        case Value(quantity):
            return np.float64(lookup(quantity))
        case Negative(of):
            return -_evaluate(of, lookup)
        case Sum(terms):
            return np.add.reduce([_evaluate(term, lookup) for term in terms], initial=-0.0)
        case Product(factors):
            return np.multiply.reduce([_evaluate(factor, lookup) for factor in factors])
        case Fraction(top, bottom):
            return _evaluate(top, lookup) / _evaluate(bottom, lookup)
        case Square(of):
            return np.square(_evaluate(of, lookup))
        case PowerOfE(exponent):
            return np.exp(_evaluate(exponent, lookup))
        case Call(function, arguments):
            numbers = np.array([_evaluate(argument, lookup) for argument in arguments])
            return np.float64(FUNCTIONS[function](numbers))
        case IfPositive(condition, then, otherwise):
            chosen = then if _evaluate(condition, lookup) > 0 else otherwise
            return _evaluate(chosen, lookup)


def children(expression: Expression) -> tuple[Expression, ...]:
    """Return the expressions that an expression is made of."""
    match expression:
        case Number() | Value():
            return ()
        case Negative(of) | Square(of):
            return (of,)
        case PowerOfE(exponent):
            return (exponent,)
        case Sum(parts) | Product(parts) | Call(_, parts):
            return parts
        case Fraction(top, bottom):
            return (top, bottom)
        case IfPositive(condition, then, otherwise):
            return (condition, then, otherwise)


def quantities_in(expression: Expression) -> Iterator[Quantity]:
    """Yield the quantities of an expression from left to right, repeated where they are."""
    if isinstance(expression, Value):
        yield expression.quantity
    for child in children(expression):
        yield from quantities_in(child)


def parts(expression: Expression) -> tuple[Expression, ...]:
    """Return what a formula is put together from at its top: factors, terms, or it alone."""
    match expression:
        case Sum(terms):
            return terms
        case Product(factors):
            return factors
        case _:
            return (expression,)


def coloured_parts(expression: Expression) -> tuple[tuple[Expression, int | None], ...]:
    """Number the parts that read quantities, from 0; plain numbers among them have None.

    Each numbered part has a colour of its own, the same in symbols, in numbers and on the diagram.
    """
    numbers = count()
    return tuple(
        (part, next(numbers) if any(True for _ in quantities_in(part)) else None)
        for part in parts(expression)
    )
