"""Finding room for what stands over the diagram and must not hide any of it."""

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize

from backprop_gui.core.array import Array

STEP = 6
ASIDE = 3.0
"""How many times worse a place is that is as far aside as another is above or below."""


def nearest_free(size: QSize, room: QRect, wanted: QPoint, taken: Array) -> QPoint | None:
    """Find the place nearest to a wanted one at which a box covers nothing; None where there is none.

    Parameters
    ----------
    taken : left, top, right and bottom of what may not be covered, shape (boxes, 4)
    """
    across = _tries(wanted.x(), room.left(), room.right() - size.width())
    down = _tries(wanted.y(), room.top(), room.bottom() - size.height())
    if not len(across) or not len(down):
        return None
    left, top, right, bottom = taken.reshape(-1, 4).T[:, :, None]
    beside = (across + size.width() <= left) | (across >= right)
    over = (down + size.height() <= top) | (down >= bottom)
    is_free = ~np.einsum("bx,by->xy", ~beside, ~over)
    if not is_free.any():
        return None
    away = ASIDE * np.abs(across - wanted.x())[:, None] + np.abs(down - wanted.y())[None, :]
    column, row = np.unravel_index(int(np.where(is_free, away, np.inf).argmin()), away.shape)
    return QPoint(int(across[column]), int(down[row]))


def _tries(wanted: int, first: int, last: int) -> Array:
    """List places from the first to the last one, the wanted one among them."""
    if last < first:
        return np.empty(0)
    return np.unique(np.append(np.arange(first, last + 1, STEP), np.clip(wanted, first, last))).astype(float)
