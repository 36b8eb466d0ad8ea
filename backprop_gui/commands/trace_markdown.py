"""A told round as Markdown, with its formulas set as mathematics."""

import re
from collections.abc import Iterator

from backprop_gui.commands.telling import Telling
from backprop_gui.commands.trace_latex import sides


def round_markdown(telling: Telling) -> Iterator[str]:
    """Write a told round as Markdown, part by part."""
    yield f"# {escaped(telling.heading)}\n"
    for name, numbers in telling.phases():
        yield f"\n## {name}\n\n"
        for number in numbers:
            yield f"- ${' = '.join(sides(telling.round[number]))}$\n"
    yield f"\n{escaped(telling.outcome)}\n"


def escaped(text: str) -> str:
    """Keep Markdown and HTML from reading more into a text than it says."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|&~$-])", r"\\\1", text)
