"""Everything that the views look at: the document, the walk through its round, and its training."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from backprop_gui.core.array import Array
from backprop_gui.core.backprop import error_of
from backprop_gui.document.project import Project
from backprop_gui.document.task import is_by_hand, task_of
from backprop_gui.explain.figures import Figures
from backprop_gui.explain.passes import lit_by
from backprop_gui.explain.quantities import Phase, Quantity, total_error
from backprop_gui.explain.steps import Lit
from backprop_gui.session.cursor import Cursor, told_parts
from backprop_gui.session.document import Document
from backprop_gui.session.looking_back import LookingBack
from backprop_gui.session.network_editing import OWN_NOW, NetworkEditing
from backprop_gui.session.pictures import Pictures
from backprop_gui.session.pointer import Pointer
from backprop_gui.session.revisiting import Revisiting
from backprop_gui.session.run import Run
from backprop_gui.session.selection import Selection

TAKE_OVER = "Walk 1 round"

_RENEWING = (Phase.UPDATE, Phase.CHECK)

REST = 30
"""Milliseconds at least between two tellings of a run's numbers."""


class Session(QObject):
    """One open document with all that belongs to working on it.

    Attributes
    ----------
    shows_whole_round : whether all numbers before the update are known, since nobody walks through the
        round: it is what training ended with, or an earlier one that is looked back at
    figures_changed : the numbers that `known` gives, or the current step, may be others now
    """

    figures_changed = Signal()

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = Document(project, self)
        self.cursor = Cursor(self.document, self)
        self.run = Run(self.document, self)
        self.past = LookingBack(self.document, self.run, self)
        self.pointer = Pointer(self.document, self)
        self.selection = Selection(self.document, self)
        self.editing = NetworkEditing(self.document, self.run, self.selection, self.edit, self)
        self.cursor.lost.connect(self.editing.said)
        self.pictures = Pictures(self.document, self.run, self)
        self._live: Project | None = None
        self.shows_whole_round = False
        self._figures: Figures | None = None
        self._told: tuple[object, ...] = (None,) * 4
        self._is_due = False
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._make_up)
        self.document.replaced.connect(self._forget_figures)
        self.cursor.setting_out.connect(self.run.stop)
        self.run.started.connect(self.cursor.rest_at_start)
        for signal in (self.cursor.moved, self.document.settled, self.run.started, self.run.finished):
            signal.connect(self._look_at_figures)
        self.run.advanced.connect(self._look_at_run)
        self.run.swept.connect(self.figures_changed)
        self._revisiting = Revisiting(self.document, self.selection, self.cursor, self)

    @property
    def project(self) -> Project:
        """The project that is shown: the run's while it runs, else the document's."""
        return self.run.project if self.run.is_running else self.document.project

    @property
    def present(self) -> Project:
        """The project as it stands, whatever earlier round is shown."""
        return self.run.project if self.run.is_running else self.document.present

    def known(self, quantity: Quantity) -> float | None:
        """Return the number to show for a quantity; None while it is not known."""
        if self._live is None:
            return self.cursor.known(quantity)
        if self._figures is None:
            self._figures = _figures(self._live, self.cursor.sample_row)
        return None if quantity.after else self._figures.number(quantity)

    def known_parameters(self) -> Array:
        """Return the numbers to show for all parameters at once."""
        return self.cursor.known_parameters() if self._live is None else self._live.parameters.flat

    def is_known(self, row: int) -> bool:
        """Tell whether the number of a step of the told round is shown: by the same rule as `known`."""
        if self.shows_whole_round:
            return self.cursor.round.quantity(row).phase not in _RENEWING
        return row < self.cursor.position

    @property
    def is_error_known(self) -> bool:
        """Whether the data's error with the present parameters is shown: measured, or walked past."""
        return self._live is not None or self.cursor.is_taken(total_error())

    @property
    def lit(self) -> tuple[Lit, ...]:
        """What the diagram lights: the current step's places, or of a slow run the pass being computed."""
        if self.run.is_running:
            return lit_by(self.run.sweep, self.project.network) if self.run.sweep else ()
        return self.cursor.step.lit if self.cursor.step else ()

    def data_error(self) -> float:
        """Compute the error of the training data with the present parameters."""
        if self.run.is_running and self.run.data_error is not None:
            return self.run.data_error
        project = self.project
        data = project.plan.training_data(project.data)
        return error_of(project.network, project.parameters, project.plan.loss, data.inputs, data.targets)

    def edit(self, text: str, editing: Callable[[Project], Project], merge_key: str = "") -> None:
        """Change the document in one undoable step; a run is ended before, and goes on after.

        Where `editing` refuses by an error, nothing has changed and the run goes on.
        """
        wanted, was_running = self.run.wanted, self.run.is_running
        self.run.stop()
        left = None if wanted is None else wanted - self.run.done
        try:
            self._change(text, editing(self.document.project), merge_key)
        finally:
            if was_running and left != 0:
                self.run.start(left)

    def reset(self) -> None:
        """Go back to the start parameters, before the first round."""
        self.run.stop()
        self.document.change("Reset", self.document.project.reset(), by_hand=False)

    def make_start(self) -> None:
        """Let Reset return to the parameters that are shown, from now on."""
        self.run.stop()
        shown, present = self.document.project.state, self.document.present
        if not np.array_equal(shown.parameters.flat, present.start.flat):
            self.document.change("Make these the start", replace(present, start=shown.parameters))
            self.editing.said.emit(f"Reset goes back to the parameters of round {shown.rounds:,} now.")

    def _change(self, text: str, after: Project, merge_key: str) -> None:
        """Change what is shown; of an earlier round, it becomes the present one in the same step."""
        if after is self.document.project:
            return
        if self.document.is_looking_back:
            text, merge_key = f"{text}, from round {self.document.project.state.rounds:,}", ""
        was_made = task_of(self.document.project) is not None
        self.document.change(text, _with_start(self.document.project, after), merge_key)
        if was_made and is_by_hand(after):
            self.editing.said.emit(OWN_NOW)

    def next_step(self) -> None:
        """Take the next step; after the last one, the round's new parameters are the present ones."""
        self.on_into_next_round(self.cursor.next_step)

    def on_into_next_round(self, move: Callable[[], None]) -> None:
        """Move on in the round, and from its end on into the next one."""
        if self.cursor.position == len(self.cursor.round):
            if self.document.is_looking_back:
                self.past.next_round()
                self.cursor.round_start()
            else:
                self.run.one_round(TAKE_OVER, sample=self.cursor.chosen)
        move()

    def previous_step(self) -> None:
        """Take the last step back; before the first one, return to the end of the round before."""
        self.run.stop()
        is_present = not self.document.is_looking_back
        if is_present and self.cursor.position == 0 and self.document.undo_stack.undoText() == TAKE_OVER:
            self.document.undo_stack.undo()
            self.cursor.round_end()
        else:
            self.cursor.previous_step()

    def whole_round(self) -> None:
        """Walk to the end of the round, and from there to the end of the next."""
        self.on_into_next_round(self.cursor.round_end)

    def _forget_figures(self) -> None:
        """Forget the numbers of a project that is no longer shown, before any view asks for the new one's."""
        if not self.run.is_running:
            self._live = self._figures = None

    def _look_at_figures(self) -> None:
        """Follow the run, or look at what it has come to; else the walk says what is known."""
        self.shows_whole_round = not self.run.is_running and self._looks_at_result
        self._live = self.project if self.run.is_running or self.shows_whole_round else None
        self._figures = None
        self._is_due = False
        shown = (self._live, self.cursor.round, self.cursor.position, self.run.is_running)
        # A change is followed by the walk and by the document: what both tell, the views are told once.
        if any(now is not told for now, told in zip(shown, self._told, strict=True)):
            self._told = shown
            self.figures_changed.emit()

    @property
    def _looks_at_result(self) -> bool:
        """Whether an earlier round, or what a run ended with, is shown and nobody walks through it yet."""
        if self.cursor.position:
            return False
        shown, result = self.document.project, self.run.result
        is_result = result is not None and told_parts(result) == told_parts(shown)
        return is_result or self.document.is_looking_back

    def _look_at_run(self) -> None:
        """Follow the run, but tell the views only as often as numbers can be followed by eye."""
        self._live, self._figures = self.project, None
        self._is_due = self._rest.isActive()
        if not self._is_due:
            began = time.monotonic()
            self._told = (None,) * 4
            self.figures_changed.emit()
            # Of a large network, seldom enough that telling them takes a tenth of the time.
            self._rest.start(max(REST, round(10_000 * (time.monotonic() - began))))

    def _make_up(self) -> None:
        if self._is_due and self.run.is_running:
            self._look_at_run()


def _with_start(before: Project, after: Project) -> Project:
    """Let the values that are set before the first round be what Reset returns to."""
    is_before = before.state.rounds == after.state.rounds == 0
    if is_before and after.parameters is not before.parameters and after.start is before.start:
        return replace(after, start=after.parameters)
    return after


def _figures(project: Project, row: int) -> Figures:
    return Figures(project.network, project.plan, project.state, project.data, (row,))
