"""One layer's weights as a grid: a row a neuron, a column a source, and last the bias."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from backprop_gui.core.network import BiasKind, BiasPlace, WeightPlace
from backprop_gui.document.project import Project
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.render_text import number
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_tip
from backprop_gui.look.theme import theme
from backprop_gui.session.edits import name_of, with_value
from backprop_gui.session.session import Session
from backprop_gui.session.value_blocks import parameter_at
from backprop_gui.views.number_editing import NUMBER

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

DIGITS = 6
FONT_SIZE = 12.0


class WeightsModel(QAbstractTableModel):
    """Shows a session's weights and biases of one layer; a number typed into an empty cell connects."""

    def __init__(self, session: Session, layer: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.layer = layer
        self._network = session.document.project.network
        session.document.changed.connect(self._follow)
        session.figures_changed.connect(self._refresh)

    @property
    def is_there(self) -> bool:
        """Whether the network still has the layer."""
        return self.layer < len(self._network.layers)

    def _follow(self, before: Project | None, project: Project) -> None:
        if project.network is not self._network:
            self.beginResetModel()
            self._network = project.network
            self.endResetModel()

    def _refresh(self) -> None:
        if self.is_there and self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Role.DisplayRole])

    @property
    def has_shared_bias(self) -> bool:
        return self.is_there and self._network.layers[self.layer].bias is BiasKind.SHARED

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self.is_there else self._network.layers[self.layer].size

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or not self.is_there:
            return 0
        layer = self._network.layers[self.layer]
        return layer.sources + int(layer.bias is not BiasKind.NONE)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role != Role.DisplayRole or not self.is_there:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._network.layers[self.layer].neurons[section]
        sources = self._network.source_names(self.layer)
        return sources[section] if section < len(sources) else "bias"

    def place(self, index: Index) -> WeightPlace | BiasPlace | None:
        """Return what stands in a cell; None where there is no connection."""
        return parameter_at(self._network, self.layer, index.row(), index.column())

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or not self.is_there:
            return None
        place = self.place(index)
        match role:
            case Role.DisplayRole:
                return "" if place is None else self._written(place)
            case _ if role == NUMBER:
                return None if place is None else self._value(place)
            case Role.EditRole:
                return "" if place is None else repr(self._value(place))
            case Role.ToolTipRole:
                return plain_tip(self._told(place))
            case Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Role.FontRole:
                return self._font(place)
            case Role.BackgroundRole if place is None:
                return QColor(theme().hairline)
        return None

    def _value(self, place: WeightPlace | BiasPlace) -> float:
        project = self._session.project
        return float(project.parameters.flat[project.network.index(place)])

    def _written(self, place: WeightPlace | BiasPlace) -> str:
        return number(self._value(place), DIGITS) + (" fixed" if self._is_fixed(place) else "")

    def _is_fixed(self, place: WeightPlace | BiasPlace) -> bool:
        return not self._network.trainable[self._network.index(place)]

    def _told(self, place: WeightPlace | BiasPlace | None) -> str:
        if place is None:
            return "No connection: type a number to connect."
        fixed = ", frozen" if self._is_fixed(place) else ""
        return f"{Notation(self._network).parameter(place)} = {self._value(place)!r}{fixed}"

    def _font(self, place: WeightPlace | BiasPlace | None) -> QFont:
        font = ui_font(FONT_SIZE)
        font.setItalic(place is not None and self._is_fixed(place))
        return font

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid():
            return False
        place = self.place(index)
        if place is None:
            weight = WeightPlace(self.layer, index.row(), index.column())
            self._session.editing.join([weight], float(value))
        else:
            text = f"Change {name_of(self._session.document.project, place)} to {number(value)}"
            self._session.edit(text, lambda project: with_value(project, place, value, 0))
        return True
