"""The rings around what is selected."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from backprop_gui.look.theme import theme
from backprop_gui.views.diagram.overlay import Outline
from backprop_gui.views.diagram.place_item import PlaceItem, pen

STRONG, WEAK = 2.0, 1.2
CROWD, THIN = 100, 1.0
"""Around more items than this, lines of one pixel: Qt draws them thirty times faster than wider ones."""


class SelectionRing(Outline):
    """The rings around the selected items, strong while the diagram has the keyboard."""

    def __init__(self) -> None:
        super().__init__(5.0, STRONG)

    def follow(self, items: Sequence[PlaceItem], has_focus: bool) -> None:
        """Run around items, or vanish."""
        style = Qt.PenStyle.SolidLine if has_focus else Qt.PenStyle.DotLine
        paths = [item.outline() for item in items]
        wide = STRONG if has_focus else WEAK
        self.run_along(paths, pen(theme().accent, THIN if len(paths) > CROWD else wide, style))
