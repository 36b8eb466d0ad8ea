"""What is told of the item under the mouse, with all digits."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from backprop_gui.look.labels import plain_tip
from backprop_gui.views.diagram.connection_item import WeightItem

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView


class Tooltips(QObject):
    """Shows a diagram's tooltips, as plain text whatever a name looks like; they follow their numbers."""

    def __init__(self, view: "DiagramView") -> None:
        super().__init__(view)
        self._view = view
        self._shown = ""
        self._at = self._at_on_screen = QPoint()
        view.viewport().installEventFilter(self)
        view.session.figures_changed.connect(self._renew)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer when the mouse rests."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        self._at, self._at_on_screen = event.pos(), event.globalPos()
        self._show(self._text())
        return True

    def _text(self) -> str:
        item = self._view.item_under(self._at)
        between = " = " if isinstance(item, WeightItem) else "\n"
        return plain_tip(f"{item.title}{between}{self._view.told(item)}" if item else "")

    def _show(self, text: str) -> None:
        self._shown = text
        QToolTip.showText(self._at_on_screen, text, self._view.viewport())

    def _renew(self) -> None:
        """Tell another number where the mouse still rests on what was told."""
        is_ours = self._shown and QToolTip.isVisible() and QToolTip.text() == self._shown
        if is_ours and (text := self._text()) != self._shown:
            self._show(text)
