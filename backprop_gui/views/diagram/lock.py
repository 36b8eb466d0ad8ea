"""The small padlock on what training leaves as it is."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

WIDTH, HEIGHT = 7.0, 5.5
ROOM = 8.0
"""How far a lock at the corner of a frame reaches beyond it."""


def draw_lock(painter: QPainter, centre: QPointF, ink: QColor, ground: QColor, scale: float) -> None:
    """Draw a padlock on a round ground, so that it is seen on any line."""
    painter.save()
    painter.translate(centre)
    painter.scale(scale, scale)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(QPointF(), WIDTH, WIDTH)
    body = QRectF(-WIDTH / 2, -HEIGHT / 2 + 1.5, WIDTH, HEIGHT)
    painter.setBrush(ink)
    painter.drawRoundedRect(body, 1.0, 1.0)
    painter.setPen(QPen(ink, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    bow = QRectF(-WIDTH / 2 + 1.2, body.top() - 3.6, WIDTH - 2.4, 6.5)
    painter.drawArc(bow, 0, 180 * 16)
    painter.restore()
