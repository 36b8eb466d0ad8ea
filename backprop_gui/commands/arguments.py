"""What the command line takes. Nothing here is slow to import: help and errors come at once."""

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from backprop_gui.commands.output import deliver
from backprop_gui.document.errors import printable

PROGRAM = "backprop-gui"

DESCRIPTION = """\
Backprop GUI tells one round of backpropagation term by term, and trains live.

  backprop-gui                open the window
  backprop-gui FILE.bpnet     open the window with a project
  backprop-gui TABLE.csv      open the window and import a table
"""
EPILOG = """\
`backprop-gui COMMAND --help` says what a command takes. FILE may be - for standard input. A file that
is named like a command is opened by its path: ./trace.
"""


class UsageError(Exception):
    """A command line that cannot be understood; one line says why."""


class Parser(argparse.ArgumentParser):
    """An argument parser that raises its complaint instead of printing the usage with it."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(printable(message))

    def _print_message(self, message: str, file: object = None) -> None:
        """Write help and version where results go, with what is said when that cannot be."""
        deliver([message], None)


def whole_number(least: int) -> Callable[[str], int]:
    """Make a reader of whole numbers: digits alone, no signs, spaces or underscores."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,15}", text) or int(text) < least:
            raise argparse.ArgumentTypeError(f"expected a whole number of at least {least}, found {text!r}")
        return int(text)

    return read


def file_name(text: str) -> str:
    """Read a file's name, which has to be one."""
    if not text:
        raise argparse.ArgumentTypeError("expected a file's name, found ''")
    return text


def add_file(parser: argparse.ArgumentParser) -> None:
    what = "a project (*.bpnet), or - for standard input"
    parser.add_argument("file", metavar="FILE", type=file_name, help=what)


def add_output(parser: argparse.ArgumentParser, metavar: str, what: str) -> None:
    parser.add_argument("-o", "--output", metavar=metavar, type=file_name, help=f"write {what}")


def add_sample(parser: argparse.ArgumentParser, what: str, other: str, text: str) -> None:
    """Let one sample, or other samples than usual, be chosen."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--sample", metavar="K", type=whole_number(1), help=what)
    choice.add_argument(other, action="store_true", help=text)


def add_trace_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    add_sample(
        parser,
        "tell sample number K alone (1 is the first); without it, the next round as training runs it",
        "--all",
        "tell a round over all training samples at once, as check computes gradients",
    )
    until = "tell the round that follows N rounds since the run's beginning, training up to there first"
    parser.add_argument("--round", metavar="N", type=whole_number(0), help=until)
    parser.add_argument("--notation", metavar="N", default="seed", help="the names and symbols used: seed")
    parser.add_argument("--format", choices=["text", "markdown", "latex", "json", "tsv"], default="text")
    ids = "write these steps alone: ids such as dE_total/dw5, or patterns with * and ?, such as 'delta_*'"
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--ids", metavar="ID", nargs="+", action="extend", help=ids)
    what.add_argument("--arrays", action="store_true", help="with --format json: the arrays alone, no steps")
    add_output(parser, "OUT", "to this file instead of standard output")


def add_check_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    add_sample(
        parser,
        "check the gradients of sample number K alone (1 is the first); without it, of all training samples",
        "--batch",
        "check the gradients of the next round's batch, as trace tells them",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")
    add_output(parser, "OUT", "to this file instead of standard output")


def add_train_arguments(parser: argparse.ArgumentParser) -> None:
    add_file(parser)
    parser.add_argument(
        "--rounds",
        metavar="N",
        type=whole_number(0),
        required=True,
        help="how many rounds to train; a stop condition of the file may end it sooner",
    )
    parser.add_argument("--engine", choices=["auto", "numpy", "numba"], default="auto")
    history = "write each round's error to this table"
    parser.add_argument("--history", metavar="H.csv", type=file_name, help=history)
    parser.add_argument("--format", choices=["text", "json"], default="text")
    add_output(
        parser, "OUT.bpnet", "the trained project to this file, which may be FILE, or to - (standard output)"
    )
    parser.set_defaults(renews=True)


def add_example_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="which example; without it, list them")
    add_output(parser, "OUT", "to this file instead of standard output")


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "trace": ("Write one round, term by term.", add_trace_arguments),
    "train": ("Train a project from where its file stands.", add_train_arguments),
    "check": ("Check every gradient against a central difference of the error.", add_check_arguments),
    "example": ("Write a bundled example, or list them.", add_example_arguments),
}


def parse_command(name: str, arguments: Sequence[str]) -> argparse.Namespace:
    """Read what follows a command's name.

    Raises
    ------
    UsageError
        if it cannot be understood.
    """
    sentence, add_arguments = COMMANDS[name]
    parser = Parser(prog=f"{PROGRAM} {name}", description=sentence, allow_abbrev=False)
    parser.set_defaults(renews=False)
    add_arguments(parser)
    return parser.parse_args(arguments)


def parse_window(arguments: Sequence[str], version: str) -> str | None:
    """Read a command line without a command: the file to open the window with, if any.

    Raises
    ------
    UsageError
        if it cannot be understood.
    """
    commands = "".join(f"  {name:<9}{sentence}\n" for name, (sentence, _) in COMMANDS.items())
    parser = Parser(
        prog=PROGRAM,
        usage="%(prog)s [FILE] | %(prog)s COMMAND ...",
        description=f"{DESCRIPTION}\nCommands, which need no display:\n{commands}",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "files", metavar="FILE", nargs="*", type=file_name, help="a project (*.bpnet), or a table (*.csv)"
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {version}")
    files: list[str] = parser.parse_args(arguments).files
    if len(files) > 1 and not looks_like_a_command(files[0]):
        raise UsageError(f"expected one FILE, found {len(files)}: a window shows one project")
    if files and looks_like_a_command(files[0]):
        raise UsageError(f"expected one FILE or a command ({', '.join(COMMANDS)}), found {files[0]!r}")
    return files[0] if files else None


def looks_like_a_command(word: str) -> bool:
    """Tell a mistyped command from the name of a file."""
    return word.isalpha() and not Path(word).exists()
