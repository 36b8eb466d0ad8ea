"""The names of curves in their colours; a click on one hides its curve or shows it again."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QWidget

from backprop_gui.views.plots.flow import FlowRows
from backprop_gui.views.plots.legend_entry import LegendEntry
from backprop_gui.views.plots.more_curves import MoreCurves

MOST_NAMED = 12
"""So many curves have their names in the legend, if there is room; a list holds them all."""

LISTED_AT_ONCE = 100
"""Entries of the list; further ones are made when it is opened."""


class Legend(FlowRows):
    """Rows of entries, from the right; the names that have no room stand in a list behind “+52”.

    Attributes
    ----------
    toggled : (number, shown) a curve shall be shown or hidden
    pointed : (number or None) a name is pointed at, by the mouse or the keyboard
    renewed : other names have taken the place of the old
    entries : the names as they stand in the rows, some of them hidden
    more : the button of the list
    """

    toggled = Signal(int, bool)
    pointed = Signal(object)
    renewed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, at_right=True)
        self.entries: list[LegendEntry] = []
        self.more: MoreCurves | None = None
        self._count = 0
        self._most_rows = 2

    def set_names(self, names: list[str], pens: Callable[[int], QPen]) -> None:
        """Begin with these curves, all shown."""
        for member in self._members:
            member.setParent(None)
            member.deleteLater()
        self._count = len(names)
        each = [partial(pens, number) for number in range(len(names))]
        self.entries = [
            LegendEntry(name, pen, self) for name, pen in zip(names[:MOST_NAMED], each, strict=False)
        ]
        self.more = more = MoreCurves(f"{self.objectName()}_more", len(names), self)
        more.list.aboutToHide.connect(lambda: self.pointed.emit(None))
        entries = [
            partial(self._connect, number, name, pen, more)
            for number, (name, pen) in enumerate(zip(names, each, strict=True))
        ]
        for make in entries[:LISTED_AT_ONCE]:
            make()
        more.list_later(entries[LISTED_AT_ONCE:])
        self.set_members([*self.entries, more])
        self.renewed.emit()

    def _connect(self, number: int, name: str, pen: Callable[[], QPen], more: MoreCurves) -> None:
        action = more.add(name, pen)
        action.toggled.connect(lambda shown: self.toggled.emit(number, shown))
        action.hovered.connect(lambda: self.pointed.emit(number))
        if number < len(self.entries):
            entry = self.entries[number]
            entry.setObjectName(f"{self.objectName()}_{number}")
            entry.pointed.connect(lambda here: self.pointed.emit(number if here else None))
            entry.toggled.connect(action.setChecked)
            action.toggled.connect(entry.setChecked)

    def set_most_rows(self, rows: int) -> None:
        """Take no more rows than these."""
        if rows != self._most_rows:
            self._most_rows = rows
            self.updateGeometry()
            self.place()

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.update()
        if self.more:
            self.more.restyle()

    def emphasise(self, number: int | None) -> None:
        """Let the name of the curve stand out that does."""
        for place, entry in enumerate(self.entries):
            if entry.is_emphasised != (place == number):
                entry.is_emphasised = place == number
                entry.update()

    def fitting(self, width: int) -> Sequence[QWidget]:
        """Choose the names that have room, and the list's button where not all have."""
        if self.more is None:
            return ()
        for named in range(len(self.entries), -1, -1):
            chosen = [*self.entries[:named], *([self.more] if named < self._count else [])]
            widest = max((member.sizeHint().width() for member in chosen), default=0)
            if widest <= width and len(self.rows_of(chosen, width)) <= self._most_rows:
                return chosen
        return (self.more,)

    def place(self) -> None:
        """Put the names where they belong, and count those without room."""
        super().place()
        if self.more is not None:
            self.more.count(self._count - sum(entry.isVisibleTo(self) for entry in self.entries))
