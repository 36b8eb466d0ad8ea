"""The window's hold on its document's file: that nobody else writes it, and nothing is overwritten unseen."""

import hashlib
from pathlib import Path

from backprop_gui.document.locks import ProcessLock
from backprop_gui.document.stamps import Stamp, stamp_of
from backprop_gui.document.whole_files import can_write


class FileHold:
    """Knows the file that is open in a window: whose it is, and what it was like when last seen.

    Attributes
    ----------
    stamp : what the file was like when it was last read or written
    newer : its version, where that is a newer one than this program writes
    is_ours : whether no other window had it open before
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: ProcessLock | None = None
        self._can_write = True
        self.is_ours = True
        self.stamp: Stamp | None = None
        self.newer: int | None = None

    def take(self, path: str | None, stamp: Stamp | None, newer: int | None = None) -> None:
        """Hold another file instead of the one before; None where the document has none."""
        self.stamp, self.newer = stamp, newer
        lock = self._lock_of(path) if path else None
        if lock is None or self._lock is None or lock.path != self._lock.path:
            self.release()
            self._lock = lock
        self.is_ours = self._lock is None or self._lock.acquire()
        self._can_write = path is None or can_write(path)

    def release(self) -> None:
        """Let go of the file, as when the window closes."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @property
    def is_read_only(self) -> bool:
        """Whether another window has the file open, its version is a newer one, or it may not be written."""
        return self.newer is not None or not (self.is_ours and self._can_write)

    def may_write(self, path: str) -> bool:
        """Whether no other window has a file open; asked anew each time, since windows close."""
        lock = self._lock_of(path)
        if self._lock is not None and lock.path == self._lock.path:
            self.is_ours = self.is_ours or self._lock.acquire()
            return self.is_ours
        is_free = lock.acquire()
        lock.release()
        return is_free

    def was_changed(self, path: str) -> bool:
        """Whether somebody else wrote the file since it was last seen here."""
        now = stamp_of(path)
        return now is not None and now != self.stamp

    def is_gone(self, path: str) -> bool:
        """Whether the file that was seen here is there no more."""
        return self.stamp is not None and stamp_of(path) is None

    def _lock_of(self, path: str) -> ProcessLock:
        name = hashlib.sha256(str(Path(path).resolve()).encode(errors="surrogateescape")).hexdigest()[:32]
        return ProcessLock(self._folder / f"{name}.lock")
