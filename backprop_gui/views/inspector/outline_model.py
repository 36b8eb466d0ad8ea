"""The network as a tree: layers, their neurons, their weights and biases; made as it is opened."""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor

from backprop_gui.core.network import INPUTS, BiasKind, BiasPlace, NeuronPlace, WeightPlace
from backprop_gui.document.project import Project
from backprop_gui.explain.quantities import out
from backprop_gui.explain.render_text import number
from backprop_gui.look.labels import plain_tip
from backprop_gui.look.theme import theme
from backprop_gui.session.edits import name_of, value_at, with_value
from backprop_gui.session.selection import Chosen, LayerPlace
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.outline_words import (
    describe,
    group_words,
    is_frozen,
    row_words,
    spoken_words,
)
from backprop_gui.views.number_editing import NUMBER

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
Subject = int | NeuronPlace | WeightPlace | BiasPlace

NAME, VALUE = range(2)
UNKNOWN = "?"
ROW_HEIGHT = 22


class OutlineModel(QAbstractItemModel):
    """Shows a session's network; weights, biases and inputs can be edited.

    An index's internal id tells its parent: 0 the tree itself, then 1 for each group (the inputs and
    the layers), then 1 for each neuron. So the tree of a large network holds nothing for each weight.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._children_of = lru_cache(256)(self._list_children)
        self._describe_network()
        session.document.changed.connect(self._follow)

    def _describe_network(self) -> None:
        network = self._session.document.project.network
        self._network = network
        self._groups = len(network.layers) + 1
        sizes = (layer.size for layer in network.layers)
        self._offsets = list(accumulate(sizes, initial=self._groups + 1))
        self._children_of.cache_clear()

    def _follow(self, before: Project | None, project: Project) -> None:
        if project.network is not self._network:
            self.beginResetModel()
            self._describe_network()
            self.endResetModel()

    def subject(self, index: Index) -> Subject:
        """Return what a row is about: a place, or a group's number, 0 for the inputs."""
        parent = index.internalId()
        if parent == 0:
            return index.row()
        if parent <= self._groups:
            layer = parent - 2
            is_bias = layer >= 0 and index.row() == self._network.layers[layer].size
            return BiasPlace(layer, None) if is_bias else NeuronPlace(layer, index.row())
        neuron = self._neuron(parent)
        return self._children_of(neuron.layer, neuron.index)[index.row()]

    def _neuron(self, parent: int) -> NeuronPlace:
        """Find the neuron whose children have this internal id."""
        layer = bisect_right(self._offsets, parent) - 1
        return NeuronPlace(layer, parent - self._offsets[layer])

    def _list_children(self, layer: int, neuron: int) -> tuple[WeightPlace | BiasPlace, ...]:
        sources = np.flatnonzero(self._network.layers[layer].present[neuron]).tolist()
        weights = [WeightPlace(layer, neuron, source) for source in sources]
        if self._network.layers[layer].bias is BiasKind.PER_NEURON:
            return (*weights, BiasPlace(layer, neuron))
        return tuple(weights)

    def index_of(self, place: Chosen) -> QModelIndex:
        """Find the row of a place; an invalid one where it has none."""
        match place:
            case LayerPlace(layer):
                return self.index(layer + 1, NAME)
            case NeuronPlace(layer, index):
                return self.index(index, NAME, self.index(layer + 1, NAME))
            case BiasPlace(layer, None):
                return self.index(self._network.layers[layer].size, NAME, self.index(layer + 1, NAME))
            case WeightPlace(layer, int(to)) | BiasPlace(layer, int(to)):
                siblings = self._children_of(layer, to)
                neuron = self.index_of(NeuronPlace(layer, to))
                found = siblings.index(place) if place in siblings else None
                return QModelIndex() if found is None else self.index(found, NAME, neuron)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return self._groups
        if parent.column() != NAME:
            return 0
        match self.subject(parent):
            case int(group):
                shared = group > 0 and self._network.layers[group - 1].bias is BiasKind.SHARED
                return self._network.sizes[group] + int(shared)
            case NeuronPlace(layer, index) if layer != INPUTS:
                return len(self._children_of(layer, index))
            case _:
                return 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 2

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not parent.isValid():
            return self.createIndex(row, column, 0)
        match self.subject(parent):
            case int(group):
                return self.createIndex(row, column, group + 1)
            case NeuronPlace(layer, index):
                return self.createIndex(row, column, self._offsets[layer] + index)
            case _:
                return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        within = index.internalId() if index.isValid() else 0
        if within == 0:
            return QModelIndex()
        if within <= self._groups:
            return self.createIndex(within - 1, NAME, 0)
        neuron = self._neuron(within)
        return self.createIndex(neuron.index, NAME, neuron.layer + 2)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        return ("Name", "Value")[section] if role == Role.DisplayRole else None

    def is_frozen(self, index: Index) -> bool:
        """Tell whether a row is of what training leaves as it is."""
        return is_frozen(self._network, self.subject(index))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._is_editable(index) else flags

    def _is_editable(self, index: Index) -> bool:
        if not index.isValid() or index.column() != VALUE:
            return False
        match self.subject(index):
            case NeuronPlace(layer):
                return layer == INPUTS
            case int():
                return False
            case _:
                return True

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        subject = self.subject(index)
        match role:
            case Role.DisplayRole if index.column() == NAME:
                return self._name(subject)
            case Role.DisplayRole:
                return self._value_text(subject)
            case _ if role == NUMBER:
                return self._value(subject) if index.column() == VALUE else None
            case Role.EditRole if self._is_editable(index):
                return repr(self._value(subject))
            case Role.AccessibleTextRole if index.column() == NAME:
                return spoken_words(self._network, subject)
            case Role.ToolTipRole:
                return plain_tip(describe(self._session.project, subject, self._value(subject)))
            case Role.SizeHintRole:
                return QSize(0, ROW_HEIGHT)
            case Role.ForegroundRole:
                return self._color(subject, index.column())
            case Role.TextAlignmentRole if index.column() == VALUE:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _name(self, subject: Subject) -> str:
        network = self._network
        return group_words(network, subject) if isinstance(subject, int) else row_words(network, subject)

    def _value(self, subject: Subject) -> float | None:
        """Return a row's number: of a neuron, its out as far as it is known."""
        match subject:
            case int():
                return None
            case NeuronPlace(layer) if layer != INPUTS:
                return self._session.known(out(subject))
            case _:
                return value_at(self._session.project, subject, self._session.cursor.sample_row)

    def _value_text(self, subject: Subject) -> str:
        if isinstance(subject, int):
            return ""
        value = self._value(subject)
        return UNKNOWN if value is None else number(value)

    def _color(self, subject: Subject, column: int) -> QColor:
        look = theme()
        if isinstance(subject, int):
            return look.ink
        if column == VALUE:
            return look.faint if self._value(subject) is None else look.ink
        return look.ink if isinstance(subject, NeuronPlace) else look.soft

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not self._is_editable(index):
            return False
        place, row = self.subject(index), self._session.cursor.sample_row
        assert not isinstance(place, int)
        text = f"Change {name_of(self._session.project, place)} to {number(value)}"
        self._session.edit(text, lambda project: with_value(project, place, value, row))
        return True
