"""The thread that computes one kind of picture, the newest that was asked for."""

import logging
import threading
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from backprop_gui.core.progress import Cancelled, Progress


class Computes(Protocol):
    """What the thread needs of a request."""

    def compute(self, progress: Progress) -> Any: ...


@dataclass(frozen=True, eq=False)
class Computed:
    """What came of a request."""

    generation: int
    picture: Any


@dataclass(frozen=True, eq=False)
class NotComputed:
    """A request ended with an error."""

    generation: int
    error: Exception


class PictureThread(threading.Thread):
    """Computes what it is asked for; a newer request ends the work on an older one.

    Whoever starts it closes and joins it. Being a daemon, it cannot hold up the end of a program whose
    main thread has failed before that.
    """

    def __init__(self) -> None:
        super().__init__(name="pictures", daemon=True)
        self._changed = threading.Condition()
        self._wanted: tuple[int, Computes] | None = None
        self._answer: Computed | NotComputed | None = None
        self._closed = False
        self.share = 0.0

    def ask(self, generation: int, request: Computes) -> None:
        """Compute this, and nothing older (the window's side)."""
        with self._changed:
            self._wanted, self._answer, self.share = (generation, request), None, 0.0
            self._changed.notify()

    def withdraw(self) -> None:
        """Let the work be (the window's side)."""
        with self._changed:
            self._wanted = self._answer = None

    def take(self) -> Computed | NotComputed | None:
        """Take the answer to what was asked last, if it is there (the window's side); never waits."""
        with self._changed:
            answer, self._answer = self._answer, None
            return answer

    def close(self) -> None:
        """Ask the thread to end, whatever it does."""
        with self._changed:
            self._closed, self._wanted = True, None
            self._changed.notify()

    def run(self) -> None:
        """Answer requests until the thread is closed; an error in one is its answer."""
        while (wanted := self._next()) is not None:
            generation, request = wanted
            try:
                picture = request.compute(partial(self._go_on, wanted))
                self._publish(wanted, Computed(generation, picture))
            except Cancelled:
                pass
            except Exception as error:
                logging.getLogger(__name__).exception("a picture failed")
                self._publish(wanted, NotComputed(generation, error))

    def _next(self) -> tuple[int, Computes] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._wanted is not None)
            return None if self._closed else self._wanted

    def _go_on(self, wanted: tuple[int, Computes], share: float) -> None:
        """Leave word how far it is, unless something else is wanted by now."""
        if self._wanted is not wanted:
            raise Cancelled
        self.share = share

    def _publish(self, wanted: tuple[int, Computes], answer: Computed | NotComputed) -> None:
        with self._changed:
            if self._wanted is wanted:
                self._wanted, self._answer = None, answer
