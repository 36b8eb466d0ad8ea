"""The panel of plots: error, activations and deltas over the same rounds."""

import time

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QTabBar, QWidget

from backprop_gui.core.network import Network
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session
from backprop_gui.views.plots.curves import Window
from backprop_gui.views.plots.error_view import ErrorView
from backprop_gui.views.plots.flat_style import tabs_style
from backprop_gui.views.plots.neuron_view import NeuronView
from backprop_gui.views.plots.ranges import Range, next_step

NARROW = 450
"""Pixels: below this width one plot is shown at a time."""

PER_PIXEL = 1.0
"""Points to each pixel of a plot's width; more could not be seen."""

SPOKEN = 0.5
"""Seconds between two descriptions for a screen reader while training goes on."""

TITLES = ("Error", "Activations", "Deltas")


class PlotPanel(QWidget):
    """Three plots side by side, or where there is no room for that, one behind a row of tabs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plot_panel")
        self._session = session
        self._network: Network | None = None
        self._zoom: Range | None = None
        self._spoken = 0.0
        error = ErrorView(session, self)
        self.views: tuple[ErrorView | NeuronView, ...] = (error, *self._neuron_views())
        self._redraw = QTimer(self, singleShot=True, interval=0)
        self._redraw.timeout.connect(self.draw)
        self._lay_out()
        error.choice.chosen.connect(self._ask_to_draw)
        for view in self.views:
            view.plot.zoomed.connect(self._look_at)
            view.plot.whole_asked.connect(self._look_at_all)
        self._attach()

    def _neuron_views(self) -> tuple[NeuronView, NeuronView]:
        outs = NeuronView(
            self._session,
            "activation_plot",
            "Activations",
            "Train to see every neuron's output here.",
            lambda history: history.out,
            self,
        )
        deltas = NeuronView(
            self._session,
            "delta_plot",
            "Deltas",
            "Train to see every neuron's delta here.",
            lambda history: history.delta,
            self,
        )
        deltas.plot.includes = (0.0,)
        return outs, deltas

    def _lay_out(self) -> None:
        self._tabs = QTabBar(self, drawBase=False, expanding=False)
        self._tabs.setObjectName("plot_tabs")
        self._tabs.setAccessibleName("Plots")
        self._tabs.setStyleSheet(tabs_style())
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(4, 8, 0, 4)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._tabs, 0, 0, 1, len(TITLES))
        for column, (title, view) in enumerate(zip(TITLES, self.views, strict=True)):
            self._tabs.addTab(title)
            grid.addWidget(view.header, 1, column)
            grid.addWidget(view.plot, 2, column)
        grid.setRowStretch(2, 1)
        self._tabs.currentChanged.connect(self._arrange)
        self._arrange()

    def _attach(self) -> None:
        session = self._session
        session.document.changed.connect(self._ask_to_draw)
        for signal in (session.run.started, session.run.finished):
            signal.connect(self._ask_to_draw)
        # Comes once a frame, and training waits for the painting.
        session.run.advanced.connect(self.draw)
        themes.changed.connect(self._restyle)
        self._ask_to_draw()

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 120)

    def sizeHint(self) -> QSize:
        return QSize(760, 210)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._ask_to_draw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_to_draw()

    def draw(self) -> None:
        """Draw the plots that can be seen."""
        if not self.isVisible():
            return
        session = self._session
        if session.project.network is not self._network:
            self._follow_network(session.project.network)
        done, growing = session.project.state.rounds, session.run.is_running
        whole = self._all_rounds()
        chosen = self._zoom or whole
        for view in self.views:
            if view.plot.isVisible():
                view.plot.set_rounds(chosen, whole)
                view.draw(done, Window(*chosen, max(64, int(PER_PIXEL * view.plot.width()))), growing)
        self._describe(done, growing)

    def _all_rounds(self) -> Range:
        """Find the rounds to show: those measured, and while training a little room to grow."""
        run, done = self._session.run, self._session.project.state.rounds
        measured = run.history.errors.rounds
        first = min(int(measured[0]), done) if measured.size else 0
        last = first + next_step(done - first) if run.is_running else max(first + 1, done)
        if run.is_running and run.wanted is not None:
            last = min(last, run.base.state.rounds + run.wanted)
        return (float(first), float(max(last, first + 1)))

    def _follow_network(self, network: Network) -> None:
        self._network, self._zoom = network, None
        for view in self.views:
            view.follow()

    def _describe(self, done: int, growing: bool) -> None:
        now = time.monotonic()
        if growing and now - self._spoken < SPOKEN:
            return
        self._spoken = now
        for view in self.views:
            view.plot.setAccessibleDescription(view.describe(done))

    def _ask_to_draw(self, *_: object) -> None:
        """Draw soon, once for all that happens until then."""
        self._redraw.start()

    def _look_at(self, first: float, last: float) -> None:
        self._zoom = (first, last)
        self._ask_to_draw()

    def _look_at_all(self) -> None:
        self._zoom = None
        self._ask_to_draw()

    def _arrange(self, *_: object) -> None:
        """Show all plots, or where there is no room the one whose tab is chosen."""
        narrow = self.width() < NARROW
        self._tabs.setVisible(narrow)
        for number, view in enumerate(self.views):
            shown = not narrow or number == self._tabs.currentIndex()
            view.header.setVisible(shown)
            view.header.title.setVisible(not narrow)
            view.plot.setVisible(shown)
            self._grid.setColumnStretch(number, int(shown))
        self._ask_to_draw()

    def _restyle(self) -> None:
        for view in self.views:
            view.restyle()
        self._tabs.setStyleSheet(tabs_style())
        self._ask_to_draw()
