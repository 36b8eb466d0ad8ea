"""How much of very many connections is drawn, by how large they are shown.

Their values where those can be read; else lines, as thick as the weights are large; and where lines
would cover one another, the weights as a picture of coloured cells.
"""

from enum import Enum

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from backprop_gui.core.array import Array, BoolArray
from backprop_gui.look.colormaps import answers_map
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.theme import Theme
from backprop_gui.views.diagram.words import short

LINES_A_PIXEL = 0.8
READABLE_SPACING = 26.0
MOST_VALUES, MOST_CONSIDERED = 40, 200
FONT_SIZE = 11.0
MARGIN = 0.12
PAD = 3.0


class Detail(Enum):
    """What is drawn of a layer's connections."""

    PICTURE = "a cell for each weight"
    LINES = "lines"
    VALUES = "lines and values"


def detail_of(connections: int, height: float, spacing: float, scale: float) -> Detail:
    """Choose what can be told apart.

    Parameters
    ----------
    height : of the taller of the two columns
    spacing : between two neurons of the sparser column
    scale : pixels for each unit of these lengths
    """
    if connections > LINES_A_PIXEL * height * scale:
        return Detail.PICTURE
    return Detail.VALUES if spacing * scale >= READABLE_SPACING and scale > 1.0 else Detail.LINES


def weight_picture(weights: Array, present: BoolArray, look: Theme) -> QImage:
    """Colour a layer's weights: a row a neuron, a column a source; missing ones are grey."""
    shown = np.where(present, weights, np.nan)
    largest = float(np.abs(shown[np.isfinite(shown)]).max(initial=0.0)) or 1.0
    pixels = np.ascontiguousarray(answers_map(look, -largest, largest).pixels(shown))
    rows, columns = pixels.shape
    image = QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGB32)
    return image.copy()


def picture_room(sources: Array, neurons: Array) -> QRectF:
    """Find where the picture stands: between the two columns, beside the neurons it leads to."""
    left, right = float(sources[:, 0].max()), float(neurons[:, 0].min())
    spacing = np.ptp(neurons[:, 1]) / max(len(neurons) - 1, 1) / 2
    top, bottom = float(neurons[:, 1].min() - spacing), float(neurons[:, 1].max() + spacing)
    margin = MARGIN * (right - left)
    return QRectF(QPointF(left + margin, top), QPointF(right - margin, max(bottom, top + 1.0)))


def draw_picture(painter: QPainter, image: QImage, room: QRectF, look: Theme) -> None:
    """Draw the cells in a thin frame: sharp, or mixed where they are finer than the screen."""
    scale = painter.worldTransform().m11()
    is_finer = image.width() > room.width() * scale or image.height() > room.height() * scale
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_finer)
    painter.drawImage(room, image)
    painter.setPen(look.hairline)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(room)


def in_sight(ends: Array, exposed: QRectF) -> BoolArray:
    """Mark the lines whose box meets a rectangle; `ends` has the shape (lines, 4)."""
    low = np.minimum(ends[:, :2], ends[:, 2:])
    high = np.maximum(ends[:, :2], ends[:, 2:])
    meets: BoolArray = (
        (high[:, 0] >= exposed.left())
        & (low[:, 0] <= exposed.right())
        & (high[:, 1] >= exposed.top())
        & (low[:, 1] <= exposed.bottom())
    )
    return meets


def draw_values(painter: QPainter, ends: Array, values: Array, exposed: QRectF, look: Theme) -> int:
    """Write values on lines that are in sight, the largest first, clear of one another; return how many."""
    font = ui_font(FONT_SIZE, 500)
    metrics, transform = QFontMetricsF(font), painter.worldTransform()
    taken: list[QRectF] = []
    painter.save()
    painter.setFont(font)
    # In pixels, so that the numbers have the same size at every scale.
    painter.setWorldMatrixEnabled(False)
    for index in np.argsort(-np.abs(values))[:MOST_CONSIDERED].tolist():
        middle = _middle_in(QLineF(*ends[index].tolist()), exposed)
        if middle is None:
            continue
        text = short(float(values[index]))
        at = transform.map(middle)
        width, height = metrics.horizontalAdvance(text) + 2 * PAD, metrics.height()
        box = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
        if any(box.intersects(other) for other in taken):
            continue
        taken.append(box)
        _draw_value(painter, box, text, look.panel, look.ink)
        if len(taken) == MOST_VALUES:
            break
    painter.restore()
    return len(taken)


def _draw_value(painter: QPainter, box: QRectF, text: str, ground: QColor, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, PAD, PAD)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _middle_in(line: QLineF, box: QRectF) -> QPointF | None:
    """Find the middle of what is in a box of a line."""
    begin, end = 0.0, 1.0
    for start, way, low, high in (
        (line.x1(), line.dx(), box.left(), box.right()),
        (line.y1(), line.dy(), box.top(), box.bottom()),
    ):
        if abs(way) < 1e-9:
            if not low <= start <= high:
                return None
            continue
        first, last = sorted(((low - start) / way, (high - start) / way))
        begin, end = max(begin, first), min(end, last)
    return line.pointAt((begin + end) / 2) if begin < end else None
