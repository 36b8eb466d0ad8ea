"""Where a person has put nodes, as a project keeps it: parts of the ground's width and height by name.

A file may hold anything there; what is no position of a node of this network is passed over.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QPointF

from backprop_gui.core.network import INPUTS, BiasKind, BiasPlace, Network, NeuronPlace
from backprop_gui.document.node_names import POSITIONS, node_name
from backprop_gui.document.project import Project
from backprop_gui.views.diagram.layout import Node

DIGITS = 4


def movable_nodes(network: Network) -> Iterator[Node]:
    """Yield everything that can be dragged."""
    for layer, count in enumerate(network.sizes, start=INPUTS):
        yield from (NeuronPlace(layer, index) for index in range(count))
        if layer != INPUTS and network.layers[layer].bias is BiasKind.SHARED:
            yield BiasPlace(layer, None)


def read_positions(project: Project) -> dict[Node, QPointF]:
    """Return the positions that the project keeps."""
    kept = project.view.get(POSITIONS)
    if not isinstance(kept, Mapping):
        return {}
    found = {
        place: _point(kept.get(node_name(project.network, place))) for place in movable_nodes(project.network)
    }
    return {place: point for place, point in found.items() if point is not None}


def with_position(project: Project, place: Node, share: QPointF) -> Project:
    """Keep another position of a node."""
    kept = project.view.get(POSITIONS)
    positions = dict(kept) if isinstance(kept, Mapping) else {}
    positions[node_name(project.network, place)] = [round(share.x(), DIGITS), round(share.y(), DIGITS)]
    return replace(project, view={**project.view, POSITIONS: positions})


def _point(value: object) -> QPointF | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    if any(isinstance(each, bool) or not isinstance(each, int | float) for each in value):
        return None
    try:
        x, y = map(float, value)
    except OverflowError:
        return None
    return QPointF(x, y) if math.isfinite(x) and math.isfinite(y) else None
