"""The panel of plots: those that are chosen side by side, over the same rounds."""

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QTabBar, QWidget

from backprop_gui.core.network import Network
from backprop_gui.look.flat_style import tabs_style
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session
from backprop_gui.views.plots.chooser import Chooser, Hold
from backprop_gui.views.plots.curve_plot import CurvePlot
from backprop_gui.views.plots.curve_view import CurveView
from backprop_gui.views.plots.error_view import ErrorView
from backprop_gui.views.plots.legend import Legend
from backprop_gui.views.plots.plot_keys import PlotKeys
from backprop_gui.views.plots.plot_view import Offer, PlotView
from backprop_gui.views.plots.ranges import Range, next_step
from backprop_gui.views.plots.subjects import SUBJECTS
from backprop_gui.views.plots.taking_away import Beside, TakingAway, at_once

LEAST_WIDTH = 155
"""Pixels that each plot needs; of more plots than that leaves room for, tabs choose."""

LOW = 225
"""Pixels: in a lower panel, legends have one row."""

SPOKEN = 0.5
"""Seconds between two descriptions for a screen reader while training goes on."""

USUAL = ("error_plot", "activation_plot", "delta_plot")

CHOOSER, TABS, HEADERS, PLOTS = range(4)
"""The rows of the panel."""


