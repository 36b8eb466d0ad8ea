"""What is told of the item under the mouse, with all digits."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from backprop_gui.look.labels import plain_tip
from backprop_gui.views.diagram.connection_item import WeightItem

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
        between = " = " if isinstance(item, WeightItem) else "\n"
        text = f"{item.title}{between}{self._view.told(item)}" if item else ""
        QToolTip.showText(event.globalPos(), plain_tip(text), self._view.viewport())
        return True
