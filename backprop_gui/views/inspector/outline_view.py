"""The tree that shows the network's outline."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QTreeView, QWidget

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.icons import icon
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme, themes
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.outline_choosing import QUICKLY_OPENED, OutlineChoosing
from backprop_gui.views.inspector.outline_model import NAME, ROW_HEIGHT, VALUE, Index, OutlineModel
from backprop_gui.views.number_editing import NumberDelegate

FONT_SIZE = 12.0
ROWS_TO_OPEN = 60
LEAST_ROWS, USUAL_ROWS = 8, 20
EDIT_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
VALUE_SHARE = 0.42
USUAL_VALUE = "-0.000000000"
LOCK_SIZE = 12


class OutlineView(QTreeView):
    """Shows layers, neurons and weights; a value is edited by double-click, Enter or F2 on its row."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("network_outline")
        self.setAccessibleName("Network")
        self.setFont(ui_font(FONT_SIZE))
        self.numbers = NumberDelegate(self)
        self.setItemDelegateForColumn(VALUE, self.numbers)
        self._set_behaviour()
        model = OutlineModel(session, self)
        self.setModel(model)
        self.header().setMinimumSectionSize(40)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelAboutToBeReset.connect(self._close_editor)
        model.modelReset.connect(self._open_small)
        self._session = session
        self._choosing = OutlineChoosing(self, model, session)
        self._shown: dict[tuple[int, int], str] = {}
        session.figures_changed.connect(self._show_changed)
        self.expanded.connect(lambda _: self._take_room())
        self.collapsed.connect(lambda _: self._take_room())
        self.doubleClicked.connect(self._edit_beside)
        themes.changed.connect(self._restyle)
        self._restyle()
        self._open_small()

    def _set_behaviour(self) -> None:
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setIndentation(10)
        self.setViewportMargins(6, 0, 10, 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAllColumnsShowFocus(True)

    def _open_small(self) -> None:
        """Open a small network whole, of a large one its layers as far as they are short and few."""
        # Or all that follows what is open would do so once for each of them.
        self.blockSignals(True)
        self._open_short_branches()
        self.blockSignals(False)
        self._choosing.show()
        self._take_room()

    def _open_short_branches(self) -> None:
        model = self.model()
        groups = [model.index(row, NAME) for row in range(model.rowCount())]
        for row in range(len(groups)):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
        if sum(map(model.rowCount, groups)) <= ROWS_TO_OPEN and self._is_small(groups):
            self.expandAll()
        elif len(groups) <= ROWS_TO_OPEN:
            for group in groups:
                self.setExpanded(group, model.rowCount(group) <= ROWS_TO_OPEN)

    def _is_small(self, groups: Sequence[QModelIndex]) -> bool:
        """Tell whether all neurons and all that they read are few rows."""
        return sum(map(self._rows_under, groups)) <= ROWS_TO_OPEN

    @survived
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw the branches, and before the name of what is frozen a lock: there it takes no room."""
        super().drawBranches(painter, rect, index)
        if isinstance(model := self.model(), OutlineModel) and model.is_frozen(index):
            lock = QRect(0, 0, LOCK_SIZE, LOCK_SIZE)
            lock.moveCenter(rect.center())
            lock.moveRight(rect.right())
            icon("lock").paint(painter, lock)

    def _edit_beside(self, index: QModelIndex) -> None:
        if index.column() == NAME:
            self._edit_value(index)

    def _edit_value(self, index: QModelIndex) -> bool:
        value = index.siblingAtColumn(VALUE)
        if not value.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        self.setCurrentIndex(value)
        self.edit(value)
        return True

    def _close_editor(self) -> None:
        """Give up an open editor while its row is still there: afterwards Qt would commit it to none."""
        editor = self.viewport().findChild(QLineEdit, "number_editor")
        if editor is not None and self.state() is QAbstractItemView.State.EditingState:
            self.closeEditor(editor, NumberDelegate.EndEditHint.RevertModelCache)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # An open editor hands the Enter that closes it on to the tree.
        begins = event.key() in EDIT_KEYS and self.state() is not QAbstractItemView.State.EditingState
        if event.key() == Qt.Key.Key_Asterisk and self._rows_under(self.currentIndex()) > QUICKLY_OPENED:
            self.expand(self.currentIndex())
        elif not (begins and self._edit_value(self.currentIndex())):
            super().keyPressEvent(event)

    def _rows_under(self, index: QModelIndex) -> int:
        """Count the rows in a branch and in its branches."""
        model = self.model()
        rows = model.rowCount(index)
        return rows + sum(model.rowCount(model.index(row, NAME, index)) for row in range(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        usual = round(QFontMetricsF(self.font()).horizontalAdvance(USUAL_VALUE)) + 10
        value = max(usual, round(VALUE_SHARE * room))
        self.setColumnWidth(NAME, max(60, room - value))
        self.setColumnWidth(VALUE, value)

    def _show_changed(self) -> None:
        """Draw anew those of the rows in view whose value is another one now."""
        before, self._shown = self._shown, {}
        index = self.indexAt(QPoint(0, 0))
        bottom = self.viewport().height()
        while index.isValid() and self.visualRect(index).top() < bottom:
            value = index.siblingAtColumn(VALUE)
            key = (index.internalId(), index.row())
            self._shown[key] = value.data()
            if before.get(key) != self._shown[key]:
                self.update(value)
            index = self.indexBelow(index)

    def _take_room(self) -> None:
        """Be no higher than the rows that are open."""
        # Rows that are not laid out yet are not found below one another.
        self.executeDelayedItemsLayout()
        rows, index = 0, self.model().index(0, NAME)
        while index.isValid() and rows < ROWS_TO_OPEN:
            rows, index = rows + 1, self.indexBelow(index)
        self.setMaximumHeight(_height(rows))

    @property
    def wanted(self) -> int:
        """The height at which the usual rows are seen, or all where there are fewer."""
        return min(_height(USUAL_ROWS), self.maximumHeight())

    def sizeHint(self) -> QSize:
        return QSize(240, min(_height(LEAST_ROWS), self.maximumHeight()))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def _restyle(self) -> None:
        palette, look = self.palette(), theme()
        palette.setColor(QPalette.ColorRole.Highlight, look.accent_ground)
        palette.setColor(QPalette.ColorRole.HighlightedText, look.ink)
        self.setPalette(palette)


def _height(rows: int) -> int:
    return rows * ROW_HEIGHT + 6
