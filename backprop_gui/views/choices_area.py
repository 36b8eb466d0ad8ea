"""Sections of choices under one another, which scroll where there is no room for all of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget


class ChoicesArea(QScrollArea):
    """Scrolls sections; likes to be as high as all of them.

    Parameters
    ----------
    least_height : it is never lower than this, or than its content where that is lower
    """

    def __init__(self, name: str, sections: Sequence[QWidget], least_height: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self._least_height = least_height
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in sections:
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        return QSize(200, self._content.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, min(self._least_height, self._content.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when a section opens or closes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
