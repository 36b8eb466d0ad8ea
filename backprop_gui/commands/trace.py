"""``trace``: write one round of backpropagation, term by term."""

from argparse import Namespace
from collections.abc import Callable

from backprop_gui.commands.arguments import UsageError
from backprop_gui.commands.output import deliver, say
from backprop_gui.commands.trace_json import round_json
from backprop_gui.commands.trace_latex import round_latex
from backprop_gui.commands.trace_markdown import round_markdown
from backprop_gui.commands.trace_text import round_text
from backprop_gui.document.errors import choice, counted, quoted, refusal
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.document.reading import require_samples
from backprop_gui.document.storage import load
from backprop_gui.explain.notation import NOTATIONS
from backprop_gui.explain.steps import Round
from backprop_gui.explain.tell import tell

WRITERS: dict[str, Callable[[Project, Round], str]] = {
    "text": round_text,
    "markdown": round_markdown,
    "latex": round_latex,
    "json": round_json,
}


def run(arguments: Namespace) -> int:
    """Run the command; return the exit code."""
    if arguments.notation not in NOTATIONS:
        expected = choice(NOTATIONS)
        raise UsageError(f"argument --notation: expected {expected}, found {quoted(arguments.notation)}")
    project = load(arguments.file)
    told = told_round(project, arguments.sample)
    deliver([WRITERS[arguments.format](project, told)], arguments.output)
    return 0


def tell_project(file: str | None, notice: str) -> int:
    """Tell a file's next round, or the seed example's, as text after a notice; return the exit code."""
    project = load(file) if file else load_example("seed")
    text = round_text(project, told_round(project, None))
    say(notice)
    deliver([text], None)
    return 0


def told_round(project: Project, sample: int | None) -> Round:
    """Tell a project's next round, or that of one sample, counted from 1.

    Raises
    ------
    FileError
        if the project has no samples, or no such one.
    """
    require_samples(project)
    if sample is not None and sample > len(project.data):
        wanted = f"at least {counted(sample, 'sample')} for --sample {sample}"
        raise refusal("data.samples", wanted, str(len(project.data)))
    row = None if sample is None else sample - 1
    return tell(project.network, project.plan, project.state, project.data, row)
