"""The samples as a table: one row a sample, its inputs, then its targets."""

from functools import lru_cache
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from backprop_gui.core.network import INPUTS, NeuronPlace, TargetPlace
from backprop_gui.document.errors import FileError
from backprop_gui.document.project import Project
from backprop_gui.document.samples import column_names, with_block
from backprop_gui.document.task import normalisation_of
from backprop_gui.explain.render_text import number
from backprop_gui.look.labels import plain_tip
from backprop_gui.session.edits import name_of, value_at
from backprop_gui.session.session import Session
from backprop_gui.views.number_editing import NUMBER

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

IS_TOLD = int(Role.UserRole)
IS_TEST = IS_TOLD + 1
NUMBERS_KEPT = 10_000
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
HEADING_ALIGNMENT = int(_RIGHT) | int(Qt.TextFlag.TextWordWrap)


class SamplesModel(QAbstractTableModel):
    """Shows and edits a session's data, in the numbers that they were before they were normalised.

    `IS_TOLD` marks the sample that the current step is about, `IS_TEST` those kept for testing.

    Attributes
    ----------
    refused : (sentence) why a number could not be taken
    """

    refused = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._project = session.document.project
        self._told = session.cursor.sample_row
        self._describe(self._project)
        session.document.changed.connect(self._follow)
        session.cursor.moved.connect(self._mark_told)
        session.cursor.told.connect(self._mark_told)

    @property
    def told_row(self) -> int:
        """The row of the sample that the current step is about."""
        return self._told

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._project.data)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        network = self._project.network
        return 0 if parent.isValid() else len(network.inputs) + len(network.outputs)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return self._row_heading(section, role)
        if role == Role.TextAlignmentRole:
            return HEADING_ALIGNMENT
        if role not in (Role.DisplayRole, Role.ToolTipRole):
            return None
        name = column_names(self._project)[section]
        return name if role == Role.DisplayRole else plain_tip(name)

    def _row_heading(self, row: int, role: int) -> Any:
        is_test = row >= self._first_test
        if role == Role.DisplayRole:
            return f"{row + 1} t" if is_test else row + 1
        if role == Role.ToolTipRole and row == self._told:
            return "The current step is about this sample."
        if role == Role.ToolTipRole and is_test:
            return "Kept for testing: this sample is not trained on."
        return None

    def place(self, column: int) -> NeuronPlace | TargetPlace:
        """Return what a column holds."""
        inputs = len(self._project.network.inputs)
        return NeuronPlace(INPUTS, column) if column < inputs else TargetPlace(column - inputs)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value = self._value(index)
        match role:
            case Role.DisplayRole:
                return number(value)
            case _ if role == NUMBER:
                return value
            case Role.EditRole | Role.ToolTipRole:
                return repr(value)
            case Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _ if role == IS_TOLD:
                return index.row() == self._told
            case _ if role == IS_TEST:
                return index.row() >= self._first_test
        return None

    def _value(self, index: Index) -> float:
        """Read a number as people know it, before it was normalised."""
        place = self.place(index.column())
        value = value_at(self._project, place, index.row())
        return value if isinstance(place, TargetPlace) else self._original(value, place.index)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid():
            return False
        column, row = index.column(), index.row()
        text = f"Change {name_of(self._project, self.place(column))} of sample {row + 1} to {number(value)}"
        block = np.array([[value]])
        try:
            self._session.edit(text, lambda project: with_block(project, row, column, block))
        except FileError as error:
            self.refused.emit(str(error))
            return False
        return True

    def _describe(self, project: Project) -> None:
        """Note which rows are kept for testing, and how to read a normalised number."""
        self._first_test = len(project.plan.training_data(project.data))
        self._original = lru_cache(NUMBERS_KEPT)(normalisation_of(project).original)

    def _follow(self, before: Project | None, project: Project) -> None:
        old, self._project = self._project, project
        if old.data is project.data and old.plan is project.plan and old.network is project.network:
            return
        self._describe(project)
        if old.network is not project.network or len(old.data) != len(project.data):
            self.beginResetModel()
            self.endResetModel()
        else:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _mark_told(self) -> None:
        before, self._told = self._told, self._session.cursor.sample_row
        for row in {before, self._told} if before != self._told else ():
            if row < self.rowCount():
                self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
                self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)
