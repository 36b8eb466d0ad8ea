"""The list of all curves of a plot, for those whose names have no room in the legend."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from backprop_gui.look.flat_style import axis_choice_style
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import plain_entry

TEXT = 11
HEIGHT = 18
SIDE = 9


class MoreCurves(QToolButton):
    """Opens the list.

    Parameters
    ----------
    most : how many curves there are at most to count; the button is wide enough for that number

    Attributes
    ----------
    list : the menu, one entry a curve, which hides and shows it
    """

    def __init__(self, name: str, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._most = most
        self.setObjectName(name)
        self.setFont(ui_font(TEXT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip("List all curves, to hide or show them")
        self.list = QMenu(self)
        self.list.setObjectName(f"{name}_list")
        self._pens: list[Callable[[], QPen]] = []
        self._later: Sequence[Callable[[], None]] = ()
        self.clicked.connect(self._open)
        self.restyle()

    def add(self, name: str, pen: Callable[[], QPen]) -> QAction:
        """Add a curve to the list."""
        self._pens.append(pen)
        action = self.list.addAction(plain_entry(name))
        action.setCheckable(True)
        action.setChecked(True)
        return action

    def list_later(self, entries: Sequence[Callable[[], None]]) -> None:
        """Have further entries made when the list is opened."""
        self._later = entries

    def count(self, hidden: int) -> None:
        """Say how many curves have no room."""
        self.setText(f"+{hidden}")
        self.setAccessibleName(f"and {hidden} more")

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.setStyleSheet(axis_choice_style())

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(f"+{self._most}") + 2 * SIDE, HEIGHT)

    def _open(self) -> None:
        for make in self._later:
            make()
        self._later = ()
        for action, pen in zip(self.list.actions(), self._pens, strict=True):
            action.setIcon(_line_icon(pen()))
        self.list.popup(self.mapToGlobal(self.rect().bottomLeft()))


def _line_icon(pen: QPen) -> QIcon:
    """Paint a piece of a curve."""
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(pen)
    painter.drawLine(1, 8, 15, 8)
    painter.end()
    return QIcon(picture)
