"""The program's door: a command, or the window."""

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from backprop_gui import __version__
from backprop_gui.commands.arguments import COMMANDS, PROGRAM, UsageError, parse_command, parse_window
from backprop_gui.commands.output import flush_output, hold_closed_streams, say, speak_utf8
from backprop_gui.commands.same_files import refuse_same_files
from backprop_gui.display import has_display
from backprop_gui.document.errors import FileError, printable

BAD_INPUT = 2
INTERRUPTED = 130
READER_GONE = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with what follows its name on the command line; return the exit code."""
    if argv is None:
        hold_closed_streams()
    arguments = sys.argv[1:] if argv is None else list(argv)
    speak_utf8()
    try:
        code = _run(arguments)
        flush_output()
    except UsageError as error:
        say(f"{PROGRAM}: {error}")
        return BAD_INPUT
    except FileError as error:
        say(f"{PROGRAM}: {printable(error.file or 'file')}: {error}")
        return BAD_INPUT
    except KeyboardInterrupt:
        say(f"{PROGRAM}: interrupted; nothing was written")
        return INTERRUPTED
    except BrokenPipeError:
        return READER_GONE
    except MemoryError:
        say(f"{PROGRAM}: not enough memory for this network")
        return 1
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        if arguments and arguments[0] in COMMANDS:
            return _run_command(arguments[0], arguments[1:])
        file = parse_window(arguments, __version__)
        return open_window(file) if has_display() else tell_as_text(file)
    except SystemExit as finished:  # --help and --version, once printed
        return finished.code if isinstance(finished.code, int) else 0


def _run_command(name: str, rest: Sequence[str]) -> int:
    try:
        parsed = parse_command(name, rest)
        refuse_same_files(parsed)
        with _naming(getattr(parsed, "file", None)):
            code: int = importlib.import_module(f"backprop_gui.commands.{name}").run(parsed)
    except UsageError as error:
        raise UsageError(f"{name}: {error}") from None
    return code


@contextmanager
def _naming(file: str | None) -> Iterator[None]:
    """Put the file's name, where an error has none yet, into it."""
    try:
        yield
    except FileError as error:
        error.file = error.file or file
        raise


def open_window(file: str | None) -> int:
    """Open the window, unless Qt cannot be loaded here, or this Python and PySide6 would crash it."""
    try:
        from backprop_gui.start_guard import start_objection

        if objection := start_objection():
            say(f"{PROGRAM}: {objection}")
            return 1
        from backprop_gui.app.startup import run_window
    except ImportError as error:
        return tell_as_text(file, f"Qt cannot be loaded ({error})")
    return run_window(file)


def tell_as_text(file: str | None, reason: str = "there is no display for a window") -> int:
    """Tell the round of the example, or of a file, as text instead of in a window."""
    from backprop_gui.commands.trace import tell_project

    with _naming(file):
        return tell_project(file, f"{PROGRAM}: {reason}; here is the round as text")


if __name__ == "__main__":
    sys.exit(main())
