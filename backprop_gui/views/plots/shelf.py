"""Plots side by side: those that are chosen, as many as there is room for."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QTabBar, QWidget

from backprop_gui.look.flat_style import tabs_style
from backprop_gui.views.plots.chooser import Chooser
from backprop_gui.views.plots.legend import Legend
from backprop_gui.views.plots.plot_view import Offer, PlotView
from backprop_gui.views.plots.taking_away import Beside, Folder, TakingAway

LOW = 225
"""Pixels: on a lower shelf, legends have one row."""

CHOOSER, TABS, HEADERS, PLOTS = range(4)
"""The rows of the shelf. A plot has two columns: its header's, and that of the button beside it."""


class Shelf(QWidget):
    """Builds plots and lays them out; what they show is no matter of its own.

    Parameters
    ----------
    corner : a widget that stands at the right of the choices

    Attributes
    ----------
    views : the plots that have been built, by their objectNames
    built : (PlotView) a plot has been built
    chosen : other plots are to be seen now
    arranged : plots have come, gone or changed their sizes
    failed, told : (sentence) a picture or a table could not be saved; one was saved or copied
    """

    built = Signal(object)
    chosen = Signal()
    arranged = Signal()
    failed = Signal(str)
    told = Signal(str)

    def __init__(
        self, offers: Sequence[Offer], corner: QWidget, folder: Folder, beside: Beside, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._offers = {offer.name: offer for offer in offers}
        self._corner, self._folder, self._beside = corner, folder, beside
        self._tabbed: tuple[str, ...] = ()
        self._buttons: dict[str, TakingAway] = {}
        self.views: dict[str, PlotView] = {}
        self._chooser = Chooser(offers, self)
        self._chooser.chosen.connect(self._follow_choice)
        self._tabs = QTabBar(self, drawBase=False, expanding=False)
        self._tabs.setObjectName("plot_tabs")
        self._tabs.setAccessibleName("Plots")
        self._tabs.setStyleSheet(tabs_style())
        self._tabs.currentChanged.connect(self._arrange)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settle)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 6, 0)
        top.addWidget(self._chooser, 1)
        top.addWidget(self._corner, 0, Qt.AlignmentFlag.AlignTop)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(4, 2, 0, 4)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        grid.addLayout(top, CHOOSER, 0, 1, 2 * len(self._offers))
        grid.addWidget(self._tabs, TABS, 0, 1, 2 * len(self._offers))
        grid.setRowStretch(PLOTS, 1)

    def build_early(self) -> None:
        """Build the plots that need not wait until they are shown."""
        for offer in self._offers.values():
            if not offer.is_late:
                self._build(offer)

    def _build(self, offer: Offer) -> None:
        view = self.views[offer.name] = offer.build(self)
        button = TakingAway(view, offer.title, self._folder, self._beside, self)
        button.failed.connect(self.failed)
        button.told.connect(self.told)
        self._buttons[offer.name] = button
        column = 2 * list(self._offers).index(offer.name)
        self._grid.addWidget(view.header, HEADERS, column, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(button, HEADERS, column + 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(view.plot, PLOTS, column, 1, 2)
        self._show(offer.name, False)
        for legend in view.header.findChildren(Legend):
            legend.renewed.connect(self.order_for_keyboard)
        self.built.emit(view)
        self.order_for_keyboard()

    @property
    def names(self) -> tuple[str, ...]:
        """The objectNames of the chosen plots."""
        return self._chooser.names

    def choose(self, names: Sequence[str]) -> None:
        """Choose plots by their objectNames; unknown ones are passed over."""
        self._chooser.choose(names)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for legend in self.findChildren(Legend):
            legend.set_most_rows(1 if self.height() < LOW else 2)
        self._arrange()

    def _follow_choice(self) -> None:
        """Make a tab for each chosen plot; what has just been chosen is to be seen."""
        before, self._tabbed = self._tabbed, self.names
        added = [name for name in self._tabbed if name not in before] if before else []
        kept = [name for name in before[self._tabs.currentIndex() :] if name in self._tabbed]
        current = (added[-1:] or kept or self._tabbed)[0]
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
        seen = self._seen()
        self._tabs.setVisible(len(seen) < len(self.names))
        for name in seen:
            if name not in self.views:
                self._build(self._offers[name])
        for place, name in enumerate(self._offers):
            if name in self.views:
                self._show(name, name in seen)
            self._grid.setColumnStretch(2 * place, self._offers[name].least_width if name in seen else 0)
        self._settling.start()
        self.arranged.emit()

    def _settle(self) -> None:
        """Lay out once more: a header that hides its title while it is laid out makes Qt forget the rows."""
        self._grid.invalidate()
        self._grid.activate()

    def _seen(self) -> tuple[str, ...]:
        """Find the plots that have room: the one whose tab is chosen, then those after it and before it."""
        names = self.names
        widths = [self._offers[name].least_width for name in names]
        first = max(0, self._tabs.currentIndex())
        end = first + 1
        while end < len(names) and sum(widths[first : end + 1]) <= self.width():
            end += 1
        while first > 0 and sum(widths[first - 1 : end]) <= self.width():
            first -= 1
        return names[first:end]

    def _show(self, name: str, shown: bool) -> None:
        view = self.views[name]
        for part in (view.header, view.plot, self._buttons[name]):
            part.setVisible(shown)

    def order_for_keyboard(self) -> None:
        """Let Tab go from plot to plot: through what stands above it, then into it."""
        order = [*self._chooser.findChildren(QWidget), *self._corner.findChildren(QWidget)]
        for name, view in self.views.items():
            above = [each for each in view.header.findChildren(QWidget) if each.window() is self.window()]
            order += [*above, self._buttons[name], view.plot]
        reached = [widget for widget in order if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in pairwise(reached):
            QWidget.setTabOrder(before, after)

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        for view in self.views.values():
            view.restyle()
        for button in self._buttons.values():
            button.restyle()
        self._chooser.restyle()
        self._tabs.setStyleSheet(tabs_style())
