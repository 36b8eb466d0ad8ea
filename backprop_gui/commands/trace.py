"""``trace``: write one round of backpropagation, term by term."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace

from backprop_gui.commands.arguments import UsageError
from backprop_gui.commands.output import deliver, say
from backprop_gui.commands.telling import Telling, telling
from backprop_gui.commands.trace_json import arrays_json, round_json
from backprop_gui.commands.trace_latex import round_latex
from backprop_gui.commands.trace_markdown import round_markdown
from backprop_gui.commands.trace_text import round_text
from backprop_gui.commands.trace_tsv import round_tsv
from backprop_gui.commands.train import DivergedError, train
from backprop_gui.document.errors import choice, counted, quoted, refusal
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.document.reading import require_samples
from backprop_gui.document.storage import load
from backprop_gui.explain.notation import NOTATIONS
from backprop_gui.explain.steps import Round
from backprop_gui.explain.tell import tell

WRITERS: dict[str, Callable[[Telling], Iterator[str]]] = {
    "text": round_text,
    "markdown": round_markdown,
    "latex": round_latex,
    "json": round_json,
    "tsv": round_tsv,
}


def run(arguments: Namespace) -> int:
    """Run the command; return the exit code, 1 if training up to the round diverged."""
    check_options(arguments)
    project = load(arguments.file)
    require_samples(project)
    try:
        project = trained_until(project, arguments.round)
    except DivergedError as error:
        say(f"backprop-gui: {arguments.file}: {error}; nothing was written")
        return 1
    if arguments.all:
        project = over_all_samples(project)
    told = telling(project, told_round(project, arguments.sample), arguments.ids)
    write = arrays_json if arguments.arrays else WRITERS[arguments.format]
    deliver(write(told), arguments.output)
    return 0


def check_options(arguments: Namespace) -> None:
    """Refuse options that do not go together."""
    if arguments.notation not in NOTATIONS:
        expected = choice(NOTATIONS)
        raise UsageError(f"argument --notation: expected {expected}, found {quoted(arguments.notation)}")
    if arguments.arrays and arguments.format != "json":
        raise UsageError(f"argument --arrays: expected --format json, found {arguments.format}")


def trained_until(project: Project, rounds: int | None) -> Project:
    """Train a project until so many rounds are done since its beginning; None is where it stands.

    Raises
    ------
    FileError
        if it has been trained further.
    DivergedError
        as training does.
    """
    done = project.state.rounds
    if rounds is None or rounds == done:
        return project
    if rounds < done:
        raise refusal("progress.rounds", f"at most {rounds:,} for --round {rounds}", f"{done:,}")
    return train(project, rounds - done, keeps_errors=False, wanted="auto").project


def over_all_samples(project: Project) -> Project:
    """Have the next round run over all training samples at once, in their order."""
    return replace(project, plan=replace(project.plan, batch_size="all", order="sequential"))


def tell_project(file: str | None, notice: str) -> int:
    """Tell a file's next round, or the seed example's, as text after a notice; return the exit code."""
    project = load(file) if file else load_example("seed")
    told = telling(project, told_round(project, None), None)
    say(notice)
    deliver(round_text(told), None)
    return 0


def told_round(project: Project, sample: int | None) -> Round:
    """Tell a project's next round, or that of one sample, counted from 1.

    Raises
    ------
    FileError
        if the project has no samples, or no such one.
    """
    require_samples(project)
    if sample is not None:
        require_sample(project, sample)
    row = None if sample is None else sample - 1
    return tell(project.network, project.plan, project.state, project.data, row)


def require_sample(project: Project, sample: int) -> None:
    """Refuse a sample's number, counted from 1, that the data does not have."""
    if sample > len(project.data):
        wanted = f"at least {counted(sample, 'sample')} for --sample {sample}"
        raise refusal("data.samples", wanted, str(len(project.data)))
