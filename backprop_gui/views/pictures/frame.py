"""Where a picture stands in its widget, and which numbers lie where."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from backprop_gui.core.grid import Range


@dataclass(frozen=True)
class Frame:
    """A rectangle of pixels, and what its sides stand for; the second axis points upwards."""

    rect: QRectF
    across: Range
    up: Range

    def x(self, value: float) -> float:
        low, high = self.across
        return self.rect.left() + (value - low) / (high - low) * self.rect.width()

    def y(self, value: float) -> float:
        low, high = self.up
        return self.rect.bottom() - (value - low) / (high - low) * self.rect.height()

    def point(self, across: float, up: float) -> QPointF:
        """Find the pixel of two numbers."""
        return QPointF(self.x(across), self.y(up))

    def numbers(self, point: QPointF) -> tuple[float, float]:
        """Find the numbers of a pixel."""
        (left, right), (low, high) = self.across, self.up
        return (
            left + (point.x() - self.rect.left()) / self.rect.width() * (right - left),
            low + (self.rect.bottom() - point.y()) / self.rect.height() * (high - low),
        )

    def of(self, across: Range, up: Range) -> QRectF:
        """Find the rectangle of other ranges."""
        return QRectF(self.point(across[0], up[1]), self.point(across[1], up[0]))

    def zoomed(self, factor: float, still: QPointF) -> tuple[Range, Range]:
        """Look at `factor` times as much, a pixel staying where it is."""
        at = self.numbers(still)
        first, second = (
            (middle + (low - middle) * factor, middle + (high - middle) * factor)
            for middle, (low, high) in zip(at, (self.across, self.up), strict=True)
        )
        return first, second

    def moved(self, by: QPointF) -> tuple[Range, Range]:
        """Look at what lies beside, as far as the mouse has dragged."""
        (left, right), (low, high) = self.across, self.up
        aside = -by.x() / self.rect.width() * (right - left)
        down = by.y() / self.rect.height() * (high - low)
        return (left + aside, right + aside), (low + down, high + down)


def squared(room: QRectF, across: Range, up: Range) -> QRectF:
    """Find the largest rectangle in a room in which both axes have the same scale.

    Where one axis is very much longer than the other, the room is filled instead.
    """
    ratio = (across[1] - across[0]) / (up[1] - up[0])
    if not 0.4 < ratio < 2.5:
        return room
    width = min(room.width(), room.height() * ratio)
    size = QRectF(0.0, 0.0, width, width / ratio)
    size.moveTopLeft(QPointF(room.left(), room.top() + (room.height() - size.height()) / 2))
    return size
