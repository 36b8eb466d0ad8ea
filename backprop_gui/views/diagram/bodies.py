"""The shapes of nodes as geometry: where a connection meets them, and what no label may cover."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF


@dataclass(frozen=True)
class Body:
    """A node's shape and the texts around it.

    Attributes
    ----------
    above, below : how far texts reach beyond the shape
    beside : how far the name above it reaches beyond either side
    """

    centre: QPointF
    width: float
    height: float
    is_round: bool
    above: float = 0.0
    below: float = 0.0
    beside: float = 0.0

    @property
    def rect(self) -> QRectF:
        """The shape's box."""
        return QRectF(
            self.centre.x() - self.width / 2, self.centre.y() - self.height / 2, self.width, self.height
        )

    @property
    def extent(self) -> QRectF:
        """The shape's box with the texts above and below."""
        return self.rect.adjusted(-self.beside, -self.above, self.beside, self.below)

    @property
    def name_width(self) -> float:
        """The room for a name above the shape."""
        return self.width + 2 * self.beside

    def border_toward(self, point: QPointF) -> QPointF:
        """Find where a line from the middle to another point leaves the shape."""
        dx, dy = point.x() - self.centre.x(), point.y() - self.centre.y()
        if self.is_round:
            share = self.width / 2 / max(math.hypot(dx, dy), 1e-9)
        else:
            share = min(self.width / 2 / max(abs(dx), 1e-9), self.height / 2 / max(abs(dy), 1e-9))
        return QPointF(self.centre.x() + dx * share, self.centre.y() + dy * share)


def line_between(source: Body, to: Body) -> QLineF:
    """Draw a connection from border to border."""
    return QLineF(source.border_toward(to.centre), to.border_toward(source.centre))


def centred(width: float, height: float, middle: QPointF | None = None) -> QRectF:
    """Return a box around a point, or around the origin."""
    middle = middle or QPointF()
    return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