class PlotPanel(QWidget):
    """The chosen plots side by side, as many as there is room for; tabs lead to the others.

    Parameters
    ----------
    extra : plots beside the curves, which are built when they are first shown
    beside : does the writing of files, so that a slow disk does not freeze the window

    Attributes
    ----------
    views : the plots that have been built, by their objectNames
    chosen : other plots are to be seen now
    failed : (sentence) a picture or a table could not be saved
    told : (sentence) what was saved or copied
    """

    chosen = Signal()
    failed = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        session: Session,
        extra: Sequence[Offer] = (),
        beside: Beside = at_once,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._beside = beside
        self.setObjectName("plot_panel")
        self._session = session
        self._network: Network | None = None
        self._zoom: Range | None = None
        self._tabbed: tuple[str, ...] = ()
        self._held: int | None = None
        self._spoken = 0.0
        self._offers = {offer.name: offer for offer in (*self._curves(), *extra)}
        self.views: dict[str, PlotView] = {}
        self._taking_away: dict[str, TakingAway] = {}
        self._redraw = QTimer(self, singleShot=True, interval=0)
        self._redraw.timeout.connect(self.draw)
        self._lay_out()
        for offer in self._offers.values():
            if not offer.is_late:
                self._build(offer)
        self._attach()
        self.choose(USUAL)

    def _curves(self) -> list[Offer]:
        session = self._session
        offers = [Offer("error_plot", "Error", partial(ErrorView, session), is_late=False)]
        for subject in SUBJECTS:
            build = partial(CurveView, session, subject)
            offers.append(Offer(subject.name, subject.title, build, is_late=False))
        return offers

    def _lay_out(self) -> None:
        self._chooser = Chooser(list(self._offers.values()), self)
        self._chooser.chosen.connect(self._follow_choice)
        self._hold = Hold(self)
        self._hold.toggled.connect(self._hold_or_catch_up)
        self._tabs = QTabBar(self, drawBase=False, expanding=False)
        self._tabs.setObjectName("plot_tabs")
        self._tabs.setAccessibleName("Plots")
        self._tabs.setStyleSheet(tabs_style())
        self._tabs.currentChanged.connect(self._arrange)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(4, 2, 0, 4)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 6, 0)
        top.addWidget(self._chooser, 1)
        top.addWidget(self._hold, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(top, CHOOSER, 0, 1, 2 * len(self._offers))
        grid.addWidget(self._tabs, TABS, 0, 1, 2 * len(self._offers))
        grid.setRowStretch(PLOTS, 1)

    def _build(self, offer: Offer) -> None:
        view = self.views[offer.name] = offer.build(self)
        button = self._taking_away[offer.name] = TakingAway(
            view, offer.title, self._folder, self._beside, self
        )
        button.failed.connect(self.failed)
        button.told.connect(self.told)
        column = 2 * list(self._offers).index(offer.name)
        self._grid.addWidget(view.header, HEADERS, column, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(button, HEADERS, column + 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(view.plot, PLOTS, column, 1, 2)
        self._show_view(offer.name, False)
        if self._network is not None:
            view.follow()
            self._order_for_keyboard()
        if isinstance(view.plot, CurvePlot):
            view.plot.zoomed.connect(self._look_at)
            view.plot.whole_asked.connect(self._look_at_all)
            view.plot.redraw_asked.connect(self._ask_to_draw)
            view.plot.hovered.connect(partial(self._share_round, view.plot))
            PlotKeys(view.plot)

    def _order_for_keyboard(self) -> None:
        """Let Tab go from plot to plot: through what stands above it, then into it."""
        previous: QWidget = self._hold
        for name, view in self.views.items():
            above = [each for each in view.header.findChildren(QWidget) if each.window() is self.window()]
            for widget in (*above, self._taking_away[name], view.plot):
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    QWidget.setTabOrder(previous, widget)
                    previous = widget

    def _folder(self) -> str:
        path = self._session.document.path
        return str(Path(path).parent if path else Path.home())

    def _attach(self) -> None:
        session = self._session
        session.document.changed.connect(self._ask_to_draw)
        for signal in (session.run.started, session.run.finished):
            signal.connect(self._ask_to_draw)
        # Comes once a frame, and training waits for the painting.
        session.run.advanced.connect(self._draw_growth)
        themes.changed.connect(self._restyle)
        self._ask_to_draw()

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 120)

    def sizeHint(self) -> QSize:
        return QSize(760, 230)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for legend in self.findChildren(Legend):
            legend.set_most_rows(1 if self.height() < LOW else 2)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_to_draw()

    # Which plots are to be seen

    @property
    def names(self) -> tuple[str, ...]:
        """The objectNames of the chosen plots."""
        return self._chooser.names

    def choose(self, names: Sequence[str]) -> None:
        """Choose plots by their objectNames; unknown ones are passed over."""
        self._chooser.choose(names)

    def _follow_choice(self) -> None:
        """Make a tab for each chosen plot; what has just been chosen is to be seen."""
        before, self._tabbed = self._tabbed, self.names
        added = [name for name in self._tabbed if name not in before]
        kept = [name for name in before[self._tabs.currentIndex() :] if name in self._tabbed]
        current = (added[-1:] or kept or self._tabbed)[0] if before else self._tabbed[0]
        self._tabs.blockSignals(True)
        while self._tabs.count():
            self._tabs.removeTab(0)
        for name in self._tabbed:
            self._tabs.addTab(self._offers[name].title)
        self._tabs.setCurrentIndex(self._tabbed.index(current))
        self._tabs.blockSignals(False)
        self._arrange()
        self.chosen.emit()

    def _arrange(self, *_: object) -> None:
        """Show the chosen plots; where not all have room, the one whose tab is chosen and its followers."""
        fitting = max(1, self.width() // LEAST_WIDTH)
        first = max(0, min(self._tabs.currentIndex(), len(self.names) - fitting))
        seen = self.names[first : first + fitting]
        self._tabs.setVisible(fitting < len(self.names))
        for name in seen:
            if name not in self.views:
                self._build(self._offers[name])
        for column, name in enumerate(self._offers):
            if name in self.views:
                self._show_view(name, name in seen)
            self._grid.setColumnStretch(2 * column, int(name in seen))
        self._ask_to_draw()

    def _show_view(self, name: str, shown: bool) -> None:
        view = self.views[name]
        for part in (view.header, view.plot, self._taking_away[name]):
            part.setVisible(shown)

    # What they show

    def draw(self) -> None:
        """Draw the plots that can be seen."""
        if not self.isVisible():
            return
        session = self._session
        if session.project.network is not self._network:
            self._follow_network(session.project.network)
        done, growing = self._done(), session.run.is_running
        whole = self._all_rounds()
        for view in self.views.values():
            if view.plot.isVisible():
                if isinstance(view.plot, CurvePlot):
                    view.plot.set_rounds(self._zoom or whole, whole)
                    view.plot.mark_round(session.run.shown_round)
                view.draw(done, growing and self._held is None)
        self._describe(done, growing)

    def _all_rounds(self) -> Range:
        """Find the rounds to show: those measured, and while training a little room to grow."""
        run, done = self._session.run, self._done()
        grows = run.is_running and self._held is None
        measured = run.history.errors.rounds
        first = min(int(measured[0]), done) if measured.size else 0
        last = first + next_step(done - first) if grows else max(first + 1, done)
        if grows and run.wanted is not None:
            last = min(last, run.base.state.rounds + run.wanted)
        return (float(first), float(max(last, first + 1)))

    def _done(self) -> int:
        """Count the rounds to show: all that are done, or those until the plots were held."""
        done = self._session.present.state.rounds
        return done if self._held is None else min(done, self._held)

    def _hold_or_catch_up(self, held: bool) -> None:
        self._held = self._session.present.state.rounds if held else None
        self._hold.tell(self._held)
        self._ask_to_draw()

    def _draw_growth(self) -> None:
        """Draw what a frame has brought, unless the plots are held."""
        if self._held is None:
            self.draw()

    def _follow_network(self, network: Network) -> None:
        self._network, self._zoom = network, None
        self._hold.setChecked(False)
        for view in self.views.values():
            view.follow()
        self._order_for_keyboard()

    def _describe(self, done: int, growing: bool) -> None:
        now = time.monotonic()
        if growing and now - self._spoken < SPOKEN:
            return
        self._spoken = now
        for view in self.views.values():
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

    def _share_round(self, source: CurvePlot, at: float | None) -> None:
        """Show the numbers of the round that the mouse is over in all other plots too."""
        for view in self.views.values():
            if isinstance(view.plot, CurvePlot) and view.plot is not source:
                view.plot.share_round(at)

    def _restyle(self) -> None:
        for view in self.views.values():
            view.restyle()
        for button in self._taking_away.values():
            button.restyle()
        self._chooser.restyle()
        self._hold.restyle()
        self._tabs.setStyleSheet(tabs_style())
        self._ask_to_draw()
