"""The walk through a told round: how many of its steps have been taken."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from backprop_gui.core.array import Array
from backprop_gui.core.lineage import Moves, moves_between
from backprop_gui.core.network import Network
from backprop_gui.document.project import Project
from backprop_gui.explain.quantities import Kind, Quantity, parameter
from backprop_gui.explain.steps import Round, Step
from backprop_gui.explain.tell import tell
from backprop_gui.session.document import Document


class Cursor(QObject):
    """Walks the document's next round; position 0 is before its first step.

    When the project changes, the round is told anew and the walk goes on at the same step, where that
    step still exists: after a change of the network, at that of the same neuron. The present round after
    a run begins at its start, and so does another project.

    Attributes
    ----------
    setting_out : somebody is about to walk; what goes on ends now, since it may change what is told
    told : another round is told, or the same one with other numbers; `moved` follows
    moved : another step is the current one
    lost : (sentence) the step that was told is gone with its neuron or its connection
    """

    setting_out = Signal()
    told = Signal()
    moved = Signal()
    lost = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._position = 0
        self._chosen: int | None = None
        self._round = _round_of(document.project)
        self._is_retold = False
        self._lost = ""
        document.replaced.connect(self._follow)
        document.settled.connect(self._announce)

    @property
    def round(self) -> Round:
        return self._round

    @property
    def position(self) -> int:
        """How many steps have been taken; the current step is the last of them."""
        return self._position

    @property
    def step(self) -> Step | None:
        return self._round[self._position - 1] if self._position else None

    @property
    def chosen(self) -> int | None:
        """The row of the sample that somebody wants to see, alone; None is what training takes next."""
        return self._chosen

    def choose(self, row: int | None) -> None:
        """Tell the round of one sample, or of training's next batch; the walk stays at the same step."""
        if row != self._chosen:
            self._chosen = row
            self._tell_anew(self._document.project, keeps_step=True)
            self._announce()

    @property
    def sample_row(self) -> int:
        """The data's row that is being told: of a batch, the current step's or the first."""
        sample = self.sample
        return self._round.rows[0] if sample is None else sample

    @property
    def sample(self) -> int | None:
        """The sample to look at in a batch of several; None in a round of one, and for a batch's means."""
        step = self.step
        if not self._round.figures.is_batch or (step and self._round.figures.is_mean(step.quantity)):
            return None
        return step.quantity.sample if step and step.quantity.sample is not None else self.round.rows[0]

    def known(self, quantity: Quantity) -> float | None:
        """Return a number that the walk has come past, after the update if it has come that far."""
        if quantity.kind in _OF_A_SAMPLE:
            quantity = replace(quantity, sample=self.sample)
        for asked in (quantity.renewed(), quantity):
            if asked.is_given or self.is_taken(asked):
                return self._round.figures.number(asked)
        return None

    def known_parameters(self) -> Array:
        """Return all parameters at once, as `known` gives each: those are new whose update has been told."""
        figures, trained = self._round.figures, self._round.figures.network.trainable
        before = figures.before.parameters.flat
        if not trained.any():
            return before
        first = figures.network.place(int(trained.argmax()))
        told = self._position - (self._round.find(parameter(first, after=True)) or 0)
        if told <= 0:
            return before
        is_new = trained & (np.cumsum(trained) <= told)
        return np.where(is_new, figures.computed.after.parameters.flat, before)

    def is_taken(self, quantity: Quantity) -> bool:
        """Tell whether the step that computes a quantity has been taken."""
        place = self._round.find(quantity)
        return place is not None and place < self._position

    def go(self, position: int) -> None:
        """Go to where `position` steps have been taken, as near as the round has it."""
        self._walk(lambda: position)

    def next_step(self) -> None:
        self._walk(lambda: self._position + 1)

    def previous_step(self) -> None:
        self._walk(lambda: self._position - 1)

    def round_start(self) -> None:
        self._walk(lambda: 0)

    def round_end(self) -> None:
        self._walk(lambda: len(self._round))

    def next_phase(self) -> None:
        """Go to the first step of the next phase."""
        self._walk(self._next_phase_position)

    def previous_phase(self) -> None:
        """Go to the first step of this phase, or from there of the phase before."""
        self._walk(self._previous_phase_position)

    def next_parameter(self) -> None:
        """Go past the current weight, bias or neuron, to the last step of the next one."""
        self._walk(self.next_parameter_position)

    def previous_parameter(self) -> None:
        """Go back to the last step of the weight, bias or neuron before the current one."""
        self._walk(self.previous_parameter_position)

    def rest_at_start(self) -> None:
        """Stand before the first step, while something else than walking goes on."""
        self._stand_at(0)

    def _walk(self, find: Callable[[], int]) -> None:
        """End what goes on, and only then look where to go: another round may be told by now."""
        self.setting_out.emit()
        self._stand_at(find())

    def _stand_at(self, position: int) -> None:
        position = min(max(position, 0), len(self._round))
        if position != self._position:
            self._position = position
            self.moved.emit()

    def _next_phase_position(self) -> int:
        starts = self._round.phase_starts
        following = bisect_right(starts, self._position - 1)
        return starts[following] + 1 if following < len(starts) else len(self._round)

    def _previous_phase_position(self) -> int:
        starts = self._round.phase_starts
        before = bisect_left(starts, self._position - 1)
        return starts[before - 1] + 1 if before else 0

    def next_parameter_position(self) -> int:
        """Find where `next_parameter` goes."""
        return self._end_of_group(self._position + 1)

    def previous_parameter_position(self) -> int:
        """Find where `previous_parameter` goes."""
        return self._start_of_group(self._position) - 1

    def _end_of_group(self, position: int) -> int:
        """Find the last position whose step is about the same weight or neuron as `position`'s."""
        if position > len(self._round):
            return len(self._round)
        subject = _subject(self._round.quantity(position - 1))
        while position < len(self._round) and _subject(self._round.quantity(position)) == subject:
            position += 1
        return position

    def _start_of_group(self, position: int) -> int:
        """Find the first position whose step is about the same weight or neuron as `position`'s."""
        subject = _subject(self._round.quantity(position - 1)) if position else None
        while position > 1 and _subject(self._round.quantity(position - 2)) == subject:
            position -= 1
        return position

    def _follow(self, before: Project | None, project: Project) -> None:
        if before is not None and told_parts(before) == told_parts(project):
            return
        if self._chosen is not None and not (before and _is_same_row(self._chosen, before, project)):
            self._chosen = None
        same_round = before is not None and before.state.rounds == project.state.rounds
        # Looking back, one step is followed through the rounds.
        moves = moves_between(before.network, project.network) if before and same_round else None
        if before is not None and moves is not None:
            self._follow_neurons(moves, before.network, project)
        else:
            self._tell_anew(project, same_round or self._document.is_looking_back)

    def _follow_neurons(self, moves: Moves, before: Network, project: Project) -> None:
        """Stay at the step of the same neuron; where that has gone, at the nearest before it that is left."""
        told, step, position = self._round, self.step, self._position
        self._round = _round_of(project, self._chosen)
        self._is_retold = True
        last, last_now = len(before.layers) - 1, len(project.network.layers) - 1
        steps_back = (told.quantity(number) for number in range(position - 1, -1, -1))
        moved = (_moved(quantity, moves, last, last_now) for quantity in steps_back)
        was_batch = told.figures.is_batch
        found = enumerate(self._position_of(each, was_batch) if each else 0 for each in moved)
        back, self._position = next((each for each in found if each[1]), (position, 0))
        if step is not None and back:
            self._lost = f"{step.notation.text(step.quantity)} is gone: the walk stands at another step now."

    def _tell_anew(self, project: Project, keeps_step: bool) -> None:
        step, was_batch = self.step, self._round.figures.is_batch
        self._round = _round_of(project, self._chosen)
        self._position = self._position_of(step.quantity, was_batch) if step and keeps_step else 0
        self._is_retold = True

    def _position_of(self, quantity: Quantity, was_batch: bool) -> int:
        """Find the step of a quantity, in a round of another sample that of the same thing; else 0.

        Parameters
        ----------
        was_batch : whether a quantity of no sample was the mean over several
        """
        first = self._round.rows[0]
        for sample in (quantity.sample, None, first) if was_batch else (first, None):
            found = self._round.find(replace(quantity, sample=sample))
            if found is not None:
                return found + 1
        return 0

    def _announce(self) -> None:
        """Say that the round is told anew, once all views know the project that it is told of."""
        if self._is_retold:
            self._is_retold = False
            self.told.emit()
            self.moved.emit()
        if self._lost:
            sentence, self._lost = self._lost, ""
            self.lost.emit(sentence)


