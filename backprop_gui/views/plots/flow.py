"""Small widgets in rows: as many rows as the width asks for."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

ROW = 19


class FlowRows(QWidget):
    """Lays its members out in rows of equal height.

    Parameters
    ----------
    name : the widget's objectName
    at_right : whether rows end at the right edge rather than begin at the left
    row : a row's height in pixels
    """

    def __init__(
        self, name: str, parent: QWidget | None = None, at_right: bool = False, row: int = ROW
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._at_right = at_right
        self._row = row
        self._members: Sequence[QWidget] = ()

    def set_members(self, members: Sequence[QWidget]) -> None:
        """Begin with these widgets, whose parent this one is."""
        self._members = members
        self.updateGeometry()
        self.place()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row * max(1, len(self.rows_of(self.fitting(width), width)))

    def sizeHint(self) -> QSize:
        return QSize(sum(member.sizeHint().width() for member in self._members), self._row)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place()

    def fitting(self, width: int) -> Sequence[QWidget]:
        """Choose the members that are shown; the others are hidden."""
        return self._members

    def rows_of(self, members: Sequence[QWidget], width: int) -> list[list[QWidget]]:
        """Break members into rows."""
        rows: list[list[QWidget]] = []
        room = 0
        for member in members:
            if member.sizeHint().width() > room or not rows:
                rows.append([])
                room = width
            rows[-1].append(member)
            room -= member.sizeHint().width()
        return rows

    def place(self) -> None:
        """Put all members where they belong."""
        fitting = self.fitting(self.width())
        for member in self._members:
            member.setVisible(member in fitting)
        for number, row in enumerate(self.rows_of(fitting, self.width())):
            left = self.width() - sum(member.sizeHint().width() for member in row) if self._at_right else 0
            for member in row:
                size = member.sizeHint()
                member.setGeometry(QRect(left, number * self._row, size.width(), size.height()))
                left += size.width()
