"""The thread that trains: it lives as long as one run of training."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from backprop_gui.core.stop_rules import Reason, Stop, StopRules
from backprop_gui.core.trainer import Trainer
from backprop_gui.core.training import TrainingState
from backprop_gui.core.turning_point import has_infinite_net, rounds_until
from backprop_gui.worker.mailbox import Credit, Failed, Mailbox, Snapshot

CHEAP = 0.001
"""A data error that takes less than this (seconds) is computed for every report."""

PAUSE = 0.5
"""A slower one is computed no more often than this (seconds)..."""

SHARE = 10
"""...and never takes more than one part in so many of the time."""


Errors = tuple[float, float | None]
"""Of all training samples, and of all validation samples if there are any."""


class TrainingThread(threading.Thread):
    """Trains on the credits that come through its mailbox, until the mailbox is closed.

    It touches its trainer and its mailbox only. Whoever starts it closes the mailbox and joins it; being
    a daemon, it cannot hold up the end of a program whose main thread has failed before that.

    Parameters
    ----------
    exchange : asked before every stretch which trainer goes on from where this one stands
    rules : end the run, if there are any
    """

    def __init__(
        self,
        trainer: Trainer,
        exchange: Callable[[Trainer], Trainer] = lambda trainer: trainer,
        rules: StopRules | None = None,
    ) -> None:
        super().__init__(name="training", daemon=True)
        self.mailbox = Mailbox()
        self._trainer = trainer
        self._exchange = exchange
        self._rules = rules
        self._meter = DataErrorMeter(lambda: (self._trainer.data_error(), self._trainer.validation_error()))

    @property
    def releases_interpreter(self) -> bool:
        """Whether the window can draw while this thread trains."""
        return self._trainer.releases_interpreter

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
        before = self._trainer.state
        stretch = self._trainer.advance(
            credit.rounds, deadline, credit.stride, self._clock, credit.state_stride, self._rules
        )
        rounds = len(stretch.errors)
        if not stretch.finite:
            return self._cut(before, rounds - 1, credit)
        if has_infinite_net(self._trainer):
            rounds = rounds_until(self._trainer, before, rounds, has_infinite_net)
            return self._cut(before, rounds, credit)
        is_end = stretch.stop is not None or rounds == credit.rounds
        return Snapshot(stretch, *self._meter.read(exactly=is_end and not self.mailbox.is_closed))

    def _cut(self, before: TrainingState, rounds: int, credit: Credit) -> Snapshot:
        """Train from `before` again, only the rounds before a number that is not finite."""
        self._trainer = self._trainer.again(before)
        stretch = self._trainer.advance(rounds, stride=credit.stride, state_stride=credit.state_stride)
        stop = Stop(Reason.NOT_FINITE, None, stretch.state.rounds)
        return Snapshot(replace(stretch, stop=stop), *self._meter.read(exactly=True))

    def _clock(self) -> float:
        """Tell the time; when the mailbox is closed, time is up."""
        return float("inf") if self.mailbox.is_closed else time.monotonic()


class DataErrorMeter:
    """Reads the errors of all the data: each time while that is quick, else only now and then.

    Parameters
    ----------
    measure : computes the errors of the training and the validation data with the present parameters
    """

    def __init__(self, measure: Callable[[], Errors], clock: Callable[[], float] = time.perf_counter) -> None:
        self._measure = measure
        self._clock = clock
        self._value: Errors | None = None
        self._due = 0.0

    def read(self, exactly: bool = False) -> Errors:
        """Return the data's errors: `exactly` now, or as it was a moment ago."""
        begin = self._clock()
        if self._value is None or exactly or begin >= self._due:
            self._value = self._measure()
            end = self._clock()
            cost = end - begin
            self._due = end + (0.0 if cost < CHEAP else max(PAUSE, SHARE * cost))
        return self._value
