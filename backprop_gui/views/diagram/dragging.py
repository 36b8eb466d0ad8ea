"""Dragging a node, or the ground; the document hears of it once, at the end."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication

from backprop_gui.core.network import BiasPlace, NeuronPlace
from backprop_gui.views.diagram.aligning import CATCH, snapped, with_centres
from backprop_gui.views.diagram.node_item import NodeItem
from backprop_gui.views.diagram.place_item import PlaceItem

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView


class Dragging:
    """One drag at a time, from the press to the release."""

    def __init__(self, view: "DiagramView") -> None:
        self._view = view
        self._pressed: QPoint | None = None
        self._last = QPoint()
        self._node: NodeItem | None = None
        self._home = QPointF()
        self._is_moving = False

    def begin(self, item: PlaceItem | None, point: QPoint) -> None:
        """Take hold of a node, or of the ground where there is nothing that moves."""
        self._pressed = self._last = point
        self._node = item if isinstance(item, NodeItem) else None
        self._home = self._node.pos() if self._node else QPointF()
        self._is_moving = False
        if item is not None and self._node is None:
            self._pressed = None

    def move(self, point: QPoint) -> None:
        """Preview on the graphics only."""
        if self._pressed is None:
            return
        self._is_moving |= (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not self._is_moving:
            return
        if self._node is None:
            self._view.pan(point - self._last)
        else:
            way = self._view.mapToScene(point) - self._view.mapToScene(self._pressed)
            self._view.diagram.drag(self._node, self._snapped(self._node, self._home + way))
            self._view.refresh()
        self._last = point

    def _snapped(self, node: NodeItem, point: QPointF) -> QPointF:
        """Catch the lines on which the other nodes stand, and those on which this one stood."""
        layout = self._view.diagram.layout
        if layout is None:
            return point
        others = [body.centre for place, body in layout.bodies.items() if place != node.place]
        return snapped(point, [*others, self._home], CATCH / self._view.transform().m11())

    def end(self) -> None:
        """Let go: a node's new place goes into the document."""
        node, moved = self._node, self._is_moving
        self._forget()
        layout = self._view.diagram.layout
        if node is None or not moved or layout is None:
            return
        place, ground = node.place, layout.ground
        if isinstance(place, NeuronPlace | BiasPlace):
            put = {place: node.pos()}
            text = f"Move {node.title.split(',')[0]}"
            self._view.session.edit(text, lambda project: with_centres(project, put, ground))

    def cancel(self) -> None:
        """Put the node back."""
        node, home, moved = self._node, self._home, self._is_moving
        self._forget()
        if node is not None and moved:
            self._view.diagram.drag(node, home)

    def _forget(self) -> None:
        self._pressed, self._node, self._is_moving = None, None, False
