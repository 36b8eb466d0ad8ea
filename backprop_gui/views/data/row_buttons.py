"""The buttons below the table of samples."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from backprop_gui.look.icons import icon
from backprop_gui.views.data.table_rows import TableRows

ICON_SIZE = 16
BUTTONS = {"add": "plus", "remove": "minus", "up": "arrow-up", "down": "arrow-down", "tell": "step"}


class RowButtons(QWidget):
    """Offers the row's actions that are needed most; the table's menu has all of them."""

    def __init__(self, rows: TableRows) -> None:
        super().__init__()
        self.setObjectName("row_buttons")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(4, 2, 4, 4)
        self._line.setSpacing(0)
        for name, drawing in BUTTONS.items():
            action = rows.actions[name]
            action.setIcon(icon(drawing))
            self._line.addWidget(self._button(f"rows_{name}", action))
        self._line.addStretch(1)

    def offer(self, name: str, action: QAction) -> None:
        """Offer an action of the window too, at the right."""
        self._line.addWidget(self._button(name, action))

    def _button(self, name: str, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"button_{name}")
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        button.setAutoRaise(True)
        button.setAccessibleName(action.text().replace("&", ""))
        return button
