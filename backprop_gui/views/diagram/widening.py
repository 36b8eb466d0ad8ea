"""More room for long names, as far as connections and their labels keep theirs."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise, product

from PySide6.QtCore import QPointF

from backprop_gui.core.network import INPUTS, Network, NeuronPlace
from backprop_gui.explain.sentences import pretty
from backprop_gui.views.diagram.bodies import Body
from backprop_gui.views.diagram.layout import Layout, Node
from backprop_gui.views.diagram.sizes import Form, LabelStyle, Sizes, width_of

MOST_WIDER = (11.0, 7.0, 4.0, 2.0)
"""Heights of the text: how much more room a name gets at the most; the most is tried first."""

MOST_LABELS = 40
"""Among more labels the search for their places is long."""

PADS, VALUE, GAP = 1.2, 4.5, 2.0
"""Beside a name in its box, of the value on the same line, between columns; in heights of the text."""


def widened(layout: Layout, network: Network, longest: str, moved: Collection[Node]) -> Layout:
    """Give names that are cut more room: wider boxes, or what is free beside those above a shape.

    Parameters
    ----------
    longest : the longest name of a connection, whose label may show its change in less room
    """
    layers = range(INPUTS, len(network.layers))
    lacking = {layer: more for layer in layers if (more := _lack(layout, network, layer))}
    if not lacking or moved or len(layout.labels) > MOST_LABELS or not layout.excerpt.is_whole:
        return layout
    tried = (
        _wider(_styled(layout, style, longest), network, lacking, most * layout.sizes.text)
        for most, style in product(MOST_WIDER, _styles_from(layout.label_style))
    )
    return next((wider for wider in tried if wider is not None), layout)


def _styles_from(first: LabelStyle) -> Iterator[LabelStyle]:
    styles = list(LabelStyle)
    yield from styles[styles.index(first) :]


def _styled(layout: Layout, style: LabelStyle, longest: str) -> Layout:
    """Give labels another style; what is known of their places holds for the old one."""
    room, beside_bias = layout.sizes.label_room(style, longest), layout.sizes.bias_label_room(style, longest)
    return replace(layout, label_style=style, label_room=room, bias_label_room=beside_bias)


def _lack(layout: Layout, network: Network, layer: int) -> float:
    """Measure how much more room a layer's longest name had to have; 0 where no names are shown."""
    sizes, body = layout.sizes, layout.bodies.get(NeuronPlace(layer, 0))
    if body is None or not sizes.form.has_text:
        return 0.0
    names = network.inputs if layer == INPUTS else network.layers[layer].neurons
    beside = (VALUE if sizes.form is Form.LINE else 0.0) + (PADS if _is_inside(sizes, layer) else 0.0)
    needed = max(width_of(sizes.name, pretty(name)) for name in names) + beside * sizes.text
    return max(0.0, needed - body.width)


def _is_inside(sizes: Sizes, layer: int) -> bool:
    return layer == INPUTS or sizes.form.is_named_inside


def _wider(layout: Layout, network: Network, lacking: dict[int, float], most: float) -> Layout | None:
    """Give what is lacking, at most so much; None where something else loses its room."""
    bodies = dict(layout.bodies)
    for place, body in layout.bodies.items():
        if isinstance(place, NeuronPlace) and place.layer in lacking:
            more = min(lacking[place.layer], most)
            bodies[place] = _grown(body, place.layer, more, layout.sizes, len(network.layers) - 1)
    wider = replace(layout, bodies=bodies, labels={})
    if not (_columns_are_apart(wider, network, bool(layout.labels)) and wider.bias_labels_are_clear()):
        return None
    labels = wider.places_for(layout.labels, all_or_none=True)
    return replace(wider, labels=labels) if len(labels) == len(layout.labels) else None


def _grown(body: Body, layer: int, more: float, sizes: Sizes, last: int) -> Body:
    """Widen a box: of the first column rightwards, of the last leftwards; or the name above a shape."""
    if not _is_inside(sizes, layer):
        return replace(body, beside=more / 2)
    aside = {INPUTS: more / 2, last: -more / 2}.get(layer, 0.0)
    return replace(body, centre=body.centre + QPointF(aside, 0.0), width=body.width + more)


def _columns_are_apart(layout: Layout, network: Network, has_labels: bool) -> bool:
    """Tell whether columns keep apart; where labels come only with a step, by the room of one."""
    columns = [
        layout.columns.get(layer) or layout.bodies[NeuronPlace(layer, 0)].extent
        for layer in range(INPUTS, len(network.layers))
    ]
    room = GAP * layout.sizes.text if has_labels else layout.label_room.width() + layout.sizes.text
    inside = columns[0].left() >= 0.0 and columns[-1].right() <= layout.ground.right()
    return inside and all(left.right() + room <= right.left() for left, right in pairwise(columns))
