"""Pictures of samples: points of the plane by class or height, points on a line, small images."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from backprop_gui.core.array import Array
from backprop_gui.core.backprop import forward
from backprop_gui.document.plane import plane_of
from backprop_gui.document.project import Project
from backprop_gui.document.task import normalisation_of, original_inputs
from backprop_gui.look.theme import theme

MOST_POINTS = 500
FEW_POINTS = 20
CURVE_POINTS = 80
INSET = 10.0
IMAGE_COLUMNS, IMAGE_ROWS = 6, 3

Mark = Callable[[QPainter, QPointF, float], None]


def draw_classes(painter: QPainter, area: QRectF, project: Project) -> None:
    """Draw samples as points, each class in its own colour and shape."""
    inputs, targets = _flat_points(project)[:MOST_POINTS], project.data.targets[:MOST_POINTS]
    single = targets.shape[1] == 1
    classes = (targets[:, 0] <= targets.mean()).astype(int) if single else targets.argmax(axis=1)
    is_few = len(inputs) <= FEW_POINTS
    size = 5.0 if is_few else 1.9
    area = area.adjusted(INSET, INSET, -INSET, -INSET) if is_few else area
    for place, number in zip(_places(inputs, area), classes.tolist(), strict=True):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().factor(number))
        MARKS[number % len(MARKS)](painter, place, size)


def _flat_points(project: Project) -> Array:
    """Find the samples' places in their plane; where there is none, by their last two inputs."""
    plane = plane_of(project)
    return original_inputs(project)[:, -2:] if plane is None or plane.is_line else plane.points


def _disc(painter: QPainter, place: QPointF, size: float) -> None:
    painter.drawEllipse(place, size, size)


def _ring(painter: QPainter, place: QPointF, size: float) -> None:
    painter.setPen(QPen(painter.brush().color(), max(1.0, 0.4 * size)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(place, size, size)


def _triangle(painter: QPainter, place: QPointF, size: float) -> None:
    corners = [(0.0, -1.3), (1.2, 0.9), (-1.2, 0.9)]
    painter.drawPolygon(QPolygonF([place + QPointF(size * x, size * y) for x, y in corners]))


MARKS: tuple[Mark, ...] = (_disc, _ring, _triangle)


def draw_heights(painter: QPainter, area: QRectF, project: Project) -> None:
    """Draw samples by two inputs; the further a target is from 0, the larger and stronger the point."""
    look, targets = theme(), project.data.targets[:MOST_POINTS, 0]
    most = float(np.abs(targets).max()) or 1.0
    painter.setPen(Qt.PenStyle.NoPen)
    places = _places(_flat_points(project)[:MOST_POINTS], area)
    for place, height in zip(places, (targets / most).tolist(), strict=True):
        color = QColor(look.positive if height > 0 else look.negative)
        color.setAlphaF(0.15 + 0.85 * abs(height))
        painter.setBrush(color)
        size = 1.0 + 1.8 * abs(height)
        if height > 0:
            painter.drawEllipse(place, size, size)
        else:
            painter.drawRect(QRectF(place.x() - size, place.y() - size, 2 * size, 2 * size))


def draw_curve(painter: QPainter, area: QRectF, project: Project) -> None:
    """Draw samples of one input over it, and what the network answers before its first round."""
    look = theme()
    x, targets = original_inputs(project)[:, 0], project.data.targets[:, 0]
    along = np.linspace(x.min(), x.max(), CURVE_POINTS)
    given = normalisation_of(project).apply(along[:, None])
    answers = forward(project.network, project.parameters, given).out[-1][:, 0]
    table = np.concatenate([np.stack([x, targets], axis=1), np.stack([along, answers], axis=1)])
    places = _places(table, area, is_square=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.factor(0))
    size = 4.0 if len(x) <= FEW_POINTS else 2.0
    for place in places[: len(x)]:
        painter.drawEllipse(place, size, size)
    painter.setPen(QPen(look.factor(1), 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(places[len(x) :]))


def draw_images(painter: QPainter, area: QRectF, project: Project) -> None:
    """Draw the first samples as small square images, dark on light or light on dark."""
    side = math.isqrt(len(project.network.inputs))
    beginning = project.data.rows(slice(0, IMAGE_COLUMNS * IMAGE_ROWS))
    grey = original_inputs(replace(project, data=beginning))
    strength = grey / (grey.max() or 1.0)
    size = min(area.width() / IMAGE_COLUMNS, area.height() / IMAGE_ROWS)
    left = area.left() + (area.width() - IMAGE_COLUMNS * size) / 2
    top = area.top() + (area.height() - IMAGE_ROWS * size) / 2
    for number, values in enumerate(strength):
        row, column = divmod(number, IMAGE_COLUMNS)
        place = QRectF(left + column * size, top + row * size, size, size)
        inner = place.adjusted(0.08 * size, 0.08 * size, -0.08 * size, -0.08 * size)
        painter.drawImage(inner, _image(values.reshape(side, side)))


def _image(strength: Array) -> QImage:
    side = len(strength)
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    for row in range(side):
        for column in range(side):
            color = QColor(theme().ink)
            color.setAlphaF(float(strength[row, column]))
            image.setPixelColor(column, row, color)
    return image


def _places(table: Array, area: QRectF, is_square: bool = True) -> list[QPointF]:
    """Find where points are drawn: all within the area, x to the right and y up."""
    low, high = table.min(axis=0), table.max(axis=0)
    extent = np.where(high > low, high - low, 1.0)
    room = np.array([area.width(), area.height()])
    scale = np.full(2, (room / extent).min()) if is_square else room / extent
    middle = (low + high) / 2
    moved = (table - middle) * scale * np.array([1.0, -1.0])
    centre = area.center()
    return [QPointF(centre.x() + x, centre.y() + y) for x, y in moved.tolist()]
