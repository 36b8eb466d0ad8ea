"""The panel of plots: what they show, over the same rounds."""

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backprop_gui.core.network import Network
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session
from backprop_gui.views.plots.chooser import Hold
from backprop_gui.views.plots.curve_plot import CurvePlot
from backprop_gui.views.plots.curve_view import CurveView
from backprop_gui.views.plots.error_view import ErrorView
from backprop_gui.views.plots.one_sample import OneSample, side_by_side
from backprop_gui.views.plots.plot_keys import PlotKeys
from backprop_gui.views.plots.plot_view import Offer, PlotView
from backprop_gui.views.plots.ranges import Range, next_step
from backprop_gui.views.plots.shelf import Shelf
from backprop_gui.views.plots.subjects import SUBJECTS
from backprop_gui.views.plots.taking_away import Beside, at_once

SPOKEN = 0.5
"""Seconds between two descriptions for a screen reader while training goes on."""

USUAL = ("error_plot", "activation_plot", "delta_plot")


class PlotPanel(QWidget):
    """The curves of a session's training, and other plots that are given to it.

    Parameters
    ----------
    extra : plots beside the curves, which are built when they are first shown
    beside : does the writing of files, so that a slow disk does not freeze the window

    Attributes
    ----------
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
        self.setObjectName("plot_panel")
        self._session = session
        self._network: Network | None = None
        self._zoom: Range | None = None
        self._held: int | None = None
        self._spoken = 0.0
        self._redraw = QTimer(self, singleShot=True, interval=0)
        self._redraw.timeout.connect(self.draw)
        self._hold = Hold(self)
        self._hold.toggled.connect(self._hold_or_catch_up)
        self._one = OneSample(session, self)
        self._one.switched.connect(self._ask_to_draw)
        corner = side_by_side(self._one, self._hold)
        self._shelf = Shelf((*self._curves(), *extra), corner, self._folder, beside, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shelf)
        self._attach()

    def _curves(self) -> list[Offer]:
        session = self._session
        offers = [Offer("error_plot", "Error", partial(ErrorView, session), is_late=False)]
        for subject in SUBJECTS:
            build = partial(CurveView, session, subject, self._one)
            offers.append(Offer(subject.name, subject.title, build, is_late=False))
        return offers

    def _folder(self) -> str:
        path = self._session.document.path
        return str(Path(path).parent if path else Path.home())

    def _attach(self) -> None:
        session, shelf = self._session, self._shelf
        shelf.built.connect(self._take)
        shelf.arranged.connect(self._ask_to_draw)
        shelf.chosen.connect(self.chosen)
        shelf.failed.connect(self.failed)
        shelf.told.connect(self.told)
        shelf.build_early()
        shelf.choose(USUAL)
        session.document.changed.connect(self._ask_to_draw)
        for signal in (session.run.started, session.run.finished):
            signal.connect(self._ask_to_draw)
        # Comes once a frame, and training waits for the painting.
        session.run.advanced.connect(self._draw_growth)
        themes.changed.connect(self._restyle)
        self._ask_to_draw()

    def _take(self, view: PlotView) -> None:
        """Connect a plot that has been built."""
        if self._network is not None:
            view.follow()
        if isinstance(view.plot, CurvePlot):
            view.plot.zoomed.connect(self._look_at)
            view.plot.whole_asked.connect(self._look_at_all)
            view.plot.redraw_asked.connect(self._ask_to_draw)
            view.plot.hovered.connect(partial(self._share_round, view.plot))
            PlotKeys(view.plot)

    @property
    def views(self) -> dict[str, PlotView]:
        """The plots that have been built, by their objectNames."""
        return self._shelf.views

    @property
    def names(self) -> tuple[str, ...]:
        """The objectNames of the chosen plots."""
        return self._shelf.names

    def choose(self, names: Sequence[str]) -> None:
        """Choose plots by their objectNames; unknown ones are passed over."""
        self._shelf.choose(names)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 120)

    def sizeHint(self) -> QSize:
        return QSize(760, 230)

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
        done, growing = self._done(), session.run.is_running
        whole = self._all_rounds()
        if self._zoom and not whole[0] <= self._zoom[0] < whole[1]:
            self._zoom = None
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
        self._shelf.restyle()
        self._hold.restyle()
        self._one.restyle()
        self._ask_to_draw()
