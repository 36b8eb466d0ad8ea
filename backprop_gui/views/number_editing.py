"""Numbers that are typed into tables and trees: accepted, or refused in one sentence."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from backprop_gui.document.typed_number import parse_number
from backprop_gui.explain.render_text import fitting
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.theme import theme, themes
from backprop_gui.session.session import Session
from backprop_gui.views.folded_label import FoldedLabel

ACCEPTING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}

NUMBER = int(Qt.ItemDataRole.UserRole) + 100
"""What a model gives a number as, so that it is shown with as many digits as there is room for."""

MARGIN = 3
"""Pixels that Qt leaves beside a text."""


class NumberDelegate(QStyledItemDelegate):
    """Edits a number in its place: Enter, Tab and clicking away accept, Escape rejects.

    The model gives the number with all its digits as its edit role, and takes a float.

    Attributes
    ----------
    judged : (sentence) why a text was refused; empty where one was accepted, or given up by Escape
    """

    judged = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.closeEditor.connect(self._give_up)

    def _give_up(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        if hint is QStyledItemDelegate.EndEditHint.RevertModelCache:
            self.judged.emit("")

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Show a number with fewer digits where the whole one has no room."""
        super().initStyleOption(option, index)
        room, value = option.rect.width() - 2 * MARGIN, index.data(NUMBER)
        width = option.fontMetrics.horizontalAdvance
        if value is not None and 0 < room < width(option.text):
            option.text = fitting(value, lambda text: width(text) <= room)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("number_editor")
        # Without the frame and padding of a field that stands alone, which a row has no room for.
        editor.setStyleSheet("QLineEdit { border-radius: 0; padding: 0 2px; }")
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        number = self._read(editor)
        if number is not None:
            model.setData(index, number, Qt.ItemDataRole.EditRole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the editor open on a text that is no number."""
        accepts = (
            isinstance(watched, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in ACCEPTING
        )
        if accepts and self._read(watched) is None:
            return True
        return super().eventFilter(watched, event)

    def _read(self, editor: QObject) -> float | None:
        assert isinstance(editor, QLineEdit)
        try:
            number = parse_number(editor.text())
        except ValueError as error:
            self.judged.emit(str(error))
            return None
        self.judged.emit("")
        return number


class RefusalLabel(FoldedLabel):
    """Says in one sentence why a text was refused; takes no room where none was."""

    def __init__(self, name: str, folds: bool = False) -> None:
        self._is_new = False
        super().__init__(name, folds=folds)
        self.setFont(ui_font(12))
        themes.changed.connect(self._restyle)
        self._restyle()

    def say(self, sentence: str) -> None:
        """Show a sentence, or with an empty one nothing."""
        super().say(sentence)
        self.setVisible(bool(sentence))
        self._is_new = bool(sentence)
        if sentence:
            QTimer.singleShot(0, self, self._grow_old)

    def goes_with(self, session: Session) -> None:
        """Let it go as soon as the document is changed, the walk goes on, or training begins."""
        for done in (session.document.changed, session.cursor.moved, session.run.started):
            done.connect(self.be_done)

    def be_done(self, *_: object) -> None:
        """Take the sentence back, as something else is done now.

        What still belongs to the refused action does not count: a click that leaves a bad number also moves
        on to another cell.
        """
        if not self._is_new:
            self.say("")

    def _grow_old(self) -> None:
        self._is_new = False

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme().warning)
        self.setPalette(palette)
