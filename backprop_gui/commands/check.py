"""``check``: every parameter's gradient beside a central difference of the error."""

import math
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

import numpy as np

from backprop_gui.commands.output import deliver
from backprop_gui.commands.trace import require_sample
from backprop_gui.commands.trace_json import finite
from backprop_gui.core.array import IntArray
from backprop_gui.core.gradient_check import CheckedParameter, check_gradients
from backprop_gui.document.errors import counted
from backprop_gui.document.layout import laid_out
from backprop_gui.document.project import Project
from backprop_gui.document.reading import require_samples
from backprop_gui.document.storage import load
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.render_text import number

MOST_NAMED = 8
"""Samples of a batch that are named one by one."""

COLUMNS = ("parameter", "analytic", "central difference", "relative difference")


def run(arguments: Namespace) -> int:
    """Run the command; return the exit code, 1 if a gradient is wrong."""
    project = load(arguments.file)
    require_samples(project)
    rows, over = samples_of(project, arguments)
    data = project.data.rows(rows)
    checked = list(check_gradients(project.network, project.parameters, project.plan.loss, data))
    names = parameter_names(project, checked)
    if arguments.format == "json":
        text = laid_out(finite(tree(rows, names, checked)))
    else:
        text = f"Gradients over {over}\n\n{table(names, checked)}\n\n{verdict(names, checked)}\n"
    deliver([text], arguments.output)
    return 0 if all(parameter.is_right for parameter in checked) else 1


def samples_of(project: Project, arguments: Namespace) -> tuple[IntArray, str]:
    """Find the rows of the samples that gradients are checked over, and say which they are."""
    total = len(project.data)
    if arguments.sample is not None:
        require_sample(project, arguments.sample)
        return np.array([arguments.sample - 1]), f"sample {arguments.sample} of {total}"
    if arguments.batch:
        rows = project.plan.schedule(project.data).batch(project.state.rounds)
        names = ", ".join(str(row + 1) for row in rows[:MOST_NAMED].tolist())
        which = names + (", …" if len(rows) > MOST_NAMED else "")
        return rows, f"the batch of round {project.state.rounds + 1:,} (of {total}: {which})"
    rows = np.arange(len(project.plan.training_data(project.data)))
    return rows, f"all training samples ({len(rows):,})"


def tree(rows: IntArray, names: Sequence[str], checked: Sequence[CheckedParameter]) -> dict[str, Any]:
    """Make the tree of a check for other programs; samples are counted from 1."""
    parameters = [
        {
            "id": name,
            "analytic": each.analytic,
            "numeric": each.numeric,
            "relative_difference": each.relative_difference,
            "right": each.is_right,
            "at_kink": each.is_at_kink,
        }
        for name, each in zip(names, checked, strict=True)
    ]
    wrong = sum(not each.is_right for each in checked)
    samples = (rows + 1).tolist()
    head = {"format": "backprop-gui-check", "version": 1, "samples": samples, "wrong": wrong}
    return head | {"parameters": parameters}


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
