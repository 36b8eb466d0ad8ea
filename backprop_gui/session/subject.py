"""What passes between who shows a picture and who computes it: requests one way, pictures the other.

The newest request wins; an answer to an older question is dropped. Nothing is asked for while nobody
looks, and while training goes on no more often than is computed without haste.
"""

import time
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import Shiboken

from backprop_gui.core.progress import Progress

PACE = 0.04
"""Seconds at least from one request to the next, while what is asked for keeps changing."""

PATIENCE = 0.5
"""Seconds after which a person is shown how far it is, and may cancel it."""

SHARE = 2.0
"""A picture that takes long is asked for again after so many times as long."""

CANCELLED = "Cancelled. Another choice, or training, begins it anew."

Picture = TypeVar("Picture", covariant=True)
Shown = TypeVar("Shown")


class Request(Protocol[Picture]):
    """All that is needed to compute a picture; nothing in it ever changes."""

    def compute(self, progress: Progress) -> Picture:
        """Compute it, anywhere; `progress` may end that."""


class Subject(QObject, Generic[Shown]):
    """One picture that is to be had: what was asked last, and what came of it.

    Parameters
    ----------
    make : makes the request of this moment; None where there is no such picture

    Attributes
    ----------
    asked : (generation, request) somebody shall compute this, and nothing older
    withdrawn : nobody wants what was asked for
    changed : `picture`, `trouble` or `share` is another one now
    picture : the newest that came, None before the first and where there is none
    trouble : why there is none, in a sentence; empty where nothing went wrong
    share : how much of what was asked for is done, None while nothing is
    """

    asked = Signal(int, object)
    withdrawn = Signal()
    changed = Signal()

    def __init__(self, make: Callable[[], Request[Shown] | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._viewers: set[int] = set()
        self._generation = 0
        self._began = self._took = 0.0
        self._is_due = False
        self.picture: Shown | None = None
        self.trouble = ""
        self.share: float | None = None
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self._ask)

    @property
    def is_watched(self) -> bool:
        return bool(self._viewers)

    @property
    def is_slow(self) -> bool:
        """Whether what was asked for has not come for so long that a person wonders."""
        return self.is_outstanding and time.monotonic() - self._began > PATIENCE

    @property
    def is_outstanding(self) -> bool:
        """Whether something was asked for that has not come."""
        return self.share is not None

    def watch(self, viewer: object, looks: bool) -> None:
        """Note that somebody begins to look, or looks away; at the program's end perhaps too late."""
        if not Shiboken.isValid(self):
            return
        watched = self.is_watched
        if looks:
            self._viewers.add(id(viewer))
        else:
            self._viewers.discard(id(viewer))
        if self.is_watched and not watched:
            self.renew()
        elif watched and not self.is_watched:
            self._withdraw()

    def renew(self) -> None:
        """Ask another question; what is being computed is not wanted any more."""
        self._withdraw()
        if self.is_watched:
            self._wait.start(0)

    def refresh(self) -> None:
        """Ask the same question again, of a later moment: after what is being computed has come."""
        self._is_due = True
        if self.is_watched and not self.is_outstanding and not self._wait.isActive():
            pause = max(PACE, SHARE * self._took) - (time.monotonic() - self._began)
            self._wait.start(max(0, round(1000 * pause)))

    def cancel(self) -> None:
        """Give up what was asked for; the picture before it stays."""
        if self.is_outstanding:
            self._withdraw()
            self.trouble = "" if self.picture is not None else CANCELLED
            self.changed.emit()

    def take(self, generation: int, picture: Any) -> None:
        """Take what was asked for; what comes too late is dropped."""
        if self._ends(generation):
            self.picture, self.trouble = picture, ""
            self.changed.emit()

    def fail(self, generation: int, trouble: str) -> None:
        """Learn that the picture could not be computed."""
        if self._ends(generation):
            self.picture, self.trouble = None, trouble
            self.changed.emit()

    def note(self, share: float) -> None:
        """Learn how much of it is done."""
        if self.is_outstanding and share != self.share:
            self.share = share
            self.changed.emit()

    def _ends(self, generation: int) -> bool:
        """Tell whether this is the answer that is waited for; if so it is waited for no more."""
        if not self.is_outstanding or generation != self._generation:
            return False
        self.share = None
        self._took = time.monotonic() - self._began
        if self._is_due:
            self.refresh()
        return True

    def _ask(self) -> None:
        self._is_due = False
        request = self._make() if self.is_watched else None
        if request is None:
            self.picture, self.trouble = None, ""
            self.changed.emit()
            return
        self._generation += 1
        self._began, self.share = time.monotonic(), 0.0
        self.asked.emit(self._generation, request)

    def _withdraw(self) -> None:
        self._wait.stop()
        self._is_due = False
        if self.is_outstanding:
            self.share = None
            self.withdrawn.emit()
