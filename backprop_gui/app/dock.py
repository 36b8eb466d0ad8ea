"""A panel at the window's edge: can be closed, moved, and comes back as it was."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QToolButton, QWidget

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.icons import icon
from backprop_gui.look.labels import plain_label


class DockTitle(QWidget):
    """A dock's flat title: its name in small capitals, and a cross to close it."""

    def __init__(self, dock: QDockWidget, title: str) -> None:
        super().__init__(dock)
        self.setObjectName("dock_title")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        label = plain_label(text=title.upper())
        label.setFont(ui_font(11, 600))
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setToolTip(f"Close “{title}”; the View menu opens it again")
        close.setObjectName(f"close_{dock.objectName()}")
        close.setText(f"Close {title}")
        close.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        close.setFixedSize(20, 20)
        close.clicked.connect(dock.close)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 6, 3)
        row.addWidget(label, 1)
        row.addWidget(close)


def build_dock(name: str, title: str, content: QWidget, window: QWidget) -> QDockWidget:
    """Make a dock named ``dock_<name>`` around a panel."""
    dock = QDockWidget(title, window)
    dock.setObjectName(f"dock_{name}")
    dock.setTitleBarWidget(DockTitle(dock, title))
    dock.setWidget(content)
    return dock
