"""A told round as a LaTeX document."""

from backprop_gui.commands.trace_text import heading, outcome, phases
from backprop_gui.document.project import Project
from backprop_gui.explain.render_latex import formula_latex, latex_number, left_side, substituted_latex
from backprop_gui.explain.steps import Round, Step

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


def round_latex(project: Project, told: Round) -> str:
    """Write a told round as a LaTeX document."""
    parts = [PREAMBLE, f"\\title{{{escaped(heading(project, told))}}}\n\\date{{}}\n"]
    parts.append("\\begin{document}\n\\maketitle\n")
    for name, steps in phases(told):
        parts.append(f"\n\\section*{{{name}}}\n" + "".join(map(equation, steps)))
    return "".join([*parts, f"\n{escaped(outcome(told))}\n\\end{{document}}\n"])


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
