"""The window with one layer's weights as a grid; it stands beside the program's and follows it."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTableView, QVBoxLayout, QWidget

from backprop_gui.core.network import BiasPlace, NeuronPlace, WeightPlace
from backprop_gui.document.project import Project
from backprop_gui.look.buttons import without_icons
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label
from backprop_gui.session.network_editing import layer_words
from backprop_gui.session.selection import LayerPlace
from backprop_gui.session.session import Session
from backprop_gui.views.beside import lend_keys, size_around
from backprop_gui.views.inspector.weights_model import FONT_SIZE, WeightsModel
from backprop_gui.views.number_editing import NumberDelegate, RefusalLabel

HINT = "Ctrl+C and Ctrl+V exchange numbers with a spreadsheet, Ctrl+L freezes, Delete cuts; type to connect."
COLUMN, ROW = 120, 24
LEAST = QSize(560, 300)
Cells = tuple[int, int, int, int]
"""A rectangle: top, left, bottom, right."""


class WeightsTable(QTableView):
    """The grid; what is selected in it is what the session has chosen."""

    def __init__(self, session: Session, layer: int) -> None:
        super().__init__()
        self.setObjectName("weights_table")
        self.setAccessibleName("Weights")
        self.setFont(ui_font(FONT_SIZE))
        self._session = session
        self.weights = WeightsModel(session, layer, self)
        self.setModel(self.weights)
        self.numbers = NumberDelegate(self)
        self.setItemDelegate(self.numbers)
        self.horizontalHeader().setDefaultSectionSize(COLUMN)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        # Not by overriding the table's selectionChanged: it made collecting garbage crash.
        self.selectionModel().selectionChanged.connect(lambda: self._choose())
        self.weights.modelReset.connect(self._span)
        self._left = (0, 0)
        self._selected: list[Cells] = []
        self.weights.modelAboutToBeReset.connect(self._leave)
        self.weights.modelReset.connect(self._return)
        session.document.settled.connect(self._select_again)
        self._span()
        self._begin()

    @property
    def whole_size(self) -> QSize:
        """The size in which every row and every column is seen at once."""
        rows, columns = self.weights.rowCount(), self.weights.columnCount()
        beside = self.verticalHeader().sizeHint().width() + self.verticalScrollBar().sizeHint().width()
        above = self.horizontalHeader().sizeHint().height() + self.horizontalScrollBar().sizeHint().height()
        return QSize(beside + columns * COLUMN, above + rows * ROW) + QSize(2, 2) * self.frameWidth()

    def _begin(self) -> None:
        """Mark what is chosen in this layer, or else the first cell: the keys act on what is marked."""
        places, last = self._session.selection.places, self.weights.columnCount() - 1
        chosen, current = QItemSelection(), self.weights.index(0, 0)
        for place in places:
            match place:
                case WeightPlace(self.weights.layer, int(row), column):
                    current = self.weights.index(row, column)
                    chosen.select(current, current)
                case BiasPlace(self.weights.layer, row):
                    current = self.weights.index(row or 0, last)
                    chosen.select(current, current)
                case NeuronPlace(self.weights.layer, row) if chosen.isEmpty():
                    current = self.weights.index(row, 0)
        if chosen.isEmpty():
            chosen.select(current, current)
        self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _leave(self) -> None:
        self._left = (self.currentIndex().row(), self.currentIndex().column())
        parts = self.selectionModel().selection().toList()
        self._selected = [(part.top(), part.left(), part.bottom(), part.right()) for part in parts]

    def _return(self) -> None:
        """Let the keys go on from the cell in which the network was changed."""
        index = self.weights.index(*self._left)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _select_again(self) -> None:
        """Select the cells in which the network was changed, if that was done here."""
        before, self._selected = self._selected, []
        if not self.isActiveWindow():
            return
        again = QItemSelection()
        for top, left, bottom, right in before:
            again.select(self.weights.index(top, left), self.weights.index(bottom, right))
        if before:
            self.selectionModel().select(again, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _span(self) -> None:
        """Show a shared bias once."""
        self.clearSpans()
        if self.weights.has_shared_bias and self.weights.rowCount() > 1:
            self.setSpan(0, self.weights.columnCount() - 1, self.weights.rowCount(), 1)

    def _choose(self) -> None:
        """Choose what is selected."""
        indexes = self.selectionModel().selection().indexes()
        if len(indexes) == self.weights.rowCount() * self.weights.columnCount() and len(indexes) > 1:
            self._session.selection.choose(LayerPlace(self.weights.layer))
            return
        places = [self.weights.place(index) for index in indexes]
        self._session.selection.choose(*[place for place in places if place is not None])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, freeze and cut what is selected."""
        editing, clipboard = self._session.editing, QGuiApplication.clipboard()
        if event.matches(QKeySequence.StandardKey.Copy):
            if text := editing.copied():
                clipboard.setText(text)
        elif event.matches(QKeySequence.StandardKey.Paste):
            editing.paste(clipboard.text())
        elif event.key() == Qt.Key.Key_Delete:
            if weights := self._session.selection.weights:
                editing.cut(weights)
        elif event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            editing.freeze()
        else:
            super().keyPressEvent(event)


class WeightsWindow(QDialog):
    """Shows a layer's grid until it is closed or the layer is gone."""

    def __init__(self, session: Session, layer: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog_weights")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.table = WeightsTable(session, layer)
        hint = plain_label("weights_hint", HINT)
        hint.setWordWrap(True)
        refusal = RefusalLabel("weights_refusal")
        self.table.numbers.judged.connect(refusal.say)
        session.editing.said.connect(refusal.say)
        self._refusal = refusal
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        # Enter is for the numbers.
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        without_icons(buttons)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (hint, self.table, refusal, buttons):
            column.addWidget(widget)
        self.table.setFocus()
        self.resize(size_around(self, self.table, self.table.whole_size, LEAST))
        session.document.changed.connect(self._follow)
        self._follow(None, session.document.project)

    def _follow(self, before: Project | None, project: Project) -> None:
        self._refusal.say("")
        if not self.table.weights.is_there:
            self.close()
            return
        words = layer_words(project.network, self.table.weights.layer)
        self.setWindowTitle(f"Weights into {words}")
        self.table.setAccessibleName(f"Weights into {words}")


def open_weights(session: Session, parent: QWidget, layer: int | None = None) -> WeightsWindow:
    """Open the grid of a layer, of the chosen one if none is said, or else of the first."""
    asked = session.selection.layer if layer is None else layer
    window = WeightsWindow(session, max(0, asked or 0), parent.window())
    lend_keys(parent.window(), window)
    window.show()
    return window
