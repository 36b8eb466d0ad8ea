"""What is chosen and which rows of the outline are selected: one follows the other."""

from functools import lru_cache

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTreeView

from backprop_gui.core.network import BiasPlace, NeuronPlace, WeightPlace
from backprop_gui.session.selection import Chosen, LayerPlace
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.outline_model import NAME, OutlineModel

Flag = QItemSelectionModel.SelectionFlag
QUICKLY_OPENED = 1000
"""Rows of a branch."""


class OutlineChoosing:
    """Selects the rows of what is chosen, where their branches are open; chooses what is selected.

    The branches above the row of a single thing are opened when it gets chosen, unless they are too long.
    """

    def __init__(self, view: QTreeView, model: OutlineModel, session: Session) -> None:
        self._view, self._model, self._selection = view, model, session.selection
        self._is_at_it = False
        session.selection.changed.connect(self._open)
        session.selection.changed.connect(self.show)
        session.document.settled.connect(self.show)
        # Not by overriding the view's selectionChanged: it made collecting garbage crash.
        for signal in (view.selectionModel().selectionChanged, view.selectionModel().currentChanged):
            signal.connect(lambda: self.choose())
        view.expanded.connect(lambda _: self.show())

    def choose(self) -> None:
        """Choose what the selected rows are about, the current one last."""
        if self._is_at_it:
            return
        current = self._view.currentIndex().siblingAtColumn(NAME)
        rows = self._view.selectionModel().selectedRows(NAME)
        rows.sort(key=lambda index: index == current)
        subjects = [self._model.subject(index) for index in rows]
        self._is_at_it = True
        self._selection.choose(*[LayerPlace(at - 1) if isinstance(at, int) else at for at in subjects])
        self._is_at_it = False

    def _open(self) -> None:
        """Open the branches above the row of a single chosen thing."""
        places = self._selection.places
        if self._is_at_it or len(places) != 1:
            return
        above, branch = [], _branch(places[0])
        while branch is not None:
            above.append(self._model.index_of(branch))
            branch = _branch(branch)
        if all(self._model.rowCount(index) <= QUICKLY_OPENED for index in above):
            self._is_at_it = True
            for index in reversed(above):
                self._view.expand(index)
            self._is_at_it = False

    def show(self) -> None:
        """Select the rows of what is chosen."""
        if self._is_at_it:
            return
        self._is_at_it = True

        @lru_cache(None)
        def is_open(place: Chosen | None) -> bool:
            """Whether what stands under a place is to be seen; of what is closed nothing further is asked."""
            if place is None:
                return True
            return is_open(_branch(place)) and self._view.isExpanded(self._model.index_of(place))

        found = [self._model.index_of(place) for place in self._selection.places if is_open(_branch(place))]
        indexes = [index for index in found if index.isValid()]
        rows = QItemSelection()
        for index in indexes:
            rows.select(index, index)
        model = self._view.selectionModel()
        if set(model.selectedRows(NAME)) != set(indexes):
            model.select(rows, Flag.ClearAndSelect | Flag.Rows)
        if indexes and indexes[-1] != self._view.currentIndex().siblingAtColumn(NAME):
            model.setCurrentIndex(indexes[-1], Flag.NoUpdate)
        self._is_at_it = False


def _branch(place: Chosen) -> Chosen | None:
    """Return what a place stands under in the outline."""
    match place:
        case WeightPlace(layer, int(to)) | BiasPlace(layer, int(to)):
            return NeuronPlace(layer, to)
        case NeuronPlace(layer) | BiasPlace(layer):
            return LayerPlace(layer)
    return None
