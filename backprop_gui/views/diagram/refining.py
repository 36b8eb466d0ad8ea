"""Showing more of each neuron when somebody has zoomed in, where the whole network had no room for it.

The ground is made larger by what was zoomed, and shown the smaller by it: everything stays where it is,
and names, values and labels find room. What is shown in full already is enlarged and nothing else.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, QTimer

from backprop_gui.core.network import Network
from backprop_gui.views.diagram.close_up import ENOUGH_ROW
from backprop_gui.views.diagram.ground_view import MOST_ZOOM
from backprop_gui.views.diagram.labels import MOST_LABELS
from backprop_gui.views.diagram.layout import Layout
from backprop_gui.views.diagram.sizes import Form

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView

ROOMS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
RESTING = 200
FULL = {Form.CIRCLE, Form.ROUND, Form.CARD}


def most_zoom(network: Network, layout: Layout) -> float:
    """Return the zoom up to which there is more to be read: single neurons of the largest layer."""
    rows = (box.height() / network.sizes[layer + 1] for layer, box in layout.columns.items())
    return max([MOST_ZOOM, *(ENOUGH_ROW / row for row in rows)])


class Refining:
    """Waits until the zooming rests, and then gives the layout as much room as it can use."""

    def __init__(self, view: "DiagramView") -> None:
        self._view = view
        self._usual = QSize()
        self._refined: tuple[Network, float] | None = None
        self._resting = QTimer(view, singleShot=True, interval=RESTING)
        self._resting.timeout.connect(self._refine)
        view.ground_moved.connect(self._wait)

    def _wait(self) -> None:
        if self._view.fits:
            self._usual, self._refined = self._view.arranged_for, None
            self._resting.stop()
        elif self._asked() != self._refined:
            self._resting.start()

    @property
    def _zoom(self) -> float:
        return self._view.transform().m11() * self._view.room

    def _asked(self) -> tuple[Network, float]:
        return self._view.session.document.project.network, round(self._zoom, 3)

    def _refine(self) -> None:
        layout = self._view.diagram.layout
        self._refined = self._asked()
        if self._view.fits or layout is None or layout.bundles or layout.columns:
            return
        room = self._room_needed()
        if room != self._view.room:
            self._take(room)

    def _room_needed(self) -> float:
        """Find the least room in which everything is shown, up to what was zoomed."""
        rooms = [room for room in ROOMS if room <= max(self._zoom, 1.0)]
        return next((room for room in rooms if self._is_full(self._layout(room))), rooms[-1])

    def _layout(self, room: float) -> Layout:
        return self._view.looking.layout_on(self._usual * room)

    def _is_full(self, layout: Layout) -> bool:
        layers = self._view.session.document.project.network.layers
        connections = sum(int(layers[number].present.sum()) for number in layout.excerpt.connected)
        has_labels = connections > MOST_LABELS or len(layout.labels) == connections
        return layout.sizes.form in FULL and has_labels

    def _take(self, room: float) -> None:
        """Lay out anew for so much room; the middle of the window stays the middle."""
        view, zoom, before = self._view, self._zoom, self._view.room
        middle = view.mapToScene(view.viewport().rect().center()) * (room / before)
        view.room = room
        view.arrange_for(self._usual * room)
        view.show_at(QPointF(middle), zoom / room)
