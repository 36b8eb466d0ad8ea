"""A sentence that takes one line until it is opened."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from backprop_gui.look.labels import plain_tip, whole_words
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme

OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FoldedLabel(QLabel):
    """Shows the beginning of a sentence that needs more than a line; a click or Enter shows all of it.

    Parameters
    ----------
    folds : False shows all of it always
    """

    def __init__(self, name: str, text: str = "", folds: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._folds = folds
        self.say(text)

    def say(self, sentence: str) -> None:
        """Show another sentence, folded again."""
        self.setText(sentence)
        self.setToolTip(plain_tip(sentence) if self._folds else "")
        self._fold(self._folds)

    @property
    def is_cut(self) -> bool:
        """Whether only a part of the sentence is seen."""
        room = self.contentsRect().width()
        return not self.wordWrap() and self.fontMetrics().horizontalAdvance(self.text()) > room

    def _fold(self, is_folded: bool) -> None:
        wide = QSizePolicy.Policy.Ignored if is_folded else QSizePolicy.Policy.Preferred
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed if is_folded else QSizePolicy.Policy.Preferred)
        self.setWordWrap(not is_folded)  # last, as it says that the height depends on the width
        self._let_be_opened()

    def _let_be_opened(self) -> None:
        opens = self._folds and (self.wordWrap() or self.is_cut)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def _turn(self) -> None:
        if self._folds and (self.wordWrap() or self.is_cut):
            self._fold(self.wordWrap())

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return hint if self.wordWrap() else QSize(0, hint.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING:
            self._turn()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._let_be_opened()

    @survived
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_cut:
            super().paintEvent(event)
            return
        painter, room = QPainter(self), self.contentsRect()
        painter.setPen(
            theme().accent if self.hasFocus() else self.palette().color(QPalette.ColorRole.WindowText)
        )
        text = whole_words(self.text(), self.fontMetrics(), room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
