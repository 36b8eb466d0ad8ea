"""Loading and saving projects."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backprop_gui.document import bounded_reading
from backprop_gui.document.bounded_reading import read_bounded, read_to_end
from backprop_gui.document.errors import FileError
from backprop_gui.document.project import Project
from backprop_gui.document.schema import decode, encode
from backprop_gui.document.whole_files import write_whole

LARGEST_FILE = 5_000_000
STANDARD_INPUT = "-"

_REASONS = {
    errno.ENOENT: "there is no such file; check the name and the folder",
    errno.ENOTDIR: "part of the path is a file, not a folder; check the path",
    errno.EISDIR: "it is a folder; name a file in it",
    errno.EACCES: "you may not read it; ask its owner, or copy it to a place of your own",
    errno.EPERM: "you may not read it; ask its owner, or copy it to a place of your own",
    errno.ENAMETOOLONG: "the name is too long for a file; check it",
    errno.ELOOP: "its links lead in a circle; name the file itself",
}


def load(path: str | Path) -> Project:
    """Read a project from a file, a pipe or a device, or from standard input for ``-``.

    Raises
    ------
    FileError
        if there is no such file, it is larger than `LARGEST_FILE` bytes, or it is no good project; the
        error's `file` is the path as given.
    """
    with reading(path, waits=True) as data:
        return decode(data)


@contextmanager
def reading(path: str | Path, waits: bool = False) -> Iterator[bytes]:
    """Read a file's bytes; whatever is wrong with it, or in what is made of it, is said with its name.

    Parameters
    ----------
    waits : whether to read also what has to be waited for: a pipe that somebody writes into, or a device

    Raises
    ------
    FileError
        as `load` does.
    """
    try:
        yield read_limited(path, waits)
    except FileError as error:
        error.file = str(path)
        raise
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
        raise FileError(f"cannot be read: {reason}", str(path)) from error
    except ValueError as error:  # a path with a null character
        raise FileError(f"cannot be read: {error}", str(path)) from error


def save(path: str | Path, project: Project) -> None:
    """Write a project to a file, whole or not at all.

    Raises
    ------
    FileError
        if a number is not finite, the file would be too large to be opened again, or it cannot be
        written; what was there before is untouched.
    """
    write_whole(path, encoded_for_file(path, project))


def encoded_for_file(path: str | Path, project: Project) -> bytes:
    """Write a project as bytes that `load` will take.

    Raises
    ------
    FileError
        if a number is not finite, or the file would be too large to be opened again.
    """
    try:
        data = encode(project)
        check_size(len(data))
    except FileError as error:
        error.file = str(path)
        raise
    return data


def read_limited(path: str | Path, waits: bool) -> bytes:
    """Read the bytes of a file that may hold a project; `reading` says how."""
    if str(path) != STANDARD_INPUT:
        return read_bounded(path, LARGEST_FILE, waits)
    if sys.stdin is None:
        raise FileError("cannot be read: standard input is closed; give it a file, or name one")
    return read_to_end(sys.stdin.buffer, LARGEST_FILE)


def check_size(size: int) -> None:
    """Refuse a number of bytes that is more than a project file may have."""
    bounded_reading.check_size(size, LARGEST_FILE)
