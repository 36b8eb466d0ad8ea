"""The axes around a picture: round numbers, and what they are of."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.theme import theme
from backprop_gui.look.ticks import linear_ticks, tick_labels
from backprop_gui.views.pictures.frame import Frame

TEXT = 11
LEFT, BOTTOM, TOP, RIGHT = 52.0, 19.0, 8.0, 10.0
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
    beside_axis = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for value, text in _labelled(_ticks_up(frame)):
        is_at_name = frame.y(value) < rect.top() + 1.4 * height
        if not is_at_name and metrics.horizontalAdvance(text) <= LEFT - GAP:
            row = QRectF(rect.left() - LEFT, frame.y(value) - height / 2, LEFT - GAP, height)
            painter.drawText(row, beside_axis, text)
    name_width = metrics.horizontalAdvance(across)
    below = QRectF(rect.left(), rect.bottom() + 3.0, rect.width(), height)
    end = rect.left() - LEFT
    for value, text in _labelled(linear_ticks(*frame.across, max(1, int(rect.width() / COLUMN)))):
        middle, width = frame.x(value), metrics.horizontalAdvance(text)
        if end + GAP <= middle - width / 2 and middle + width / 2 <= rect.right() - name_width - GAP:
            end = middle + width / 2
            place = QRectF(middle - width / 2 - 1, below.top(), width + 2, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.setPen(theme().ink)
    painter.drawText(below, Qt.AlignmentFlag.AlignRight, across)
    beside = QRectF(rect.left() - LEFT, rect.top() - 3.0, LEFT - GAP, height)
    name = metrics.elidedText(up, Qt.TextElideMode.ElideMiddle, beside.width())
    painter.drawText(beside, Qt.AlignmentFlag.AlignRight, name)


def _labelled(ticks: list[float]) -> list[tuple[float, str]]:
    return list(zip(ticks, tick_labels(ticks), strict=True))


def _ticks_up(frame: Frame) -> list[float]:
    return linear_ticks(*frame.up, max(1, int(frame.rect.height() / ROW)))
