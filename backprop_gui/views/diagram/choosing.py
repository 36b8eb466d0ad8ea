"""Choosing on the diagram: by clicks, by a rubber band, by Tab; the session keeps what is chosen."""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtWidgets import QApplication, QRubberBand

from backprop_gui.session.selection import Chosen, LayerPlace
from backprop_gui.views.diagram import accessibility
from backprop_gui.views.diagram.bundle_item import BundleItem
from backprop_gui.views.diagram.column_item import ColumnItem
from backprop_gui.views.diagram.place_item import PlaceItem

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView


def chosen_by(item: PlaceItem) -> Chosen | None:
    """Return what is chosen with an item: its place, or the layer that it draws as one."""
    return LayerPlace(item.layer) if isinstance(item, BundleItem | ColumnItem) else item.place


class Choosing:
    """Shows what the session has chosen, and chooses.

    Attributes
    ----------
    stood_at : the number, as a reader walks, of what was chosen last
    """

    def __init__(self, view: "DiagramView") -> None:
        self._view = view
        self.stood_at = 0
        self._selection = view.session.selection
        self._selection.changed.connect(self.show)

    def choose(self, item: PlaceItem | None) -> None:
        """Choose one item, or none."""
        place = chosen_by(item) if item else None
        places = (place,) if place else ()
        # The very item: a layer's box and its connections stand for the same layer.
        self._view.diagram.choose([item] if item else [], places)
        self._selection.choose(*places)

    def toggle(self, item: PlaceItem) -> None:
        """Choose an item too, or no longer."""
        if (place := chosen_by(item)) is not None:
            self._selection.toggle(place)

    def extend(self, by: int) -> None:
        """Choose the next item too, or the one before."""
        places, current = self._view.places(), self._view.diagram.selected
        current = (current.whole or current) if current else None
        index = places.index(current) + by if current in places else 0
        if 0 <= index < len(places) and (place := chosen_by(places[index])) is not None:
            others = [other for other in self._selection.places if other != place]
            self._selection.choose(*others, place)

    def go_on(self, by: int) -> None:
        """Choose the next item, or the one before, in place of the current one; all others stay chosen."""
        places, current = self._view.places(), self._view.diagram.selected
        others = self._selection.places[:-1]
        index = places.index(current) + by if current in places else 0
        while 0 <= index < len(places):
            place = chosen_by(places[index])
            if place is not None and place not in self._selection.places:
                self._selection.choose(*others, place)
                return
            index += by

    def choose_all(self) -> None:
        """Choose everything that there is."""
        places = [chosen_by(item) for item in self._view.places()]
        self._selection.choose(*self._out_of_sight(), *[place for place in places if place is not None])

    def _out_of_sight(self) -> list[Chosen]:
        """List the layers of a deep network of which something is folded, and their biases."""
        layout, network = self._view.diagram.layout, self._view.diagram.network
        if layout is None or network is None or layout.excerpt.is_whole:
            return []
        folded = set(range(len(network.layers))).difference(layout.excerpt.connected)
        biases = [network.place(index) for index in range(network.weight_count, network.parameter_count)]
        return [*map(LayerPlace, sorted(folded)), *(bias for bias in biases if bias.layer in folded)]

    def choose_within(self, band: QRect) -> None:
        """Choose what stands in a part of the viewport."""
        frame = self._view.mapToScene(band).boundingRect()
        standing = (item for item in self._view.places() if item.isVisible())
        self._selection.choose(*chain.from_iterable(self._within(item, band, frame) for item in standing))

    def _within(self, item: PlaceItem, band: QRect, frame: QRectF) -> Sequence[Chosen]:
        """List what of an item is in a band: of a layer drawn as one all, or some."""
        if isinstance(item, BundleItem):
            weights = item.weights_within(frame)
            return [LayerPlace(item.layer)] if len(weights) == item.count else weights
        if isinstance(item, ColumnItem) and item.is_close:
            return item.neurons_within(frame)
        place = chosen_by(item)
        return [place] if place is not None and band.contains(self._middle(item)) else []

    def _middle(self, item: PlaceItem) -> QPoint:
        return self._view.rect_in_viewport(item.editing_rect()).center()

    def show(self) -> None:
        """Show what is chosen."""
        scene, places = self._view.diagram, self._selection.places
        if places and (layer := self._selection.layer) is not None:
            self._view.looking.look_at(layer)
        if scene.chosen_places != places:
            scene.show_chosen(places)
            if scene.selected is not None and self._view.hasFocus():
                accessibility.announce_selection(scene.selected)
        if scene.selected in self._view.places():
            self.stood_at = self._view.places().index(scene.selected)
        self._view.place_ring()


class Banding:
    """A rubber band, from the press to the release."""

    def __init__(self, view: "DiagramView", choosing: Choosing) -> None:
        self._view, self._choosing = view, choosing
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, view.viewport())
        self._band.setObjectName("rubber_band")
        self._pressed = QPoint()

    def begin(self, point: QPoint) -> None:
        self._pressed = point
        self._band.setGeometry(QRect(point, QSize()))

    def move(self, point: QPoint) -> None:
        """Stretch the band."""
        self._band.setGeometry(QRect(self._pressed, point).normalized())
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._band.isVisible():
            self._band.show()

    def end(self) -> bool:
        """Choose what is in the band; False where it was not stretched."""
        is_stretched = self._band.isVisible()
        if is_stretched:
            self._choosing.choose_within(self._band.geometry())
        self.cancel()
        return is_stretched

    def cancel(self) -> None:
        self._band.hide()
