"""Which of very many weights is at a point, by what is drawn of them: lines, or the cells of a picture."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from backprop_gui.core.array import Array, BoolArray


def nearest_line(ends: Array, point: QPointF, reach: float) -> int | None:
    """Find the line that passes nearest to a point; None where none comes as near as `reach`.

    Parameters
    ----------
    ends : where each line begins and ends, shape (lines, 4)
    """
    if not len(ends):
        return None
    begin, way = ends[:, :2], ends[:, 2:] - ends[:, :2]
    at = np.array([point.x(), point.y()]) - begin
    length = np.maximum((way**2).sum(axis=1), 1e-12)
    share = np.clip((at * way).sum(axis=1) / length, 0.0, 1.0)
    away = ((at - share[:, None] * way) ** 2).sum(axis=1)
    nearest = int(away.argmin())
    return nearest if away[nearest] <= reach**2 else None


def cell_at(room: QRectF, shape: tuple[int, int], point: QPointF) -> tuple[int, int] | None:
    """Find the row and the column of a picture at a point; None beside it."""
    rows, columns = shape
    row = int(np.floor((point.y() - room.top()) / room.height() * rows))
    column = int(np.floor((point.x() - room.left()) / room.width() * columns))
    return (row, column) if 0 <= row < rows and 0 <= column < columns else None


def cell_rect(room: QRectF, shape: tuple[int, int], row: int, column: int) -> QRectF:
    """Return where a cell of a picture stands."""
    width, height = room.width() / shape[1], room.height() / shape[0]
    return QRectF(room.left() + column * width, room.top() + row * height, width, height)


def cells_within(room: QRectF, shape: tuple[int, int], frame: QRectF) -> BoolArray:
    """Mark the cells whose middle is in a frame."""
    x = room.left() + (np.arange(shape[1]) + 0.5) / shape[1] * room.width()
    y = room.top() + (np.arange(shape[0]) + 0.5) / shape[0] * room.height()
    across: BoolArray = (x >= frame.left()) & (x <= frame.right())
    down: BoolArray = (y >= frame.top()) & (y <= frame.bottom())
    marked: BoolArray = np.outer(down, across)
    return marked
