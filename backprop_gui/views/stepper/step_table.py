"""The list of all steps of the round."""

from functools import cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from backprop_gui.explain.render_text import fitting
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import Theme, theme, themes
from backprop_gui.views.stepper.round_model import (
    FORMULA,
    ID,
    IS_KNOWN,
    NUMBER,
    SHORT_TEXT,
    VALUE,
    RoundModel,
)

TYPING = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
FONT_SIZE = 12.0
ROW_HEIGHT = 28
MARGIN = 6
WIDEST_VALUE = "-0.00000000e-00"
ID_SHARE = 0.5
USUAL_ID = "∂out_o2/∂net_o2+"
LEAST_FORMULA = 44


class StepTable(QTableView):
    """Shows the round's steps; a click or Enter goes to one, letters look for one by its id.

    Walking keys are left to the window, so that they do the same wherever the focus is.

    Attributes
    ----------
    chosen : (row) a step was asked for
    """

    chosen = Signal(int)

    def __init__(self, model: RoundModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_table")
        self.setAccessibleName("Steps of this round")
        self.setFont(ui_font(FONT_SIZE))
        self.setVerticalHeader(_RowNumbers(self))
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(20)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(_StepDelegate(self))
        self.setModel(model)
        self._set_behaviour()
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        themes.changed.connect(self.viewport().update)

    def _set_behaviour(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)

    def show_row(self, row: int | None) -> None:
        """Mark a row and bring it into view, with the one that comes next."""
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            self.scrollToTop()
            return
        model = self.model()
        following = model.index(min(row + 1, model.rowCount() - 1), ID)
        self.scrollTo(following, QAbstractItemView.ScrollHint.EnsureVisible)
        self.setCurrentIndex(model.index(row, ID))
        self.scrollTo(model.index(row, ID), QAbstractItemView.ScrollHint.EnsureVisible)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        elif event.modifiers() in TYPING and event.text().strip().isprintable() and event.text().strip():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        if self.currentIndex().isValid():
            self.show_row(self.currentIndex().row())

    def sizeHint(self) -> QSize:
        return QSize(300, 6 * ROW_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 2 * ROW_HEIGHT)

    def _share_width(self) -> None:
        """Give the value all the room that it can need, and share the rest."""
        metrics = QFontMetricsF(ui_font(FONT_SIZE, 600))
        value = round(metrics.horizontalAdvance(WIDEST_VALUE)) + 2 * MARGIN
        usual = round(metrics.horizontalAdvance(USUAL_ID)) + 2 * MARGIN
        rest = max(self.viewport().width() - value, 60)
        own = max(round(ID_SHARE * rest), min(usual, rest - LEAST_FORMULA))
        for column, width in ((ID, own), (FORMULA, rest - own), (VALUE, value)):
            self.setColumnWidth(column, width)


class _RowNumbers(QHeaderView):
    """Numbers the steps, flat and quiet."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(ROW_HEIGHT)
        self.setMinimumSectionSize(ROW_HEIGHT)
        self.setHighlightSections(False)
        self.setFont(ui_font(FONT_SIZE))

    def sizeHint(self) -> QSize:
        figures = max(2, len(str(self.count())))
        widest = QFontMetricsF(self.font()).horizontalAdvance("0" * figures)
        return QSize(round(widest) + 2 * MARGIN, 0)

    def paintSection(self, painter: QPainter, area: QRect, row: int) -> None:
        look = theme()
        is_current = self._table.currentIndex().row() == row
        painter.fillRect(area, look.accent_ground if is_current else look.panel)
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), look.hairline)
        painter.setFont(self.font())
        painter.setPen(look.soft)
        aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area.adjusted(0, 0, -MARGIN, 0), aligned, str(row + 1))


class _StepDelegate(QStyledItemDelegate):
    """Draws a step: its symbol in ink, its formula softly, its value bold where it is the current one.

    It asks the model for no more than it draws, since a step forward draws a whole screen of rows.
    """

    @survived
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area, look, column = option.rect, theme(), index.column()
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current:
            painter.fillRect(area, look.accent_ground)
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), look.hairline)
        font, metrics = _type(is_current and column != FORMULA)
        room = area.adjusted(MARGIN, 0, -MARGIN, 0)
        text = _shown_text(index, metrics, room.width())
        painter.setFont(font)
        painter.setPen(_color(index, look))
        painter.drawText(room, ALIGNMENTS[column], text)


def _shown_text(index: QModelIndex | QPersistentModelIndex, metrics: QFontMetricsF, room: int) -> str:
    """Shorten a text to its room; a number has fewer digits there."""
    text = str(index.data(SHORT_TEXT))
    if index.column() != VALUE:
        return metrics.elidedText(text, ELIDING[index.column()], room)
    value = None if metrics.horizontalAdvance(text) <= room else index.data(NUMBER)
    return text if value is None else fitting(value, lambda each: metrics.horizontalAdvance(each) <= room)


ELIDING = {ID: Qt.TextElideMode.ElideMiddle, FORMULA: Qt.TextElideMode.ElideRight}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
ALIGNMENTS = {
    ID: Qt.AlignmentFlag.AlignLeft | _MIDDLE,
    FORMULA: Qt.AlignmentFlag.AlignLeft | _MIDDLE,
    VALUE: Qt.AlignmentFlag.AlignRight | _MIDDLE,
}


@cache
def _type(bold: bool) -> tuple[QFont, QFontMetricsF]:
    font = ui_font(FONT_SIZE, 600 if bold else 400)
    return font, QFontMetricsF(font)


def _color(index: QModelIndex | QPersistentModelIndex, look: Theme) -> QColor:
    if index.column() == FORMULA:
        return look.soft
    if index.column() == VALUE and not index.data(IS_KNOWN):
        return look.faint
    return look.ink
