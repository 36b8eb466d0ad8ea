"""The told round as a table: one row a step, made when it is looked at."""

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from backprop_gui.explain.render_text import formula_line, number, step_line, symbols
from backprop_gui.look.labels import plain_tip
from backprop_gui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

COLUMNS = ("id", "formula", "value")
ID, FORMULA, VALUE = range(3)
SHORT_TEXT = int(Role.UserRole)
IS_KNOWN = SHORT_TEXT + 1
NUMBER = IS_KNOWN + 1
UNKNOWN = "?"
CACHED = 512


class RoundModel(QAbstractTableModel):
    """Shows all steps of the round that is told; values that are not known yet are ``?``.

    `SHORT_TEXT` is what the table shows in little room: the symbol in place of the id, the formula
    without its left side. `NUMBER` is a value that is known, as a number.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._cursor = cursor = session.cursor
        self._round = cursor.round
        self._position, self._is_whole = cursor.position, session.shows_whole_round
        self._short_text = lru_cache(CACHED)(self._write_short_text)
        cursor.told.connect(self._tell)
        cursor.moved.connect(self._move)
        session.figures_changed.connect(self._show_whole)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._round)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role != Role.DisplayRole:
            return None
        return COLUMNS[section] if orientation is Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._round):
            return None
        row, column = index.row(), index.column()
        match role:
            case Role.DisplayRole:
                return self._text(row, column)
            case Role.ToolTipRole:
                return plain_tip(self._tip(row, column))
            case Role.TextAlignmentRole if column == VALUE:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _ if role == NUMBER:
                is_known = column == VALUE and self._session.is_known(row)
                return self._round[row].value if is_known else None
            case _ if role == SHORT_TEXT:
                return self._text(row, column) if column == VALUE else self._short_text(row, column)
            case _ if role == IS_KNOWN:
                return self._session.is_known(row)
        return None

    def _text(self, row: int, column: int) -> str:
        if column == ID:
            return self._round.notation.id(self._round.quantity(row))
        if column == FORMULA:
            return formula_line(self._round[row])
        return number(self._round[row].value) if self._session.is_known(row) else UNKNOWN

    def _write_short_text(self, row: int, column: int) -> str:
        if column == ID:
            return self._round.notation.text(self._round.quantity(row))
        return symbols(self._round[row])

    def _tip(self, row: int, column: int) -> str:
        is_known = self._session.is_known(row)
        if column == VALUE:
            return repr(self._round[row].value) if is_known else "Not computed yet."
        return (step_line if is_known else formula_line)(self._round[row])

    def _tell(self) -> None:
        """Take the new round; the cursor's move, where there is one, follows."""
        self.beginResetModel()
        self._round, self._position = self._cursor.round, self._cursor.position
        self._short_text.cache_clear()
        self.endResetModel()

    def _move(self) -> None:
        before, self._position = self._position, self._cursor.position
        first, last = sorted((before, self._position))
        if first < last:
            self.dataChanged.emit(self.index(first, VALUE), self.index(last - 1, VALUE))

    def _show_whole(self) -> None:
        """Show or hide all values where the round is looked at as a whole, or no longer is."""
        if self._is_whole != self._session.shows_whole_round:
            self._is_whole = self._session.shows_whole_round
            self.dataChanged.emit(self.index(0, VALUE), self.index(len(self._round) - 1, VALUE))
