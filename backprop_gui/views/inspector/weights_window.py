"""The window with one layer's weights as a grid; it stands beside the program's and follows it."""

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTableView, QVBoxLayout, QWidget

from backprop_gui.document.project import Project
from backprop_gui.look.buttons import without_icons
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_label
from backprop_gui.session.network_editing import layer_words
from backprop_gui.session.selection import LayerPlace
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.weights_model import FONT_SIZE, WeightsModel
from backprop_gui.views.number_editing import NumberDelegate, RefusalLabel

HINT = "Ctrl+C and Ctrl+V exchange numbers with a spreadsheet, Ctrl+L freezes, Delete cuts; type to connect."
COLUMN, ROW = 120, 24
SIZE = QSize(560, 360)


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
        self.weights.modelAboutToBeReset.connect(self._leave)
        self.weights.modelReset.connect(self._return)
        self._span()

    def _leave(self) -> None:
        self._left = (self.currentIndex().row(), self.currentIndex().column())

    def _return(self) -> None:
        """Let the keys go on from the cell in which the network was changed."""
        index = self.weights.index(*self._left)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

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
        self.resize(SIZE)
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
    window.show()
    return window
