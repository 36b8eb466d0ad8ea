"""Drawing a connection from a neuron's edge to another neuron; the session hears of it at the end."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPoint, QPointF, Qt

from backprop_gui.core.network import INPUTS, NeuronPlace, WeightPlace
from backprop_gui.session.network_editing import CONNECTED_ALREADY
from backprop_gui.session.topology_edits import is_present
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.port_marks import End, PortMarks

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView

REACH, BESIDE = 9.0, 5.0
"""Pixels around the middle of a neuron's edge, and beside the rest of the edge, from which one is drawn."""

STEEPEST = 0.7
LEAST_BODY = 30.0
NOT_NEIGHBOURS = "A connection runs from a neuron to one of the next layer."


class Joining:
    """One connection at a time, from the press on a neuron's edge to the release over another."""

    def __init__(self, view: "DiagramView") -> None:
        self._view = view
        self._marks = PortMarks()
        view.diagram.add_overlay(self._marks)
        self._from: NeuronItem | None = None
        self._side = 1
        self._refusal = ""

    @property
    def is_on(self) -> bool:
        return self._from is not None

    @property
    def is_drawn(self) -> bool:
        """Whether a line is seen."""
        return self._marks.line is not None

    def neuron_at(self, point: QPoint) -> NeuronItem | None:
        """Find the neuron at whose edge a connection would begin, whatever else is there."""
        port = self._port_at(point)
        return port[0] if port else None

    def hover(self, point: QPoint) -> None:
        """Show where a connection can begin."""
        port = self._port_at(point)
        item = self._view.item_under(point)
        sides = self._sides(item) if isinstance(item, NeuronItem) else []
        self._marks.show_as([_port(item, side) for side in sides] if isinstance(item, NeuronItem) else [])
        self._set_cursor(Qt.CursorShape.CrossCursor if port else Qt.CursorShape.ArrowCursor)

    def begin(self, point: QPoint) -> bool:
        """Begin at a neuron's edge; False where there is none."""
        port = self._port_at(point)
        if port is None:
            return False
        self._from, self._side = port
        return True

    def move(self, point: QPoint) -> None:
        """Draw the line that far, and point at the neuron under it, or say why it cannot end there."""
        if self._from is None:
            return
        start, over = _port(self._from, self._side), self._view.item_under(point)
        other = over if isinstance(over, NeuronItem) and over is not self._from else None
        refusal = self._why_not(self._from, other) if other else ""
        end = End(other.outline(), not refusal) if other else None
        self._marks.show_as([start], QLineF(start, self._view.mapToScene(point)), end)
        self._set_cursor(
            Qt.CursorShape.ForbiddenCursor if end and not end.fits else Qt.CursorShape.CrossCursor
        )
        self._view.session.pointer.point(other.place if other and not refusal else None)
        if refusal != self._refusal:
            self._refusal = refusal
            self._view.session.editing.said.emit(refusal)

    def _why_not(self, one: NeuronItem, other: NeuronItem) -> str:
        """Say why no connection can be drawn between two neurons; empty where it can."""
        weight = between(one.neuron, other.neuron)
        if weight is None:
            return NOT_NEIGHBOURS
        return CONNECTED_ALREADY if is_present(self._view.session.project.network, weight) else ""

    def _set_cursor(self, shape: Qt.CursorShape) -> None:
        if self._view.viewport().cursor().shape() != shape:
            self._view.viewport().setCursor(shape)

    def end(self, point: QPoint) -> None:
        """Connect the two neurons, if that can be."""
        begun, other = self._from, self._view.item_under(point)
        was_drawn = self.is_drawn
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
        self._from, self._refusal = None, ""
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show no port."""
        self._marks.show_as([])
        self._set_cursor(Qt.CursorShape.ArrowCursor)

    def _port_at(self, point: QPoint) -> tuple[NeuronItem, int] | None:
        at, scale = self._view.mapToScene(point), self._view.transform().m11()
        for item in self._view.places():
            if isinstance(item, NeuronItem):
                for side in self._sides(item):
                    if _is_at_edge(item, side, at, scale):
                        return item, side
        return None

    def _sides(self, item: NeuronItem) -> list[int]:
        """List the sides with a port: right to the next layer, left to the one before."""
        last = len(self._view.session.project.network.layers) - 1
        scale = self._view.transform().m11()
        is_large = item.body.width * scale >= LEAST_BODY and item.whole is None
        if not is_large or not self._view.offers_editing:
            return []
        sides = [1] if item.neuron.layer < last else []
        return sides if item.neuron.layer == INPUTS else [*sides, -1]


def _is_at_edge(item: NeuronItem, side: int, at: QPointF, scale: float) -> bool:
    """Tell whether a point is at the middle of a side, or a little beside the rest of it."""
    way, body = at - item.body.centre, item.body
    out, across = side * way.x(), abs(way.y())
    if math.hypot(out - body.width / 2, across) <= REACH / scale:
        return True
    if body.is_round:
        beside, is_side = math.hypot(out, across) - body.width / 2, across <= STEEPEST * body.width / 2
    else:
        beside, is_side = out - body.width / 2, across <= body.height / 2
    return out > 0.0 and is_side and abs(beside) <= BESIDE / scale


def _port(item: NeuronItem, side: int) -> QPointF:
    return item.body.centre + QPointF(side * item.body.width / 2, 0.0)


def between(one: NeuronPlace, other: NeuronPlace) -> WeightPlace | None:
    """Find the weight between two neurons of neighbouring layers, whichever comes first."""
    source, to = sorted((one, other))
    return WeightPlace(to.layer, to.index, source.index) if to.layer == source.layer + 1 else None
