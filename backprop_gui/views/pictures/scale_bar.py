"""The strip that says which colour is which number."""

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.theme import theme
from backprop_gui.look.ticks import value_label
from backprop_gui.views.pictures.axes_painting import TEXT

WIDTH, AWAY, ROOM = 10.0, 10.0, 62.0
"""Pixels: the strip, what lies between it and the picture, and all with its labels."""

LABEL = 15.0


def paint_scale(
    painter: QPainter, beside: QRectF, bands: list[QColor], edges: list[float], every: int = 1
) -> None:
    """Paint bands from below upwards, and write the numbers at the edges between them.

    Parameters
    ----------
    edges : one between every two bands, so one fewer than bands
    every : only every so many-th edge may be labelled
    """
    strip = QRectF(beside.right() + AWAY, beside.top(), WIDTH, beside.height())
    height = strip.height() / len(bands)
    painter.setPen(Qt.PenStyle.NoPen)
    for number, color in enumerate(bands):
        # A little taller, so that no gap shines through between two bands.
        top = strip.bottom() - (number + 1) * height
        painter.fillRect(QRectF(strip.left(), top, WIDTH, min(height + 1.0, strip.bottom() - top)), color)
    painter.setPen(QPen(theme().hairline, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(strip)
    painter.setFont(ui_font(TEXT))
    painter.setPen(theme().soft)
    rise = QFontMetricsF(painter.font()).capHeight() / 2
    stride = every * max(1, math.ceil(LABEL / (every * height)))
    for number, value in enumerate(edges):
        if (number + 1) % stride == 0:
            y = strip.bottom() - (number + 1) * height
            painter.drawText(round(strip.right() + 4), round(y + rise), value_label(value, 3))
