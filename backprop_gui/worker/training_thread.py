"""The thread that trains: it lives as long as one run of training."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from backprop_gui.core.trainer import Stretch
from backprop_gui.worker.mailbox import Credit, Failed, Mailbox, Snapshot

CHEAP = 0.001
"""A data error that takes less than this (seconds) is computed for every report."""

PAUSE = 0.5
"""A slower one is computed no more often than this (seconds)..."""

SHARE = 10
"""...and never takes more than one part in so many of the time."""


class Trains(Protocol):
    """What the thread needs of a trainer."""

    def advance(
        self, rounds: int, deadline: float, stride: int, clock: Callable[[], float], state_stride: int
    ) -> Stretch: ...

    def data_error(self) -> float: ...


AnyTrainer = TypeVar("AnyTrainer", bound=Trains)


class TrainingThread(threading.Thread, Generic[AnyTrainer]):
    """Trains on the credits that come through its mailbox, until the mailbox is closed.

    It touches its trainer and its mailbox only. Whoever starts it closes the mailbox and joins it; being
    a daemon, it cannot hold up the end of a program whose main thread has failed before that.

    Parameters
    ----------
    exchange : asked before every stretch which trainer goes on from where this one stands
    """

    def __init__(
        self, trainer: AnyTrainer, exchange: Callable[[AnyTrainer], AnyTrainer] = lambda trainer: trainer
    ) -> None:
        super().__init__(name="training", daemon=True)
        self.mailbox = Mailbox()
        self._trainer = trainer
        self._exchange = exchange
        self._meter = DataErrorMeter(lambda: self._trainer.data_error())

    def run(self) -> None:
        """Turn credits into reports; an error in training is reported and ends the thread."""
        try:
            while (credit := self.mailbox.next_credit()) is not None:
                self.mailbox.publish(self._train(credit))
        except Exception as error:
            logging.getLogger(__name__).exception("training failed")
            self.mailbox.publish(Failed(error))

    def _train(self, credit: Credit) -> Snapshot:
        deadline = time.monotonic() + credit.seconds
        self._trainer = self._exchange(self._trainer)
        stretch = self._trainer.advance(
            credit.rounds, deadline, credit.stride, self._clock, credit.state_stride
        )
        is_last = len(stretch.errors) == credit.rounds or not stretch.finite
        return Snapshot(stretch, self._meter.read(is_last and not self.mailbox.is_closed))

    def _clock(self) -> float:
        """Tell the time; when the mailbox is closed, time is up."""
        return float("inf") if self.mailbox.is_closed else time.monotonic()


class DataErrorMeter:
    """Reads the error of all the data: each time while that is quick, else only now and then.

    Parameters
    ----------
    measure : computes the data's error with the present parameters
    """

    def __init__(self, measure: Callable[[], float], clock: Callable[[], float] = time.perf_counter) -> None:
        self._measure = measure
        self._clock = clock
        self._value: float | None = None
        self._due = 0.0

    def read(self, exactly: bool = False) -> float:
        """Return the data's error: `exactly` now, or as it was a moment ago."""
        begin = self._clock()
        if self._value is None or exactly or begin >= self._due:
            self._value = self._measure()
            end = self._clock()
            cost = end - begin
            self._due = end + (0.0 if cost < CHEAP else max(PAUSE, SHARE * cost))
        return self._value
