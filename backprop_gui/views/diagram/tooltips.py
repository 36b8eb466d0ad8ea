"""What is told of the item under the mouse, with all digits."""

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView


class Tooltips(QObject):
    """Shows a diagram's tooltips, as plain text whatever a name looks like."""

    def __init__(self, view: "DiagramView") -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer when the mouse rests."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        item = self._view.item_under(event.pos())
        text = f"{item.title}\n{self._view.told(item)}" if item else ""
        QToolTip.showText(event.globalPos(), _as_plain(text), self._view.viewport())
        return True


def _as_plain(text: str) -> str:
    """Write text as rich text that shows just that text, so that no name can be taken for markup."""
    return f'<p style="white-space: pre">{html.escape(text)}</p>' if text else ""
