"""A text of any length to read: it is laid out in portions, each when it is scrolled to."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

PORTION = 20_000
"""Characters that are laid out at a time."""

LONGEST_LINE = 1_000
"""Characters: longer lines are broken where they are shown, as Qt takes minutes for one of a million."""

BROKEN = 1
"""The state of a block whose line goes on in the next one."""


class LongText(QPlainTextEdit):
    """Shows a text that cannot be edited; what is copied from it has the text's own lines.

    Attributes
    ----------
    text : the whole of it
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.text = ""
        self._shown = 0
        self.verticalScrollBar().valueChanged.connect(self._show_more_at_end)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning."""
        self.clear()
        self.text, self._shown = text, 0
        self._show_more()

    def _show_more_at_end(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self._show_more()

    def _show_more(self) -> None:
        """Lay out the next portion."""
        begin, self._shown = self._shown, min(self._shown + PORTION, len(self.text))
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for number, line in enumerate(self.text[begin : self._shown].split("\n")):
            if number:
                cursor.insertBlock()
                cursor.block().setUserState(0)
            self._add(cursor, line)
        cursor.endEditBlock()

    @staticmethod
    def _add(cursor: QTextCursor, line: str) -> None:
        """Add to the last line, which may have begun in the portion before, and break it where it is long."""
        while line:
            room = LONGEST_LINE - cursor.positionInBlock()
            cursor.insertText(line[:room])
            line = line[room:]
            if line:
                cursor.block().setUserState(BROKEN)
                cursor.insertBlock()
                cursor.block().setUserState(0)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the lines as they are in the text; of all that is shown, all of the text."""
        selected, copied = self.textCursor(), QMimeData()
        begin, end = selected.selectionStart(), selected.selectionEnd()
        if begin == 0 and end == self.document().characterCount() - 1:
            copied.setText(self.text)
            return copied
        block, lines = self.document().findBlock(begin), ""
        while block.isValid() and block.position() <= end:
            text = block.text()[max(begin - block.position(), 0) : end - block.position()]
            ends_in_it = end <= block.position() + block.length() - 1
            lines += text + ("" if ends_in_it or block.userState() == BROKEN else "\n")
            block = block.next()
        copied.setText(lines)
        return copied
