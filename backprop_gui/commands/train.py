"""``train``: train a project from where its file stands."""

import time
from argparse import Namespace
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from backprop_gui.commands.arguments import UsageError
from backprop_gui.commands.output import STANDARD_OUTPUT, deliver, say
from backprop_gui.commands.progress_bar import ProgressBar
from backprop_gui.commands.trace_json import finite
from backprop_gui.core import engine
from backprop_gui.core.array import Array
from backprop_gui.core.stop_rules import Reason, Stop
from backprop_gui.core.trainer import NEVER, Trainer
from backprop_gui.document.errors import FileError
from backprop_gui.document.layout import laid_out
from backprop_gui.document.parameter_lists import bias_lists, weight_lists
from backprop_gui.document.project import Project
from backprop_gui.document.reading import require_samples
from backprop_gui.document.schema import encode
from backprop_gui.document.stopping import stop_rules, stop_when
from backprop_gui.document.storage import LARGEST_FILE, encoded_for_file, load
from backprop_gui.document.whole_files import check_writable, write_all_whole
from backprop_gui.explain.render_text import number

STRETCH_ROUNDS = 10_000
STRETCH_SECONDS = 0.1
LONG = 1.0
"""Seconds of training after which the compiled engine is worth loading."""

LARGE_NETWORK = 20_000
DIGITS_OF_A_NUMBER = 21


@dataclass(frozen=True, eq=False)
class Trained:
    """A finished run.

    Attributes
    ----------
    errors : each round's batch error before its update, if kept
    error_before, error_after : of all training samples
    seconds : that the rounds alone took
    stop : the project's rule that ended it before all rounds were done, if one did
    """

    project: Project
    rounds: int
    errors: Array
    error_before: float
    error_after: float
    engine: str
    seconds: float
    stop: Stop | None = None


class DivergedError(Exception):
    """A run whose numbers have left the finite ones."""


def run(arguments: Namespace) -> int:
    """Run the command; return the exit code, 1 if training diverged."""
    check_outputs(arguments)
    project = load(arguments.file)
    require_samples(project)
    if arguments.output:
        check_will_fit(project, arguments.output)
    if arguments.engine == "numba" and engine.load() is None:
        say(f"backprop-gui: no compiled engine ({engine.trouble()}); training with NumPy")
    try:
        keeps_errors = bool(arguments.history) or arguments.format == "json"
        trained = train(project, arguments.rounds, keeps_errors, arguments.engine)
    except DivergedError as error:
        say(f"backprop-gui: {arguments.file}: {error}; nothing was written")
        return 1
    write_outputs(trained, arguments)
    if arguments.output == STANDARD_OUTPUT:
        say(report(trained).rstrip())
    else:
        deliver(
            [laid_out(finite(report_tree(trained))) if arguments.format == "json" else report(trained)], None
        )
    return 0


def check_outputs(arguments: Namespace) -> None:
    """Refuse, before any training, outputs that could not be written after it."""
    if arguments.history == STANDARD_OUTPUT:
        raise UsageError("argument --history: expected a file's name, found '-'")
    if arguments.output == STANDARD_OUTPUT and arguments.format == "json":
        raise UsageError(
            "-o - and --format json: both would go to standard output; name a file for one of them"
        )
    for path in (arguments.output, arguments.history):
        if path not in (None, STANDARD_OUTPUT):
            check_writable(path)


def check_will_fit(project: Project, path: str) -> None:
    """Refuse, before any training, a project that will be too large to be opened again."""
    if project.network.parameter_count < LARGE_NETWORK:
        return
    new_vectors = 0 if project.state.rounds else 1 + len(project.plan.optimizer.kind.memory)
    size = len(encode(project)) + DIGITS_OF_A_NUMBER * project.network.parameter_count * new_vectors
    if size > LARGEST_FILE:
        wanted = f"expected a project of at most {LARGEST_FILE / 1e6:.0f} MB"
        raise FileError(f"{wanted}, found that it will have about {size / 1e6:.1f} MB once trained", path)


