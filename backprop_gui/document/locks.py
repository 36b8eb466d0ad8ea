"""Locks that live as long as the process that holds them, however it ends."""

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def lock(descriptor: int) -> bool:
    """Try to lock an open file, until it is closed or the process ends; where none can be locked, say no."""
    try:
        _take(descriptor)
    except OSError:
        return False
    return True


class ProcessLock:
    """A file that one process at a time can hold.

    The system itself lets go of it when the process ends, killed or not: no lock stays behind.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Try to hold the lock; never waits.

        Where no lock can be made at all (a full or read-only disk), it counts as held: a protection that
        fails must not keep anybody from working.
        """
        if self._descriptor is not None:
            return True
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            while not self._is_ours():
                self._close()
                self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
                if not self._hold():
                    return False
        except OSError:
            self._close()
        return True

    def release(self) -> None:
        """Let go of the lock and remove its file."""
        if self._descriptor is not None:
            with suppress(OSError):
                self.path.unlink()
            self._close()

    def _hold(self) -> bool:
        assert self._descriptor is not None
        try:
            _take(self._descriptor)
        except (BlockingIOError, PermissionError):
            self._close()
            return False
        return True

    def _is_ours(self) -> bool:
        """Whether the file that is held is still the one of that name: another may just have removed it."""
        if self._descriptor is None:
            return False
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(self._descriptor), self.path.stat())
        return False

    def _close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
