"""The search for an arrangement that fits a window of any shape.

The ground is as large as the window, one unit a pixel: a larger window gives more room and larger
text, never a scaled picture. Of all forms and text sizes the first that fits is taken, with a label on
every connection if that is possible at all. Before a neuron loses its name and its value, boxes, gaps and
numbers become smaller; and where not all labels have room, those that one step is about shall have it.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, product

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from backprop_gui.core.network import INPUTS, BiasKind, BiasPlace, Network, NeuronPlace, WeightPlace
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.sentences import pretty
from backprop_gui.views.diagram.bodies import Body
from backprop_gui.views.diagram.excerpt import Excerpt, excerpt_of
from backprop_gui.views.diagram.labels import MOST_LABELS
from backprop_gui.views.diagram.layout import Layout, Node, is_output
from backprop_gui.views.diagram.sizes import LARGEST_TEXT, SMALLEST_TEXT, Form, LabelStyle, Sizes
from backprop_gui.views.diagram.widening import widened

MOST_NEURONS = 64
MOST_CONNECTIONS = 2000
SMALL_BUNDLE = 100
MANY_LABELS = 40
WIDEST_GAP = 19.0
TALLEST_GAP = 9.0
CLEARANCE = 0.5
LARGEST_DOT = 4.2
FOLD_WIDTH = 3.6
FULL_FORMS = tuple(form for form in Form if form.has_text and not form.is_brief)


def lay_out(
    network: Network,
    width: float,
    height: float,
    text_scale: float,
    moved: Mapping[Node, QPointF],
    excerpt: Excerpt | None = None,
) -> Layout:
    """Arrange a network on a ground of a size.

    Parameters
    ----------
    moved : nodes that a person has put elsewhere, in parts of the ground's width and height
    excerpt : which layers are shown; of a deep network else the first and the last
    """
    arranging = Arranging(network, width, height, text_scale, moved, excerpt or excerpt_of(network))
    return widened(next(arranging.arrangements()), network, arranging.longest_name, moved)


class Arranging:
    """The search for the largest and fullest arrangement that fits."""

    def __init__(
        self,
        network: Network,
        width: float,
        height: float,
        text_scale: float,
        moved: Mapping[Node, QPointF],
        excerpt: Excerpt,
    ) -> None:
        self.network, self.excerpt = network, excerpt
        self.counts = {layer: network.sizes[layer + 1] for layer in excerpt.layers}
        self.most = max(self.counts.values())
        self.has_shared_bias = any(layer.bias is BiasKind.SHARED for layer in network.layers)
        self.has_own_biases = any(layer.bias is BiasKind.PER_NEURON for layer in network.layers)
        self.ground = QRectF(0.0, 0.0, width, height)
        self.moved = moved
        smallest, largest = math.ceil(SMALLEST_TEXT * text_scale), math.ceil(LARGEST_TEXT * text_scale)
        self.bundles = frozenset(_bundles(network, excerpt))
        few = sum(network.layers[layer].present.size for layer in excerpt.connected) <= MOST_CONNECTIONS
        self.weights = [
            place for layer in excerpt.connected if few for place in weight_places(network, layer)
        ]
        # Among so many labels the search is long, and hardly ever is there room for larger text.
        largest = largest if len(self.weights) <= MANY_LABELS else smallest
        self.texts = sorted({*range(smallest, largest + 1, max(1, round(text_scale))), largest}, reverse=True)
        notation = Notation(network)
        last = WeightPlace(
            len(network.layers) - 1, network.layers[-1].size - 1, network.layers[-1].sources - 1
        )
        self.longest_name = pretty(notation.parameter(last))

    def sizes(self, text: int, form: Form) -> Sizes:
        return Sizes(text, form, self.has_own_biases)

    def arrangements(self) -> Iterator[Layout]:
        """Yield arrangements, the fullest first, down to dots, which always fit."""
        without_all: list[Layout] = []
        for forms in (FULL_FORMS, (Form.BRIEF,)):
            yield from self.labelled(forms)
            for layout in self.unlabelled(forms):
                if self.untold(layout) == 0:
                    yield layout
                without_all.append(layout)
        # Of none has a step all labels: neurons are shown as fully as there is room, then.
        yield from without_all
        yield from self.labelled((Form.LINE,))
        yield from self.unlabelled((Form.LINE,))
        yield self.arranged(self.sizes(self.texts[-1], Form.DOT), LabelStyle.TIGHT)

    def labelled(self, forms: Sequence[Form]) -> Iterator[Layout]:
        """Yield arrangements in which every connection has its label, the fullest first."""
        if not 0 < len(self.weights) <= MOST_LABELS:
            return
        for form, style in product(forms, LabelStyle):
            # What does not fit with the smallest text will not fit with a larger one.
            smallest = self.with_all_labels(self.texts[-1], form, style)
            if smallest:
                larger = (self.with_all_labels(text, form, style) for text in self.texts[:-1])
                yield from filter(None, chain(larger, [smallest]))

    def unlabelled(self, forms: Sequence[Form]) -> Iterator[Layout]:
        """Yield for each form an arrangement without labels, with as much room for a step's as can be."""
        for form in forms:
            styles = product((LabelStyle.STACKED, LabelStyle.TIGHT), self.texts)
            tried = (self.fitting(self.sizes(text, form), style, with_labels=False) for style, text in styles)
            fitting = [layout for layout in tried if layout]
            if fitting:
                yield min(fitting, key=self.untold)

    def untold(self, layout: Layout) -> int:
        """Count the labels that find no place where a step is about the first neuron of a layer."""
        if len(self.weights) > MOST_LABELS:
            return 0
        return sum(
            len(weights) - len(layout.places_for(weights, may_stand_off=True))
            for weights in self._weights_at_first_neurons()
        )

    def _weights_at_first_neurons(self) -> Iterator[list[WeightPlace]]:
        """Yield for each layer the connections into its first neuron, and those out of its source."""
        for layer in self.excerpt.connected:
            weights = [place for place in self.weights if place.layer == layer]
            yield [place for place in weights if place.to == 0]
            yield [place for place in weights if place.source == 0]

    def with_all_labels(self, text: int, form: Form, style: LabelStyle) -> Layout | None:
        """Arrange with a label on each connection; where nodes were moved, as many as find a place."""
        layout = self.fitting(self.sizes(text, form), style, with_labels=True)
        if layout is None:
            return None
        labels = layout.places_for(self.weights, all_or_none=not self.moved)
        all_placed = len(labels) == len(self.weights)
        return replace(layout, labels=labels) if all_placed or self.moved else None

    def fitting(self, sizes: Sizes, style: LabelStyle, with_labels: bool) -> Layout | None:
        """Arrange with given sizes; None where neurons or labels would not have room."""
        if self.most > MOST_NEURONS:
            return None
        label = sizes.label_room(style, self.longest_name).width() if with_labels else sizes.least_gap
        if self._gap(sizes) < label + CLEARANCE * sizes.text:
            return None
        if self._pitch(sizes, self.most) < self._row(sizes) + 0.5 * sizes.text:
            return None
        if self._pitch(sizes, self.network.sizes[-1]) < sizes.target_height:
            return None
        layout = self.arranged(sizes, style)
        return layout if self.moved or layout.bias_labels_are_clear() else None

    def arranged(self, sizes: Sizes, style: LabelStyle) -> Layout:
        """Put the nodes in columns, and where a person has moved them."""
        columns = dict(self._columns(sizes))
        room = sizes.label_room(style, self.longest_name)
        beside_bias = sizes.bias_label_room(style, self.longest_name)
        bodies: dict[Node, Body] = {}
        for layer, x in self._column_middles(sizes):
            if layer not in columns:
                bodies.update(self._column(sizes, layer, x))
            if layer != INPUTS and self.network.layers[layer].bias is BiasKind.SHARED:
                bodies[BiasPlace(layer, None)] = self._bias(sizes, layer, x, beside_bias.width())
        for place in self.moved.keys() & bodies.keys():
            bodies[place] = self._moved(place, bodies[place], self.moved[place], beside_bias.width(), sizes)
        folds = dict(self._folds(sizes))
        return Layout(
            self.ground,
            sizes,
            bodies,
            columns,
            self.bundles,
            style,
            room,
            beside_bias,
            excerpt=self.excerpt,
            folds=folds,
        )

    def _columns(self, sizes: Sizes) -> Iterator[tuple[int, QRectF]]:
        top, area = self._area(sizes)
        for layer, x in self._column_middles(sizes):
            if self.counts[layer] > MOST_NEURONS:
                yield layer, QRectF(x - 1.6 * sizes.text, top, 3.2 * sizes.text, area)

    def _folds(self, sizes: Sizes) -> Iterator[tuple[int, QRectF]]:
        """Place the mark of each fold, by the layer that follows it: between that and the one before."""
        top, area = self._area(sizes)
        width, gap = FOLD_WIDTH * sizes.text, self._gap(sizes)
        for layer, x in self._column_middles(sizes):
            if layer in self.excerpt.folds:
                left = x - self._width(sizes, layer) / 2 - gap - width
                yield layer, QRectF(left, top + area / 2 - width, width, 2 * width)

    def _width(self, sizes: Sizes, layer: int) -> float:
        return 3.2 * sizes.text if self.counts[layer] > MOST_NEURONS else self._body(sizes, layer)[0]

    def _widths(self, sizes: Sizes) -> float:
        """Return how wide all columns and folds are together."""
        columns = sum(self._width(sizes, layer) for layer in self.excerpt.layers)
        return columns + FOLD_WIDTH * sizes.text * len(self.excerpt.folds)

    @property
    def gaps(self) -> int:
        return len(self.counts) - 1 + len(self.excerpt.folds)

    def _body(self, sizes: Sizes, layer: int) -> tuple[float, float]:
        width, height = sizes.of_body(layer)
        if sizes.form is Form.DOT:
            room = self._pitch(sizes, self.counts[layer])
            # A dot is large enough for a small picture where that leaves the connections their room.
            across = self.ground.width() / len(self.counts)
            large = min(LARGEST_DOT * sizes.text, 0.5 * room, 0.25 * across)
            width = height = max(2.0, min(width, 0.8 * room), large)
        return width, height

    def _gap(self, sizes: Sizes) -> float:
        """Return the room between two columns."""
        rest = self.ground.width() - 1.2 * sizes.text - self._widths(sizes) - self._targets(sizes)
        return min(max(rest, 0.0) / self.gaps, WIDEST_GAP * sizes.text)

    def _targets(self, sizes: Sizes) -> float:
        """Return the room for targets right of the outputs."""
        return sizes.target_line + sizes.target_width if sizes.form.has_text else 0.0

    def _column_middles(self, sizes: Sizes) -> Iterator[tuple[int, float]]:
        gap, folds = self._gap(sizes), self.excerpt.folds
        taken = self._widths(sizes) + gap * self.gaps + self._targets(sizes)
        x = (self.ground.width() - taken) / 2
        for layer in self.excerpt.layers:
            x += FOLD_WIDTH * sizes.text + gap if layer in folds else 0.0
            width = self._width(sizes, layer)
            yield layer, x + width / 2
            x += width + gap

    def _area(self, sizes: Sizes) -> tuple[float, float]:
        """Return the top and the height of what the neurons have for themselves."""
        below = sizes.bias + 0.6 * sizes.text if self.has_shared_bias else 0.0
        margin = 0.5 * sizes.text
        return margin, max(self.ground.height() - 2 * margin - below, 1.0)

    def _pitch(self, sizes: Sizes, count: int) -> float:
        """Return the distance between the middles of two neurons of a column."""
        most = self._row(sizes) + TALLEST_GAP * sizes.text
        return min(self._area(sizes)[1] / count, most)

    def _row(self, sizes: Sizes) -> float:
        return sizes.above(0) + sizes.of_body(0)[1] + sizes.below(0)

    def _column(self, sizes: Sizes, layer: int, x: float) -> Iterator[tuple[NeuronPlace, Body]]:
        count = self.counts[layer]
        top, area = self._area(sizes)
        pitch, (width, height) = self._pitch(sizes, count), self._body(sizes, layer)
        # Inputs stand level with neurons, whose shape is not in the middle of their row.
        y = top + (area - pitch * count) / 2 + (sizes.above(0) - sizes.below(0)) / 2
        for index in range(count):
            centre = QPointF(x, y + (index + 0.5) * pitch)
            place, above, below = NeuronPlace(layer, index), sizes.above(layer), sizes.below(layer)
            yield place, Body(centre, width, height, sizes.is_round(layer), above, below)

    def _bias(self, sizes: Sizes, layer: int, x: float, label_width: float) -> Body:
        left = x - self._width(sizes, layer) / 2 - 0.36 * self._gap(sizes)
        if sizes.form.is_brief:
            left = max(left, label_width + 0.4 * sizes.text + sizes.bias / 2)
        top, area = self._area(sizes)
        y = min(top + area + 0.6 * sizes.text + sizes.bias / 2, self._lowest(sizes) + 4.5 * sizes.text)
        return Body(QPointF(left, y), sizes.bias, sizes.bias, is_round=False)

    def _lowest(self, sizes: Sizes) -> float:
        """Return where the longest column ends."""
        top, area = self._area(sizes)
        count = self.most
        if count > MOST_NEURONS:
            return top + area
        pitch = self._pitch(sizes, count)
        return top + (area + pitch * count) / 2 - (pitch - self._row(sizes)) / 2

    def _moved(self, place: Node, body: Body, share: QPointF, label_width: float, sizes: Sizes) -> Body:
        """Put a node where a person wants it, as far as it stays on the ground with what belongs to it."""
        extent, ground = body.extent, self.ground
        left = label_width if isinstance(place, BiasPlace) and sizes.form.has_text else 0.0
        right = self._targets(sizes) if is_output(place, len(self.network.layers) - 1) else 0.0
        half = extent.width() / 2
        x = _within(share.x() * ground.width(), half + left, ground.width() - half - right)
        above, below = body.centre.y() - extent.top(), extent.bottom() - body.centre.y()
        y = _within(share.y() * ground.height(), above, ground.height() - below)
        return replace(body, centre=QPointF(x, y))


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))


def weight_places(network: Network, layer: int) -> Iterator[WeightPlace]:
    """Yield the connections that there are into a layer, in the order of their numbers."""
    for to, source in np.argwhere(network.layers[layer].present).tolist():
        yield WeightPlace(layer, to, source)


def _bundles(network: Network, excerpt: Excerpt) -> Iterator[int]:
    """Yield the layers whose connections are too many, or end at a layer drawn as one box."""
    counts = {layer: network.layers[layer].present.size for layer in excerpt.connected}
    many = sum(counts.values()) > MOST_CONNECTIONS
    small = sum(count for count in counts.values() if count <= SMALL_BUNDLE)
    most = SMALL_BUNDLE if small <= MOST_CONNECTIONS else 0
    for number, count in counts.items():
        layer = network.layers[number]
        boxed = max(layer.size, layer.sources) > MOST_NEURONS
        if boxed or (many and count > most):
            yield number
