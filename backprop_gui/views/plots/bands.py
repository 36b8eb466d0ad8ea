"""The distribution of a number within each layer, where single curves would be too many."""

import numpy as np
from PySide6.QtGui import QPen

from backprop_gui.core.array import Array
from backprop_gui.core.history import SampledSeries
from backprop_gui.core.network import BiasPlace, Network, NeuronPlace, Place, WeightPlace
from backprop_gui.explain.render_text import number
from backprop_gui.export.curves import CurveTable
from backprop_gui.look.identity import identity_pen
from backprop_gui.views.plots.contents import nearest_curve
from backprop_gui.views.plots.crosshair import Reading
from backprop_gui.views.plots.curves import Curves, Window, done_before, sampled_places
from backprop_gui.views.plots.distributions import MEDIAN, PARTS, Distributions
from backprop_gui.views.plots.subjects import Subject, layer_name


class Bands:
    """Each layer's least and greatest value, its quarters and its median."""

    is_banded = True

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

    def curves(self, series: SampledSeries, done: int, window: Window) -> Curves:
        kept = sampled_places(series.rounds, done, window)
        parts = self._distributions.of(series, kept)
        return Curves(series.rounds[kept].astype(np.float64), parts.transpose(1, 2, 0))

    def reading(
        self, series: SampledSeries, kept: int, shown: list[int], value: float | None, pointed: int | None
    ) -> Reading:
        at, parts = int(series.rounds[kept]), self._parts(series, kept)
        medians: list[float] = parts[:, MEDIAN].tolist()
        curve = pointed if value is None else nearest_curve(medians, shown, value)
        if curve not in shown:
            told = "  ".join(f"{self.names[each]} {number(medians[each], 4)}" for each in shown)
            return Reading(at, f"round {at:,}: {told}")
        return Reading(at, f"round {at:,}: {self._told(parts, curve)}", medians[curve], curve)

    def told(self, series: SampledSeries, kept: int) -> str:
        parts = self._parts(series, kept)
        return "; ".join(self._told(parts, curve) for curve in range(len(self.names)))

    def table(self, series: SampledSeries, done: int) -> CurveTable:
        count = done_before(series.rounds, done)
        parts = self._distributions.of(series, np.arange(count))
        columns = {
            f"{name} {part}": parts[:, curve, place].tolist()
            for curve, name in enumerate(self.names)
            for place, part in enumerate(PARTS)
        }
        return CurveTable(series.rounds[:count].tolist(), columns)

    def _parts(self, series: SampledSeries, kept: int) -> Array:
        parts: Array = self._distributions.of(series, np.array([kept]))[0]
        return parts

    def _told(self, parts: Array, curve: int) -> str:
        low, *_, high = parts[curve]
        median = number(parts[curve, MEDIAN], 3)
        return f"{self.names[curve]} median {median}, from {number(low, 3)} to {number(high, 3)}"
