"""Sections of choices under one another, which scroll where there is no room for all of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

GROWTH = 100
"""How much rather the growing section takes room than the empty ground beneath."""


class ChoicesArea(QScrollArea):
    """Scrolls sections; likes to be as high as all of them.

    Parameters
    ----------
    least_height : it is never lower than this, or than its content where that is lower
    growing : the section that takes the room that is left; without one, the area takes none

    Attributes
    ----------
    needs_changed : the sections need another height
    """

    needs_changed = Signal()

    def __init__(
        self, name: str, sections: Sequence[QWidget], least_height: int, growing: QWidget | None = None
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._least_height = least_height
        self._told = 0
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for section in sections:
            self._column.addWidget(section, GROWTH if section is growing else 0)
        self._column.addStretch(1)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        kind = QSizePolicy.Policy.Expanding if growing else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, kind)

    @property
    def needed(self) -> int:
        """How high all sections are, at the present width."""
        if self._column.hasHeightForWidth():
            return self._column.totalHeightForWidth(self.viewport().width())
        return self._column.totalSizeHint().height()

    def sizeHint(self) -> QSize:
        return QSize(200, self.needed)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, min(self._least_height, self.needed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_needs()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when a section opens or closes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._tell_needs()
        return super().eventFilter(watched, event)

    def show_whole(self, section: QWidget) -> None:
        """Bring a section that has grown into view, its heading in any case, once it is laid out."""
        QTimer.singleShot(0, self, partial(self._show_whole, section))

    def _show_whole(self, section: QWidget) -> None:
        self._column.activate()
        for y in (section.geometry().bottom(), section.geometry().top()):
            self.ensureVisible(0, y, 0, 0)

    def _tell_needs(self) -> None:
        if self._told != self.needed:
            self._told = self.needed
            self.updateGeometry()
            self.needs_changed.emit()
