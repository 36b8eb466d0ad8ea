"""What of a round ``trace`` writes: all of its steps, or those that are searched for by their ids."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from backprop_gui.document.errors import FileError, counted, quoted
from backprop_gui.document.project import Project
from backprop_gui.explain.quantities import Phase
from backprop_gui.explain.render_text import number
from backprop_gui.explain.steps import Round, Step


@dataclass(frozen=True, eq=False)
class Telling:
    """A project's round, and the numbers of the steps to be written.

    Attributes
    ----------
    chosen : counted from 0, in their order; steps are made when they are asked for, and not kept
    """

    project: Project
    round: Round
    chosen: Sequence[int]

    @property
    def steps(self) -> Iterator[Step]:
        return map(self.round.__getitem__, self.chosen)

    def phases(self) -> Iterator[tuple[str, Sequence[int]]]:
        """Yield each phase's name and the numbers of its steps."""
        phase: Phase | None = None
        numbers: list[int] = []
        for place in self.chosen:
            found = self.round.quantity(place).phase
            if found is not phase and phase is not None:
                yield phase.capitalize(), numbers
                numbers = []
            phase = found
            numbers.append(place)
        if phase is not None:
            yield phase.capitalize(), numbers

    @property
    def heading(self) -> str:
        """Name the round that is told, and the samples that it is told over."""
        rounds = f"round {self.project.state.rounds + 1:,}"
        rows, total = self.round.rows, len(self.project.data)
        if len(rows) == 1:
            samples = f"sample {rows[0] + 1}" + (f" of {total}" if total > 1 else "")
        else:
            samples = (
                counted(len(rows), "sample") if len(rows) == total else f"{len(rows)} of {total} samples"
            )
        return ", ".join(filter(None, (self.project.title, rounds, samples)))

    @property
    def outcome(self) -> str:
        """Say what the round did to the error."""
        return (
            f"E_total {number(self.round.error)} before the round, {number(self.round.error_after)} after it."
        )


def telling(project: Project, told: Round, ids: Iterable[str] | None) -> Telling:
    """Choose the steps with some ids, or that fit patterns of ids; all for None.

    Raises
    ------
    FileError
        if no step has one of them.
    """
    if ids is None:
        return Telling(project, told, range(len(told)))
    wanted = dict.fromkeys(ids, False)
    chosen = []
    for place in range(len(told)):
        found = told.notation.id(told.quantity(place))
        fitting = [each for each in wanted if each == found or fnmatchcase(found, each)]
        wanted.update(dict.fromkeys(fitting, True))
        if fitting:
            chosen.append(place)
    missing = next((each for each in wanted if not wanted[each]), None)
    if missing is not None:
        raise FileError(f"--ids: expected the ids of steps of this round, found {quoted(missing)}")
    return Telling(project, told, chosen)
