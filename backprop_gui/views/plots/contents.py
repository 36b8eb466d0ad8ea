"""What a plot of curves shows of a network: a curve for each place, or bands for whole layers."""

from typing import Protocol

from PySide6.QtGui import QPen

from backprop_gui.core.network import Place
from backprop_gui.core.series import SpanSeries
from backprop_gui.export.curves import CurveTable
from backprop_gui.views.plots.crosshair import Reading
from backprop_gui.views.plots.curves import Curves, Window


class Contents(Protocol):
    """Turns a series into curves, and a place of the plot into words.

    Attributes
    ----------
    names : of the curves, as the legend shows them
    """

    names: list[str]

    def pen(self, curve: int) -> QPen:
        """Return how a curve is drawn, in the look in use."""

    def place(self, curve: int) -> Place | None:
        """Return what a curve belongs to; None for a whole layer."""

    def curve(self, place: Place | None) -> int | None:
        """Find the curve that shows a place."""

    def curves(self, series: SpanSeries, done: int, window: Window) -> Curves:
        """Take what is to be drawn of the first `done` rounds."""

    def reading(
        self, series: SpanSeries, kept: int, shown: list[int], value: float | None, pointed: int | None
    ) -> Reading:
        """Say what was measured in a kept round.

        Parameters
        ----------
        shown : the curves that are shown, at least one
        value : tell of the curve nearest to it; None: of the one that is pointed at, or of all
        """

    def told(self, series: SpanSeries, kept: int) -> str:
        """Tell a kept round's numbers in words."""

    def table(self, series: SpanSeries, done: int) -> CurveTable:
        """Give all that is kept of the first `done` rounds, in full."""


def nearest_curve(values: list[float], shown: list[int], value: float) -> int:
    """Find the shown curve whose value is nearest to another one; those without a value are farthest."""
    return min(shown, key=lambda curve: _distance(values[curve], value))


def _distance(one: float, other: float) -> float:
    away = abs(one - other)
    return away if away == away else float("inf")
