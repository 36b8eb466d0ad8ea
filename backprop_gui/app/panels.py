"""The panels around the diagram: empty frames at first, so that the window is there at once."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QVBoxLayout, QWidget

from backprop_gui.app.dock import build_dock
from backprop_gui.app.waiting import beside_the_window
from backprop_gui.session.session import Session

if TYPE_CHECKING:
    from backprop_gui.app.left_column import LeftColumn
    from backprop_gui.views.diagram.view import DiagramView
    from backprop_gui.views.plots.panel import PlotPanel

LAYOUT_VERSION = 1
OFFERED_AT_SAMPLES = ("samples_table", "import_data", "export_data")
LEAST_PLOT_HEIGHT = 150
PLOTS_KEY = "shown_plots"
PICTURES = ("landscape_plot", "boundary_plot")
PICTURE_WIDTH = 250
"""Pixels that a picture needs beside the curves."""

PLOTS_SHARE, PICTURES_SHARE = 0.28, 0.4
"""Of the window's height, for curves alone and for pictures too."""


class Panels:
    """Frames the window's middle and the docks around it, and fills them when there is time.

    Attributes
    ----------
    docks : by name, in the order of the View menu
    follows_window : whether the panels' sizes follow the window's
    diagram : the middle, once it is filled
    """

    def __init__(self, window: QMainWindow, banner: QWidget) -> None:
        self._window = window
        self.docks: dict[str, QDockWidget] = {}
        self.diagram: DiagramView | None = None
        self._plots: PlotPanel | None = None
        self._left: LeftColumn | None = None
        self._add_middle(banner)
        areas = Qt.DockWidgetArea
        window.setCorner(Qt.Corner.BottomLeftCorner, areas.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, areas.RightDockWidgetArea)
        self._add_dock("network", "Network", areas.LeftDockWidgetArea)
        self._add_dock("data", "Data", areas.LeftDockWidgetArea)
        self._add_dock("steps", "Steps", areas.RightDockWidgetArea)
        self._add_dock("plots", "Plots", areas.BottomDockWidgetArea)
        self.docks["plots"].widget().setMinimumHeight(LEAST_PLOT_HEIGHT)
        self._usual = window.saveState(LAYOUT_VERSION)
        self.follows_window = True
        self._given: list[int] = []

    def _add_middle(self, banner: QWidget) -> None:
        middle = QWidget()
        middle.setObjectName("centre")
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(banner)
        self._column.addStretch()
        self._window.setCentralWidget(middle)

    def _add_dock(self, name: str, title: str, area: Qt.DockWidgetArea) -> None:
        self.docks[name] = build_dock(name, title, QWidget(), self._window)
        self._window.addDockWidget(area, self.docks[name])

    def add_notice(self, banner: QWidget) -> None:
        """Put another line above the diagram."""
        self._column.insertWidget(0, banner)

    def fill(self, session: Session) -> None:
        """Put the views into their frames."""
        from backprop_gui.app.left_column import LeftColumn
        from backprop_gui.views.data.panel import DataPanel
        from backprop_gui.views.diagram.view import DiagramView
        from backprop_gui.views.inspector.panel import InspectorPanel
        from backprop_gui.views.run.strip import RunStrip
        from backprop_gui.views.stepper.panel import StepperPanel

        sizes = {dock: dock.size() for dock in self.docks.values()}
        self.diagram = DiagramView(session)
        self.diagram.place_activated.connect(session.pictures.look_through)
        self.stepper = StepperPanel(session)
        self._column.takeAt(self._column.count() - 1)
        self._column.addWidget(self.diagram, 1)
        self._column.addWidget(RunStrip(session))
        self.docks["network"].setWidget(InspectorPanel(session))
        data = DataPanel(session)
        for name in OFFERED_AT_SAMPLES:
            if action := self._window.findChild(QAction, f"action_{name}"):
                data.buttons.offer(name, action)
        self.docks["data"].setWidget(data)
        self.docks["steps"].setWidget(self.stepper)
        self._keep(sizes)
        self._left = LeftColumn(self._window, self.docks["network"], self.docks["data"])
        self._left.follows = self.follows_window

    def _keep(self, sizes: dict[QDockWidget, QSize]) -> None:
        """Leave the docks as large as they were while empty.

        Not by restoring the window's state: with layouts still to be settled, Qt then crashes.
        """
        docks = list(sizes)
        widths, heights = (
            [size.width() for size in sizes.values()],
            [size.height() for size in sizes.values()],
        )
        self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
        self._window.resizeDocks(docks, heights, Qt.Orientation.Vertical)

    def fill_plots(self, session: Session, settings: QSettings) -> "PlotPanel":
        """Put the plots into their frame; pyqtgraph takes as long to load as everything else."""
        from backprop_gui.views.pictures.boundary_view import TITLE as BOUNDARY
        from backprop_gui.views.pictures.boundary_view import BoundaryView
        from backprop_gui.views.pictures.landscape_view import TITLE as LANDSCAPE
        from backprop_gui.views.pictures.landscape_view import LandscapeView
        from backprop_gui.views.plots.panel import PlotPanel
        from backprop_gui.views.plots.plot_view import Offer

        landscape, boundary = PICTURES
        pictures = [
            Offer(
                landscape, LANDSCAPE, partial(LandscapeView, session), "Landscape", least_width=PICTURE_WIDTH
            ),
            Offer(boundary, BOUNDARY, partial(BoundaryView, session), "Boundary", least_width=PICTURE_WIDTH),
        ]
        panel = self._plots = PlotPanel(session, pictures, partial(beside_the_window, self._window))
        if isinstance(stored := settings.value(PLOTS_KEY), str):
            panel.choose(stored.split())
        panel.chosen.connect(lambda: settings.setValue(PLOTS_KEY, " ".join(panel.names)))
        self.docks["plots"].setWidget(panel)
        panel.chosen.connect(self.follow_window)
        self.follow_window()
        if self._left:
            self._left.recall(settings)
        return panel

    def prepare_first_step(self) -> None:
        """Load the typesetting and set the first step before it is asked for."""
        from backprop_gui.look.typesetting import warm_up

        warm_up()
        self.stepper.prefetch.begin()

    def restore_usual(self) -> None:
        """Open all panels where they usually are."""
        self._window.restoreState(self._usual, LAYOUT_VERSION)
        self.follows_window = True
        self.follow_window()
        if self._left:
            self._left.follow()

    def follow_window(self) -> None:
        """Share the window out anew, until somebody drags a panel to another width."""
        if self.follows_window:
            self.share_out()
            QTimer.singleShot(0, self._note_sizes)
        elif self._left:
            self._left.share()

    def note_drag(self) -> None:
        """Leave the widths alone from now on, if the mouse has just changed them."""
        if self._given and self._sizes() != self._given:
            self.follows_window = False
        if self._left:
            self._left.note_drag()

    def _note_sizes(self) -> None:
        self._given = self._sizes()

    def _sizes(self) -> list[int]:
        return [*(self.docks[name].width() for name in ("network", "steps")), self.docks["plots"].height()]

    @property
    def _shows_pictures(self) -> bool:
        """Whether there is something among the plots that is as high as it is wide."""
        return self._plots is not None and not set(PICTURES).isdisjoint(self._plots.names)

    def share_out(self) -> None:
        """Give the panels their usual shares of the window: diagram and formula are the largest."""
        width, height = self._window.width(), self._window.height()
        sides = [self.docks["network"], self.docks["steps"]]
        widths = [round(min(0.205 * width, 280)), round(min(max(0.3 * width, 328), 600))]
        self._window.resizeDocks(sides, widths, Qt.Orientation.Horizontal)
        plots = PICTURES_SHARE if self._shows_pictures else PLOTS_SHARE
        self._window.resizeDocks([self.docks["plots"]], [round(plots * height)], Qt.Orientation.Vertical)
        if self._left:
            self._left.share()
            return
        left = [self.docks["network"], self.docks["data"]]
        self._window.resizeDocks(left, [3, 2], Qt.Orientation.Vertical)
