"""The error over the rounds, on a logarithmic or a linear axis."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from backprop_gui.core.history import History
from backprop_gui.explain.render_text import number
from backprop_gui.export.curves import CurveTable
from backprop_gui.look.flat_style import axis_choice_style
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.plot_header import Header
from backprop_gui.session.session import Session
from backprop_gui.views.plots.contents import nearest_curve
from backprop_gui.views.plots.crosshair import Reading
from backprop_gui.views.plots.curve_plot import CurvePlot
from backprop_gui.views.plots.curves import done_before, nearest
from backprop_gui.views.plots.empty_words import UNTRAINED, empty_words
from backprop_gui.views.plots.error_curves import (
    Samples,
    between,
    data_error,
    error_curves,
    error_pen,
    error_table,
    samples_measured,
)
from backprop_gui.views.plots.legend import Legend

HINT = "Train to see the error of every round here."


class ErrorView:
    """Every round's error, and that of the training and the validation data, with the axis's choice."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self._measured: tuple[Samples, ...] = ()
        self._done = 0
        self.plot = CurvePlot("error_plot", "Error", HINT, parent)
        self.plot.set_logarithmic(True)
        self.plot.pen = self._pen
        self.plot.read = self._read
        self.choice = AxisChoice(parent)
        self.choice.chosen.connect(self.plot.set_logarithmic)
        self.legend = Legend("error_plot_legend", parent)
        self.legend.toggled.connect(self.plot.show_curve)
        for source in (self.plot, self.legend):
            source.pointed.connect(self._emphasise)
        self.header = Header("Error", _side_by_side(self.legend, self.choice), parent)
        self._begin(samples_measured(session.project))

    @property
    def _history(self) -> History:
        return self._session.run.history

    def _begin(self, measured: tuple[Samples, ...]) -> None:
        self._measured = measured
        self.plot.begin(len(measured))
        self.legend.set_names(list(measured) if len(measured) > 1 else [], self._pen)

    def _pen(self, curve: int) -> QPen:
        return error_pen(self._measured[curve], len(self._measured) == 1)

    def _emphasise(self, curve: int | None) -> None:
        self.plot.emphasise(curve if len(self._measured) > 1 else None)
        self.legend.emphasise(curve)

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.plot.restyle()
        self.choice.restyle()
        self.legend.restyle()

    def follow(self) -> None:
        """Take another network: nothing of the errors' curves depends on it."""

    def draw(self, done: int, growing: bool) -> None:
        """Draw the first `done` rounds."""
        self._done = done
        if (measured := samples_measured(self._session.project)) != self._measured:
            self._begin(measured)
        self.plot.say_where_empty(empty_words(self._session, HINT))
        self.plot.draw(error_curves(self._history, done, self.plot.window, measured), growing)

    def describe(self, done: int) -> str:
        """Say in words what the curves show."""
        series = self._history.errors
        count = done_before(series.rounds, done)
        if not count:
            return empty_words(self._session, UNTRAINED)
        now = between(series.least[count - 1], series.greatest[count - 1], 3)
        first = between(series.least[0], series.greatest[0], 3)
        others = "".join(f"; {told}" for told in self._data_errors(done - 1, 3))
        return f"Error over {done:,} round{'s' if done > 1 else ''}: now {now}, at first {first}{others}."

    def table(self) -> CurveTable:
        """Give the kept rounds' errors in full."""
        return error_table(self._history, self._done, self._measured)

    def _data_errors(self, at: int, digits: int) -> list[str]:
        """Tell the errors of all samples at a round."""
        others = [samples for samples in self._measured if samples is not Samples.BATCH]
        return [f"{each} {number(data_error(self._history, at, each), digits)}" for each in others]

    def _read(self, rounds: float, value: float | None) -> Reading | None:
        series = self._history.errors
        place = nearest(series.rounds, self._done, rounds)
        shown = self.plot.shown_curves
        if place is None or not shown:
            return None
        at, least, greatest = int(series.rounds[place]), series.least[place], series.greatest[place]
        said = "  ".join([f"round {at:,}: {between(least, greatest, 6)}", *self._data_errors(at, 4)])
        values = [
            float(greatest) if samples is Samples.BATCH else data_error(self._history, at, samples)
            for samples in self._measured
        ]
        heights = [self.plot.as_drawn(each) for each in values]
        pointed = self.plot.emphasised if self.plot.emphasised in shown else shown[0]
        curve = pointed if value is None else nearest_curve(heights, shown, value)
        return Reading(at, said, values[curve], curve)


def _side_by_side(legend: Legend, choice: QWidget) -> QWidget:
    """Put the axis's choice at the right of the names."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(legend, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)
    both.setSizePolicy(legend.sizePolicy())
    return both


class AxisChoice(QToolButton):
    """Switches the error's axis between logarithmic and linear.

    Attributes
    ----------
    chosen : (logarithmic) the axis shall be so
    """

    chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error_axis")
        self.setAccessibleName("Logarithmic error axis")
        self.setToolTip("Switch between a logarithmic and a linear axis")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)
        self.setChecked(True)
        self.setText("log")
        self.setFont(ui_font(11))
        self.toggled.connect(self._choose)
        self.restyle()

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.setStyleSheet(axis_choice_style())

    def _choose(self, logarithmic: bool) -> None:
        self.setText("log" if logarithmic else "linear")
        self.chosen.emit(logarithmic)
