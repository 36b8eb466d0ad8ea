"""Reading a file that may be anything: too large, endless, or a pipe that nobody writes into."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from backprop_gui.document.errors import FileError

OPENED = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Not to wait for a writer is what opening a pipe has to be told; of files it changes nothing."""


def read_bounded(path: str | Path, most: int, waits: bool = False) -> bytes:
    """Read a file's bytes, having looked first at what it is and how large.

    Parameters
    ----------
    most : bytes that it may have
    waits : whether a pipe that somebody writes into, or a device, is read too, for as long as that takes

    Raises
    ------
    FileError
        if it is too large, or no file that can be read at once.
    OSError
        if it cannot be read.
    """
    with open(os.open(path, OPENED), "rb") as file:  # noqa: PTH123 - a descriptor, not a path
        found = os.fstat(file.fileno())
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if stat.S_ISREG(found.st_mode):
            check_size(found.st_size, most)
            return read_to_end(file, most)
        if not waits:
            raise FileError("expected a file, found a pipe or a device; save what it gives as a file")
        return _first_byte(file, stat.S_ISFIFO(found.st_mode)) + read_to_end(file, most)


def _first_byte(file: BinaryIO, is_pipe: bool) -> bytes:
    """Read the first byte of a stream if it is there already, and let the others be waited for."""
    first = b""
    with suppress(BlockingIOError):  # somebody is about to write
        first = os.read(file.fileno(), 1)
        if is_pipe and not first:
            raise FileError("expected a file, found a pipe into which nothing is written")
    os.set_blocking(file.fileno(), True)
    return first


def read_to_end(file: BinaryIO, most: int) -> bytes:
    """Read a stream to its end, or as far as to know that it is too long."""
    data = file.read(most + 1)
    if len(data) > most:
        raise FileError(f"expected at most {most / 1e6:.0f} MB, found more")
    return data


def check_size(size: int, most: int) -> None:
    """Refuse a number of bytes that is more than a file may have."""
    if size > most:
        raise FileError(f"expected at most {most / 1e6:.0f} MB, found {size / 1e6:.1f} MB")
