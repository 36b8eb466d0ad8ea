"""The rings around what is selected."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from backprop_gui.look.theme import theme
from backprop_gui.views.diagram.overlay import Outline
from backprop_gui.views.diagram.place_item import PlaceItem, pen

STRONG, WEAK = 2.0, 1.2


class SelectionRing(Outline):
    """The rings around the selected items, strong while the diagram has the keyboard."""

    def __init__(self) -> None:
        super().__init__(5.0, STRONG)

    def follow(self, items: Sequence[PlaceItem], has_focus: bool) -> None:
        """Run around items, or vanish."""
        path = QPainterPath()
        for item in items:
            path.addPath(item.outline())
        style = Qt.PenStyle.SolidLine if has_focus else Qt.PenStyle.DotLine
        self.run_along(path, pen(theme().accent, STRONG if has_focus else WEAK, style))
