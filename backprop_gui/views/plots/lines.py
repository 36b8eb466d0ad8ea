"""A curve for each neuron or parameter, of few enough that they can be told apart."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QPen

from backprop_gui.core.array import Array
from backprop_gui.core.network import Network, Place
from backprop_gui.core.series import SpanSeries
from backprop_gui.core.spans import MEAN
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.render_text import number
from backprop_gui.export.curves import CurveTable
from backprop_gui.look.identity import identity_pen
from backprop_gui.views.plots.contents import nearest_curve
from backprop_gui.views.plots.crosshair import Reading
from backprop_gui.views.plots.curves import Curves, Window, done_before, span_curves, span_words
from backprop_gui.views.plots.subjects import Subject, short_name

MOST_TOLD = 12
FEW_TOLD = 8


class Lines:
    """The curves of a subject's places."""

    def __init__(self, subject: Subject, network: Network) -> None:
        self._columns = np.flatnonzero(subject.has_curve(network))
        self._places = [subject.place(network, column) for column in self._columns.tolist()]
        self._curve_of: dict[Place | None, int] = {place: curve for curve, place in enumerate(self._places)}
        notation = Notation(network)
        self._ids = [notation.id(subject.quantity(place)) for place in self._places]
        self.names = [short_name(network, place) for place in self._places]

    def pen(self, curve: int) -> QPen:
        return identity_pen(int(self._columns[curve]))

    def place(self, curve: int) -> Place | None:
        return self._places[curve]

    def curve(self, place: Place | None) -> int | None:
        return self._curve_of.get(place)

    def curves(self, series: SpanSeries, done: int, window: Window) -> Curves:
        return span_curves(series, self._columns, done, window)

    def reading(
        self, series: SpanSeries, kept: int, shown: list[int], value: float | None, pointed: int | None
    ) -> Reading:
        at, span, parts = int(series.rounds[kept]), span_words(series, kept), self._parts(series, kept)
        means: list[float] = parts[MEAN].tolist()
        curve = pointed if value is None else nearest_curve(means, shown, value)
        if curve not in shown:
            told = self._named(parts, shown[:FEW_TOLD], 4, "  ")
            return Reading(at, f"{span}: {told}")
        return Reading(at, f"{span}: {self._named(parts, [curve], 6, '')}", means[curve], curve)

    def told(self, series: SpanSeries, kept: int) -> str:
        parts = self._parts(series, kept)
        if len(self.names) > MOST_TOLD:
            finite = parts[np.isfinite(parts)].tolist()
            return f"from {number(min(finite), 3)} to {number(max(finite), 3)}" if finite else "undefined"
        return self._named(parts, range(len(self.names)), 3, ", ")

    def table(self, series: SpanSeries, done: int) -> CurveTable:
        count = done_before(series.rounds, done)
        least, mean, greatest = series.values[:count, :, self._columns].transpose(1, 2, 0)
        rounds: list[int] = series.rounds[:count].tolist()
        if np.array_equal(least, greatest, equal_nan=True):
            return CurveTable(rounds, dict(zip(self._ids, mean.tolist(), strict=True)))
        columns: dict[str, list[float]] = {"last round": [series.end(place) for place in range(count)]}
        return CurveTable(rounds, columns | span_columns(self._ids, least, mean, greatest))

    def _parts(self, series: SpanSeries, kept: int) -> Array:
        """Return least, mean and greatest of every curve."""
        return np.asarray(series.values[kept, :, self._columns].T)

    def _named(self, parts: Array, curves: Sequence[int], digits: int, between: str) -> str:
        return between.join(f"{self.names[curve]} {spread(parts[:, curve], digits)}" for curve in curves)


def spread(parts: Array, digits: int) -> str:
    """Write what a number came to over a span of rounds."""
    low, middle, high = (number(value, digits) for value in parts.tolist())
    return middle if low == high else f"{middle} ({low} to {high})"


def span_columns(ids: Sequence[str], least: Array, mean: Array, greatest: Array) -> dict[str, list[float]]:
    """Make three columns of each curve, named for what they are."""
    parts = (("least", least), ("mean", mean), ("greatest", greatest))
    return {f"{word} {each}": part[place].tolist() for place, each in enumerate(ids) for word, part in parts}
