"""Where the labels of connections stand: on their edges, clear of one another and of the nodes.

Each label may stand at several spots along its edge. The one with the fewest free spots chooses first;
a label that finds all taken takes one from others, which then look for another, for a while.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import Array, BoolArray

FRACTIONS, SHIFTS = np.linspace(0.1, 0.9, 21), (0.0, -0.35, 0.35, -0.55, 0.55)
FAR_SHIFTS = (-1.1, 1.1, -1.6, 1.6, -2.1, 2.1)
GAP = 3.0
MOST_LABELS = 100
ATTEMPTS = 400
ALONG_LEVEL, ALONG_SLOPE = 0.5, 0.28
COST_OF_CROSSING, COST_OF_SHIFT = 0.25, 0.2
EVICTION = 10.0
MOST_COVERED = 0.4
NONE = -1


@dataclass(frozen=True)
class Spot:
    """Where a label stands.

    Attributes
    ----------
    at : how far along its edge, from 0 to 1
    shift : how far its middle is below the edge, in the label's height
    """

    at: float
    shift: float


SPOTS = [Spot(float(at), shift) for shift in (*SHIFTS, *FAR_SHIFTS) for at in FRACTIONS]
NEAR_SPOTS = len(SHIFTS) * len(FRACTIONS)
_AT = np.array([spot.at for spot in SPOTS])
_SHIFT = np.array([spot.shift for spot in SPOTS])


@dataclass(frozen=True)
class Edges:
    """Straight connections with a label each.

    Attributes
    ----------
    starts, ends : shape (edges, 2)
    width, height : the room that each label needs
    """

    starts: Array
    ends: Array
    width: float
    height: float

    @property
    def middles(self) -> Array:
        """The middle of each label at each spot; shape (edges, spots, 2)."""
        on_line: Array = self.starts[:, None] + _AT[None, :, None] * (self.ends - self.starts)[:, None]
        on_line[..., 1] += _SHIFT * self.height
        return on_line


def place_labels(
    edges: Edges,
    obstacles: Array,
    bounds: Sequence[float],
    all_or_none: bool = False,
    may_stand_off: bool = False,
) -> list[Spot | None]:
    """Choose a spot for each edge's label.

    Parameters
    ----------
    obstacles : shape (obstacles, 4): left, top, right, bottom of what no label may touch
    bounds : left, top, right, bottom of the ground
    all_or_none : give up where it is plain that not all labels have a place
    may_stand_off : whether a label may stand a little above or below its edge where the edge has no room

    Returns
    -------
    A spot for each edge; None where none was found.
    """
    count = len(edges.starts)
    nowhere: list[Spot | None] = [None] * count
    if not count or count > MOST_LABELS:
        return nowhere
    middles = edges.middles[:, : len(SPOTS) if may_stand_off else NEAR_SPOTS]
    free = _free(middles, edges, obstacles, bounds)
    ground = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    too_many = count * edges.width * edges.height > MOST_COVERED * ground
    if all_or_none and (too_many or not free.any(1).all()):
        return nowhere
    return [None if spot == NONE else SPOTS[spot] for spot in _settle(middles, edges, free)]


def _free(middles: Array, edges: Edges, obstacles: Array, bounds: Sequence[float]) -> BoolArray:
    """Mark the spots that touch no obstacle; shape (edges, spots)."""
    half = np.array([edges.width / 2, edges.height / 2])
    low, high = middles - half, middles + half
    inside = (low >= bounds[:2]).all(-1) & (high <= bounds[2:]).all(-1)
    apart = (high[..., None, :] + GAP <= obstacles[:, :2]) | (low[..., None, :] - GAP >= obstacles[:, 2:])
    free: BoolArray = inside & apart.any(-1).all(-1)
    return free


def _costs(middles: Array, edges: Edges) -> Array:
    """Rate the spots, shape (edges, spots): near the wished one, off other edges' lines."""
    along = edges.ends - edges.starts
    level = np.abs(along[:, 1]) < edges.height
    wished = np.where(level, ALONG_LEVEL, ALONG_SLOPE)
    at, shift = (each[: middles.shape[1]] for each in (_AT, _SHIFT))
    costs: Array = np.abs(at - wished[:, None]) + COST_OF_SHIFT * np.abs(shift)
    costs += COST_OF_CROSSING * _crossings(middles, edges, along)
    return costs


def _crossings(middles: Array, edges: Edges, along: Array) -> Array:
    """Count the other edges that run through a label at each spot."""
    half = np.array([edges.width / 2, edges.height / 2])
    normal = np.stack([-along[:, 1], along[:, 0]], axis=-1)
    centre, reach = (edges.starts + edges.ends) / 2, np.abs(along) / 2
    away = middles[:, :, None, :] - centre
    near_box = (np.abs(away) <= reach + half).all(-1)
    near_line = np.abs((away * normal).sum(-1)) <= (np.abs(normal) * half).sum(-1)
    through = near_box & near_line
    number = np.arange(len(along))
    through[number, :, number] = False
    counted: Array = through.sum(-1).astype(float)
    return counted


def _excluded(middles: Array, edges: Edges, label: int, spot: int) -> BoolArray:
    """Tell which spots a label excludes by standing at one; shape (edges, spots)."""
    away = np.abs(middles - middles[label, spot])
    excluded: BoolArray = (away < (edges.width + GAP, edges.height + GAP)).all(-1)
    return excluded


def _settle(middles: Array, edges: Edges, free: BoolArray) -> list[int]:
    """Choose one free spot for each label so that none exclude each other, as far as can be found."""
    count, costs = len(free), _costs(middles, edges)
    chosen, evicted = np.full(count, NONE), np.zeros(count)
    taken = np.zeros((count, *free.shape), dtype=bool)
    waiting = sorted(np.flatnonzero(free.any(1)).tolist(), key=lambda label: int(free[label].sum()))
    for _ in range(ATTEMPTS):
        if not waiting:
            break
        label = waiting.pop(0)
        blocking = taken[:, label]
        # A label that was driven away often is dear to drive away again, so that no two do so for ever.
        price = costs[label] + EVICTION * ((1.0 + evicted)[:, None] * blocking).sum(0)
        spot = int(np.where(free[label], price, np.inf).argmin())
        for other in np.flatnonzero(blocking[:, spot]).tolist():
            chosen[other], taken[other] = NONE, False
            evicted[other] += 1
            waiting.append(other)
        chosen[label], taken[label] = spot, _excluded(middles, edges, label, spot)
    found: list[int] = chosen.tolist()
    return found
