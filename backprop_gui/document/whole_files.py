"""Files that are written whole or not at all.

The new content goes into a file beside the old one and takes its place in a single step, when all of it
is known to be on the disk. Whoever is killed, or runs out of disk, leaves the old file as it was.
"""

import errno
import os
import platform
import stat
import sys
import time
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from backprop_gui.document.errors import FileError
from backprop_gui.document.locks import lock

PARTS = f".backprop-gui-{zlib.crc32(platform.node().encode()):08x}-"
"""How the names of this machine's half-written files begin: what another one writes cannot be judged here."""

JUST_BEGUN = 10.0
"""Seconds in which a half-written file may not have been locked yet."""

_REASONS = {
    errno.ENOENT: "the folder does not exist; name one that does",
    errno.ENOTDIR: "part of the path is a file, not a folder; choose another place",
    errno.EISDIR: "it is a folder; add a file name",
    errno.EACCES: "you may not write there; choose another place",
    errno.EPERM: "you may not write there; choose another place",
    errno.EROFS: "the place is read-only; choose another one",
    errno.ENOSPC: "the disk is full; free some space or choose another place",
    errno.EDQUOT: "your share of the disk is full; free some space or choose another place",
    errno.EFBIG: "it would be larger than files may be there; choose another place",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.ELOOP: "its links lead in a circle; choose another place",
}


def write_whole(path: str | Path, data: bytes) -> None:
    """Write one file, whole or not at all; a link stays a link, and permissions stay.

    Raises
    ------
    FileError
        if it cannot be written; what was there before is untouched.
    """
    write_all_whole({str(path): [data]})


def write_whole_from(path: str | Path, parts: Iterable[bytes]) -> None:
    """Write one file from parts that are made while it is written, whole or not at all.

    Raises
    ------
    FileError
        as `write_whole` does.
    """
    write_all_whole({str(path): parts})


def write_all_whole(contents: Mapping[str, Iterable[bytes]]) -> None:
    """Write several files, each from its parts; none changes unless all could be brought onto the disk.

    Raises
    ------
    FileError
        if one cannot be written.
    """
    staged: list[StagedFile] = []
    try:
        for path, parts in contents.items():
            sweep(Path(path).parent)
            with told(path):
                staged.append(StagedFile(Path(path), parts))
        for file in staged:
            with told(file.asked_for):
                file.take_place()
                file.settle()
    finally:
        for file in staged:
            file.discard()


def sweep(folder: Path) -> None:
    """Remove half-written files that programs left in a folder when they were killed; no others."""
    with suppress(OSError):
        for part in folder.glob(f"{PARTS}*.part"):
            if is_abandoned(part):
                part.unlink(missing_ok=True)


def is_abandoned(part: Path) -> bool:
    """Tell whether whoever wrote a file is gone: the lock that each holds while writing is free."""
    with suppress(OSError):
        if abs(time.time() - part.stat().st_mtime) > JUST_BEGUN:
            descriptor = os.open(part, os.O_RDWR)
            try:
                return lock(descriptor)
            finally:
                os.close(descriptor)
    return False


def check_writable(path: str | Path) -> None:
    """Refuse, before long work is done for it, a place where no file can be written.

    Raises
    ------
    FileError
        as `write_whole` would.
    """
    with told(path):
        StagedFile(Path(path), ()).discard()


def can_write(path: str | Path) -> bool:
    """Whether the system lets a file be replaced, as far as it says so without a try."""
    try:
        target = Path(path).resolve()
        return os.access(target.parent, os.W_OK) and (os.access(target, os.W_OK) or not target.exists())
    except (OSError, ValueError, RuntimeError):  # a null character, or links in a circle
        return False


class told:  # noqa: N801 - reads as a phrase where it is used: with told(path)
    """Turn an OSError in the block into a FileError that says in one sentence what is to be done."""

    def __init__(self, path: str | Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, OSError | ValueError):  # ValueError: a path with a null character
            reason = _REASONS.get(getattr(error, "errno", None) or 0) or str(error)
            raise FileError(f"cannot be written: {reason}", str(self.path)) from error


class StagedFile:
    """New content on the disk, beside the file whose place it will take.

    A device or a pipe has no old content to protect and is written to when its turn comes.

    Parameters
    ----------
    parts : of the content, in their order; they need not all be in memory at once

    Raises
    ------
    OSError
        if the content cannot be brought onto the disk.
    """

    def __init__(self, path: Path, parts: Iterable[bytes]) -> None:
        self.asked_for = path
        self.parts = parts
        self.beside: Path | None = None
        self._held: int | None = None
        old = _stat(path)
        self.target = path.resolve()
        if old is not None and stat.S_ISDIR(old.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if old is not None and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if old is None or stat.S_ISREG(old.st_mode):
            self._stage(old)

    def _stage(self, old: os.stat_result | None) -> None:
        beside = self.target.with_name(f"{PARTS}{os.urandom(8).hex()}.part")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        self.beside = beside
        try:
            lock(descriptor)
            if old is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
            size = sum(_write(descriptor, part) for part in self.parts)
            os.fsync(descriptor)
            _check_size(descriptor, size)
        except BaseException:
            os.close(descriptor)
            self.discard()
            raise
        if sys.platform == "win32":  # which removes no open file anyway, and gives none another name
            os.close(descriptor)
        else:
            self._held = descriptor

    def take_place(self) -> None:
        """Put the new content in the place of the old."""
        if self.beside is None:
            with self.asked_for.open("wb") as file:
                file.writelines(self.parts)
            return
        self.beside.replace(self.target)
        self.beside = None

    def settle(self) -> None:
        """Bring the folder's new entry onto the disk, where the system can; the file itself is safe."""
        with suppress(OSError):
            descriptor = os.open(self.target.parent, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def discard(self) -> None:
        """Remove what did not take its place, and let go of the file."""
        if self.beside is not None:
            with suppress(OSError):
                self.beside.unlink()
        if self._held is not None:
            os.close(self._held)
            self._held = None


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write(descriptor: int, data: bytes) -> int:
    """Write all of the data, which the system may take in several portions; return how much it was."""
    left = memoryview(data)
    while left:
        written = os.write(descriptor, left)
        if not written:
            raise OSError(errno.EIO, "only a part of it was taken; choose another place")
        left = left[written:]
    return len(data)


def _check_size(descriptor: int, expected: int) -> None:
    found = os.fstat(descriptor).st_size
    if found != expected:
        raise OSError(errno.EIO, f"only {found} of {expected} bytes were kept; choose another place")
