"""Training as the window sees it: whether it runs, how far it is, and what it has measured."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from backprop_gui.core.history import History
from backprop_gui.core.trainer import Stretch, Trainer
from backprop_gui.document.project import Project
from backprop_gui.session.document import Document


@dataclass(frozen=True)
class Finish:
    """How a run ended: after so many rounds, and whether at a number that is not finite."""

    rounds: int
    diverged: bool


class Run(QObject):
    """Runs training from the document's state; its end is one undoable step of the document.

    Whoever trains listens to `started` and `stopping`, and hands every stretch of rounds to `take`.

    Attributes
    ----------
    started : a run began; `base` is what it starts from, `wanted` how many rounds it shall do
    advanced : a stretch of rounds was taken
    stopping : the run shall end now; the last stretch is taken before this signal returns
    finished : (Finish) the document holds the result
    """

    started = Signal()
    advanced = Signal()
    stopping = Signal()
    finished = Signal(object)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.base: Project = document.project
        self.project: Project = document.project
        self.wanted: int | None = None
        self.is_running = False
        self.rate = 0.0
        self.data_error: float | None = None
        self.history = _new_history(document.project)
        self._diverged = False
        document.replaced.connect(self._follow)

    @property
    def done(self) -> int:
        """How many rounds this run has done."""
        return self.project.state.rounds - self.base.state.rounds

    def start(self, rounds: int | None = None) -> None:
        """Begin training so many rounds, or until `stop`."""
        if self.is_running:
            return
        self.base = self.project = self._document.project
        self.history.truncate(self.base.state.rounds)
        self.wanted, self.is_running, self._diverged = rounds, True, False
        self.rate, self._since = 0.0, time.monotonic()
        self.started.emit()

    def one_round(self, text: str) -> None:
        """Train a single round at once, as one step to undo with the name `text`."""
        self.stop()
        project = self._document.project
        self.history.truncate(project.state.rounds)
        stride, state_stride = self.history.strides
        trainer = Trainer(project.network, project.plan, project.data, project.state)
        stretch = trainer.advance(1, stride=stride, state_stride=state_stride)
        self._measure(stretch)
        self._document.change(text, project.with_state(stretch.state), by_hand=False)

    def stop(self) -> None:
        """End training and put its result into the document as one step to undo."""
        if not self.is_running:
            return
        self.stopping.emit()
        self._finish()

    def take(self, stretch: Stretch, data_error: float) -> None:
        """Take what a stretch of rounds measured; the run ends when all rounds are done."""
        self._measure(stretch)
        self.project = self.project.with_state(stretch.state)
        self.data_error = data_error
        self._diverged = not stretch.finite
        elapsed = time.monotonic() - self._since
        self.rate = self.done / elapsed if elapsed > 0 else 0.0
        self.advanced.emit()

    def _measure(self, stretch: Stretch) -> None:
        self.history.take(stretch)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to do: all wanted rounds are done, or a number is not finite."""
        return self._diverged or (self.wanted is not None and self.done >= self.wanted)

    def _finish(self) -> None:
        self.is_running = False
        if self.done:
            rounds = f"{self.done:,} round{'s' if self.done > 1 else ''}"
            self._document.change(f"Train {rounds}", self.project, by_hand=False)
        self.finished.emit(Finish(self.done, self._diverged))

    def _follow(self, before: Project | None, project: Project) -> None:
        """Keep the measured curves as long as they belong to the document's network and start.

        So they come back when training is undone and done again.
        """
        if self.is_running:
            return
        self.project = project
        self.data_error = None
        if before is None or _begins_anew(before, project):
            self.history = _new_history(project)


def _begins_anew(before: Project, project: Project) -> bool:
    """Tell whether what was measured no longer belongs to the project."""
    if before.plan.optimizer.name != project.plan.optimizer.name:
        return True
    return before.network is not project.network or before.start is not project.start


def _new_history(project: Project) -> History:
    vectors = len(project.plan.optimizer.kind.memory)
    return History(sum(project.network.sizes[1:]), project.network.parameter_count, vectors)
