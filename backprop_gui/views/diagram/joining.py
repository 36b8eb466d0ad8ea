"""Drawing a connection from a neuron's edge to another neuron; the session hears of it at the end."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.network import INPUTS, NeuronPlace, WeightPlace
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.place_item import pen

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView

REACH = 9.0
DOT = 4.0
LEAST_BODY = 30.0
LINE = 2.5
NOT_NEIGHBOURS = "A connection runs from a neuron to one of the next layer."


class PortMarks(QGraphicsItem):
    """The dots at a neuron's sides where a connection begins, and the line that is being drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(6.0)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.dots: list[QPointF] = []
        self.line: QLineF | None = None

    def show_as(self, dots: list[QPointF], line: QLineF | None = None) -> None:
        """Show dots and a line, or neither."""
        if (dots, line) != (self.dots, self.line):
            self.prepareGeometryChange()
            self.dots, self.line = dots, line
            self.update()

    def boundingRect(self) -> QRectF:
        points = [*self.dots, *([self.line.p1(), self.line.p2()] if self.line else [])]
        if not points:
            return QRectF()
        left, right = min(point.x() for point in points), max(point.x() for point in points)
        top, bottom = min(point.y() for point in points), max(point.y() for point in points)
        reach = DOT + LINE
        return QRectF(QPointF(left, top), QPointF(right, bottom)).adjusted(-reach, -reach, reach, reach)

    def shape(self) -> QPainterPath:
        return QPainterPath()

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(pen(theme().accent, LINE))
        if self.line:
            painter.drawLine(self.line)
        painter.setBrush(theme().panel)
        for dot in self.dots:
            painter.drawEllipse(dot, DOT, DOT)


class Joining:
    """One connection at a time, from the press on a neuron's edge to the release over another."""

    def __init__(self, view: "DiagramView") -> None:
        self._view = view
        self._marks = PortMarks()
        view.diagram.add_overlay(self._marks)
        self._from: NeuronItem | None = None
        self._side = 1

    @property
    def is_on(self) -> bool:
        return self._from is not None

    def hover(self, point: QPoint) -> None:
        """Show where a connection can begin."""
        port = self._port_at(point)
        item = port[0] if port else self._view.item_under(point)
        sides = self._sides(item) if isinstance(item, NeuronItem) else []
        self._marks.show_as([_port(item, side) for side in sides] if isinstance(item, NeuronItem) else [])
        shape = Qt.CursorShape.CrossCursor if port else Qt.CursorShape.ArrowCursor
        if self._view.viewport().cursor().shape() != shape:
            self._view.viewport().setCursor(shape)

    def begin(self, point: QPoint) -> bool:
        """Begin at a neuron's edge; False where there is none."""
        port = self._port_at(point)
        if port is None:
            return False
        self._from, self._side = port
        return True

    def move(self, point: QPoint) -> None:
        """Draw the line that far, and point at the neuron under it."""
        if self._from is None:
            return
        start = _port(self._from, self._side)
        self._marks.show_as([start], QLineF(start, self._view.mapToScene(point)))
        over = self._view.item_under(point)
        self._view.session.pointer.point(over.place if isinstance(over, NeuronItem) else None)

    def end(self, point: QPoint) -> None:
        """Connect the two neurons, if that can be."""
        begun, other = self._from, self._view.item_under(point)
        was_drawn = self._marks.line is not None
        self.cancel()
        if begun is None or not was_drawn or not isinstance(other, NeuronItem) or other is begun:
            return
        weight = between(begun.neuron, other.neuron)
        editing = self._view.session.editing
        if weight is None:
            editing.said.emit(NOT_NEIGHBOURS)
        else:
            editing.join([weight])

    def cancel(self) -> None:
        """Draw nothing any more."""
        self._from = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show no port."""
        self._marks.show_as([])

    def _port_at(self, point: QPoint) -> tuple[NeuronItem, int] | None:
        at, reach = self._view.mapToScene(point), REACH / self._view.transform().m11()
        for item in self._view.places():
            if isinstance(item, NeuronItem):
                for side in self._sides(item):
                    way = _port(item, side) - at
                    if math.hypot(way.x(), way.y()) <= reach:
                        return item, side
        return None

    def _sides(self, item: NeuronItem) -> list[int]:
        """List the sides with a port: right to the next layer, left to the one before."""
        last = len(self._view.session.project.network.layers) - 1
        scale = self._view.transform().m11()
        if item.body.width * scale < LEAST_BODY or not self._view.offers_editing:
            return []
        sides = [1] if item.neuron.layer < last else []
        return sides if item.neuron.layer == INPUTS else [*sides, -1]


def _port(item: NeuronItem, side: int) -> QPointF:
    return item.body.centre + QPointF(side * item.body.width / 2, 0.0)


def between(one: NeuronPlace, other: NeuronPlace) -> WeightPlace | None:
    """Find the weight between two neurons of neighbouring layers, whichever comes first."""
    source, to = sorted((one, other))
    return WeightPlace(to.layer, to.index, source.index) if to.layer == source.layer + 1 else None
