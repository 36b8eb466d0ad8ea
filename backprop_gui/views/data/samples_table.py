"""The samples as a grid that is edited in its places."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyleOptionViewItem, QTableView

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme, themes
from backprop_gui.views.data.samples_model import IS_TEST, IS_TOLD, SamplesModel
from backprop_gui.views.number_editing import NumberDelegate

FONT_SIZE = 12.0
ROW_HEIGHT = 26
HEADING_HEIGHT = 40
LEAST_ROWS, FEW_ROWS, USUAL_ROWS = 3, 5, 8
ROWS_MEASURED = 100
COLUMNS_MEASURED = 50


class SamplesTable(QTableView):
    """Shows the samples; columns share the width, and scroll where they need more."""

    def __init__(self, model: SamplesModel, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("Samples")
        self.setFont(ui_font(FONT_SIZE))
        self.numbers = _SampleDelegate(self)
        self.setItemDelegate(self.numbers)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_headers()
        self._samples = model
        self._needs: list[int] | None = None
        for signal in (model.modelReset, model.dataChanged):
            signal.connect(self._measure_anew)
        model.modelReset.connect(self.updateGeometry)
        model.headerDataChanged.connect(self._show_told)
        themes.changed.connect(self._restyle)
        self._restyle()

    def _set_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setMinimumSectionSize(30)
        for header in (rows, columns):
            header.setFont(ui_font(FONT_SIZE - 1))
            header.setHighlightSections(False)
        columns.setFixedHeight(HEADING_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def sizeHint(self) -> QSize:
        return QSize(240, self.height_of(LEAST_ROWS))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.height_of(LEAST_ROWS))

    @property
    def whole_size(self) -> QSize:
        """The size in which every sample and every column is seen at once."""
        scroll_bar = self.verticalScrollBar().sizeHint().width()
        width = self.verticalHeader().sizeHint().width() + sum(self._widths()) + scroll_bar
        return QSize(width, self.height_of(self._samples.rowCount()))

    def height_of(self, rows: int) -> int:
        """Return how high the table is with so many rows, or all where there are fewer."""
        scroll_bar = self.horizontalScrollBar().sizeHint().height()
        return HEADING_HEIGHT + min(rows, max(1, self._samples.rowCount())) * ROW_HEIGHT + scroll_bar

    def _share_width(self) -> None:
        """Give each column what it needs, and a fair share of what is left."""
        needed = self._widths()
        more = max(0, (self.viewport().width() - sum(needed)) // len(needed))
        for column, width in enumerate(needed):
            self.setColumnWidth(column, width + more)

    def _measure_anew(self) -> None:
        self._needs = None
        self._share_width()

    def _widths(self) -> list[int]:
        """Return what each column needs; of very many, the later ones get as much as the widest."""
        columns = self._samples.columnCount()
        if self._needs is None:
            self._needs = [self._needed(column) for column in range(min(columns, COLUMNS_MEASURED))]
        return self._needs + [max(self._needs)] * (columns - len(self._needs))

    def _needed(self, column: int) -> int:
        """Measure a column's heading, wrapped, and its numbers, of a long table those at its beginning."""
        model, metrics = self._samples, QFontMetricsF(ui_font(FONT_SIZE, 600))
        rows = range(min(model.rowCount(), ROWS_MEASURED))
        heading = str(model.headerData(column, Qt.Orientation.Horizontal)).split()
        texts = {*heading, *(str(model.index(row, column).data()) for row in rows)}
        return round(max(map(metrics.horizontalAdvance, texts))) + 14

    def _show_told(self) -> None:
        self.scrollTo(self._samples.index(self._samples.told_row, 0))

    def _restyle(self) -> None:
        palette, look = self.palette(), theme()
        palette.setColor(QPalette.ColorRole.Highlight, look.accent_ground)
        palette.setColor(QPalette.ColorRole.HighlightedText, look.ink)
        self.setPalette(palette)


class _SampleDelegate(NumberDelegate):
    """Edits a sample's numbers, and draws the told sample on a warm ground."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.data(IS_TOLD):
            option.backgroundBrush = QBrush(theme().result_ground)
            option.font = ui_font(FONT_SIZE, 600)
        if index.data(IS_TEST):
            option.palette.setColor(QPalette.ColorRole.Text, theme().soft)
            option.font.setItalic(True)

    @survived
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        area = option.rect
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme().hairline)
