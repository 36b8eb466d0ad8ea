"""Dragging nodes, or the ground; the document hears of it once, at the end."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication

from backprop_gui.core.network import BiasPlace, NeuronPlace
from backprop_gui.views.diagram.aligning import CATCH, caught, move_to
from backprop_gui.views.diagram.guides import Guides
from backprop_gui.views.diagram.node_item import NodeItem
from backprop_gui.views.diagram.place_item import PlaceItem

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView


class Dragging:
    """One drag at a time, from the press to the release.

    Attributes
    ----------
    is_moving : whether the mouse has gone far enough to be no click
    """

    def __init__(self, view: "DiagramView") -> None:
        self._view = view
        self._guides = Guides()
        view.diagram.add_overlay(self._guides)
        self._pressed: QPoint | None = None
        self._last = QPoint()
        self._node: NodeItem | None = None
        self._homes: dict[NodeItem, QPointF] = {}
        self.is_moving = False

    def begin(self, item: PlaceItem | None, point: QPoint) -> None:
        """Take hold of a node, with all that are chosen; of the ground where there is nothing that moves."""
        self._forget()
        if isinstance(item, NodeItem) and item.is_movable:
            self._node = item
            chosen = self._view.diagram.chosen
            taken = chosen if item in chosen else [item]
            nodes = [each for each in taken if isinstance(each, NodeItem) and each.is_movable]
            self._homes = {node: node.pos() for node in nodes}
        if item is None or self._node is not None:
            self._pressed = self._last = point

    def move(self, point: QPoint) -> None:
        """Preview on the graphics only."""
        if self._pressed is None:
            return
        self.is_moving |= (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not self.is_moving:
            return
        if self._node is None:
            self._view.pan(point - self._last)
        else:
            way = self._view.mapToScene(point) - self._view.mapToScene(self._pressed)
            self._shift(self._snapped(self._homes[self._node], way))
        self._last = point

    def _shift(self, way: QPointF) -> None:
        self._view.diagram.drag({node: home + way for node, home in self._homes.items()})
        self._view.refresh()

    def _snapped(self, home: QPointF, way: QPointF) -> QPointF:
        """Let the grabbed node catch the lines on which the others stand, and those on which it stood."""
        layout = self._view.diagram.layout
        if layout is None:
            return way
        moving = {node.place for node in self._homes}
        others = [body.centre for place, body in layout.bodies.items() if place not in moving]
        x, y = caught(home + way, [*others, home], CATCH / self._view.transform().m11())
        shown = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        self._guides.show_as(x, y, shown)
        there = home + way
        return QPointF(there.x() if x is None else x, there.y() if y is None else y) - home

    def end(self) -> None:
        """Let go: the new places go into the document."""
        node, nodes, moved = self._node, list(self._homes), self.is_moving
        self._forget()
        layout = self._view.diagram.layout
        if node is None or not moved or layout is None:
            return
        put = {each.place: each.pos() for each in nodes if isinstance(each.place, NeuronPlace | BiasPlace)}
        name = node.title.split(",")[0]
        move_to(self._view.session, put, layout.ground, name if len(put) == 1 else f"{len(put)} nodes")

    def cancel(self) -> None:
        """Put everything back."""
        homes, moved = self._homes, self.is_moving
        self._forget()
        if homes and moved:
            self._view.diagram.drag(homes)
            self._view.refresh()

    @property
    def is_on(self) -> bool:
        return self._pressed is not None

    def _forget(self) -> None:
        self._pressed, self._node, self.is_moving = None, None, False
        self._homes = {}
        self._guides.vanish()
