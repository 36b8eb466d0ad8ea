"""Formulas as expression trees: rendered in symbols or numbers, and evaluated, from one and the same tree."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, TypeAlias, overload

import numpy as np

from backprop_gui.core.array import Array
from backprop_gui.explain import twofold
from backprop_gui.explain.quantities import Quantity
from backprop_gui.explain.twofold import Twofold


@dataclass(frozen=True, slots=True)
class Number:
    """A number that belongs to the formula itself; `text` where it is not written as a decimal."""

    value: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """The number of a quantity, written with so many digits more than others."""

    quantity: Quantity
    more: int = 0


@dataclass(frozen=True)
class EachSample(Sequence["Value"]):
    """One quantity of every sample of a batch, each made when it is asked for: there may be very many.

    Attributes
    ----------
    rows : the samples' rows in the data
    """

    quantity: Quantity
    rows: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> "EachSample": ...
    def __getitem__(self, index: int | slice) -> "Value | EachSample":
        if isinstance(index, slice):
            return EachSample(self.quantity, self.rows[index])
        return Value(replace(self.quantity, sample=self.rows[index]))


@dataclass(frozen=True, slots=True)
class Negative:
    of: "Expression"


@dataclass(frozen=True, slots=True)
class Sum:
    terms: "Sequence[Expression]"


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


@dataclass(frozen=True, slots=True)
class Whole:
    """An expression that is written as its own number where its parts' digits would not come to it."""

    of: "Expression"
    value: float


Expression: TypeAlias = (
    Number | Value | Negative | Sum | Product | Fraction | Square | PowerOfE | Call | IfPositive | Whole
)
Lookup = Callable[[Quantity], float]
LookupEach = Callable[[Quantity], Array]


def call(function: str, *arguments: Expression) -> Call:
    return Call(function, arguments)


def total(*terms: Expression) -> Sum:
    return Sum(terms)


def product(*factors: Expression) -> Product:
    return Product(factors)


def minus(first: Expression, second: Expression) -> Sum:
    return Sum((first, Negative(second)))


def evaluate(
    expression: Expression,
    lookup: Lookup,
    lookup_each: LookupEach | None = None,
    rest: Lookup | None = None,
) -> float:
    """Compute an expression's number; beyond the reach of floating point it is infinite or NaN.

    Parameters
    ----------
    lookup : gives the number of each quantity in the expression
    lookup_each : gives the numbers of a quantity for every sample of the batch at once; without it they
        are looked up one by one
    rest : gives what is beyond the last digit of a quantity's number; with it all is computed to twice
        the digits, so that nothing is lost where terms cancel
    """
    with np.errstate(all="ignore"):
        if rest is not None:
            return float(_evaluate_twofold(expression, lookup, rest).number)
        return float(_evaluate(expression, lookup, lookup_each))


def _evaluate(expression: Expression, lookup: Lookup, each: LookupEach | None) -> np.float64:
    if isinstance(expression, Value):
        return np.float64(lookup(expression.quantity))
    if isinstance(expression, Sum) and isinstance(expression.terms, EachSample) and each is not None:
        return np.float64(np.add.reduce(each(expression.terms.quantity)))
    numbers = [_evaluate(child, lookup, each) for child in children(expression)]
    return _OPERATIONS[type(expression)](expression, numbers)


def _product(numbers: list[np.float64]) -> np.float64:
    first, *others = numbers
    for number in others:
        first = first * number
    return first


# What each kind of expression does with the numbers of its children.
_OPERATIONS: dict[type, Callable[[Any, list[np.float64]], np.float64]] = {
    Number: lambda expression, _: np.float64(expression.value),
    Negative: lambda _, numbers: -numbers[0],
    Sum: lambda _, numbers: np.add.reduce(numbers),
    Product: lambda _, numbers: _product(numbers),
    Fraction: lambda _, numbers: numbers[0] / numbers[1],
    Square: lambda _, numbers: numbers[0] * numbers[0],
    PowerOfE: lambda _, numbers: np.exp(numbers[0]),
    Call: lambda call, numbers: twofold.FUNCTIONS[call.function](*map(Twofold, numbers)).number,
    IfPositive: lambda _, numbers: numbers[1] if numbers[0] > 0 else numbers[2],
    Whole: lambda _, numbers: numbers[0],
}


def _evaluate_twofold(expression: Expression, lookup: Lookup, rest: Lookup) -> Twofold:
    if isinstance(expression, Value):
        return Twofold(np.float64(lookup(expression.quantity)), np.float64(rest(expression.quantity)))
    numbers = [_evaluate_twofold(child, lookup, rest) for child in children(expression)]
    return _TWOFOLD_OPERATIONS[type(expression)](expression, numbers)


_TWOFOLD_OPERATIONS: dict[type, Callable[[Any, list[Twofold]], Twofold]] = {
    Number: lambda expression, _: Twofold(np.float64(expression.value)),
    Negative: lambda _, numbers: twofold.negative(numbers[0]),
    Sum: lambda _, numbers: twofold.summed(numbers),
    Product: lambda _, numbers: twofold.product(numbers),
    Fraction: lambda _, numbers: twofold.divided(numbers[0], numbers[1]),
    Square: lambda _, numbers: twofold.multiplied(numbers[0], numbers[0]),
    PowerOfE: lambda _, numbers: twofold.power_of_e(numbers[0]),
    Call: lambda call, numbers: twofold.FUNCTIONS[call.function](*numbers),
    IfPositive: lambda _, numbers: numbers[1] if numbers[0].number > 0 else numbers[2],
    Whole: lambda _, numbers: numbers[0],
}


def children(expression: Expression) -> Sequence[Expression]:
    """Return the expressions that an expression is made of."""
    return _CHILDREN[type(expression)](expression)


_CHILDREN: dict[type, Callable[[Any], Sequence[Expression]]] = {
    Number: lambda number: (),
    Value: lambda value: (),
    Negative: lambda negative: (negative.of,),
    Sum: lambda added: added.terms,
    Product: lambda multiplied: multiplied.factors,
    Fraction: lambda fraction: (fraction.top, fraction.bottom),
    Square: lambda square: (square.of,),
    PowerOfE: lambda power: (power.exponent,),
    Call: lambda called: called.arguments,
    IfPositive: lambda choice: (choice.condition, choice.then, choice.otherwise),
    Whole: lambda whole: (whole.of,),
}


def quantities_in(expression: Expression) -> Iterator[Quantity]:
    """Yield the quantities of an expression from left to right, repeated where they are."""
    if isinstance(expression, Value):
        yield expression.quantity
    for child in children(expression):
        yield from quantities_in(child)


def typical_quantities_in(expression: Expression) -> Iterator[Quantity]:
    """Yield the quantities of an expression; of one that is read of every sample, the first sample's."""
    if isinstance(expression, Value):
        yield expression.quantity
    few = children(expression)
    for child in few[:1] if isinstance(few, EachSample) else few:
        yield from typical_quantities_in(child)


def parts(expression: Expression) -> Sequence[Expression]:
    """Return what a formula is put together from at its top: factors, terms, or it alone."""
    match expression:
        case Sum(terms):
            return terms
        case Product(factors):
            return factors
        case _:
            return (expression,)


def coloured_parts(expression: Expression) -> tuple[tuple[Expression, int | None], ...]:
    """Count off the parts that read quantities, from 0; plain numbers among them have None.

    Each numbered part has a colour of its own, the same in symbols, in numbers and on the diagram.
    """
    numbers = count()
    return tuple(
        (part, next(numbers) if any(True for _ in quantities_in(part)) else None)
        for part in parts(expression)
    )
