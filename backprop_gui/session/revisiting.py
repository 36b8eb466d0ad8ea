"""Coming back by undo and redo to how it was: what was chosen, and the step that was being told."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject

from backprop_gui.session.cursor import Cursor
from backprop_gui.session.document import Document, Revision
from backprop_gui.session.selection import Chosen, Selection


@dataclass(frozen=True, slots=True)
class Moment:
    """How a state of the document was left.

    Attributes
    ----------
    position : how many steps of its round were taken
    row : the sample that was told alone
    """

    places: tuple[Chosen, ...]
    position: int
    row: int | None


class Revisiting(QObject):
    """Notes how each state of the document was left, and brings that back when undo or redo leads there."""

    def __init__(
        self, document: Document, selection: Selection, cursor: Cursor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._selection, self._cursor = document, selection, cursor
        self._moments: WeakKeyDictionary[Revision, Moment] = WeakKeyDictionary()
        self._shown = document.revision
        self._left = Moment(selection.places, cursor.position, cursor.chosen)
        self._returns: Moment | None = None
        selection.changed.connect(self._note)
        cursor.moved.connect(self._note)
        document.replaced.connect(self._leave)
        document.settled.connect(self._arrive)

    def _note(self) -> None:
        """Note what is chosen and told of the state that all views show now."""
        if self._shown is self._document.revision:
            cursor = self._cursor
            self._left = Moment(self._selection.places, cursor.position, cursor.chosen)

    def _leave(self) -> None:
        revision = self._document.revision
        if revision is not self._shown:
            self._moments[self._shown] = self._left
            self._returns = self._moments.get(revision)

    def _arrive(self) -> None:
        self._shown = self._document.revision
        moment, self._returns = self._returns, None
        if moment:
            self._cursor.choose(moment.row)
            self._cursor.go(moment.position)
            self._selection.choose(*moment.places)
        self._note()
