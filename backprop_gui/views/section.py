"""A part of a panel under a heading that opens and closes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from backprop_gui.look.fonts import ui_font


class Section(QWidget):
    """Shows a widget under a heading; a click, Space or Enter on the heading closes or opens it.

    Parameters
    ----------
    footer : what is shown under the widget, while the section is closed too

    Attributes
    ----------
    grown : somebody has opened the section
    """

    grown = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        content: QWidget,
        is_open: bool = True,
        footer: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName(f"section_{name}")
        self._content = content
        self.heading = QToolButton()
        self.heading.setObjectName(f"heading_{name}")
        self.heading.setText(title)
        self.heading.setFont(ui_font(11, 600))
        self.heading.setCheckable(True)
        self.heading.setAutoRaise(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.heading.setStyleSheet("QToolButton { border: none; background: transparent; padding: 4px 8px; }")
        self.heading.toggled.connect(self._open)
        self.heading.clicked.connect(lambda is_open: self.grown.emit() if is_open else None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(content, 1)
        if footer:
            column.addWidget(footer)
        self.heading.setChecked(is_open)
        self._open(is_open)

    @property
    def is_open(self) -> bool:
        return self.heading.isChecked()

    def _open(self, is_open: bool) -> None:
        self._content.setVisible(is_open)
        self.heading.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
