"""Where a command's result goes: standard output, or a file that is written whole or not at all."""

import sys
from contextlib import suppress

from backprop_gui.document.errors import FileError
from backprop_gui.document.whole_files import write_whole

STANDARD_OUTPUT = "-"


def deliver(text: str, path: str | None) -> None:
    """Write a result to a file, or to standard output for None and ``-``.

    Raises
    ------
    FileError
        if it cannot be written.
    BrokenPipeError
        if whoever read standard output has gone.
    """
    if path not in (None, STANDARD_OUTPUT):
        write_whole(str(path), text.encode())
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FileError(f"cannot be written: {error.strerror}", "standard output") from error


def speak_utf8() -> None:
    """Write UTF-8 into pipes and files on every system; a terminal is left to its own encoding."""
    with suppress(AttributeError, OSError, ValueError):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        else:
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]


def say(line: str) -> None:
    """Write one line to standard error."""
    print(line, file=sys.stderr, flush=True)
