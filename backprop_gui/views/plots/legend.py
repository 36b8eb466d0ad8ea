"""The names of curves in their colours; a click on one hides its curve or shows it again."""

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme
from backprop_gui.views.plots.flow import ROW, FlowRows

SIDE = 2
LONGEST = 96
TEXT = 12


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
        self.setToolTip(f"<qt>Hide or show the curve of {escape(name)}</qt>")
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
        name = self.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, inner.width())
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


class Legend(FlowRows):
    """Rows of entries, from the right.

    Attributes
    ----------
    toggled : (number, shown) a curve shall be shown or hidden
    pointed : (number or None) a name is pointed at, by the mouse or the keyboard
    """

    toggled = Signal(int, bool)
    pointed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, at_right=True)
        self.entries: list[LegendEntry] = []

    def set_names(self, names: list[str], pens: Callable[[int], QPen]) -> None:
        """Begin with these curves, all shown."""
        for entry in self.entries:
            entry.setParent(None)
            entry.deleteLater()
        self.entries = [LegendEntry(name, partial(pens, number), self) for number, name in enumerate(names)]
        for number, entry in enumerate(self.entries):
            entry.setObjectName(f"{self.objectName()}_{number}")
            entry.toggled.connect(lambda shown, number=number: self.toggled.emit(number, shown))
            entry.pointed.connect(lambda here, number=number: self.pointed.emit(number if here else None))
            entry.show()
        self.set_members(self.entries)

    def emphasise(self, number: int | None) -> None:
        """Let the name of the curve stand out that does."""
        for place, entry in enumerate(self.entries):
            if entry.is_emphasised != (place == number):
                entry.is_emphasised = place == number
                entry.update()
