"""Looking back over a run: an earlier round is shown, and training can go on from there."""

import numpy as np
from PySide6.QtCore import QObject

from backprop_gui.core.array import IntArray
from backprop_gui.core.trainer import Trainer
from backprop_gui.session.document import Document
from backprop_gui.session.run import Run


class LookingBack(QObject):
    """Shows earlier rounds of the run: those whose whole state was kept."""

    def __init__(self, document: Document, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._run = run

    @property
    def rounds(self) -> IntArray:
        """The rounds that can be shown, all before the present one."""
        kept = self._run.history.parameters.rounds
        present = self._run.project if self._run.is_running else self._document.present
        return kept[: np.searchsorted(kept, present.state.rounds)]

    def show(self, place: int) -> None:
        """Show the kept round number `place`, or past the last of them the present; a run is paused."""
        self._run.stop()
        if not 0 <= place < len(self.rounds):
            self._document.look_at_present()
            return
        present = self._document.present
        optimizer, network = present.plan.optimizer, present.network
        self._document.look_back(self._run.history.state_before(place, optimizer, network))

    def next_round(self) -> None:
        """Show the round after the one that is shown; the last one is the present."""
        shown, present = self._document.project, self._document.present
        trainer = Trainer(shown.network, shown.plan, shown.data, shown.state)
        trainer.advance(1)
        if trainer.state.rounds < present.state.rounds:
            self._document.look_back(trainer.state)
        else:
            self._document.look_at_present()

    def continue_from_here(self) -> None:
        """Make the round that is shown the present one, as one step to undo."""
        if self._document.is_looking_back:
            project = self._document.project
            self._document.change(f"Continue from round {project.state.rounds:,}", project, by_hand=False)

    def return_to_present(self) -> None:
        self._document.look_at_present()
