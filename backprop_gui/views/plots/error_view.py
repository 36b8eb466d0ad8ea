"""The error over the rounds, on a logarithmic or a linear axis."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from backprop_gui.explain.render_text import number
from backprop_gui.look.flat_style import axis_choice_style
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.plot_header import Header
from backprop_gui.session.session import Session
from backprop_gui.views.plots.crosshair import Reading
from backprop_gui.views.plots.curve_plot import CurvePlot
from backprop_gui.views.plots.curves import done_before, error_curve, nearest


class ErrorView:
    """Every round's error: a header with the axis's choice, and the plot."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self.plot = CurvePlot("error_plot", "Error", "Train to see the error of every round here.", parent)
        self.plot.begin(1)
        self.plot.set_logarithmic(True)
        self.plot.read = self._read
        self.choice = AxisChoice(parent)
        self.choice.chosen.connect(self.plot.set_logarithmic)
        self.header = Header("Error", self.choice, parent)

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.plot.restyle()
        self.choice.restyle()

    def follow(self) -> None:
        """Take another network: nothing of the error's curve depends on it."""

    def draw(self, done: int, growing: bool) -> None:
        """Draw the first `done` rounds."""
        curves = error_curve(self._session.run.history.errors, done, self.plot.window)
        self.plot.draw(curves, growing)

    def describe(self, done: int) -> str:
        """Say in words what the curve shows."""
        series = self._session.run.history.errors
        count = done_before(series.rounds, done)
        if not count:
            return "No rounds trained yet."
        now = _between(series.least[count - 1], series.greatest[count - 1], 3)
        first = _between(series.least[0], series.greatest[0], 3)
        return f"Error over {done:,} round{'s' if done > 1 else ''}: now {now}, at first {first}."

    def _read(self, rounds: float, _: float | None) -> Reading | None:
        series, done = self._session.run.history.errors, self._session.present.state.rounds
        place = nearest(series.rounds, done, rounds)
        if place is None:
            return None
        least, greatest = float(series.least[place]), float(series.greatest[place])
        at = int(series.rounds[place])
        return Reading(at, f"round {at:,}: {_between(least, greatest, 6)}", greatest, 0)


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


def _between(least: float, greatest: float, digits: int) -> str:
    low, high = number(least, digits), number(greatest, digits)
    return low if low == high else f"{low} to {high}"
