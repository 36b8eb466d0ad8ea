"""Keeps a copy of the work where the next start finds it, should this window not end in order."""

import threading
import time
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal

from backprop_gui.app.hold import FileHold
from backprop_gui.document.errors import FileError
from backprop_gui.document.recovery import Slot, Work
from backprop_gui.session.session import Session

SOON = 1.0
"""Seconds from a change until a copy is begun; even on a busy machine it is there within two."""

RARELY = 10.0
"""Seconds between two copies during training, where making one takes long."""

SHARE = 20
"""Training is copied as often as takes one part in so many of the time, but every `RARELY` seconds."""

PATIENCE = 0.3
"""Seconds to wait, on closing, for a copy in the making."""


class Autosave(QObject):
    """Keeps what is not saved in a slot of the recovery folder; never in the user's own file.

    The writing is done on a thread of its own, one copy at a time. Timers are monotonic: neither a clock
    that is set nor a machine that sleeps loses anything.

    Attributes
    ----------
    failed : (sentence) copies cannot be written; said once, until one can be again
    """

    failed = Signal(str)
    _written = Signal(str, float)

    def __init__(self, session: Session, hold: FileHold, slot: Slot, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._hold = hold
        self._slot = slot
        self._cost = 0.0
        self._has_failed = False
        self._writer: threading.Thread | None = None
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self._keep)
        self._written.connect(self._note_written)
        session.document.stepped.connect(self.note)
        session.document.changed.connect(self.note)
        session.document.renamed.connect(self.note)
        session.run.started.connect(self.note)

    def note(self) -> None:
        """Keep the work soon, if there is some; keep nothing of what is saved."""
        if not self._has_work:
            self._due.stop()
            self._slot.clear()
        elif not 0 <= self._due.remainingTime() <= 1000 * SOON:
            self._due.start(round(1000 * SOON))

    def adopt(self, slot: Slot) -> None:
        """Go on in the slot that the open work was recovered from: it is there at every moment."""
        self._slot.clear()
        self._slot.leave()
        self._slot = slot
        self.note()

    def close(self) -> None:
        """Keep nothing any more: the window ends in order."""
        self._due.stop()
        self._slot.clear()
        if self._writer is not None:
            self._writer.join(PATIENCE)
        self._slot.leave()

    @property
    def _has_work(self) -> bool:
        return self._session.run.is_running or self._session.document.is_modified

    def _keep(self) -> None:
        if not self._has_work:
            return
        if self._writer is None or not self._writer.is_alive():
            work = Work(self._session.present, self._session.document.path, self._hold.stamp)
            self._writer = threading.Thread(target=self._write, args=(self._slot, work), daemon=True)
            self._writer.name = "autosave"
            self._writer.start()
        else:
            self._due.start(round(1000 * SOON))
        if self._session.run.is_running:
            self._due.start(round(1000 * min(max(SOON, SHARE * self._cost), RARELY)))

    def _write(self, slot: Slot, work: Work) -> None:
        fault = ""
        try:
            slot.write(work)
        except FileError as error:
            # Without a file's name it is a number that no file can hold: training has run away, and says so.
            fault = str(error) if error.file else ""
        with suppress(RuntimeError):  # the window is gone
            self._written.emit(fault, time.thread_time())  # of this thread, which did nothing else

    def _note_written(self, fault: str, cost: float) -> None:
        self._cost = cost
        if fault and not self._has_failed:
            self.failed.emit(f"The work cannot be kept safe against a crash: the copy {fault}.")
        self._has_failed = bool(fault)
