"""The glow around what is pointed at: by the mouse here, or by its curve in a plot."""

from PySide6.QtGui import QColor, QPainterPath

from backprop_gui.look.identity import identity_color
from backprop_gui.look.theme import theme
from backprop_gui.views.diagram.connection_item import WeightItem
from backprop_gui.views.diagram.overlay import Outline
from backprop_gui.views.diagram.place_item import PlaceItem, pen

WIDTH = 4.0
STRENGTH = 0.75


class PointedRing(Outline):
    """Runs around a neuron or a label, and along a weight, in the colour of the curve."""

    def __init__(self) -> None:
        super().__init__(1.5, WIDTH)

    def follow(self, item: PlaceItem | None, number: int | None) -> None:
        """Run around an item in the colour of neuron or parameter `number`, or vanish."""
        path = QPainterPath()
        if item is not None and (number is not None or item.whole is not None):
            path = item.outline()
            if isinstance(item, WeightItem) and item.whole is None:
                path.moveTo(item.line.p1())
                path.lineTo(item.line.p2())
        # Among very many parameters none has a colour of its own.
        color = QColor(theme().accent) if number is None else identity_color(number)
        color.setAlphaF(STRENGTH)
        self.run_along([path], pen(color, WIDTH))