def train(project: Project, rounds: int, keeps_errors: bool, wanted: engine.EngineName) -> Trained:
    """Train so many rounds, or until a rule of the project ends it, as a run in the window does.

    Raises
    ------
    DivergedError
        after the first round whose error or new parameters are not all finite.
    """
    kind = engine.compiled_engine() if wanted == "numba" else None
    trainer = (kind or Trainer)(project.network, project.plan, project.data, project.state)
    error_before = trainer.data_error()
    done, seconds, errors = 0, 0.0, [np.empty(0)]
    rules, stop = stop_rules(project), None
    most = min(rounds, rounds if project.plan.stop_rounds is None else project.plan.stop_rounds)
    with ProgressBar(most) as progress:
        while done < most and stop is None:
            if wanted == "auto" and seconds > LONG:
                engine.load_meanwhile()
                trainer = engine.upgraded(trainer)
            started = time.perf_counter()
            deadline = time.monotonic() + STRETCH_SECONDS
            some = min(most - done, STRETCH_ROUNDS)
            stretch = trainer.advance(some, deadline, stride=NEVER, rules=rules)
            seconds += time.perf_counter() - started
            done, stop = done + stretch.errors.size, stretch.stop
            if not stretch.finite:
                raise DivergedError(divergence(trainer.state.rounds, float(stretch.errors[-1])))
            errors += [stretch.errors] if keeps_errors else []
            progress.show(done, seconds)
    return Trained(
        project=replace(project, state=trainer.state),
        rounds=done,
        errors=np.concatenate(errors),
        error_before=error_before,
        error_after=trainer.data_error(),
        engine=trainer.engine,
        seconds=seconds,
        stop=stop or (Stop(Reason.ROUNDS_DONE, None, trainer.state.rounds) if most < rounds else None),
    )


def divergence(round_number: int, error: float) -> str:
    """Say in which round a run diverged, and what may help."""
    what = "a new number is not finite" if np.isfinite(error) else f"the error is {number(error)}"
    return f"training diverged in round {round_number:,}, where {what}; a smaller learning rate may help"


def write_outputs(trained: Trained, arguments: Namespace) -> None:
    """Write the trained project and the errors, whichever are asked for."""
    contents: dict[str, list[bytes]] = {}
    if arguments.output:
        contents[arguments.output] = [encoded_for_file(arguments.output, trained.project)]
    if arguments.history:
        contents[arguments.history] = [history(trained).encode()]
    printed = contents.pop(STANDARD_OUTPUT, None)
    write_all_whole(contents)
    if printed:
        deliver((part.decode() for part in printed), None)


def history(trained: Trained) -> str:
    """Write each round's error as a table; a round's number is how many were done before it."""
    first = trained.project.state.rounds - trained.rounds
    rows = (f"{first + place},{error!r}\n" for place, error in enumerate(trained.errors.tolist()))
    return "round,error\n" + "".join(rows)


def report(trained: Trained) -> str:
    """Say what a run did."""
    speed = f", {trained.rounds / trained.seconds:,.0f} rounds/s" if trained.seconds else ""
    title = f"{trained.project.title}: " if trained.project.title else ""
    rounds = f"{trained.rounds:,} round{'' if trained.rounds == 1 else 's'}"
    ended = ""
    if trained.stop:
        ended = f"stopped: {stop_when(trained.project).told(trained.stop, trained.rounds)}\n"
    return (
        f"{title}{rounds} in {trained.seconds:.2f} s{speed}\n{ended}"
        f"E_total {number(trained.error_before)} before, {number(trained.error_after)} after\n"
    )


def report_tree(trained: Trained) -> dict[str, Any]:
    """Make the tree of a run's result for other programs."""
    network, parameters = trained.project.network, trained.project.parameters
    return {
        "rounds": trained.rounds,
        "batch_errors": trained.errors.tolist(),
        "data_error_after": trained.error_after,
        "weights": weight_lists(network, parameters),
        "biases": bias_lists(network, parameters),
        "engine": trained.engine,
        "seconds": trained.seconds,
    }