_OF_A_SAMPLE = {
    Kind.INPUT,
    Kind.TARGET,
    Kind.NET,
    Kind.OUT,
    Kind.ERROR,
    Kind.DELTA,
    Kind.ERROR_BY_OUT,
}


def _moved(quantity: Quantity, moves: Moves, last: int, last_now: int) -> Quantity | None:
    """Find a quantity where its neuron stands now; None where that has gone."""
    place = quantity.place and moves.place(quantity.place, last, last_now)
    other = quantity.other and moves.neurons.get(quantity.other)
    if (quantity.place and not place) or (quantity.other and not other):
        return None
    return replace(quantity, place=place, other=other)


def _round_of(project: Project, sample: int | None = None) -> Round:
    return tell(project.network, project.plan, project.state, project.data, sample)


def _is_same_row(row: int, before: Project, project: Project) -> bool:
    """Tell whether a row still is the same sample, though its numbers may have been edited."""
    if before.data is project.data:
        return True
    if before.network is not project.network:
        return False
    if len(before.data) == len(project.data):
        return True
    old, new = before.data, project.data
    return row < len(new) and bool(
        np.array_equal(old.inputs[row], new.inputs[row])
        and np.array_equal(old.targets[row], new.targets[row])
    )


def told_parts(project: Project) -> tuple[int, ...]:
    """Identify what a round's telling depends on."""
    return tuple(map(id, (project.network, project.plan, project.state, project.data)))


def _subject(quantity: Quantity) -> object:
    """Tell what a step is about: its weight or bias, or its neuron, in its phase."""
    return (quantity.phase, quantity.sample, quantity.place)
