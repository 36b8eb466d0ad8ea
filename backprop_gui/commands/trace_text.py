"""A told round as text: a heading for each phase, a line for each step."""

from collections.abc import Iterator, Sequence

from backprop_gui.commands.telling import Telling
from backprop_gui.explain.render_text import step_line
from backprop_gui.explain.steps import Round


def round_text(telling: Telling) -> Iterator[str]:
    """Write a told round as text, part by part."""
    yield telling.heading + "\n"
    for name, numbers in telling.phases():
        yield f"\n{name}\n"
        for line in aligned(telling.round, numbers):
            yield f"  {line}\n"
    yield f"\n{telling.outcome}\n"


def aligned(told: Round, numbers: Sequence[int]) -> Iterator[str]:
    """Write steps one a line, their first equals signs below one another."""
    width = max(len(told.notation.text(told.quantity(number))) for number in numbers)
    for number in numbers:
        step = told[number]
        left = step.notation.text(step.quantity)
        yield left.ljust(width) + step_line(step).removeprefix(left)
