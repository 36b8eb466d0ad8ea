"""What the mouse does on the diagram: which gesture a press begins, and who goes on with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent

from backprop_gui.views.diagram.choosing import Banding, Choosing, chosen_by
from backprop_gui.views.diagram.dragging import Dragging
from backprop_gui.views.diagram.joining import Joining
from backprop_gui.views.diagram.place_item import PlaceItem

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView

ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Gestures:
    """Drags nodes and the ground, draws connections, stretches a rubber band: one at a time."""

    def __init__(self, view: "DiagramView", choosing: Choosing) -> None:
        self._view, self._choosing = view, choosing
        self._dragging = Dragging(view)
        self._banding = Banding(view, choosing)
        self._joining = Joining(view)
        self._is_banding = False
        self._clicked: PlaceItem | None = None

    def press(self, event: QMouseEvent, item: PlaceItem | None) -> None:
        """Select what is clicked, and begin to drag it or the ground, a connection or a rubber band."""
        point = event.position().toPoint()
        match event.button():
            case Qt.MouseButton.LeftButton if event.modifiers() & ADDING:
                self._add(item, point)
            case Qt.MouseButton.LeftButton:
                self._press(item, point)
            case Qt.MouseButton.MiddleButton:
                self._dragging.begin(None, point)
            case Qt.MouseButton.RightButton if item is None or not self._is_chosen(item):
                self._view.select(item)

    def _is_chosen(self, item: PlaceItem) -> bool:
        return chosen_by(item) in self._view.session.selection.places

    def _press(self, item: PlaceItem | None, point: QPoint) -> None:
        is_port, is_one_of_many = self._joining.begin(point), item is not None and item.whole is not None
        if is_port or is_one_of_many or item in self._view.diagram.chosen:
            # A connection, all that are chosen, or the ground beneath may be dragged: this may be no click.
            self._clicked = item
        else:
            self._choose(item)
        if not is_port:
            self._dragging.begin(None if is_one_of_many else item, point)

    def neuron_with_port(self, point: QPoint) -> PlaceItem | None:
        """Find the neuron from whose edge a connection would be drawn at a point."""
        return self._joining.neuron_at(point)

    def _choose(self, item: PlaceItem | None) -> None:
        if item is None:
            self._view.select(None)
        else:
            self._view.activate(item)

    def _add(self, item: PlaceItem | None, point: QPoint) -> None:
        if item is None or item.whole is not None:
            self._banding.begin(point)
            self._is_banding, self._clicked = True, item
        else:
            self._choosing.toggle(item)

    def move(self, event: QMouseEvent) -> None:
        """Go on with what was begun, or point at what is under the mouse."""
        point = event.position().toPoint()
        if not event.buttons():
            item = self._view.item_under(point)
            self._view.session.pointer.point(item.place if item else None)
            self._joining.hover(point)
        elif self._is_banding:
            self._banding.move(point)
        elif self._joining.is_on:
            self._joining.move(point)
        else:
            self._dragging.move(point)
            if self._dragging.is_moving:
                self._point_at_nothing()

    def _point_at_nothing(self) -> None:
        """Leave no ring and no dots where something stood that is moving now."""
        self._view.session.pointer.point(None)
        self._joining.show_nothing()

    def release(self, point: QPoint) -> None:
        """End what was begun; a node's new place or a connection is one step to undo."""
        clicked = None if self._dragging.is_moving or self._joining.is_drawn else self._clicked
        was_banding = self._is_banding
        self._is_banding, self._clicked = False, None
        if was_banding:
            if not self._banding.end() and clicked is not None:
                self._choosing.toggle(clicked)
            return
        self._joining.end(point)
        self._dragging.end()
        if clicked is not None:
            self._choose(clicked)

    @property
    def is_on(self) -> bool:
        """Whether the mouse has begun something that can be taken back."""
        return self._is_banding or self._joining.is_on or self._dragging.is_on

    def cancel(self) -> None:
        """Let go of everything, as if nothing had been begun."""
        self._is_banding, self._clicked = False, None
        for gesture in (self._dragging, self._banding, self._joining):
            gesture.cancel()
