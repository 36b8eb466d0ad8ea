"""The names of curves in their colours; a click on one hides its curve or shows it again."""

from html import escape

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.theme import theme
from backprop_gui.views.plots.pens import curve_pen

ROW = 19
SIDE = 2
LONGEST = 96
TEXT = 12


class LegendEntry(QAbstractButton):
    """One curve's name over a piece of its line."""

    def __init__(self, number: int, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
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

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = self.rect().adjusted(SIDE, 0, -SIDE, -4)
        if self.hasFocus() or self.underMouse():
            painter.fillRect(self.rect().adjusted(0, 0, 0, -1), theme().accent_ground)
        painter.setPen(theme().ink if self.isChecked() else theme().soft)
        name = self.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, name)
        if self.isChecked():
            painter.setPen(curve_pen(self._number, 2.0))
            painter.drawLine(inner.left(), ROW - 3, inner.right(), ROW - 3)
        painter.end()


class Legend(QWidget):
    """Rows of entries, from the right.

    Attributes
    ----------
    toggled : (number, shown) a curve shall be shown or hidden
    """

    toggled = Signal(int, bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._entries: list[LegendEntry] = []

    def set_names(self, names: list[str]) -> None:
        """Begin with these curves, all shown."""
        for entry in self._entries:
            entry.setParent(None)
            entry.deleteLater()
        self._entries = [LegendEntry(number, name, self) for number, name in enumerate(names)]
        for number, entry in enumerate(self._entries):
            entry.setObjectName(f"{self.objectName()}_{number}")
            entry.toggled.connect(lambda shown, number=number: self.toggled.emit(number, shown))
            entry.show()
        self.updateGeometry()
        self._place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return ROW * max(1, len(self._rows(width)))

    def sizeHint(self) -> QSize:
        return QSize(sum(entry.sizeHint().width() for entry in self._entries), ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _rows(self, width: int) -> list[list[LegendEntry]]:
        rows: list[list[LegendEntry]] = []
        room = 0
        for entry in self._entries:
            if entry.sizeHint().width() > room or not rows:
                rows.append([])
                room = width
            rows[-1].append(entry)
            room -= entry.sizeHint().width()
        return rows

    def _place(self) -> None:
        for number, row in enumerate(self._rows(self.width())):
            left = self.width() - sum(entry.sizeHint().width() for entry in row)
            for entry in row:
                entry.setGeometry(QRect(left, number * ROW, entry.sizeHint().width(), ROW))
                left += entry.sizeHint().width()
