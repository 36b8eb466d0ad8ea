"""How the numbers of a formula are to be written so that what is written comes to what is said.

Where an out is taken from nearly its own size, as in 1 - 0.9999, nine digits of it leave few of the
difference. So it is written with as many more as the difference needs, and where those are too many, the
difference itself is written. The same goes for the logarithm of an out near 1.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import floor, isfinite, log10

from backprop_gui.explain.expression import (
    Call,
    Expression,
    Fraction,
    IfPositive,
    Lookup,
    Negative,
    Number,
    PowerOfE,
    Product,
    Square,
    Sum,
    Value,
    Whole,
    evaluate,
)

MOST_DIGITS = 15

Change = Callable[[Expression], Expression]


def with_digits(expression: Expression, lookup: Lookup, rest: Lookup, digits: int) -> Expression:
    """Let each difference and logarithm be written with the digits that it needs.

    Parameters
    ----------
    lookup, rest : give a quantity's number and what is beyond its last digit
    digits : what others are written with
    """

    def lengthened(part: Expression) -> Expression:
        if not _hangs_on_digits(part):
            return _rebuilt(part, lengthened)
        value = evaluate(part, lookup, rest=rest)
        lost = _lost(part, value, lookup)
        if lost <= 0:
            return part
        return _longer(part, lost) if digits + lost <= MOST_DIGITS else Whole(part, value)

    return lengthened(expression)


def _hangs_on_digits(part: Expression) -> bool:
    match part:
        case Sum((Number() | Value(), Negative(Value() | Square(Value())))):
            return True
        case Call("ln", (Value(),)):
            return True
        case _:
            return False


def _lost(part: Expression, value: float, lookup: Lookup) -> int:
    """Count the digits by which what is read begins before what comes out."""
    sizes = [abs(lookup(each.quantity)) for each in _values(part) if not each.quantity.is_given]
    greatest = max(sizes, default=0.0)
    if not (value and greatest and isfinite(value) and isfinite(greatest)):
        return 0
    return floor(log10(greatest)) - floor(log10(abs(value)))


def _values(part: Expression) -> Iterator[Value]:
    match part:
        case Value():
            yield part
        case Sum(terms) | Call(_, terms):
            for term in terms:
                yield from _values(term)
        case Negative(of) | Square(of):
            yield from _values(of)


def _longer(part: Expression, more: int) -> Expression:
    if isinstance(part, Value):
        return part if part.quantity.is_given else replace(part, more=more)
    return _rebuilt(part, lambda each: _longer(each, more))


def _rebuilt(part: Expression, change: Change) -> Expression:
    """Make the same expression of changed parts."""
    match part:
        case Negative(of):
            return Negative(change(of))
        case Sum(terms) if isinstance(terms, tuple):
            return Sum(_each(terms, change))
        case Product(factors):
            return Product(_each(factors, change))
        case Fraction(top, bottom):
            return Fraction(change(top), change(bottom))
        case Square(of):
            return Square(change(of))
        case PowerOfE(exponent):
            return PowerOfE(change(exponent))
        case Call(function, arguments):
            return Call(function, _each(arguments, change))
        case IfPositive(condition, then, otherwise):
            return IfPositive(change(condition), change(then), change(otherwise))
        case _:
            return part


def _each(parts: Sequence[Expression], change: Change) -> tuple[Expression, ...]:
    return tuple(map(change, parts))
