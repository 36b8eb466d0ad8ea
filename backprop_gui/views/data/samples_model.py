"""The samples as a table: one row a sample, its inputs, then its targets."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from backprop_gui.core.network import INPUTS, NeuronPlace, TargetPlace
from backprop_gui.document.project import Project
from backprop_gui.explain.render_text import number
from backprop_gui.session.edits import name_of, value_at, with_value
from backprop_gui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

IS_TOLD = int(Role.UserRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
HEADING_ALIGNMENT = int(_RIGHT) | int(Qt.TextFlag.TextWordWrap)


class SamplesModel(QAbstractTableModel):
    """Shows and edits a session's data; `IS_TOLD` marks the sample that the current step is about."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._project = session.document.project
        self._told = session.cursor.sample_row
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
        if role == Role.ToolTipRole and orientation is Qt.Orientation.Vertical and section == self._told:
            return "The current step is about this sample."
        if role == Role.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return HEADING_ALIGNMENT
        if role not in (Role.DisplayRole, Role.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Role.DisplayRole else None
        place, network = self.place(section), self._project.network
        if isinstance(place, TargetPlace):
            return f"target {network.outputs[place.index]}"
        return network.inputs[place.index]

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
        value = value_at(self._project, self.place(index.column()), index.row())
        match role:
            case Role.DisplayRole:
                return number(value)
            case Role.EditRole | Role.ToolTipRole:
                return repr(value)
            case Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _ if role == IS_TOLD:
                return index.row() == self._told
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid():
            return False
        place, row = self.place(index.column()), index.row()
        named = f"{name_of(self._project, place)} of sample {row + 1}"
        text = f"Change {named} to {number(value)}"
        self._session.edit(text, lambda project: with_value(project, place, value, row))
        return True

    def _follow(self, before: Project | None, project: Project) -> None:
        old, self._project = self._project, project
        if old.network is not project.network or len(old.data) != len(project.data):
            self.beginResetModel()
            self.endResetModel()
        elif old.data is not project.data:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _mark_told(self) -> None:
        before, self._told = self._told, self._session.cursor.sample_row
        for row in {before, self._told} if before != self._told else ():
            if row < self.rowCount():
                self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
                self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)
