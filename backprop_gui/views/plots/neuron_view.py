"""A number of every neuron over the rounds: its output, or its delta."""

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QWidget

from backprop_gui.core.history import History, SampledSeries
from backprop_gui.core.network import Network
from backprop_gui.explain.render_text import number
from backprop_gui.explain.sentences import pretty
from backprop_gui.session.session import Session
from backprop_gui.views.plots.curve_plot import CurvePlot, Reading
from backprop_gui.views.plots.curves import Curves, Window, done_before, nearest, neuron_curves
from backprop_gui.views.plots.header import Header
from backprop_gui.views.plots.legend import Legend

MOST_NAMED = 12
MOST_CURVES = 64
TOO_MANY = f"Curves are drawn for up to {MOST_CURVES} neurons."


class NeuronView:
    """One curve for each neuron: a header with their names, and the plot.

    Parameters
    ----------
    name : the plot's objectName
    title : over the plot
    hint : the sentence in the empty plot
    pick : finds the series to draw
    """

    def __init__(
        self,
        session: Session,
        name: str,
        title: str,
        hint: str,
        pick: Callable[[History], SampledSeries],
        parent: QWidget,
    ) -> None:
        self._session = session
        self._title = title
        self._hint = hint
        self._pick = pick
        self._names: list[str] = []
        self.plot = CurvePlot(name, title, hint, parent)
        self.plot.read = self._read
        self.legend = Legend(f"{name}_legend", parent)
        self.legend.toggled.connect(self.plot.show_curve)
        self.header = Header(title, self.legend, parent)

    @property
    def is_drawn(self) -> bool:
        return len(self._names) <= MOST_CURVES

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.plot.restyle()
        self.legend.update()

    def follow(self) -> None:
        """Take the names of the network's neurons."""
        self._names = neuron_names(self._session.project.network)
        self.legend.set_names(self._names if len(self._names) <= MOST_NAMED else [])
        self.plot.set_curve_count(len(self._names) if self.is_drawn else 0)
        self.plot.set_hint(self._hint if self.is_drawn else TOO_MANY)

    def draw(self, done: int, window: Window, growing: bool) -> None:
        """Draw the first `done` rounds."""
        if self.is_drawn:
            self.plot.draw(neuron_curves(self._pick(self._session.run.history), done, window), growing)
        else:
            self.plot.draw(Curves(np.empty(0), np.empty((0, 0))))

    def describe(self, done: int) -> str:
        """Say in words what the curves show."""
        series = self._pick(self._session.run.history)
        count = done_before(series.rounds, done)
        if not self.is_drawn:
            return TOO_MANY
        if not count:
            return "No rounds trained yet."
        told = f"{self._title} of {len(self._names)} neurons over {done:,} round{'s' if done > 1 else ''}"
        last = series.rows[count - 1]
        if len(self._names) > MOST_NAMED:
            return f"{told}: now from {number(last.min(), 3)} to {number(last.max(), 3)}."
        values = ", ".join(
            f"{name} {number(value, 3)}" for name, value in zip(self._names, last, strict=True)
        )
        return f"{told}: now {values}."

    def _read(self, rounds: float, value: float) -> Reading | None:
        series, done = self._pick(self._session.run.history), self._session.project.state.rounds
        place = nearest(series.rounds, done, rounds)
        shown = [curve for curve in range(len(self._names)) if self.plot.is_shown(curve)]
        if place is None or not shown:
            return None
        row = series.rows[place]
        distances = np.where(np.isfinite(row[shown]), np.abs(row[shown] - value), np.inf)
        curve = shown[int(np.argmin(distances))]
        at = int(series.rounds[place])
        said = f"round {at:,}: {self._names[curve]} {number(row[curve], 6)}"
        return at, float(row[curve]), curve, said


def neuron_names(network: Network) -> list[str]:
    """Name all neurons, layer after layer."""
    return [pretty(name) for layer in network.layers for name in layer.neurons]
