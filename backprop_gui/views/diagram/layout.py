"""Where everything on the diagram stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeGuard

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF

from backprop_gui.core.array import Array
from backprop_gui.core.network import BiasPlace, NeuronPlace, WeightPlace
from backprop_gui.views.diagram.bodies import Body, centred, line_between
from backprop_gui.views.diagram.excerpt import Excerpt
from backprop_gui.views.diagram.labels import Edges, Spot, place_labels
from backprop_gui.views.diagram.sizes import LabelStyle, Sizes

Node = NeuronPlace | BiasPlace


@dataclass(frozen=True)
class Layout:
    """The place of everything.

    Attributes
    ----------
    bodies : the neurons, inputs and shared biases
    columns : the layers that are too large for single neurons, as boxes
    labels : where a weight's label stands on its connection; a weight that is not there has no label
    label_style : how labels show a change
    label_room, bias_label_room : the room of each label
    bundles : the layers whose connections are drawn as one
    excerpt : which layers are shown
    folds : where the marks of the others stand, by the layer that follows
    """

    ground: QRectF
    sizes: Sizes
    bodies: dict[Node, Body]
    columns: dict[int, QRectF]
    bundles: frozenset[int]
    label_style: LabelStyle
    label_room: QSizeF
    bias_label_room: QSizeF
    excerpt: Excerpt
    folds: dict[int, QRectF]
    labels: dict[WeightPlace, Spot] = field(default_factory=dict)

    def bias_label(self, place: BiasPlace) -> QRectF:
        """Return the room for the label left of a bias node."""
        rect, room = self.bodies[place].rect, self.bias_label_room
        right = rect.left() - 0.3 * self.sizes.text
        return QRectF(QPointF(right - room.width(), rect.center().y() - room.height() / 2), room)

    def label_rect(self, weight: WeightPlace) -> QRectF:
        """Return the room for a weight's label."""
        line = line_between(self.bodies[weight.source_neuron], self.bodies[weight.to_neuron])
        return self.label_on(line, self.labels[weight])

    def label_on(self, line: QLineF, spot: Spot) -> QRectF:
        """Return the room for a label on a line."""
        width, height = self.label_room.width(), self.label_room.height()
        return centred(width, height, line.pointAt(spot.at) + QPointF(0.0, spot.shift * height))

    def target(self, output: NeuronPlace) -> QRectF:
        """Return the room for the target and error right of an output."""
        rect, sizes = self.bodies[output].rect, self.sizes
        left, height = rect.right() + sizes.target_line, sizes.target_height
        return QRectF(left, rect.center().y() - height / 2, sizes.target_width, height)

    def room_of(self, node: Node) -> QRectF:
        """Return all that belongs to a node: shape, texts, a bias's label, an output's target."""
        extent = self.bodies[node].extent
        if not self.sizes.form.has_text:
            return extent
        if isinstance(node, BiasPlace):
            return extent.united(self.bias_label(node))
        last = max(place.layer for place in self.bodies)
        return extent.united(self.target(node)) if is_output(node, last) else extent

    def end(self, place: NeuronPlace, size: int) -> QPointF:
        """Return the middle of a neuron, or where it stands within its layer's box."""
        if place.layer in self.columns:
            box = self.columns[place.layer]
            return QPointF(box.center().x(), box.top() + box.height() * (place.index + 0.5) / size)
        return self.bodies[place].centre

    def places_for(
        self, weights: Iterable[WeightPlace], all_or_none: bool = False, may_stand_off: bool = False
    ) -> dict[WeightPlace, Spot]:
        """Find places for labels on some connections; those that find none are left out."""
        asked = list(weights)
        lines = [line_between(self.bodies[each.source_neuron], self.bodies[each.to_neuron]) for each in asked]
        if not lines:
            return {}
        starts = np.array([(line.x1(), line.y1()) for line in lines])
        ends = np.array([(line.x2(), line.y2()) for line in lines])
        edges = Edges(starts, ends, self.label_room.width(), self.label_room.height())
        found = place_labels(edges, self.obstacles(), _sides(self.ground), all_or_none, may_stand_off)
        return {place: spot for place, spot in zip(asked, found, strict=True) if spot is not None}

    def bias_labels_are_clear(self) -> bool:
        """Tell whether the labels beside bias nodes keep off one another and off all nodes."""
        labels = [self.bias_label(place) for place in self.bodies if isinstance(place, BiasPlace)]
        nodes = [body.extent for body in self.bodies.values()]
        return all(
            self.ground.contains(label)
            and not any(label.intersects(other) for other in (*nodes, *labels[:number]))
            for number, label in enumerate(labels)
        )

    def standing(self) -> Array:
        """List where nodes with their names, layers and targets stand: left, top, right, bottom of each."""
        rects = [body.extent for body in self.bodies.values()]
        rects += [*self.columns.values(), *self.folds.values()]
        if self.sizes.form.has_text:
            last = max(place.layer for place in self.bodies)
            rects += [self.target(place) for place in self.bodies if is_output(place, last)]
        return np.array([_sides(rect) for rect in rects]).reshape(-1, 4)

    def obstacles(self) -> Array:
        """List what labels may not touch: all that stands there, and other labels."""
        rects: list[QRectF] = []
        if self.sizes.form.has_text:
            rects += [self.bias_label(place) for place in self.bodies if isinstance(place, BiasPlace)]
            rects += [self.label_rect(place) for place in self.labels]
        labels = np.array([_sides(rect) for rect in rects]).reshape(-1, 4)
        return np.concatenate([self.standing(), labels])


def _sides(rect: QRectF) -> tuple[float, float, float, float]:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def is_output(place: object, last: int) -> TypeGuard[NeuronPlace]:
    return isinstance(place, NeuronPlace) and place.layer == last
