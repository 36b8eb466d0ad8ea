"""The beginning of a table, column by column with what each is taken for."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionHeader, QTableView

from backprop_gui.document.csv_import import Part, Use
from backprop_gui.document.csv_table import Column, CsvTable
from backprop_gui.document.errors import counted
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_tip
from backprop_gui.look.theme import theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

FONT_SIZE = 12.0
ROW_HEIGHT = 24
HEADING_HEIGHT = 42
HEADING_MARGINS = 12
LEAST_WIDTH, USUAL_WIDTH, MOST_WIDTH = 70, 110, 260
COLUMNS_MEASURED = 50
CLASSES_NAMED = 6
WORDS = {Part.INPUT: "input", Part.TARGET: "target", Part.NEITHER: "left out"}


class PreviewModel(QAbstractTableModel):
    """Shows a table's first rows as they are written; of what is no table, the lines."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._table: CsvTable | None = None
        self._uses: Sequence[Use] = ()
        self._lines: Sequence[str] = ()

    def show_table(self, table: CsvTable | None, uses: Sequence[Use]) -> None:
        self.beginResetModel()
        self._table, self._uses, self._lines = table, uses, ()
        self.endResetModel()

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show the beginning of a file that cannot be read as it stands."""
        self.beginResetModel()
        self._table, self._uses, self._lines = None, (), lines
        self.endResetModel()

    def show_uses(self, uses: Sequence[Use]) -> None:
        self._uses = uses
        last = self.columnCount() - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid():
            return 0
        return len(self._table.preview) if self._table else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid():
            return 0
        return len(self._table.columns) if self._table else int(bool(self._lines))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if self._table is None:
            return self._line_heading(section, orientation) if role == Role.DisplayRole else None
        column = self._table.columns[section] if orientation is Qt.Orientation.Horizontal else None
        if column is None:
            return int(self._table.columns[0].rows[section]) if role == Role.DisplayRole else None
        if role == Role.DisplayRole:
            return f"{column.name}\n{use_words(self._uses[section])}"
        return plain_tip(about_column(column)) if role == Role.ToolTipRole else None

    def _line_heading(self, section: int, orientation: Qt.Orientation) -> str | int:
        return "The file as it stands" if orientation is Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if self._table is None and index.isValid():
            return self._lines[index.row()] if role == Role.DisplayRole else None
        if self._table is None or not index.isValid():
            return None
        use, look = self._uses[index.column()], theme()
        match role:
            case Role.DisplayRole:
                return self._table.preview[index.row()][index.column()]
            case Role.ToolTipRole:
                return plain_tip(self._table.preview[index.row()][index.column()])
            case Role.TextAlignmentRole if self._table.columns[index.column()].holds_numbers:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Role.BackgroundRole if use.part is Part.TARGET:
                return look.result_ground
            case Role.ForegroundRole if use.part is Part.NEITHER:
                return look.soft
        return None


class PreviewHeader(QHeaderView):
    """Cuts a long name in its middle, so that names that only end differently are told apart."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setSectionsClickable(True)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        super().initStyleOptionForIndex(option, section)
        option.text = self.shown(section)

    def shown(self, section: int) -> str:
        """Return what is seen of a column's heading."""
        room = self.sectionSize(section) - HEADING_MARGINS
        lines = str(self.model().headerData(section, Qt.Orientation.Horizontal)).split("\n")
        elided = (
            self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideMiddle, room - 4) for line in lines
        )
        return "\n".join(elided)


class PreviewTable(QTableView):
    """Lets columns be selected, by mouse and by key."""

    def __init__(self, model: PreviewModel) -> None:
        super().__init__()
        self.setObjectName("csv_preview")
        self.setAccessibleName("The first rows of the file")
        self.setHorizontalHeader(PreviewHeader())
        self.setModel(model)
        self.setFont(ui_font(FONT_SIZE))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectColumns)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setFixedHeight(HEADING_HEIGHT)
        columns.setDefaultSectionSize(USUAL_WIDTH)
        columns.setMinimumSectionSize(LEAST_WIDTH)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        model.modelReset.connect(self._give_width)
        palette, look = self.palette(), theme()
        palette.setColor(QPalette.ColorRole.Highlight, look.accent_ground)
        palette.setColor(QPalette.ColorRole.HighlightedText, look.ink)
        self.setPalette(palette)

    def _give_width(self) -> None:
        """Give the first columns the width that their headings and cells ask for, within limits."""
        header = self.horizontalHeader()
        header.setStretchLastSection(header.count() == 1)
        for column in range(min(header.count(), COLUMNS_MEASURED)):
            asked = max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            self.setColumnWidth(column, min(max(asked, LEAST_WIDTH), MOST_WIDTH))

    @property
    def chosen(self) -> list[int]:
        """The selected columns."""
        parts = self.selectionModel().selection().toList()
        return sorted({column for part in parts for column in range(part.left(), part.right() + 1)})


def use_words(use: Use) -> str:
    """Say what a column is taken for."""
    return WORDS[use.part] + (", by class" if use.by_class and use.part is not Part.NEITHER else "")


def about_column(column: Column) -> str:
    """Say what stands in a column."""
    gaps = int(column.gaps.sum())
    missing = f", {counted(gaps, 'gap')}" if gaps else ""
    if column.holds_numbers:
        return f"“{column.name}”: numbers{missing}"
    classes = column.classes
    if not classes:
        return f"“{column.name}”: nothing"
    named = ", ".join(classes[:CLASSES_NAMED]) + (" …" if len(classes) > CLASSES_NAMED else "")
    return f"“{column.name}”: {len(classes):,} different labels{missing}: {named}"
