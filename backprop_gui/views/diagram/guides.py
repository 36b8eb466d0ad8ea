"""The lines that a node has caught while it is dragged."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme
from backprop_gui.views.diagram.overlay import Overlay
from backprop_gui.views.diagram.place_item import pen

WIDTH = 1.4


class Guides(Overlay):
    """An upright and a level line, each only while something stands on it."""

    def __init__(self) -> None:
        super().__init__(7.0)
        self.lines: list[QLineF] = []

    def show_as(self, x: float | None, y: float | None, across: QRectF) -> None:
        """Show a line at `x` and one at `y`, through a part of the ground."""
        upright = [] if x is None else [QLineF(x, across.top(), x, across.bottom())]
        level = [] if y is None else [QLineF(across.left(), y, across.right(), y)]
        if self.lines != [*upright, *level]:
            self.prepareGeometryChange()
            self.lines = [*upright, *level]
            self.update()

    def vanish(self) -> None:
        """Show nothing any more."""
        self.show_as(None, None, QRectF())

    def boundingRect(self) -> QRectF:
        around = QRectF()
        for line in self.lines:
            box = QRectF(line.p1(), line.p2()).normalized()
            around = around.united(box.adjusted(-4 * WIDTH, -4 * WIDTH, 4 * WIDTH, 4 * WIDTH))
        return around

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw them dashed, as thin at every scale."""
        stroke = pen(theme().accent, WIDTH, Qt.PenStyle.DashLine)
        stroke.setCosmetic(True)
        painter.setPen(stroke)
        painter.drawLines(self.lines)
