"""A told round as Markdown, with its formulas set as mathematics."""

import re

from backprop_gui.commands.trace_latex import sides
from backprop_gui.commands.trace_text import heading, outcome, phases
from backprop_gui.document.project import Project
from backprop_gui.explain.steps import Round


def round_markdown(project: Project, told: Round) -> str:
    """Write a told round as Markdown."""
    parts = [f"# {escaped(heading(project, told))}\n"]
    for name, steps in phases(told):
        lines = "".join(f"- ${' = '.join(sides(step))}$\n" for step in steps)
        parts.append(f"\n## {name}\n\n{lines}")
    return "".join([*parts, f"\n{escaped(outcome(told))}\n"])


def escaped(text: str) -> str:
    """Keep Markdown and HTML from reading more into a text than it says."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|&~$-])", r"\\\1", text)
