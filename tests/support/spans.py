"""Spans of single rounds, to fill series with."""

import numpy as np

from backprop_gui.core.series import SpanSeries
from backprop_gui.core.spans import Spans


def single_rounds(first: int, rows: np.ndarray) -> Spans:
    """Make a span of each row: that of round `first`, and of the rounds that follow it."""
    rounds = np.arange(first, first + len(rows))
    return Spans(rounds, np.ones_like(rounds), np.repeat(rows[:, np.newaxis], 3, axis=1))


def append(series: SpanSeries, first: int, rows: np.ndarray) -> None:
    series.append(single_rounds(first, rows), first + len(rows) - 1)


def series_of(rows: np.ndarray, capacity: int = 4096) -> SpanSeries:
    """Make a series of rows of the rounds from 0 on."""
    series = SpanSeries(rows.shape[1], capacity)
    append(series, 0, rows)
    return series
