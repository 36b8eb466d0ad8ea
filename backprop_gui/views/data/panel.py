"""The panel that shows the samples, and edits them in their places."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from backprop_gui.document.cautions import cautions, same_choices
from backprop_gui.document.project import Project
from backprop_gui.document.task import task_of
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme, themes
from backprop_gui.session.session import Session
from backprop_gui.views.caution_list import CautionList
from backprop_gui.views.choices_area import ChoicesArea
from backprop_gui.views.data.preparation_form import PreparationForm
from backprop_gui.views.data.row_buttons import RowButtons
from backprop_gui.views.data.samples_model import IS_TEST, IS_TOLD, SamplesModel
from backprop_gui.views.data.table_rows import TableRows
from backprop_gui.views.data.task_form import TaskForm
from backprop_gui.views.number_editing import NumberDelegate, RefusalLabel
from backprop_gui.views.section import Section

FONT_SIZE = 12.0
ROW_HEIGHT = 26
HEADING_HEIGHT = 40
LEAST_CHOICES = 150
LEAST_ROWS, USUAL_ROWS = 3, 6
ROWS_MEASURED = 100
COLUMNS_MEASURED = 50


class DataPanel(QWidget):
    """Shows one row a sample; the one that the current step is about is marked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data_panel")
        model = SamplesModel(session, self)
        self.table = SamplesTable(model)
        self._refusal = RefusalLabel("data_refusal")
        self._refusal.setContentsMargins(12, 2, 12, 6)
        self.table.numbers.judged.connect(self._refusal.say)
        model.refused.connect(self._refusal.say)
        self.rows = TableRows(session, self.table)
        self.rows.judged.connect(self._refusal.say)
        self._cautions = CautionList("data_cautions")
        self._split_cautions = CautionList("split_cautions")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        self.choices = ChoicesArea("data_choices", self._sections(session), LEAST_CHOICES)
        column.addWidget(self.choices)
        column.addWidget(self._cautions)
        column.addWidget(self.table, 1)
        self.buttons = RowButtons(self.rows)
        column.addWidget(self.buttons)
        column.addWidget(self._refusal)
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _sections(self, session: Session) -> list[QWidget]:
        preparation = PreparationForm(session)
        self._task = Section("task", "Data set", TaskForm(session), is_open=False)
        title = "Testing and normalisation"
        return [self._task, Section("preparation", title, preparation, False, self._split_cautions)]

    @property
    def needs(self) -> tuple[int, int]:
        """The least height in which nothing is hidden but samples, and the one for some more of them."""
        column, table = self._column, self.table
        wraps = column.hasHeightForWidth()
        wanted = column.totalHeightForWidth(self.width()) if wraps else column.totalSizeHint().height()
        return wanted - table.sizeHint().height() + table.minimumSizeHint().height(), wanted

    def _follow(self, before: Project | None, project: Project) -> None:
        if before is not None and same_choices(before, project):
            return
        task = task_of(project)
        self._task.setVisible(task is not None)
        self._task.heading.setText(f"Data set: {task.kind.words}" if task else "Data set")
        found = [each for each in cautions(project) if not each.is_about_training]
        self._split_cautions.say([each for each in found if each.subject == "split"])
        self._cautions.say([each for each in found if each.subject != "split"])


class SamplesTable(QTableView):
    """Shows the samples; columns share the width, and scroll where they need more."""

    def __init__(self, model: SamplesModel) -> None:
        super().__init__()
        self.setObjectName("data_table")
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
        for signal in (model.modelReset, model.dataChanged):
            signal.connect(self._share_width)
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
        return QSize(240, self._height(USUAL_ROWS))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._height(LEAST_ROWS))

    def _height(self, rows: int) -> int:
        scroll_bar = self.horizontalScrollBar().sizeHint().height()
        return HEADING_HEIGHT + min(rows, max(1, self._samples.rowCount())) * ROW_HEIGHT + scroll_bar

    def _share_width(self) -> None:
        """Give each column what it needs, and a fair share of what is left."""
        columns = self._samples.columnCount()
        needed = [self._needed(column) for column in range(min(columns, COLUMNS_MEASURED))]
        needed += [max(needed)] * (columns - len(needed))
        more = max(0, (self.viewport().width() - sum(needed)) // columns)
        for column, width in enumerate(needed):
            self.setColumnWidth(column, width + more)

    def _needed(self, column: int) -> int:
        """Measure a column's heading, wrapped, and its numbers, of a long table those at its beginning."""
        model, metrics = self._samples, QFontMetricsF(ui_font(FONT_SIZE, 600))
        rows = range(min(model.rowCount(), ROWS_MEASURED))
        heading = str(model.headerData(column, Qt.Orientation.Horizontal)).split()
        texts = heading + [str(model.index(row, column).data()) for row in rows]
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
