"""Samples over a picture: those that are trained on filled, those that are kept for testing as rings.

A class has its colour and its shape, so that neither is needed to tell them apart.
"""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from backprop_gui.look.theme import theme

MOST = 3000
"""So many points are drawn at most; of more, some, evenly."""

LARGE, SMALL = 3.6, 1.7
CROWDED = 0.2
"""Share of the distance between evenly spread points that one point's radius takes."""


def paint_points(
    painter: QPainter,
    places: list[QPointF],
    colors: list[QColor],
    kinds: list[int],
    filled: list[bool],
    room: QRectF,
) -> None:
    """Draw a point at each place.

    Parameters
    ----------
    room : where they lie; many of them are drawn smaller
    kinds : which shape each has
    """
    apart = math.sqrt(room.width() * room.height() / max(1, len(places)))
    radius = min(max(SMALL, CROWDED * apart), LARGE)
    shapes = [shape_of(kind, radius) for kind in range(len(_CORNERS) + 1)]
    rim = QPen(theme().panel, 1.0)
    for place, color, kind, is_filled in zip(places, colors, kinds, filled, strict=True):
        shape = shapes[kind % len(shapes)]
        painter.translate(place)
        if is_filled:
            painter.setPen(rim)
            painter.setBrush(color)
            painter.drawPath(shape)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().panel, 2.8))
            painter.drawPath(shape)
            painter.setPen(QPen(color, 1.3))
            painter.drawPath(shape)
        painter.translate(-place)


_CORNERS = ((4, 45.0), (3, 90.0), (4, 0.0), (5, 90.0))
"""Squares, triangles, diamonds and pentagons: how many corners, and where the first one is."""


def shape_of(kind: int, radius: float) -> QPainterPath:
    """Return the outline of a class's points, around the origin; the first class has circles."""
    path = QPainterPath()
    if kind == 0:
        path.addEllipse(QRectF(-radius, -radius, 2 * radius, 2 * radius))
        return path
    corners, first = _CORNERS[kind - 1]
    for corner in range(corners):
        angle = np.radians(first + 360.0 * corner / corners)
        at = QPointF(1.25 * radius * np.cos(angle), -1.25 * radius * np.sin(angle))
        path.lineTo(at) if corner else path.moveTo(at)
    path.closeSubpath()
    return path


def evenly_chosen(count: int) -> range:
    """Choose which of so many points to draw."""
    return range(0, count, max(1, -(-count // MOST)))


def strong(color: QColor, is_dark: bool) -> QColor:
    """Make a colour stand out from a ground of the same hue."""
    return color.lighter(150) if is_dark else color.darker(170)
