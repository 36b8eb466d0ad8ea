"""``check``: every parameter's gradient beside a central difference of the error."""

import math
from argparse import Namespace
from collections.abc import Sequence

from backprop_gui.commands.output import deliver
from backprop_gui.core.gradient_check import CheckedParameter, check_gradients
from backprop_gui.document.errors import counted
from backprop_gui.document.project import Project
from backprop_gui.document.reading import require_samples
from backprop_gui.document.storage import load
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.render_text import number

COLUMNS = ("parameter", "analytic", "central difference", "relative difference")


def run(arguments: Namespace) -> int:
    """Run the command; return the exit code, 1 if a gradient is wrong."""
    project = load(arguments.file)
    require_samples(project)
    data = project.plan.training_data(project.data)
    checked = list(check_gradients(project.network, project.parameters, project.plan.loss, data))
    names = parameter_names(project, checked)
    deliver([f"{table(names, checked)}\n\n{verdict(names, checked)}\n"], None)
    return 0 if all(parameter.is_right for parameter in checked) else 1


def parameter_names(project: Project, checked: Sequence[CheckedParameter]) -> list[str]:
    """Name the parameters."""
    name = Notation(project.network).parameter
    return [name(project.network.place(parameter.index)) for parameter in checked]


def table(names: Sequence[str], checked: Sequence[CheckedParameter]) -> str:
    """Write a line for each parameter, in columns."""
    rows = [COLUMNS, *(row(name, parameter) for name, parameter in zip(names, checked, strict=True))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = ([cell.ljust(width) for cell, width in zip(cells, widths, strict=True)] for cells in rows)
    return "\n".join("  ".join(cells).rstrip() for cells in padded)


def row(name: str, parameter: CheckedParameter) -> tuple[str, ...]:
    difference = number(parameter.relative_difference, 2)
    return name, number(parameter.analytic), number(parameter.numeric), difference + remark(parameter)


def remark(parameter: CheckedParameter) -> str:
    """Say what is the matter with a parameter, if anything."""
    if not parameter.is_right:
        return "  wrong"
    if not parameter.is_at_kink:
        return ""
    return f"  at a kink, with the slopes {number(parameter.left, 4)} and {number(parameter.right, 4)}"


def verdict(names: Sequence[str], checked: Sequence[CheckedParameter]) -> str:
    """Say which relative difference is the largest, and how many gradients are wrong."""
    if not checked:
        return "The network has no parameters."
    sizes = [difference_size(parameter) for parameter in checked]
    largest = sizes.index(max(sizes))
    wrong = sum(not parameter.is_right for parameter in checked)
    found = number(checked[largest].relative_difference, 2)
    outcome = f"{wrong} of {len(checked)} wrong" if wrong else f"{counted(len(checked), 'gradient')} right"
    return f"Largest relative difference {found} ({names[largest]}); {outcome}."


def difference_size(parameter: CheckedParameter) -> float:
    """Order the relative differences, what is not a number above all."""
    difference = parameter.relative_difference
    return math.inf if math.isnan(difference) else difference
