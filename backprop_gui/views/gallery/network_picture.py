"""A picture of a network: its neurons, and its weights by size and sign."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from backprop_gui.core.backprop import forward
from backprop_gui.document.project import Project
from backprop_gui.look.theme import theme

MOST_NEURONS = 8
THINNEST, THICKEST = 0.8, 5.0


def draw_network(painter: QPainter, area: QRectF, project: Project) -> None:
    """Draw the network; a neuron that is 0 for every sample has a dashed line around it."""
    sizes = [min(size, MOST_NEURONS) for size in project.network.sizes]
    places = [_column(area, number, len(sizes), size) for number, size in enumerate(sizes)]
    _draw_weights(painter, places, project)
    silent = _silent(project)
    radius = min(9.0, 0.32 * area.height() / max(sizes), 0.3 * area.width() / len(sizes))
    for layer, column in enumerate(places):
        for neuron, place in enumerate(column):
            _draw_neuron(painter, place, radius, layer == 0, (layer, neuron) in silent)


def _column(area: QRectF, layer: int, layers: int, size: int) -> list[QPointF]:
    x = area.left() + area.width() * (layer + 0.5) / layers
    step = area.height() / size
    return [QPointF(x, area.top() + step * (neuron + 0.5)) for neuron in range(size)]


def _draw_weights(painter: QPainter, places: list[list[QPointF]], project: Project) -> None:
    look = theme()
    for layer, weights in enumerate(project.parameters.weights):
        present = project.network.layers[layer].present
        for to, target in enumerate(places[layer + 1]):
            for source, origin in enumerate(places[layer]):
                if not present[to, source]:
                    continue
                weight = float(weights[to, source])
                width = float(np.clip(1.2 * np.sqrt(abs(weight)), THINNEST, THICKEST))
                painter.setPen(QPen(look.positive if weight >= 0 else look.negative, width))
                painter.drawLine(origin, target)


def _draw_neuron(painter: QPainter, place: QPointF, radius: float, is_input: bool, is_silent: bool) -> None:
    look = theme()
    style = Qt.PenStyle.DashLine if is_silent else Qt.PenStyle.SolidLine
    painter.setPen(QPen(look.warning if is_silent else look.ink, 1.4, style))
    painter.setBrush(QBrush(QColor(look.panel)))
    if is_input:
        painter.drawRoundedRect(
            QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius), 3.0, 3.0
        )
    else:
        painter.drawEllipse(place, radius, radius)


def _silent(project: Project) -> set[tuple[int, int]]:
    """Find the neurons that give 0 for every sample, each as (layer, neuron) with the inputs as layer 0."""
    outs = forward(project.network, project.parameters, project.data.inputs).out
    return {
        (layer, neuron)
        for layer, out in enumerate(outs[-len(project.network.layers) :], start=1)
        for neuron in np.flatnonzero(~out.any(axis=0)).tolist()
    }
