"""A told round as a table: a line for each step, its columns separated by tabs."""

from collections.abc import Iterator

from backprop_gui.commands.telling import Telling
from backprop_gui.document.csv_cells import harmless
from backprop_gui.explain.render_text import formula_line, substituted_line
from backprop_gui.explain.steps import Step

COLUMNS = ("id", "phase", "value", "formula", "substituted")


def round_tsv(telling: Telling) -> Iterator[str]:
    """Write a told round as a table, part by part; values have all their digits."""
    yield "\t".join(COLUMNS) + "\n"
    for step in telling.steps:
        yield "\t".join(cells(step)) + "\n"


def cells(step: Step) -> list[str]:
    """Write a step's cells; no name holds a tab or a line's end."""
    texts = [step.id, str(step.phase), repr(step.value), formula_line(step), substituted_line(step)]
    return [harmless(text) for text in texts]
