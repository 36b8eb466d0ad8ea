"""Which curves belong to which state: so they come back when training is undone or branched off."""

from collections import deque
from weakref import WeakKeyDictionary, ref

from backprop_gui.core.history import History
from backprop_gui.document.project import Project
from backprop_gui.session.document import Revision

MOST_KEPT = 3
"""So many histories are kept, the others are forgotten: each may hold some ten million numbers."""


class Histories:
    """Remembers in which of the last few histories each state of the document was measured."""

    def __init__(self) -> None:
        self._kept: deque[History] = deque(maxlen=MOST_KEPT)
        self._left: WeakKeyDictionary[History, ref[History]] = WeakKeyDictionary()
        self._of: WeakKeyDictionary[Revision, ref[History]] = WeakKeyDictionary()

    def note(self, revision: Revision, history: History) -> None:
        """Remember that a state of the document was measured in a history."""
        # One without curves costs nothing to begin again, and would push one with curves out.
        if has_curves(history) and not any(history is kept for kept in self._kept):
            self._kept.append(history)
        self._of[revision] = ref(history)

    def find(self, revision: Revision) -> History | None:
        """Find the history that a state of the document was measured in, if it is still kept."""
        noted = self._of.get(revision)
        return noted() if noted else None

    def begin_after(self, left: History, project: Project) -> History:
        """Begin a history because of a step that can be undone, which leaves another history behind."""
        made = new_history(project)
        earlier = ref(left) if has_curves(left) else self._left.get(left)
        if earlier is not None:
            self._left[made] = earlier
        return made

    def has_left_curves(self, history: History) -> bool:
        """Whether undo leads from a history without curves back to one that has some."""
        earlier = self._left.get(history)
        return not has_curves(history) and earlier is not None and earlier() is not None


def has_curves(history: History) -> bool:
    """Tell whether any round is kept."""
    return history.errors.rounds.size > 0


def new_history(project: Project) -> History:
    """Begin to measure a project's training."""
    vectors = len(project.plan.optimizer.kind.memory)
    return History(sum(project.network.sizes[1:]), project.network.parameter_count, vectors)
