"""A number of every neuron, or of every parameter, over the rounds: a curve for each."""

import numpy as np
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QWidget

from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.history import SampledSeries
from backprop_gui.core.network import Network, Place
from backprop_gui.explain.render_text import number
from backprop_gui.look.identity import MOST_OF_THEIR_OWN, identity_pen
from backprop_gui.look.plot_header import Header
from backprop_gui.session.session import Session
from backprop_gui.views.plots.crosshair import Reading
from backprop_gui.views.plots.curve_plot import CurvePlot
from backprop_gui.views.plots.curves import Curves, done_before, nearest, sampled_curves
from backprop_gui.views.plots.legend import Legend
from backprop_gui.views.plots.subjects import Subject, short_name

MOST_NAMED = 12
MOST_TOLD = 8
TOO_MANY = f"Curves are drawn for up to {MOST_OF_THEIR_OWN} neurons."


class CurveView:
    """One curve for each neuron or parameter: a header with their names, and the plot."""

    def __init__(self, session: Session, subject: Subject, parent: QWidget) -> None:
        self._session = session
        self._subject = subject
        self._columns: IntArray = np.empty(0, dtype=np.int64)
        self._places: list[Place] = []
        self._curve_of: dict[Place | None, int] = {}
        self._names: list[str] = []
        self.plot = CurvePlot(subject.name, subject.title, subject.hint, parent)
        self.plot.includes = (0.0,) if subject.includes_zero else ()
        self.plot.pen = self._pen
        self.plot.read = self._read
        self.legend = Legend(f"{subject.name}_legend", parent)
        self.legend.toggled.connect(self.plot.show_curve)
        for source in (self.plot, self.legend):
            source.pointed.connect(self._point)
        session.pointer.changed.connect(self._show_pointed)
        self.header = Header(subject.title, self.legend, parent)

    @property
    def is_drawn(self) -> bool:
        return len(self._names) <= MOST_OF_THEIR_OWN

    @property
    def _series(self) -> SampledSeries:
        return self._subject.pick(self._session.run.history)

    def _pen(self, curve: int) -> QPen:
        return identity_pen(int(self._columns[curve]))

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.plot.restyle()
        self.legend.update()

    def follow(self) -> None:
        """Take the names of the network's neurons or parameters."""
        network = self._session.project.network
        self._columns = np.flatnonzero(self._subject.has_curve(network))
        self._places = self._find_places(network)
        self._curve_of = {place: curve for curve, place in enumerate(self._places)}
        self._names = [short_name(network, place) for place in self._places]
        self.legend.set_names(self._names if len(self._names) <= MOST_NAMED else [], self._pen)
        self.plot.set_curve_count(len(self._names) if self.is_drawn else 0)
        self.plot.set_hint(self._subject.hint if self.is_drawn else TOO_MANY)

    def _find_places(self, network: Network) -> list[Place]:
        return [self._subject.place(network, column) for column in self._columns.tolist()]

    def draw(self, done: int, growing: bool) -> None:
        """Draw the first `done` rounds."""
        if self.is_drawn:
            self.plot.draw(sampled_curves(self._series, self._columns, done, self.plot.window), growing)
        else:
            self.plot.draw(Curves(np.empty(0), np.empty((0, 0))))

    def describe(self, done: int) -> str:
        """Say in words what the curves show."""
        series = self._series
        count = done_before(series.rounds, done)
        if not self.is_drawn:
            return TOO_MANY
        if not count:
            return "No rounds trained yet."
        what = f"{len(self._names)} {self._subject.noun}"
        told = f"{self._subject.title} of {what} over {done:,} round{'s' if done > 1 else ''}"
        last = series.rows[count - 1, self._columns]
        if len(self._names) > MOST_NAMED:
            return f"{told}: now from {number(last.min(), 3)} to {number(last.max(), 3)}."
        values = ", ".join(
            f"{name} {number(value, 3)}" for name, value in zip(self._names, last, strict=True)
        )
        return f"{told}: now {values}."

    def _read(self, rounds: float, value: float | None) -> Reading | None:
        series, done = self._series, self._session.present.state.rounds
        place = nearest(series.rounds, done, rounds)
        shown = [curve for curve in range(len(self._names)) if self.plot.is_shown(curve)]
        if place is None or not shown:
            return None
        at, row = int(series.rounds[place]), series.rows[place, self._columns]
        curve = self._curve_in_question(row, shown, value)
        if curve is None:
            told = "  ".join(f"{self._names[each]} {number(row[each], 4)}" for each in shown[:MOST_TOLD])
            return Reading(at, f"round {at:,}: {told}")
        said = f"round {at:,}: {self._names[curve]} {number(row[curve], 6)}"
        return Reading(at, said, float(row[curve]), curve)

    def _curve_in_question(self, row: Array, shown: list[int], value: float | None) -> int | None:
        """Find the curve nearest to a value, or without one the curve that is pointed at."""
        if value is None:
            pointed = self._curve_of.get(self._session.pointer.place)
            return pointed if pointed in shown else None
        distances = np.where(np.isfinite(row[shown]), np.abs(row[shown] - value), np.inf)
        return shown[int(np.argmin(distances))]

    # Hovering

    def _point(self, curve: int | None) -> None:
        self._session.pointer.point(None if curve is None else self._places[curve])

    def _show_pointed(self) -> None:
        """Let the curve stand out whose neuron or parameter is pointed at."""
        curve = self._curve_of.get(self._session.pointer.place)
        self.plot.emphasise(curve)
        self.legend.emphasise(curve)
