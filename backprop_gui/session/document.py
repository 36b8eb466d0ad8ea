"""The open document: a project, and the only way to change it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from backprop_gui.core.training import TrainingState
from backprop_gui.document.difference import Difference
from backprop_gui.document.project import Project

RECENT = 8
"""So many projects that were shown last come back as the same objects."""


class Revision:
    """A state of the document, by which others note what belonged to it; undo brings it back."""

    __slots__ = ("__weakref__",)


class ProjectChange(QUndoCommand):
    """Replaces the document's project by another one; undoing brings the old one back.

    Only what the two differ in is kept: either of them is made again from the other.

    Attributes
    ----------
    by_hand : whether a person's work is in it, which no button brings back
    before, after : the states of the document that it lies between
    """

    def __init__(
        self, document: "Document", text: str, after: Project, merge_key: str, by_hand: bool
    ) -> None:
        super().__init__(text)
        self.by_hand = by_hand
        self._document = document
        self._merge_key = merge_key
        self.difference = Difference(document.present, after)
        self.before, self.after = document.revision, Revision()

    def redo(self) -> None:
        self._document._go_to(self.after, self.difference.after)

    def undo(self) -> None:
        self._document._go_to(self.before, self.difference.before)

    def id(self) -> int:
        return hash(self._merge_key) % 2**31 if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a later change of the same thing into this one, as when a slider is dragged."""
        assert isinstance(other, ProjectChange)
        after = self._document.present
        before = self.difference.before(other.difference.before(after))
        self.difference, self.after = Difference(before, after), other.after
        return True


class Document(QObject):
    """Holds the project; every change is one step of `undo_stack`.

    What is shown is the present project, or while somebody looks back, the same with an earlier state.

    A view attaches by connecting to `changed` and then calling its own slot with
    ``(None, document.project)``; it compares parts of the two projects with ``is`` to see what changed.

    A change reaches its followers in three turns. First what belongs to the document takes it over, and is
    silent (`replaced`); then the views show it (`changed`); then what belongs to the document tells what
    came of it (`settled`). So nobody is told of a place in a network that it does not show yet.

    Attributes
    ----------
    revision : which state of the document the present one is
    replaced : (project before, project now) for what belongs to the document itself and has to be in
        step with it before any view looks: the walk, the choice and the run; it tells nothing yet.
        There is no project before where another one is opened: what was noted of that is void
    changed : (project before or None, project now) for the views
    settled : all views have followed; what the walk and the choice have to tell comes now
    stepped : another change can be undone or redone now
    renamed : the file or the unsaved mark changed
    made : (name, project before, project now) a new step was taken, not one that was undone or redone
    """

    replaced = Signal(object, object)
    changed = Signal(object, object)
    settled = Signal()
    stepped = Signal()
    renamed = Signal()
    made = Signal(str, object, object)

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._present = self._project = project
        self.revision = Revision()
        self._recent = {self.revision: project}
        self._path: str | None = None
        self.undo_stack = QUndoStack(self)
        # Signal to signal, not by a lambda: so they end before the stack, ending, empties itself.
        self.undo_stack.cleanChanged.connect(self.renamed)
        self.undo_stack.indexChanged.connect(self.stepped)

    @property
    def project(self) -> Project:
        """What is shown."""
        return self._project

    @property
    def present(self) -> Project:
        """What is saved and undone, whatever is shown."""
        return self._present

    @property
    def is_looking_back(self) -> bool:
        return self._project is not self._present

    @property
    def path(self) -> str | None:
        """The file that the document was last opened from or saved to."""
        return self._path

    @property
    def is_modified(self) -> bool:
        return not self.undo_stack.isClean()

    @property
    def has_unsaved_work(self) -> bool:
        """Whether leaving the document would lose something.

        Of a document that is in a file, any change counts. Of an example or a new document, training
        alone does not: pressing Train brings it back. Of work that no file holds, all counts.
        """
        if self._path is not None or self._is_held_nowhere:
            return self.is_modified
        stack = self.undo_stack
        done = (stack.command(index) for index in range(stack.index()))
        return any(isinstance(change, ProjectChange) and change.by_hand for change in done)

    @property
    def _is_held_nowhere(self) -> bool:
        return self.undo_stack.cleanIndex() < 0

    def open(self, project: Project, path: str | None, is_saved: bool = True) -> None:
        """Begin anew with another project; nothing before it can be undone.

        Parameters
        ----------
        is_saved : False for work that no file holds, such as recovered work; it is unsaved without any step
        """
        self._path = path
        self.undo_stack.clear()
        if not is_saved:
            self.undo_stack.resetClean()
        self._show(project, Revision(), is_another=True)
        self.renamed.emit()

    def saved(self, path: str, revision: Revision | None = None) -> None:
        """Note that the project is in a file.

        Parameters
        ----------
        revision : the state that was written, where that may not be the present one any more
        """
        self._path = path
        if revision in (None, self.revision):
            self.undo_stack.setClean()
        self.renamed.emit()

    def name(self, title: str) -> None:
        """Give the project a title that stays whatever is undone: it goes with the file, not with a step."""
        for index in range(self.undo_stack.count()):
            change = self.undo_stack.command(index)
            assert isinstance(change, ProjectChange)
            change.difference.forget_title()
        self._alter(replace(self._present, title=title))

    def lost(self) -> None:
        """Note that no file holds the project any more, whatever is undone."""
        self.undo_stack.resetClean()

    def change(self, text: str, after: Project, merge_key: str = "", by_hand: bool = True) -> None:
        """Change the project in one undoable step; what is shown then is the present.

        Parameters
        ----------
        text : the step's name in the Edit menu
        merge_key : consecutive changes with the same key become one step
        by_hand : False for what a button brings back, such as training
        """
        if after is not self._present:
            before, change = self._present, ProjectChange(self, text, after, merge_key, by_hand)
            self._recent[change.after] = after
            self.undo_stack.push(change)
            self.made.emit(text, before, after)

    def show_differently(self, key: str, value: object) -> None:
        """Store how the window shows the project; saved with it, but no step to undo."""
        self._alter(replace(self._present, view={**self._present.view, key: value}))

    def _alter(self, present: Project) -> None:
        """Change the present without a step; an earlier state that is shown stays shown."""
        was_back, shown = self.is_looking_back, self._project.state
        self._present = present
        self._recent = {self.revision: present}
        self._follow(self._present.with_state(shown) if was_back else self._present)

    def look_back(self, state: TrainingState) -> None:
        """Show the present project with an earlier state; nothing is changed by that."""
        self._follow(self._present.with_state(state))

    def look_at_present(self) -> None:
        """Show the present again, if somebody looks back."""
        if self.is_looking_back:
            self._follow(self._present)

    def _go_to(self, revision: Revision, make: Callable[[Project], Project]) -> None:
        """Show another state, whose project is made from the present one if it was not shown lately."""
        self._show(self._recent.get(revision) or make(self._present), revision)

    def _show(self, project: Project, revision: Revision, is_another: bool = False) -> None:
        """Make another state the present one, or another project altogether."""
        self._present, self.revision = project, revision
        self._recent.pop(revision, None)
        self._recent[revision] = project
        for oldest in list(self._recent)[:-RECENT]:
            del self._recent[oldest]
        self._follow(project, is_another)

    def _follow(self, shown: Project, is_another: bool = False) -> None:
        before, self._project = None if is_another else self._project, shown
        self.replaced.emit(before, shown)
        self.changed.emit(before, shown)
        self.settled.emit()
