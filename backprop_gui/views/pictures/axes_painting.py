"""The axes around a picture: round numbers, and what they are of."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.theme import theme
from backprop_gui.look.ticks import linear_ticks, value_label
from backprop_gui.views.pictures.frame import Frame

TEXT = 11
LEFT, BOTTOM, TOP, RIGHT = 46.0, 19.0, 8.0, 10.0
"""Pixels around the picture, for the labels."""

ROW, COLUMN = 26.0, 52.0
"""Pixels that a label needs on the axis upwards and the one across."""

GAP = 5.0


def paint_hairlines(painter: QPainter, frame: Frame) -> None:
    """Draw a line across at every label of the axis upwards."""
    painter.setPen(QPen(theme().hairline, 1.0))
    for value in _ticks_up(frame):
        y = frame.y(value)
        painter.drawLine(QPointF(frame.rect.left(), y), QPointF(frame.rect.right(), y))


def paint_axes(painter: QPainter, frame: Frame, across: str, up: str) -> None:
    """Write the labels and the axes' names."""
    font = ui_font(TEXT)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme().soft)
    rect = frame.rect
    height = metrics.height()
    for value in _ticks_up(frame):
        if frame.y(value) < rect.top() + 1.4 * height:
            continue  # the axis's name stands there
        row = QRectF(rect.left() - LEFT, frame.y(value) - height / 2, LEFT - GAP, height)
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, value_label(value))
    name_width = metrics.horizontalAdvance(across)
    below = QRectF(rect.left(), rect.bottom() + 3.0, rect.width(), height)
    for value in linear_ticks(*frame.across, max(1, int(rect.width() / COLUMN))):
        text, middle = value_label(value), frame.x(value)
        width = metrics.horizontalAdvance(text)
        if middle + width / 2 <= rect.right() - name_width - GAP:
            place = QRectF(middle - width / 2 - 1, below.top(), width + 2, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.setPen(theme().ink)
    painter.drawText(below, Qt.AlignmentFlag.AlignRight, across)
    beside = QRectF(rect.left() - LEFT, rect.top() - 3.0, LEFT - GAP, height)
    name = metrics.elidedText(up, Qt.TextElideMode.ElideRight, beside.width())
    painter.drawText(beside, Qt.AlignmentFlag.AlignRight, name)


def _ticks_up(frame: Frame) -> list[float]:
    return linear_ticks(*frame.up, max(1, int(frame.rect.height() / ROW)))
