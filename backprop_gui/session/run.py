"""Training as the window sees it: whether it runs, how far it is, and what it has measured."""

import time
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from backprop_gui.core import engine
from backprop_gui.core.history import History
from backprop_gui.core.stop_rules import Reason, Stop, StopRules
from backprop_gui.core.topology import has_same_places
from backprop_gui.core.trainer import Stretch, Trainer
from backprop_gui.document.project import Project
from backprop_gui.document.stopping import StopWhen, counted, stop_rules, stop_when
from backprop_gui.explain.passes import Pass
from backprop_gui.session.document import Document
from backprop_gui.session.histories import Histories, new_history
from backprop_gui.session.pace import Pace

RATE_OVER = 1.0
"""Seconds."""


@dataclass(frozen=True)
class Finish:
    """How a run ended.

    Attributes
    ----------
    rounds : how many it did
    stop : what ended it; None where somebody paused it
    """

    rounds: int
    stop: Stop | None = None

    @property
    def diverged(self) -> bool:
        """Whether the next round has a number that is not finite."""
        return self.stop is not None and self.stop.reason is Reason.NOT_FINITE


class Run(QObject):
    """Runs training from the document's state; its end is one undoable step of the document.

    Whoever trains listens to `started` and `stopping`, and hands every stretch of rounds to `take`.

    Attributes
    ----------
    rules : those that end the run, for who trains
    result : what the last run, or single round, ended with; None where somebody walked on
    started : a run began; `base` is what it starts from, `wanted` how many rounds it shall do
    measured : a stretch of rounds was taken; who trains may go on while the views follow
    advanced : a stretch of rounds was taken, for the views
    swept : another pass of the coming round is being computed, or none any more
    stopping : the run shall end now; the last stretch is taken before this signal returns
    finished : (Finish) the document holds the result
    paced : the run is to go at another pace
    """

    started = Signal()
    measured = Signal()
    advanced = Signal()
    swept = Signal()
    stopping = Signal()
    finished = Signal(object)
    paced = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._histories = Histories()
        self._revision = document.revision
        self.base: Project = document.present
        self.project: Project = document.present
        self.wanted: int | None = None
        self.rules: StopRules = stop_rules(document.present)
        self.is_running = False
        self.rate = 0.0
        self.data_error: float | None = None
        self.history: History = new_history(document.present)
        self.result: Project | None = None
        self.sweep: Pass | None = None
        self._pace: Pace = None
        self._since = self._lately = (0.0, 0)
        self._stop_when: StopWhen = StopWhen()
        self._began = 0.0
        self._stop: Stop | None = None
        document.replaced.connect(self._follow)

    @property
    def done(self) -> int:
        """How many rounds this run has done."""
        return self.project.state.rounds - self.base.state.rounds

    @property
    def has_left_curves(self) -> bool:
        """Whether the curves of the rounds until now belong to an earlier network, to which undo leads."""
        return self._histories.has_left_curves(self.history)

    @property
    def shown_round(self) -> int | None:
        """The earlier round that is shown while somebody looks back; None at the present."""
        return self._document.project.state.rounds if self._document.is_looking_back else None

    @property
    def pace(self) -> Pace:
        """How many rounds a second the run shall do; None is as many as it can."""
        return self._pace

    @pace.setter
    def pace(self, pace: Pace) -> None:
        if pace != self._pace:
            self._pace = pace
            self._measure_rate_anew()
            self.paced.emit()

    def start(self, rounds: int | None = None) -> None:
        """Begin training so many rounds, or until `stop`, or until one of the project's conditions."""
        if self.is_running:
            return
        self._document.look_at_present()
        self.base = self.project = self._document.present
        self._branch_history()
        self.rules, self._stop_when = stop_rules(self.base), stop_when(self.base)
        limits = [limit for limit in (rounds, self._stop_when.rounds) if limit is not None]
        self.wanted = min(limits, default=None)
        self.is_running, self._stop, self._began = True, None, time.monotonic()
        self._measure_rate_anew()
        self._note_error_before()
        self.started.emit()

    def one_round(self, text: str, compiled: bool = False, sample: int | None = None) -> None:
        """Train a single round at once, as one step to undo with the name `text`.

        Parameters
        ----------
        compiled : whether by the engine that a run uses; else its numbers are those that are told
        sample : a row of the data, to train on that sample alone; None is training's next batch
        """
        self.stop()
        self._document.look_at_present()
        project = self._document.present
        self._branch_history()
        self._note_error_before()
        trainer = Trainer(project.network, project.plan, project.data, project.state)
        trainer = engine.upgraded(trainer) if compiled else trainer
        stride, state_stride = self.history.strides
        by = trainer if sample is None else _on_one_sample(project, sample)
        stretch = by.advance(1, stride=stride, state_stride=state_stride)
        trainer.state = stretch.state
        if not stretch.finite:
            self.finished.emit(Finish(0, Stop(Reason.NOT_FINITE, None, project.state.rounds)))
            return
        self.history.take(stretch)
        self.history.note_data_error(stretch.state.rounds, trainer.data_error(), trainer.validation_error())
        after = project.with_state(stretch.state)
        self.result = after if compiled else None
        self._document.change(text, after, by_hand=False)

    def stop(self) -> None:
        """End training and put its result into the document as one step to undo."""
        if not self.is_running:
            return
        self.stopping.emit()
        self._finish()

    def take(self, stretch: Stretch, data_error: float, validation_error: float | None = None) -> None:
        """Take what a stretch of rounds measured, and see whether a condition ends the run."""
        self.history.take(stretch)
        self.project = self.project.with_state(stretch.state)
        self.data_error = data_error
        self.history.note_data_error(stretch.state.rounds, data_error, validation_error)
        now = time.monotonic()
        self._stop = self._end_of(stretch, now)
        self._measure_rate(now)
        self.measured.emit()
        self.advanced.emit()

    def light(self, sweep: Pass | None) -> None:
        """Say which pass of the coming round is being computed."""
        if sweep != self.sweep:
            self.sweep = sweep
            self.swept.emit()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to do: a condition is met, or a number is not finite."""
        return self._stop is not None

    def _end_of(self, stretch: Stretch, now: float) -> Stop | None:
        """Find what ends the run with this stretch: what ended the stretch, or that enough is done."""
        rounds, seconds = self.project.state.rounds, self._stop_when.seconds
        if stretch.stop is not None:
            return stretch.stop
        if not stretch.finite:
            return Stop(Reason.NOT_FINITE, None, rounds)
        if self.wanted is not None and self.done >= self.wanted:
            return Stop(Reason.ROUNDS_DONE, None, rounds)
        if seconds is not None and now - self._began >= seconds:
            return Stop(Reason.TIME_IS_UP, None, rounds)
        return None

    def _measure_rate(self, now: float) -> None:
        """Count the rounds a second over the last one or two seconds."""
        elapsed, done = now - self._since[0], self.done - self._since[1]
        rate = done / elapsed if elapsed > 0 else 0.0
        self.rate = rate if self._pace is None else min(rate, self._pace)
        if now - self._lately[0] > RATE_OVER:
            self._since, self._lately = self._lately, (now, self.done)

    def _measure_rate_anew(self) -> None:
        self.rate, self._since = 0.0, (time.monotonic(), self.done)
        self._lately = self._since

    def _finish(self) -> None:
        self.is_running, self.sweep = False, None
        done = self.done
        if done:
            self.result = self.project
            self._document.change(f"Train {counted(done, 'round')}", self.project, by_hand=False)
        self.finished.emit(Finish(done, self._stop))

    def _branch_history(self) -> None:
        """Measure on from the present; where it went on otherwise before, that is kept for undoing."""
        self.history = self.history.branched(self._document.present.state.rounds)

    def _note_error_before(self) -> None:
        project = self._document.present
        trainer = Trainer(project.network, project.plan, project.data, project.state)
        errors = trainer.data_error(), trainer.validation_error()
        self.history.note_data_error(project.state.rounds, *errors)

    def _follow(self, before: Project | None, project: Project) -> None:
        """Keep the measured curves as long as they belong to the document's network and start.

        So they come back when training is undone and done again.
        """
        if self.is_running:
            self.project = replace(self.project, view=project.view)
            return
        if self._document.is_looking_back:
            return
        self.project = project
        self.data_error = None
        left, self._revision = self._revision, self._document.revision
        if self._histories.find(left) is None:
            self._histories.note(left, self.history)
        if (found := self._histories.find(self._revision)) is not None:
            self.history = found
        elif before is None or _begins_anew(before, project):
            # Opening another project clears the steps to undo before it is shown.
            is_step = self._document.undo_stack.count() > 0
            begun = self._histories.begin_after(self.history, project) if is_step else new_history(project)
            self.history = begun


def _on_one_sample(project: Project, row: int) -> Trainer:
    """Make a trainer whose every round is of one sample alone."""
    plan = replace(project.plan, batch_size=1, order="sequential", validation_share=0.0)
    return Trainer(project.network, plan, project.data.rows(slice(row, row + 1)), project.state)


def _begins_anew(before: Project, project: Project) -> bool:
    """Tell whether what was measured no longer belongs to the project."""
    if before.plan.optimizer.name != project.plan.optimizer.name:
        return True
    # A start that is made of a trained network's parameters changes nothing of what was measured.
    is_reset = before.start is not project.start and not project.state.rounds
    return is_reset or not has_same_places(before.network, project.network)
