"""A curve for each neuron or parameter, of few enough that they can be told apart."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QPen

from backprop_gui.core.history import SampledSeries
from backprop_gui.core.network import Network, Place
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.render_text import number
from backprop_gui.export.curves import CurveTable
from backprop_gui.look.identity import identity_pen
from backprop_gui.views.plots.contents import nearest_curve
from backprop_gui.views.plots.crosshair import Reading
from backprop_gui.views.plots.curves import Curves, Window, done_before, sampled_curves
from backprop_gui.views.plots.subjects import Subject, short_name

MOST_TOLD = 12
FEW_TOLD = 8


class Lines:
    """The curves of a subject's places."""

    is_banded = False

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

    def curves(self, series: SampledSeries, done: int, window: Window) -> Curves:
        return sampled_curves(series, self._columns, done, window)

    def reading(
        self, series: SampledSeries, kept: int, shown: list[int], value: float | None, pointed: int | None
    ) -> Reading:
        at, row = int(series.rounds[kept]), self._row(series, kept)
        curve = pointed if value is None else nearest_curve(row, shown, value)
        if curve not in shown:
            told = self._named(row, shown[:FEW_TOLD], 4, "  ")
            return Reading(at, f"round {at:,}: {told}")
        return Reading(at, f"round {at:,}: {self.names[curve]} {number(row[curve], 6)}", row[curve], curve)

    def told(self, series: SampledSeries, kept: int) -> str:
        row = self._row(series, kept)
        if len(row) > MOST_TOLD:
            finite = [value for value in row if np.isfinite(value)]
            return f"from {number(min(finite), 3)} to {number(max(finite), 3)}" if finite else "undefined"
        return self._named(row, range(len(row)), 3, ", ")

    def table(self, series: SampledSeries, done: int) -> CurveTable:
        count = done_before(series.rounds, done)
        values = series.rows[:count, self._columns].T.tolist()
        return CurveTable(series.rounds[:count].tolist(), dict(zip(self._ids, values, strict=True)))

    def _row(self, series: SampledSeries, kept: int) -> list[float]:
        row: list[float] = series.rows[kept, self._columns].tolist()
        return row

    def _named(self, row: list[float], curves: Sequence[int], digits: int, between: str) -> str:
        return between.join(f"{self.names[curve]} {number(row[curve], digits)}" for curve in curves)
