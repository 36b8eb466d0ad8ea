"""Where a command's result goes: standard output, or a file that is written whole or not at all."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TextIO

from backprop_gui.document.errors import FileError
from backprop_gui.document.whole_files import write_whole_from

STANDARD_OUTPUT = "-"

PORTION = 65_536
"""Characters that are written at once."""


def deliver(parts: Iterable[str], path: str | None) -> None:
    """Write a result, part by part, to a file, or to standard output for None and ``-``.

    Raises
    ------
    FileError
        if it cannot be written.
    BrokenPipeError
        if whoever read standard output has gone.
    """
    if path not in (None, STANDARD_OUTPUT):
        write_whole_from(str(path), (portion.encode() for portion in portions(parts)))
        return
    if sys.stdout is None:
        raise FileError("cannot be written: it is closed; give it a file", "standard output")
    for portion in portions(parts):
        with _output():
            sys.stdout.write(portion)
    flush_output()


def portions(parts: Iterable[str]) -> Iterator[str]:
    """Put short parts together to portions that are worth writing."""
    held: list[str] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size >= PORTION:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def flush_output() -> None:
    """Bring what was written to standard output to where it goes.

    Raises
    ------
    FileError, BrokenPipeError
        as `deliver` does.
    """
    if sys.stdout is not None:
        with _output():
            sys.stdout.flush()


class _output:  # noqa: N801 - reads as a phrase where it is used: with _output()
    """Turn what is wrong with standard output into one sentence; nothing more is written there then."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, OSError):
            _let_go_of(sys.stdout)
            if not isinstance(error, BrokenPipeError):
                raise FileError(f"cannot be written: {error.strerror}", "standard output") from error


def _let_go_of(stream: TextIO) -> None:
    """Keep Python from trying again, as it ends, to write what could not be written."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def hold_closed_streams() -> None:
    """Put nothing in the place of standard streams that are closed, or the next file would take theirs."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def speak_utf8() -> None:
    """Write UTF-8 into pipes and files on every system; a terminal is left to its own encoding."""
    with suppress(AttributeError, OSError, ValueError):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        else:
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]


def say(line: str) -> None:
    """Write one line to standard error; where that is closed or full, nobody is left to be told."""
    write_to_error(line + "\n")


def write_to_error(text: str) -> None:
    """Write to standard error, if that can be."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        _let_go_of(sys.stderr)
