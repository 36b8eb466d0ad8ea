"""The one place where the session's pictures and the threads that compute them meet."""

import time
from typing import Any

from PySide6.QtCore import QObject, QTimer

from backprop_gui.session.session import Session
from backprop_gui.session.subject import Request, Subject
from backprop_gui.worker.picture_thread import Computed, NotComputed, PictureThread

LOOK = 10
"""Milliseconds between two looks at what is being computed."""

PATIENCE = 0.5
"""Seconds to wait for the threads' end; what one of them has in hand is given up then."""


class Illustrator(QObject):
    """Has the session's pictures computed, each kind on a thread of its own, begun when first asked for."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        subjects: tuple[Subject[Any], ...] = (session.pictures.landscape, session.pictures.answers)
        self._desks = [Desk(subject, self) for subject in subjects]

    def close(self) -> bool:
        """End all work; tell whether every thread has ended, in no more than half a second."""
        deadline = time.monotonic() + PATIENCE
        for desk in self._desks:
            desk.close()
        return all([desk.has_ended(deadline) for desk in self._desks])


class Desk(QObject):
    """Where one kind of picture is ordered, and handed in."""

    def __init__(self, subject: Subject[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._subject = subject
        self._thread: PictureThread | None = None
        self._looks = QTimer(self, interval=LOOK)
        self._looks.timeout.connect(self._look)
        subject.asked.connect(self._order)
        subject.withdrawn.connect(self._cancel)

    def close(self) -> None:
        """Take no more orders."""
        self._subject.asked.disconnect(self._order)
        self._looks.stop()
        if self._thread is not None:
            self._thread.close()

    def has_ended(self, deadline: float) -> bool:
        """Wait for the thread's end."""
        if self._thread is None:
            return True
        self._thread.join(max(0.0, deadline - time.monotonic()))
        return not self._thread.is_alive()

    def _order(self, generation: int, request: Request[Any]) -> None:
        if self._thread is None:
            thread = PictureThread()
            thread.start()
            self._thread = thread
        self._thread.ask(generation, request)
        self._looks.start()

    def _cancel(self) -> None:
        self._looks.stop()
        if self._thread is not None:
            self._thread.withdraw()

    def _look(self) -> None:
        """Hand in what has come, or say how far it is."""
        assert self._thread is not None
        match self._thread.take():
            case Computed(generation, picture):
                self._looks.stop()
                self._subject.take(generation, picture)
            case NotComputed(generation, error):
                self._looks.stop()
                reason = f"{type(error).__name__}: {error}".rstrip(": ")
                self._subject.fail(generation, f"Something went wrong inside the program ({reason}).")
            case None:
                self._subject.note(self._thread.share)
