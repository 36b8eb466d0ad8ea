"""A told round as a LaTeX document."""

from collections.abc import Iterator

from backprop_gui.commands.telling import Telling
from backprop_gui.explain.render_latex import formula_latex, latex_number, left_side, substituted_latex
from backprop_gui.explain.steps import Step

PREAMBLE = r"""\documentclass{article}
% Names in letters that this font lacks need lualatex or xelatex, and a font that has them.
\usepackage{amsmath}
\allowdisplaybreaks
"""

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        **{character: "\\" + character for character in "{}#$%&_"},
    }
)


def round_latex(telling: Telling) -> Iterator[str]:
    """Write a told round as a LaTeX document, part by part."""
    yield f"{PREAMBLE}\\title{{{escaped(telling.heading)}}}\n\\date{{}}\n"
    yield "\\begin{document}\n\\maketitle\n"
    for name, numbers in telling.phases():
        yield f"\n\\section*{{{name}}}\n"
        for number in numbers:
            yield equation(telling.round[number])
    yield f"\n{escaped(telling.outcome)}\n\\end{{document}}\n"


def equation(step: Step) -> str:
    """Set a step as one equation over a few lines."""
    left, *right = sides(step)
    lines = " \\\\\n  ".join(f"&= {side}" for side in right)
    return f"\\begin{{align*}}\n  {left} {lines}\n\\end{{align*}}\n"


def sides(step: Step) -> list[str]:
    """Write what a step computes, its formula, the formula with numbers, and its value, each once."""
    left = left_side(step).latex
    formula = formula_latex(step).removeprefix(f"{left} = ")
    return [left, *dict.fromkeys([formula, substituted_latex(step), latex_number(step.value)])]


def escaped(text: str) -> str:
    """Keep LaTeX from reading more into a text than it says."""
    return text.translate(_ESCAPES)
