"""What passes between the window and the thread that trains: credits one way, reports the other.

There is room for one of each, and the thread waits for a credit after every report. So nothing can
queue up, however slow the window is.
"""

import threading
from dataclasses import dataclass

from backprop_gui.core.trainer import NEVER, Stretch


@dataclass(frozen=True)
class Credit:
    """Leave to train for a while.

    Attributes
    ----------
    rounds : at most so many
    seconds : for at most so long, but always one round
    stride : keep the activations and deltas of every `stride`-th round
    state_stride : keep the gradient and the whole state of every `state_stride`-th round
    """

    rounds: int
    seconds: float
    stride: int
    state_stride: int = NEVER


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What was trained on one credit; nothing in it is ever written to again.

    Attributes
    ----------
    stretch : its `stop` says `NOT_FINITE` where the next round would have, or leave, such a number
    data_error : the error of all training samples, at most a moment old where it is slow to compute
    validation_error : the same of the validation samples, if there are any
    """

    stretch: Stretch
    data_error: float
    validation_error: float | None = None


@dataclass(frozen=True, eq=False)
class Failed:
    """Training ended with an error of the program."""

    error: Exception


Report = Snapshot | Failed


class Mailbox:
    """Lets one thread and the window exchange credits and reports.

    Every run of training has a mailbox of its own, so that a report of an earlier run cannot arrive
    in a later one.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._credit: Credit | None = None
        self._report: Report | None = None
        self._closed = False

    @property
    def is_closed(self) -> bool:
        """Whether the window wants no more rounds; the thread looks at this after every round."""
        return self._closed

    def give(self, credit: Credit) -> None:
        """Let the thread train (the window's side)."""
        with self._changed:
            self._credit = credit
            self._changed.notify()

    def take(self) -> Report | None:
        """Take the report, if there is one (the window's side); never waits."""
        with self._changed:
            report, self._report = self._report, None
            return report

    def close(self) -> None:
        """Ask the thread to end after the present round, with a last report."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def next_credit(self) -> Credit | None:
        """Wait for a credit (the thread's side); None when there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._credit is not None)
            credit, self._credit = self._credit, None
            return None if self._closed else credit

    def publish(self, report: Report) -> None:
        """Leave a report for the window (the thread's side)."""
        with self._changed:
            self._report = report
