"""The names of curves in their colours; a click on one hides its curve or shows it again."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_tip
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme
from backprop_gui.views.plots.flow import ROW

SIDE = 2
LONGEST = 96
TEXT = 12
MOST_NAMED, FEW_NAMED = 12, 8
"""So many curves all have their names in the legend; of more, so many."""


class LegendEntry(QAbstractButton):
    """One curve's name over a piece of its line.

    Attributes
    ----------
    pointed : (is pointed at) the mouse or the keyboard has come to it, or has left
    is_emphasised : whether its curve stands out
    """

    pointed = Signal(bool)

    def __init__(self, name: str, pen: Callable[[], QPen], parent: QWidget) -> None:
        super().__init__(parent)
        self._pen = pen
        self.is_emphasised = False
        self.setFont(ui_font(TEXT))
        # Not the button's text: an & in it would become a key.
        self.name = name
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"Curve of {name}")
        self.setToolTip(plain_tip(f"Hide or show the curve of {name}"))
        wanted = QFontMetrics(self.font()).horizontalAdvance(name) + 2 * SIDE + 2
        self._width = min(max(wanted, 18), LONGEST)

    def sizeHint(self) -> QSize:
        return QSize(self._width, ROW)

    @survived
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = self.rect().adjusted(SIDE, 0, -SIDE, -4)
        if self.hasFocus() or self.underMouse() or self.is_emphasised:
            painter.fillRect(self.rect().adjusted(0, 0, 0, -1), theme().accent_ground)
        painter.setPen(theme().ink if self.isChecked() else theme().soft)
        name = self.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, name)
        if self.isChecked():
            line = self._pen()
            line.setWidthF(2.0)
            painter.setPen(line)
            painter.drawLine(inner.left(), ROW - 3, inner.right(), ROW - 3)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pointed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(False)
