"""What stands above a picture: its title, choices, switches."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from backprop_gui.look.flat_style import switch_style
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.plot_header import Header

TEXT = 11
HEIGHT = 20
CONTROL_GAP, LINE_GAP, BESIDE_ROWS = 3, 2, 12
"""Pixels between controls, between their rows, and beside them in the header."""

BESIDE, LEAST = 32, 50
"""Pixels of a list beside its text, and of the narrowest one."""

MOST_LISTED = 2000
"""So many things a list offers; others are chosen where they are seen."""

Option = TypeVar("Option")


class Rows(QWidget):
    """Small controls beside each other, in as many rows as the width asks for."""

    def __init__(self, controls: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._controls = controls
        self._most = 0
        for control in controls:
            control.setParent(self)

    @property
    def wanted(self) -> int:
        """The width of one row with all that is shown."""
        return _width_of(self._shown())

    def place(self, most: int) -> None:
        """Place all controls in rows that are at most so wide, and end at the right."""
        self._most = most
        rows: list[list[QWidget]] = [[]]
        for control in self._shown():
            if rows[-1] and _width_of([*rows[-1], control]) > most:
                rows.append([])
            rows[-1].append(control)
        width = min(most, max(_width_of(row) for row in rows))
        self.setFixedSize(width, (HEIGHT + LINE_GAP) * len(rows) - LINE_GAP)
        for number, row in enumerate(rows):
            left = max(0, width - _width_of(row))
            for control in row:
                size = min(control.sizeHint().width(), width)
                control.setGeometry(left, number * (HEIGHT + LINE_GAP), size, HEIGHT)
                left += size + CONTROL_GAP

    def _shown(self) -> list[QWidget]:
        return [control for control in self._controls if not control.isHidden()]

    def event(self, event: QEvent) -> bool:
        """Place the controls anew when one has come, gone or got another size."""
        if event.type() == QEvent.Type.LayoutRequest and self._most:
            self.place(self._most)
        return super().event(event)


def _width_of(row: Sequence[QWidget]) -> int:
    return sum(control.sizeHint().width() + CONTROL_GAP for control in row) - CONTROL_GAP if row else 0


class PictureHeader(Header):
    """A title with controls; the title gives way where there is no room for both."""

    def __init__(self, title: str, controls: Sequence[QWidget], parent: QWidget) -> None:
        self._rows = Rows(controls, parent)
        super().__init__(title, self._rows, parent)

    def say(self, title: str) -> None:
        """Show another title, and the controls that are shown now."""
        self.title.setText(title)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_width()

    def _share_width(self) -> None:
        wanted = self.title.sizeHint().width() + self._rows.wanted + 24
        self.title.setVisible(self.width() >= wanted)
        self._rows.place(max(LEAST, self.width() - BESIDE_ROWS))


class Switch(QToolButton):
    """A small button that is on or off."""

    def __init__(self, name: str, text: str, tip: str, parent: QWidget, checked: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setText(text)
        self.setAccessibleName(tip)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setFont(ui_font(TEXT))
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(QFontMetrics(self.font()).horizontalAdvance(text) + 16)
        self.restyle()

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.setStyleSheet(switch_style())


class Choice(QComboBox, Generic[Option]):
    """A short list to choose from, by name.

    Attributes
    ----------
    chosen : another option was chosen by hand
    """

    chosen = Signal()

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(ui_font(TEXT))
        self.setFixedHeight(HEIGHT)
        self.setMaxVisibleItems(20)
        self._options: list[Option] = []
        self._named: Callable[[Option], str] = str
        self.activated.connect(lambda _: self.chosen.emit())
        self.currentIndexChanged.connect(lambda _: self.updateGeometry())

    def offer(self, options: Sequence[Option], named: Callable[[Option], str]) -> None:
        """Begin with other options."""
        self._options, self._named = list(options[:MOST_LISTED]), named
        self.clear()
        self.addItems([named(option) for option in self._options])
        self.updateGeometry()

    @property
    def option(self) -> Option | None:
        index = self.currentIndex()
        return self._options[index] if 0 <= index < len(self._options) else None

    def choose(self, option: Option) -> None:
        """Show an option as the chosen one; one that is not in the list is added to it."""
        if option not in self._options:
            self._options.append(option)
            self.addItem(self._named(option))
        self.setCurrentIndex(self._options.index(option))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        texts = [self.itemText(index) for index in range(min(self.count(), 50))]
        widest = max(metrics.horizontalAdvance(text) for text in [*texts, self.currentText()])
        return QSize(widest + BESIDE, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, HEIGHT)
