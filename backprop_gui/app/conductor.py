"""The one place where the run of the session and the thread that trains meet."""

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from backprop_gui.app.pace import Pace
from backprop_gui.core.trainer import Trainer
from backprop_gui.session.session import Session
from backprop_gui.worker.mailbox import Credit, Failed, Report, Snapshot
from backprop_gui.worker.training_thread import TrainingThread

FRAME = 16
"""Milliseconds between two looks at the training."""

PATIENCE = 0.3
"""Seconds to wait for the round in hand when training shall end; then that round is given up."""

NO_LIMIT = 2**62


class Conductor(QObject):
    """Trains while the session's run is on: gives one credit a frame and hands in what came of it.

    Attributes
    ----------
    failed : (sentence) training ended with an error of the program
    """

    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = session.run
        self._thread: TrainingThread | None = None
        self._leaving: list[TrainingThread] = []
        self._pace = Pace(FRAME / 1000)
        self._frames = QTimer(self, interval=FRAME, timerType=Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._on_frame)
        self._run.started.connect(self._begin)
        self._run.stopping.connect(self._end)

    def close(self) -> bool:
        """End all training; tell whether every thread has ended, in no more than a second."""
        self._run.stop()
        deadline = time.monotonic() + PATIENCE
        self._leaving = [thread for thread in self._leaving if not _ended(thread, deadline)]
        return not self._leaving

    def _begin(self) -> None:
        project = self._run.base
        self._thread = TrainingThread(Trainer(project.network, project.plan, project.data, project.state))
        self._pace = Pace(FRAME / 1000)
        self._thread.start()
        self._give_credit(self._thread)
        self._frames.start()

    def _give_credit(self, thread: TrainingThread) -> None:
        wanted = NO_LIMIT if self._run.wanted is None else self._run.wanted - self._run.done
        thread.mailbox.give(Credit(wanted, self._pace.credit, self._run.history.stride))

    def _on_frame(self) -> None:
        self._pace.tick(time.monotonic())
        if self._thread is None or (report := self._thread.mailbox.take()) is None:
            return
        self._hand_in(report)
        if isinstance(report, Failed) or self._run.is_complete:
            self._run.stop()
        elif self._thread is not None:
            self._give_credit(self._thread)

    def _end(self) -> None:
        """End the thread; what it has trained until now is handed in."""
        self._frames.stop()
        thread, self._thread = self._thread, None
        if thread is None:
            return
        thread.mailbox.close()
        if not _ended(thread, time.monotonic() + PATIENCE):
            self._leaving.append(thread)
        elif report := thread.mailbox.take():
            self._hand_in(report)

    def _hand_in(self, report: Report) -> None:
        match report:
            case Snapshot(stretch, data_error):
                self._run.take(stretch, data_error)
            case Failed(error):
                reason = f"{type(error).__name__}: {error}".rstrip(": ")
                self.failed.emit(
                    f"Training stopped: something went wrong inside the program ({reason}). "
                    "The rounds before it are kept; Train starts again from there."
                )


def _ended(thread: TrainingThread, deadline: float) -> bool:
    thread.join(max(0.0, deadline - time.monotonic()))
    return not thread.is_alive()
