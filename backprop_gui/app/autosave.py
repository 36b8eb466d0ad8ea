"""Keeps a copy of the work where the next start finds it, should this window not end in order."""

from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from backprop_gui.app.hold import FileHold
from backprop_gui.document.recovery import Slot, Work
from backprop_gui.session.session import Session
from backprop_gui.worker.copying_thread import CopyingThread

PATIENCE = 0.3
"""Seconds to wait, on closing, for a copy in the making."""

SILENCE = 10.0
"""Seconds after which a copy that is not done has to be spoken of."""


class Autosave(QObject):
    """Keeps what is not saved in a slot of the recovery folder; never in the user's own file.

    A project never changes, so that handing it to the thread that writes costs nothing, whatever its size.

    Attributes
    ----------
    failed : (sentence) copies cannot be written; said once, until one can be again
    """

    failed = Signal(str)
    _copied = Signal(str)

    def __init__(self, session: Session, hold: FileHold, slot: Slot, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._hold = hold
        self._slot = slot
        self._has_failed = False
        self._thread: CopyingThread | None = None
        self._copied.connect(self._note_copied)
        session.document.stepped.connect(self.note)
        session.document.changed.connect(self._note_change)
        session.document.renamed.connect(self.note)
        session.run.finished.connect(self.note)
        session.run.advanced.connect(self._note_training)

    def note(self) -> None:
        """Keep the work soon, if there is some; keep nothing of what is saved."""
        if self._has_work:
            self._keep(in_training=False)
        else:
            self._slot.clear()

    def adopt(self, slot: Slot) -> None:
        """Go on in the slot that the open work was recovered from: it is there at every moment."""
        self._slot.clear()
        self._slot.leave()
        self._slot = slot
        self.note()

    def close(self) -> None:
        """Keep nothing any more: the window ends in order."""
        if self._thread is not None:
            self._thread.close()
        self._slot.clear()
        self._end()

    def close_and_leave(self) -> None:
        """Leave the work as it stands for the next start: the system ends the window."""
        self.note()
        if self._thread is not None:
            self._thread.close(after_copy=True)
        self._end()

    def _end(self) -> None:
        if self._thread is not None:
            self._thread.join(PATIENCE)
        self._slot.leave()

    @property
    def _has_work(self) -> bool:
        return self._session.run.is_running or self._session.document.is_modified

    def _note_change(self) -> None:
        """Keep what has changed; whether it is a saved project again is known only after the step is done."""
        if self._has_work:
            self._keep(in_training=False)

    def _note_training(self) -> None:
        self._keep(in_training=True)

    def _keep(self, in_training: bool) -> None:
        if self._thread is None:
            thread = CopyingThread(self._tell)
            thread.start()
            self._thread = thread
        work = Work(self._session.present, self._session.document.path, self._hold.stamp)
        self._thread.keep(self._slot.copying(work), in_training)
        if self._thread.seconds_in_hand > SILENCE:
            self._fail(f"has not been written for {SILENCE:.0f} seconds: the disk does not answer")

    def _tell(self, fault: str) -> None:
        with suppress(RuntimeError):  # the window is gone
            self._copied.emit(fault)

    def _note_copied(self, fault: str) -> None:
        if fault:
            self._fail(fault)
        self._has_failed = bool(fault)

    def _fail(self, fault: str) -> None:
        if not self._has_failed:
            self.failed.emit(f"The work cannot be kept safe against a crash: the copy {fault}.")
        self._has_failed = True
