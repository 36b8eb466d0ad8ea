"""The names of curves in their colours; a click on one hides its curve or shows it again."""

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QIcon,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QToolButton, QWidget

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme
from backprop_gui.views.plots.flow import ROW, FlowRows

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


class MoreCurves(QToolButton):
    """Opens the list of the curves that have no room in the legend.

    Attributes
    ----------
    list : the menu, one entry a curve, which hides and shows it
    """

    def __init__(self, name: str, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(f"and {count} more")
        self.setFont(ui_font(TEXT))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip("List the other curves, to hide or show them")
        self.list = QMenu(self)
        self.list.setObjectName(f"{name}_list")
        self.clicked.connect(lambda: self.list.popup(self.mapToGlobal(self.rect().bottomLeft())))

    def add(self, name: str, pen: QPen) -> QAction:
        """Add a curve to the list."""
        action = self.list.addAction(_line_icon(pen), name.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(True)
        return action

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 8, ROW)


def _line_icon(pen: QPen) -> QIcon:
    """Paint a piece of a curve."""
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(pen)
    painter.drawLine(1, 8, 15, 8)
    painter.end()
    return QIcon(picture)


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
        """Begin with these curves, all shown; of many, most stand in a list behind “and 52 more”."""
        for member in self._members:
            member.setParent(None)
            member.deleteLater()
        named = len(names) if len(names) <= MOST_NAMED else FEW_NAMED
        self.entries = [
            LegendEntry(name, partial(pens, place), self) for place, name in enumerate(names[:named])
        ]
        for number, entry in enumerate(self.entries):
            entry.setObjectName(f"{self.objectName()}_{number}")
            entry.toggled.connect(lambda shown, number=number: self.toggled.emit(number, shown))
            entry.pointed.connect(lambda here, number=number: self.pointed.emit(number if here else None))
        self.set_members([*self.entries, *self._more(names, named, pens)])
        for member in self._members:
            member.show()

    def _more(self, names: list[str], first: int, pens: Callable[[int], QPen]) -> list[QWidget]:
        if first == len(names):
            return []
        more = MoreCurves(f"{self.objectName()}_more", len(names) - first, self)
        for number in range(first, len(names)):
            action = more.add(names[number], pens(number))
            action.toggled.connect(lambda shown, number=number: self.toggled.emit(number, shown))
            action.hovered.connect(lambda number=number: self.pointed.emit(number))
        more.list.aboutToHide.connect(lambda: self.pointed.emit(None))
        return [more]

    def emphasise(self, number: int | None) -> None:
        """Let the name of the curve stand out that does."""
        for place, entry in enumerate(self.entries):
            if entry.is_emphasised != (place == number):
                entry.is_emphasised = place == number
                entry.update()
