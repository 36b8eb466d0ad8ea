"""The one place where the run of the session and the thread that trains meet."""

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

from backprop_gui.app.tempo import NO_LIMIT, Tempo
from backprop_gui.app.tidying import set_aside, take_back
from backprop_gui.core import engine
from backprop_gui.core.trainer import Trainer
from backprop_gui.explain.passes import passes
from backprop_gui.session.pace import LIT_UP_TO
from backprop_gui.session.session import Session
from backprop_gui.worker.mailbox import Credit, Failed, Report, Snapshot
from backprop_gui.worker.training_thread import TrainingThread

FRAME = 0.016
"""Seconds from one look at the training to the next."""

LEAST_CREDIT = 0.004
"""Seconds of a frame in which NumPy may train, however long the window has drawn."""

LONGEST_CREDIT = 0.05
"""Seconds for which an engine that needs no interpreter trains, if the window takes as long to draw."""

MARGIN = 0.001
"""Seconds of a frame that nobody uses, so that the next one begins on time."""

AGAIN = 0.002
"""Seconds until the next look where training is not ready yet."""

PATIENCE = 0.3
"""Seconds to wait for the round in hand when training shall end; then that round is given up."""

_DRAWN = QEvent.Type(QEvent.registerEventType())
_AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1


class Conductor(QObject):
    """Trains while the session's run is on: gives one credit a frame and hands in what came of it.

    NumPy holds the interpreter while it trains, and the window cannot draw. So the two take turns: the
    window shows what was trained, and when that is painted, training gets what is left of the frame. An
    engine that lets the interpreter go trains on while the window draws, through the whole frame.

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
        self._began = 0.0
        self._drawing = 0.0
        self._owes_credit = self._is_training = False
        self._frames = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._on_frame)
        self._run.started.connect(self._begin)
        self._run.measured.connect(self._train_on)
        self._run.stopping.connect(self._end)

    def close(self) -> bool:
        """End all training; tell whether every thread has ended, in no more than a second."""
        self._run.stop()
        deadline = time.monotonic() + PATIENCE
        self._leaving = [thread for thread in self._leaving if not _ended(thread, deadline)]
        return not self._leaving

    def _begin(self) -> None:
        project = self._run.base
        engine.load_meanwhile()
        trainer = Trainer(project.network, project.plan, project.data, project.state)
        thread = TrainingThread(engine.upgraded(trainer), engine.upgraded, self._run.rules)
        thread.start()  # or not, where memory is short: then there is none to end
        self._thread = thread
        self._passes = passes(project.network)
        self._began, self._is_training = time.monotonic(), False
        self._tempo = Tempo(self._began)
        self._engine_is_new = not self._thread.releases_interpreter
        set_aside()
        self._share_frame()

    def _on_frame(self) -> None:
        if self._thread is None:
            return
        report = self._thread.mailbox.take()
        if report is None and self._is_training:
            self._look_in(AGAIN)
            return
        self._began = time.monotonic()
        if report is not None:
            self._is_training = False
            self._hand_in(report)
        if isinstance(report, Failed) or self._run.is_complete:
            self._run.stop()
        else:
            self._share_frame()

    def _share_frame(self) -> None:
        """Let the window paint, and after that the thread train, until the next frame."""
        self._look_in(self._left_of_frame())
        self._owes_credit = True
        QCoreApplication.postEvent(self, QEvent(_DRAWN), _AFTER_PAINTING)

    def _train_on(self) -> None:
        """Let an engine that needs no interpreter train while the window draws what it has measured."""
        if self._thread is None or not self._thread.releases_interpreter:
            return
        if self._engine_is_new:
            self._engine_is_new = False
            set_aside()
        if not self._run.is_complete:
            self._give_credit(min(max(FRAME, self._drawing), LONGEST_CREDIT) - MARGIN)

    def customEvent(self, event: QEvent) -> None:
        """Give the thread its credit: everything that this frame had to paint is painted."""
        # An event of a run that was ended in between may come first; one credit is all there is.
        if event.type() == _DRAWN and self._thread is not None and self._owes_credit:
            self._owes_credit = False
            self._drawing = time.monotonic() - self._began
            if not self._is_training:
                self._give_credit(max(LEAST_CREDIT, self._left_of_frame() - MARGIN))

    def _give_credit(self, seconds: float) -> None:
        """Let the thread train the rounds that are due at the run's pace; light how far the next one is."""
        assert self._thread is not None
        run, left = self._run, NO_LIMIT
        if run.wanted is not None:
            left = run.wanted - run.done
        rounds = min(self._tempo.due(run.pace, time.monotonic()), left)
        if rounds:
            self._is_training = True
            self._tempo.give(rounds)
            self._thread.mailbox.give(Credit(rounds, seconds, *run.history.strides))
        is_slow = run.pace is not None and run.pace <= LIT_UP_TO
        run.light(self._passes[int(self._tempo.part * len(self._passes) * 0.999)] if is_slow else None)

    def _left_of_frame(self) -> float:
        return max(0.0, self._began + FRAME - time.monotonic())

    def _look_in(self, seconds: float) -> None:
        self._frames.start(round(1000 * seconds))

    def _end(self) -> None:
        """End the thread; what it has trained until now is handed in."""
        self._frames.stop()
        take_back()
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
            case Snapshot(stretch, data_error, validation_error):
                self._run.take(stretch, data_error, validation_error)
            case Failed(error):
                reason = f"{type(error).__name__}: {error}".rstrip(": ")
                self.failed.emit(
                    f"Training stopped: something went wrong inside the program ({reason}). "
                    "The rounds before it are kept; Train starts again from there."
                )


def _ended(thread: TrainingThread, deadline: float) -> bool:
    thread.join(max(0.0, deadline - time.monotonic()))
    return not thread.is_alive()
