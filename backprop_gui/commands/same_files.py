"""Whether what a command is to read and write are different files, by whatever names they go."""

import os
import stat
import sys
from argparse import Namespace
from collections.abc import Hashable, Iterator
from itertools import combinations
from pathlib import Path
from typing import TextIO

from backprop_gui.commands.arguments import UsageError

STREAM = "-"
"""What standard input is called as FILE, and standard output as an output."""

INPUTS = {"FILE": "file"}
OUTPUTS = {"-o": "output", "--history": "history"}
RENEWED = ("FILE", "-o")
"""What may be one file where a command turns a project into a project."""


def refuse_same_files(arguments: Namespace) -> None:
    """Refuse a command line on which an output is also an input, or another output.

    Raises
    ------
    UsageError
        if two of them are one file, by any spelling or link, or would become one.
    """
    allowed = RENEWED if arguments.renews else None
    for (first, one), (second, other) in combinations(_files(arguments), 2):
        if one == other and (first, second) != allowed:
            raise UsageError(f"{first} and {second}: expected two files, found the same one twice")


def _files(arguments: Namespace) -> Iterator[tuple[str, Hashable]]:
    """List what is read and written, each by what it is called on the command line; devices are left out."""
    given = {name: getattr(arguments, at, None) for name, at in (INPUTS | OUTPUTS).items()}
    named = [(name, path) for name, path in given.items() if path is not None]
    written_to = [name for name, path in named if path == STREAM and name in OUTPUTS]
    for name, path in named:
        if path == STREAM:
            found = _of_stream(sys.stdin if name in INPUTS else sys.stdout)
        else:
            found = identity(Path(path))
        if found is not None:
            yield name, found
    if not written_to and (found := _of_stream(sys.stdout)) is not None:
        yield "standard output", found


def _of_stream(stream: TextIO | None) -> Hashable | None:
    """Identify the file behind a standard stream, if there is one."""
    try:
        return _of_entry(os.fstat(stream.fileno())) if stream is not None else None
    except (OSError, ValueError, AttributeError):  # no stream of the system's
        return None


def identity(path: Path) -> Hashable | None:
    """Identify a file, also one that is still to be made; None for a device, a pipe, or no path at all."""
    try:
        return _of_entry(path.stat())
    except FileNotFoundError:
        target = path.resolve()
        folder = identity(target.parent) if target.parent != target else None
        name = target.name.casefold() if ignores_case(target.parent) else target.name
        return (folder, name)
    except (OSError, ValueError):
        return None


def _of_entry(entry: os.stat_result) -> Hashable | None:
    """Identify an entry of a disk by the disk and its number there; what keeps nothing has no identity."""
    keeps = stat.S_ISREG(entry.st_mode) or stat.S_ISDIR(entry.st_mode)
    return (entry.st_dev, entry.st_ino) if keeps else None


def ignores_case(folder: Path) -> bool:
    """Tell whether a folder is found by its name in other letters, too: then so will be what lies in it."""
    for place in (folder, *folder.parents):
        other = place.with_name(place.name.swapcase()) if place.name else place
        if other.name != place.name:
            return other.exists() and other.samefile(place)
    return False
