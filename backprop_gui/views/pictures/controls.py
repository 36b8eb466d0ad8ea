"""What stands above a picture: its title, choices, switches."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from backprop_gui.look.flat_style import switch_style
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.plot_header import Header

TEXT = 11
HEIGHT = 20
BESIDE, LEAST = 32, 50
"""Pixels of a list beside its text, and of the narrowest one."""

MOST_LISTED = 2000
"""So many things a list offers; others are chosen where they are seen."""

Option = TypeVar("Option")


class Row(QWidget):
    """Small controls beside each other."""

    def __init__(self, controls: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        for control in controls:
            row.addWidget(control)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class PictureHeader(Header):
    """A title with controls; the title gives way where there is no room for both."""

    def __init__(self, title: str, controls: Sequence[QWidget], parent: QWidget) -> None:
        self._row = Row(controls, parent)
        super().__init__(title, self._row, parent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wanted = self.title.sizeHint().width() + self._row.sizeHint().width() + 24
        self.title.setVisible(self.width() >= wanted)


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
        longest = max((self.itemText(index) for index in range(min(self.count(), 50))), key=len, default="")
        return QSize(QFontMetrics(self.font()).horizontalAdvance(longest) + BESIDE, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, HEIGHT)
