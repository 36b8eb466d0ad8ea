"""Which curves belong to which state: so they come back when training is undone or branched off."""

from collections import deque
from weakref import WeakKeyDictionary, ref

from backprop_gui.core.history import History
from backprop_gui.core.network import Network
from backprop_gui.core.training import TrainingState
from backprop_gui.document.project import Project

MOST_KEPT = 3
"""So many histories are kept, the others are forgotten: each may hold some ten million numbers."""


class Histories:
    """Remembers in which of the last few histories each state of the document was measured."""

    def __init__(self) -> None:
        self._kept: deque[History] = deque(maxlen=MOST_KEPT)
        self._of: WeakKeyDictionary[TrainingState, tuple[ref[Network], ref[History]]] = WeakKeyDictionary()

    def note(self, project: Project, history: History) -> None:
        """Remember that a project's state was measured in a history."""
        if not any(history is kept for kept in self._kept):
            self._kept.append(history)
        self._of[project.state] = (ref(project.network), ref(history))

    def find(self, project: Project) -> History | None:
        """Find the history that a project's state was measured in, if it is still kept."""
        network, history = self._of.get(project.state, (None, None))
        if network is None or history is None or network() is not project.network:
            return None
        return history()


def new_history(project: Project) -> History:
    """Begin to measure a project's training."""
    vectors = len(project.plan.optimizer.kind.memory)
    return History(sum(project.network.sizes[1:]), project.network.parameter_count, vectors)
