"""Points and arrows that stand out on any ground."""

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from backprop_gui.look.theme import theme

HEAD = 9.0
LINE = 2.2
HALO = 2.0
DOT = 4.5


def paint_path(painter: QPainter, points: QPolygonF, color: QColor, line: float = LINE) -> None:
    """Draw a line with a rim in the ground's colour."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen_color, width in ((theme().panel, line + 2 * HALO), (color, line)):
        pen = QPen(
            pen_color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        )
        painter.setPen(pen)
        painter.drawPolyline(points)


def paint_dot(painter: QPainter, at: QPointF, color: QColor, radius: float = DOT) -> None:
    """Draw a point with a rim in the ground's colour."""
    painter.setPen(QPen(theme().panel, HALO))
    painter.setBrush(color)
    painter.drawEllipse(at, radius, radius)


def paint_arrow(painter: QPainter, begin: QPointF, end: QPointF, color: QColor) -> None:
    """Draw an arrow; its tip is exactly at the end, however short it is."""
    length = math.hypot(end.x() - begin.x(), end.y() - begin.y())
    if not 0.0 < length < 1e6:
        return
    ahead = QPointF((end.x() - begin.x()) / length, (end.y() - begin.y()) / length)
    aside = QPointF(-ahead.y(), ahead.x())
    foot = end - ahead * HEAD
    if length > HEAD:
        paint_path(painter, QPolygonF([begin, foot]), color)
    head = QPolygonF([end, foot + aside * (HEAD / 2), foot - aside * (HEAD / 2)])
    painter.setPen(QPen(theme().panel, HALO / 1.5))
    painter.setBrush(color)
    painter.drawPolygon(head)
