"""Checks of single values and of sizes: each a function that passes what is good and refuses the rest."""

from collections.abc import Collection, Sized
from typing import TypeVar

from backprop_gui.document.errors import choice, counted, described, refusal

Value = TypeVar("Value", int, float)


def one_of(name: str, names: Collection[str], place: str) -> str:
    """Pass a name that is among those known."""
    if name not in names:
        raise refusal(place, choice(names), described(name))
    return name


def at_least(value: Value, least: Value, place: str) -> Value:
    """Pass a number that is not below the least."""
    if not value >= least:
        raise refusal(place, f"a number of at least {least}", described(value))
    return value


def at_most(value: Value, greatest: Value, place: str) -> Value:
    """Pass a number that is not above the greatest."""
    if not value <= greatest:
        raise refusal(place, f"a number of at most {greatest}", described(value))
    return value


def below(value: float, bound: float, place: str) -> float:
    """Pass a number below the bound."""
    if not value < bound:
        raise refusal(place, f"a number below {bound}", described(value))
    return value


def has_length(items: Sized, length: int, noun: str, place: str) -> None:
    """Refuse a list that is not as long as it has to be."""
    if len(items) != length:
        raise refusal(place, counted(length, noun), str(len(items)))


def not_empty(items: Sized, noun: str, place: str) -> None:
    """Refuse what has no entries."""
    if not len(items):
        raise refusal(place, f"at least 1 {noun}", "none")
