"""What is seen of drawing a connection: where it can begin, how far it is, and whether it may end there."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme
from backprop_gui.views.diagram.overlay import Overlay
from backprop_gui.views.diagram.place_item import pen

DOT = 4.0
LINE = 2.5
CROSS = 6.0


@dataclass(frozen=True)
class End:
    """The neuron that the line has come to.

    Attributes
    ----------
    ring : around the neuron
    fits : whether a connection can be drawn to it
    """

    ring: QPainterPath
    fits: bool


class PortMarks(Overlay):
    """The dots at a neuron's sides where a connection begins, the line that is drawn, and its end."""

    def __init__(self) -> None:
        super().__init__(6.0)
        self.dots: list[QPointF] = []
        self.line: QLineF | None = None
        self.end: End | None = None

    def show_as(self, dots: list[QPointF], line: QLineF | None = None, end: End | None = None) -> None:
        """Show dots, a line and its end, or nothing."""
        if (dots, line, end) != (self.dots, self.line, self.end):
            self.prepareGeometryChange()
            self.dots, self.line, self.end = dots, line, end
            self.update()

    def boundingRect(self) -> QRectF:
        points = [*self.dots, *([self.line.p1(), self.line.p2()] if self.line else [])]
        if not points:
            return QRectF()
        left, right = min(point.x() for point in points), max(point.x() for point in points)
        top, bottom = min(point.y() for point in points), max(point.y() for point in points)
        reach = DOT + LINE + CROSS
        around = QRectF(QPointF(left, top), QPointF(right, bottom))
        if self.end:
            around = around.united(self.end.ring.boundingRect())
        return around.adjusted(-reach, -reach, reach, reach)

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw them in the accent; where no connection can end, dashed, with a cross, in another colour."""
        look, refused = theme(), self.end is not None and not self.end.fits
        style = Qt.PenStyle.DashLine if refused else Qt.PenStyle.SolidLine
        stroke = pen(look.warning if refused else look.accent, LINE, style)
        painter.setPen(stroke)
        if self.line:
            painter.drawLine(self.line)
        if self.end:
            painter.strokePath(self.end.ring, stroke)
        if self.line and refused:
            self._draw_cross(painter, self.line.p2())
        painter.setPen(pen(look.accent, LINE))
        painter.setBrush(look.panel)
        for dot in self.dots:
            painter.drawEllipse(dot, DOT, DOT)

    def _draw_cross(self, painter: QPainter, at: QPointF) -> None:
        painter.setPen(pen(theme().warning, LINE))
        for side in (-CROSS, CROSS):
            painter.drawLine(at + QPointF(-CROSS, -side), at + QPointF(CROSS, side))
