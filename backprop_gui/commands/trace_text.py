"""A told round as text: a heading for each phase, a line for each step."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from backprop_gui.document.errors import counted
from backprop_gui.document.project import Project
from backprop_gui.explain.render_text import number, step_line
from backprop_gui.explain.steps import Round, Step


def heading(project: Project, told: Round) -> str:
    """Name the round that is told."""
    rounds = f"round {project.state.rounds + 1:,}"
    rows = [row + 1 for row in told.rows]
    samples = f"sample {rows[0]}" if len(rows) == 1 else counted(len(rows), "sample")
    return ", ".join(filter(None, (project.title, rounds, samples)))


def outcome(told: Round) -> str:
    """Say what the round did to the error."""
    return f"E_total {number(told.error)} before the round, {number(told.error_after)} after it."


def phases(told: Round) -> Iterator[tuple[str, Iterable[Step]]]:
    """Yield each phase's name and steps."""
    for phase, steps in groupby(told, key=lambda step: step.phase):
        yield phase.capitalize(), steps


def round_text(project: Project, told: Round) -> str:
    """Write a told round as text."""
    parts = [heading(project, told) + "\n"]
    for name, steps in phases(told):
        parts.append(f"\n{name}\n" + "".join(f"  {line}\n" for line in aligned(steps)))
    return "".join([*parts, f"\n{outcome(told)}\n"])


def aligned(steps: Iterable[Step]) -> Iterator[str]:
    """Write steps one a line, their first equals signs below one another."""
    sides = [(step.notation.text(step.quantity), step_line(step)) for step in steps]
    width = max(len(left) for left, _ in sides)
    for left, line in sides:
        yield left.ljust(width) + line.removeprefix(left)
