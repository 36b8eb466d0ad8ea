"""The thread that keeps copies of the work: of the newest that it was given, no older ones."""

import threading
import time
from collections.abc import Callable

from backprop_gui.document.errors import FileError

SOON = 0.2
"""Seconds from an edit until a copy is begun, so that a burst of edits is one copy."""

WITHIN = 1.5
"""Seconds from an edit until it is kept, where copies take long; at most half of them are waited for."""

TRAINED = 1.0
"""Seconds from one copy to the next, at least, while training goes on..."""

RARELY = 10.0
"""...and at most, where making one takes long."""

SHARE = 20
"""Copies are made as often as takes one part in so many of the time, within those bounds."""

NEVER = float("inf")


class CopyingThread(threading.Thread):
    """Writes what it was last given to keep, when it is due: however busy the window is just then.

    Whoever starts it closes and joins it. Its timers are monotonic: neither a clock that is set nor a
    machine that sleeps loses anything.

    Parameters
    ----------
    tell : told after every copy, on this thread: what is wrong with it, or nothing
    """

    def __init__(self, tell: Callable[[str], object]) -> None:
        super().__init__(name="copies", daemon=True)
        self._tell = tell
        self._changed = threading.Condition()
        self._wanted: Callable[[], None] | None = None
        self._due = self._begun = NEVER
        self._last = -NEVER
        self._cost = self._took = 0.0
        self._closed = self._ends_with_copy = False

    def keep(self, copy: Callable[[], None], in_training: bool) -> None:
        """Make this copy instead of what was to be copied before (the window's side); never waits."""
        with self._changed:
            self._wanted = copy
            due = max(time.monotonic() + SOON, self._last + self._pause(in_training))
            if due < self._due:
                self._due = due
                self._changed.notify()

    def close(self, after_copy: bool = False) -> None:
        """End: at once, or after the copy that is wanted, which is due now."""
        with self._changed:
            self._closed, self._ends_with_copy = True, after_copy
            self._changed.notify()

    @property
    def seconds_in_hand(self) -> float:
        """For how long the copy in hand has been in the making; 0 where there is none."""
        return max(0.0, time.monotonic() - self._begun)

    def run(self) -> None:
        """Make copies until the thread is closed; an error in one is told, and the next one tried."""
        while (copy := self._next()) is not None:
            fault, cost = "", time.thread_time()
            self._last = self._begun = time.monotonic()
            try:
                copy()
            except FileError as error:
                # Without a file's name it is a number that no file can hold: training ran away, and says so.
                fault = str(error) if error.file else ""
            except Exception as error:
                _report(error)
            self._cost, self._took = time.thread_time() - cost, time.monotonic() - self._last
            self._begun = NEVER
            self._tell(fault)

    def _pause(self, in_training: bool) -> float:
        """Say for how long to leave the disk and the processor alone after the last copy was begun."""
        fair = SHARE * self._cost
        if in_training:
            return min(max(TRAINED, fair), RARELY)
        return min(fair, max(WITHIN / 2, WITHIN - self._took))

    def _next(self) -> Callable[[], None] | None:
        """Wait until a copy is due; None when there will be no more."""
        with self._changed:
            while not self._closed and self._due > time.monotonic():
                self._changed.wait(None if self._due == NEVER else self._due - time.monotonic())
            copy, self._wanted, self._due = self._wanted, None, NEVER
            return copy if self._ends_with_copy or not self._closed else None


def _report(error: Exception) -> None:
    """Hand an error to whom the interpreter would tell that a thread has ended by it; this one goes on."""
    found = (type(error), error, error.__traceback__, threading.current_thread())
    threading.excepthook(threading.ExceptHookArgs(found))
