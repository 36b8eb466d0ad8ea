"""How those of very many weights are marked that are chosen: as lines, or on the cells of a picture."""

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from backprop_gui.core.array import Array, BoolArray
from backprop_gui.look.theme import Theme
from backprop_gui.views.diagram.bundle_detail import in_sight
from backprop_gui.views.diagram.bundle_picking import cell_rect
from backprop_gui.views.diagram.place_item import pen

MOST_FRAMED = 400
LEAST_FRAME = 6.0
LINE, BESIDE = 2.4, 5.0
VEIL = 0.6


def draw_marked_lines(painter: QPainter, ends: Array, exposed: QRectF, look: Theme) -> None:
    """Draw lines in the accent on a seam of the ground; `ends` has the shape (lines, 4)."""
    lines = [QLineF(*each) for each in ends[in_sight(ends, exposed)].tolist()]
    for color, width in ((look.window, BESIDE), (look.accent, LINE)):
        stroke = pen(color, width)
        stroke.setCosmetic(True)
        painter.setPen(stroke)
        painter.drawLines(lines)


def draw_marked_cells(painter: QPainter, marked: BoolArray, room: QRectF, look: Theme) -> None:
    """Frame the marked cells of a picture; where there are very many, lay a veil over them."""
    rows, columns = np.nonzero(marked)
    if len(rows) > MOST_FRAMED:
        painter.drawImage(room, _veil(marked, look.accent))
        return
    shape = (marked.shape[0], marked.shape[1])
    least = LEAST_FRAME / painter.worldTransform().m11()
    frames = [
        _at_least(cell_rect(room, shape, row, column), least)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((look.window, BESIDE), (look.accent, LINE)):
        stroke = pen(color, width)
        stroke.setCosmetic(True)
        painter.setPen(stroke)
        painter.drawRects(frames)


def _at_least(rect: QRectF, side: float) -> QRectF:
    wider, higher = max(side - rect.width(), 0.0) / 2, max(side - rect.height(), 0.0) / 2
    return rect.adjusted(-wider, -higher, wider, higher)


def _veil(marked: BoolArray, color: QColor) -> QImage:
    thin = QColor(color)
    thin.setAlphaF(VEIL)
    pixels = np.where(marked, np.uint32(thin.rgba()), np.uint32(0))
    rows, columns = marked.shape
    image = QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_ARGB32)
    return image.copy()
