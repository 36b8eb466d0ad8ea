"""Keeping things apart on a line."""

from collections.abc import Sequence
from itertools import pairwise

Reach = tuple[float, float]
"""How far a thing reaches before and behind its middle."""


def spread(
    middles: Sequence[float], reaches: Sequence[Reach], gap: float, low: float, high: float
) -> list[float] | None:
    """Move things on a line as little as keeps them apart, between two ends; None where there is no room.

    Parameters
    ----------
    middles : where they are wanted, in the order that they keep
    """
    offsets = [0.0]
    for (_, behind), (before, _) in pairwise(reaches):
        offsets.append(offsets[-1] + behind + gap + before)
    least, most = low + reaches[0][0], high - reaches[-1][1] - offsets[-1]
    if least > most:
        return None
    firsts = _ascending([middle - offset for middle, offset in zip(middles, offsets, strict=True)])
    return [max(least, min(first, most)) + offset for first, offset in zip(firsts, offsets, strict=True)]


def _ascending(values: Sequence[float]) -> list[float]:
    """Find the numbers that never fall and are nearest to some: neighbours that fall share their mean."""
    pools: list[list[float]] = []
    for value in values:
        pools.append([value])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            last = pools.pop()
            pools[-1].extend(last)
    return [_mean(pool) for pool in pools for _ in pool]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
