"""Least value, quarters and greatest value of groups of columns, computed once for each kept round."""

from collections.abc import Sequence

import numpy as np

from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.series import SpanSeries

PARTS = ("least", "lower quarter", "median", "upper quarter", "greatest")
MEDIAN = 2

MOST_RANKED = 4096
"""Of larger groups, the quarters are those of so many values, evenly chosen."""


class Distributions:
    """Remembers what it has computed, as rows are added, thinned and forgotten.

    A row is known again by its round and a few of its values: after a reset, the same round may have
    another row.
    """

    def __init__(self, groups: Sequence[IntArray]) -> None:
        self._groups = groups
        self._ranked = [group[:: -(-group.size // MOST_RANKED)] for group in groups]
        # Without any group, as where all weights are frozen, there is no sign either.
        signs = [np.empty(0, dtype=np.int64), *(group[[0, group.size // 2, -1]] for group in groups)]
        self._signs = np.unique(np.concatenate(signs))
        self._rounds: IntArray = np.empty(0, dtype=np.int64)
        self._known = np.empty((0, self._signs.size))
        self._parts = np.empty((0, len(groups), len(PARTS)))

    def of(self, series: SpanSeries, kept: IntArray) -> Array:
        """Return the parts of some kept rounds, shape (rounds, groups, 5)."""
        self._catch_up(series)
        return self._parts[kept]

    def _catch_up(self, series: SpanSeries) -> None:
        """Compute what is new in the series, and forget what is gone from it."""
        rounds, signs = series.rounds, series.rows[:, self._signs]
        places = np.searchsorted(self._rounds, rounds)
        is_known = places < self._rounds.size
        is_known[is_known] = self._rounds[places[is_known]] == rounds[is_known]
        is_known[is_known] = (self._known[places[is_known]] == signs[is_known]).all(1)
        parts = np.empty((rounds.size, len(self._groups), len(PARTS)))
        parts[is_known] = self._parts[places[is_known]]
        new = np.flatnonzero(~is_known)
        if new.size or rounds.size != self._rounds.size:
            parts[new] = self._compute(series, new)
            self._rounds, self._known, self._parts = rounds.copy(), signs, parts

    def _compute(self, series: SpanSeries, new: IntArray) -> Array:
        """Rank the means; least and greatest are those of all rounds that were measured."""
        parts = np.empty((new.size, len(self._groups), len(PARTS)))
        for number, (group, ranked) in enumerate(zip(self._groups, self._ranked, strict=True)):
            parts[:, number, 0] = _columns(series.least, new, group).min(1)
            parts[:, number, -1] = _columns(series.greatest, new, group).max(1)
            some = _columns(series.rows, new, ranked)
            # Between infinities there is no middle: it is left undefined.
            with np.errstate(invalid="ignore"):
                parts[:, number, 1:-1] = np.quantile(some, (0.25, 0.5, 0.75), axis=1).T
        return parts


def _columns(rows: Array, new: IntArray, columns: IntArray) -> Array:
    """Take columns of some rows; neighbouring columns are not gathered one by one."""
    if columns.size == columns[-1] - columns[0] + 1:
        part = rows[:, columns[0] : columns[-1] + 1]
        return part if new.size == len(rows) else part[new]
    return rows[new[:, np.newaxis], columns]
