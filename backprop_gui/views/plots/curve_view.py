"""A number of every neuron, or of every parameter, over the rounds."""

import numpy as np
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QWidget

from backprop_gui.core.series import SpanSeries
from backprop_gui.export.curves import CurveTable
from backprop_gui.look.identity import MOST_OF_THEIR_OWN
from backprop_gui.look.plot_header import Header
from backprop_gui.session.session import Session
from backprop_gui.views.plots.bands import Bands
from backprop_gui.views.plots.contents import Contents
from backprop_gui.views.plots.crosshair import Reading
from backprop_gui.views.plots.curve_plot import CurvePlot
from backprop_gui.views.plots.curves import done_before, nearest
from backprop_gui.views.plots.empty_words import UNTRAINED, empty_words
from backprop_gui.views.plots.legend import Legend
from backprop_gui.views.plots.lines import Lines
from backprop_gui.views.plots.one_sample import OneSample
from backprop_gui.views.plots.subjects import Subject


class CurveView:
    """One curve for each neuron or parameter, of many one band for each layer; and their names above."""

    def __init__(self, session: Session, subject: Subject, one: OneSample, parent: QWidget) -> None:
        self._session = session
        self._one = one
        self._subject = subject
        self._contents: Contents = Lines(subject, session.project.network)
        self._done = 0
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
    def _series(self) -> SpanSeries:
        row = self._one.row
        if row is not None and self._subject.pick_of_sample is not None:
            return self._subject.pick_of_sample(self._one.numbers(row))
        return self._subject.pick(self._session.run.history)

    @property
    def _of_whom(self) -> str:
        """Name the sample that is shown; nothing where what the rounds took is shown."""
        return self._one.words() if self._subject.pick_of_sample is not None else ""

    def _pen(self, curve: int) -> QPen:
        return self._contents.pen(curve)

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.plot.restyle()
        self.legend.restyle()

    def follow(self) -> None:
        """Take the names of the network's neurons or parameters."""
        network = self._session.project.network
        many = self._subject.has_curve(network).size > MOST_OF_THEIR_OWN
        self._contents = (Bands if many else Lines)(self._subject, network)
        names = self._contents.names
        self.plot.begin(len(names))
        self.legend.set_names(names, self._pen)

    def draw(self, done: int, growing: bool) -> None:
        """Draw the first `done` rounds."""
        self._done = done
        whose = self._of_whom.replace("sample ", " · s")
        self.header.title.setText(f"{self._subject.title}{whose}")
        self.plot.say_where_empty(empty_words(self._session, self._subject.hint))
        self.plot.draw(self._contents.curves(self._series, done, self.plot.window), growing)

    def describe(self, done: int) -> str:
        """Say in words what the curves show."""
        series = self._series
        count = done_before(series.rounds, done)
        if not count:
            return empty_words(self._session, UNTRAINED)
        if not self._contents.names:
            return f"No {self._subject.noun} are trained."
        many = f"{int(np.count_nonzero(self._subject.has_curve(self._session.project.network))):,}"
        over = f"over {done:,} round{'s' if done > 1 else ''}"
        told = self._contents.told(series, count - 1)
        whose = f" for {self._of_whom}" if self._of_whom else ""
        return f"{self._subject.title}{whose} of {many} {self._subject.noun} {over}: now {told}."

    def table(self) -> CurveTable:
        """Give the kept rounds' numbers in full."""
        return self._contents.table(self._series, self._done)

    def _read(self, rounds: float, value: float | None) -> Reading | None:
        series = self._series
        kept = nearest(series.rounds, self._done, rounds)
        shown = self.plot.shown_curves
        if kept is None or not shown:
            return None
        return self._contents.reading(series, kept, shown, value, self.plot.emphasised)

    # Hovering

    def _point(self, curve: int | None) -> None:
        """Point at a curve's neuron or parameter; a whole layer only stands out here."""
        place = None if curve is None else self._contents.place(curve)
        self._session.pointer.point(place)
        if place is None:
            self._emphasise(curve)

    def _show_pointed(self) -> None:
        """Let the curve stand out whose neuron or parameter is pointed at."""
        self._emphasise(self._contents.curve(self._session.pointer.place))

    def _emphasise(self, curve: int | None) -> None:
        self.plot.emphasise(curve)
        self.legend.emphasise(curve)
