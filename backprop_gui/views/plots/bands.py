"""The distribution of a number within each layer, where single curves would be too many."""

import numpy as np
from PySide6.QtGui import QPen

from backprop_gui.core.array import Array
from backprop_gui.core.network import BiasPlace, Network, NeuronPlace, Place, WeightPlace
from backprop_gui.core.series import SpanSeries
from backprop_gui.explain.render_text import number
from backprop_gui.export.curves import CurveTable
from backprop_gui.look.identity import identity_pen
from backprop_gui.views.plots.contents import nearest_curve
from backprop_gui.views.plots.crosshair import Reading
from backprop_gui.views.plots.curves import Curves, Window, done_before, span_places, span_words, thinned
from backprop_gui.views.plots.distributions import MEDIAN, PARTS, Distributions
from backprop_gui.views.plots.subjects import Subject, layer_name


class Bands:
    """Each layer's least and greatest value, its quarters and its median."""

    def __init__(self, subject: Subject, network: Network) -> None:
        layers, has_curve = subject.layers(network), subject.has_curve(network)
        drawn = np.flatnonzero(has_curve)
        by_layer = drawn[np.argsort(layers[drawn], kind="stable")]
        ends = np.searchsorted(layers[by_layer], np.arange(1, len(network.layers)))
        groups = np.split(by_layer, ends)
        self._layers = [layer for layer, group in enumerate(groups) if group.size]
        self._distributions = Distributions([groups[layer] for layer in self._layers])
        self.names = [layer_name(network, layer) for layer in self._layers]

    def pen(self, curve: int) -> QPen:
        return identity_pen(self._layers[curve])

    def place(self, curve: int) -> Place | None:
        return None

    def curve(self, place: Place | None) -> int | None:
        if isinstance(place, NeuronPlace | WeightPlace | BiasPlace) and place.layer in self._layers:
            return self._layers.index(place.layer)
        return None

    def curves(self, series: SpanSeries, done: int, window: Window) -> Curves:
        starts, end = span_places(series.rounds, done, window)
        if not starts.size:
            return Curves(np.empty(0), np.empty((len(self.names), len(PARTS), 0)))
        parts = self._distributions.of(series, np.arange(starts[0], end)).transpose(0, 2, 1)
        parts = thinned(parts, series.counts[starts[0] : end], starts - starts[0])
        return Curves(series.rounds[starts].astype(np.float64), parts.transpose(2, 1, 0))

    def reading(
        self, series: SpanSeries, kept: int, shown: list[int], value: float | None, pointed: int | None
    ) -> Reading:
        at, span, parts = int(series.rounds[kept]), span_words(series, kept), self._parts(series, kept)
        medians: list[float] = parts[:, MEDIAN].tolist()
        curve = pointed if value is None else nearest_curve(medians, shown, value)
        if curve not in shown:
            told = "  ".join(f"{self.names[each]} {number(medians[each], 4)}" for each in shown)
            return Reading(at, f"{span}: {told}")
        return Reading(at, f"{span}: {self._told(parts, curve)}", medians[curve], curve)

    def told(self, series: SpanSeries, kept: int) -> str:
        parts = self._parts(series, kept)
        return "; ".join(self._told(parts, curve) for curve in range(len(self.names)))

    def table(self, series: SpanSeries, done: int) -> CurveTable:
        count = done_before(series.rounds, done)
        parts = self._distributions.of(series, np.arange(count))
        columns = {
            f"{name} {part}": parts[:, curve, place].tolist()
            for curve, name in enumerate(self.names)
            for place, part in enumerate(PARTS)
        }
        return CurveTable(series.rounds[:count].tolist(), columns)

    def _parts(self, series: SpanSeries, kept: int) -> Array:
        parts: Array = self._distributions.of(series, np.array([kept]))[0]
        return parts

    def _told(self, parts: Array, curve: int) -> str:
        low, *_, high = parts[curve]
        median = number(parts[curve, MEDIAN], 3)
        return f"{self.names[curve]} median {median}, from {number(low, 3)} to {number(high, 3)}"
