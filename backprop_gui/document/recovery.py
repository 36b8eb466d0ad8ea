"""Work that was not saved, kept in a folder of the program's own until it is saved or dropped.

A recovery file is one line of JSON about the work, and after it the project's file as it would be saved.
It is written whole or not at all, and beside it stands a lock that its window holds. A file whose lock
nobody holds was left by a program that was killed.
"""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from backprop_gui.document import whole_files
from backprop_gui.document.errors import FileError, described, refusal
from backprop_gui.document.locks import ProcessLock
from backprop_gui.document.project import Project
from backprop_gui.document.schema import decode, encode
from backprop_gui.document.stamps import Stamp
from backprop_gui.document.whole_files import StagedFile, told

FORMAT, VERSION = "backprop-gui-recovery", 1
SUFFIX = ".recovery"
DAMAGED = ".damaged"
PATIENCE = 0.3
"""Seconds to wait for a disk that takes so long to put a written copy in its place."""


@dataclass(frozen=True, eq=False)
class Work:
    """What a window has open, as far as it is not saved.

    Attributes
    ----------
    file : where it was last opened from or saved to; None for what was never saved
    stamp : what that file was like then
    """

    project: Project
    file: str | None = None
    stamp: Stamp | None = None


class Slot:
    """One window's place in the folder: a recovery file and the lock beside it.

    Copies may be made on a thread of their own; `clear` and `leave` then have the last word.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = ProcessLock(path.with_suffix(".lock"))
        self._placing = threading.Lock()
        self._cleared = 0

    def claim(self) -> bool:
        """Take the place, unless another window lives in it."""
        return self._lock.acquire()

    def write(self, work: Work) -> None:
        """Keep work, instead of what was kept before.

        Raises
        ------
        FileError
            if it cannot be written; what was kept before is untouched.
        """
        self.copying(work)()

    def copying(self, work: Work) -> Callable[[], None]:
        """Return what will `write` work, unless the place is cleared or left before that is done."""
        return partial(self._write, work, self._cleared)

    def _write(self, work: Work, cleared: int) -> None:
        if cleared != self._cleared:
            return
        data = written(work)
        with told(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            staged = StagedFile(self.path, [data])
            try:
                with self._placing:
                    if cleared == self._cleared:
                        staged.take_place()
                staged.settle()
            finally:
                staged.discard()

    def read(self) -> Work:
        """Read what is kept.

        Raises
        ------
        FileError
            if it cannot be read, or is damaged.
        """
        try:
            return read(self.path.read_bytes())
        except OSError as error:
            raise FileError(f"cannot be read: {error.strerror}", str(self.path)) from error

    def clear(self) -> None:
        """Keep nothing any more, not even what is just being written."""
        self._cleared += 1
        if self._placing.acquire(timeout=PATIENCE):
            with suppress(OSError):
                self.path.unlink()
            self._placing.release()

    def set_aside(self) -> Path:
        """Give a damaged file another name, under which nobody takes it for good."""
        aside = self.path.with_suffix(DAMAGED)
        with suppress(OSError):
            self.path.replace(aside)
        return aside

    def leave(self) -> None:
        """Give the place up; what is kept in it stays for the next start."""
        self._cleared += 1
        self._lock.release()


def new_slot(folder: Path) -> Slot:
    """Take a new place in the folder; its file is made when there is something to keep."""
    slot = Slot(folder / f"{os.urandom(8).hex()}{SUFFIX}")
    slot.claim()
    return slot


def left_behind(folder: Path) -> Iterator[Slot]:
    """Claim the places of windows that have ended without being closed, the newest work first."""
    for path in sorted(folder.glob(f"*{SUFFIX}"), key=_age):
        slot = Slot(path)
        if not slot.claim():
            continue
        if path.exists():  # its window may have been closed just now
            yield slot
        else:
            slot.leave()


def sweep(folder: Path) -> None:
    """Remove what those who were killed left: locks of nothing, and half-written files."""
    for path in folder.glob("*.lock"):
        lock = ProcessLock(path)
        if not path.with_suffix(SUFFIX).exists() and lock.acquire():
            lock.release()
    whole_files.sweep(folder)


def written(work: Work) -> bytes:
    """Write work as a recovery file's bytes.

    Raises
    ------
    FileError
        if a number is not finite.
    """
    head = {"format": FORMAT, "version": VERSION, "file": work.file, "stamp": work.stamp}
    return json.dumps(head).encode() + b"\n" + encode(work.project)


def read(data: bytes) -> Work:
    """Read a recovery file's bytes.

    Raises
    ------
    FileError
        if they are damaged.
    """
    line, _, rest = data.partition(b"\n")
    try:
        head = json.loads(line)
    except (ValueError, RecursionError):
        head = None
    if not isinstance(head, dict) or (head.get("format"), head.get("version")) != (FORMAT, VERSION):
        raise refusal("line 1", f"the head of a recovery file, version {VERSION}", described(head))
    return Work(decode(rest), _file(head.get("file")), _stamp(head.get("stamp")))


def _file(found: Any) -> str | None:
    return found if isinstance(found, str) else None


def _stamp(found: Any) -> Stamp | None:
    whole = isinstance(found, list) and len(found) == 3 and all(type(part) is int for part in found)
    return Stamp(*found) if whole else None


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return float("inf")
