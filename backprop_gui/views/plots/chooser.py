"""The row that says which plots are to be seen."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QToolButton, QWidget

from backprop_gui.look.flat_style import chooser_style, hold_style
from backprop_gui.look.fonts import ui_font
from backprop_gui.views.plots.flow import FlowRows
from backprop_gui.views.plots.plot_view import Offer

TEXT = 11
ROW = 22
SIDE, LEAST_SIDE = 6, 2
"""Pixels beside a name: the usual ones, and the fewest where all names shall stand in one row."""


class Choice(QToolButton):
    """Shows a plot or puts it away."""

    def __init__(self, offer: Offer, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = offer.name
        self.setObjectName(f"show_{offer.name}")
        self.setText(offer.short or offer.title)
        self.setAccessibleName(f"Show {offer.title}")
        self.setToolTip(f"Show or hide the plot “{offer.title}”")
        self.setCheckable(True)
        self.setFont(ui_font(TEXT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.side = SIDE

    @property
    def name_width(self) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(self.text())

    def sizeHint(self) -> QSize:
        return QSize(self.name_width + 2 * self.side, ROW)


class Chooser(FlowRows):
    """One toggle for each plot; at least one stays on.

    Attributes
    ----------
    chosen : the choice is another one now
    """

    chosen = Signal()

    def __init__(self, offers: Sequence[Offer], parent: QWidget) -> None:
        super().__init__("plot_chooser", parent, row=ROW)
        self.setAccessibleName("Plots to show")
        self._choices = [Choice(offer, self) for offer in offers]
        self.set_members(self._choices)
        for choice in self._choices:
            choice.toggled.connect(lambda on, choice=choice: self._keep_one(choice, on))
        self.restyle()

    @property
    def names(self) -> tuple[str, ...]:
        """The objectNames of the chosen plots, in the order of the row."""
        return tuple(choice.name for choice in self._choices if choice.isChecked())

    def choose(self, names: Iterable[str]) -> None:
        """Switch these plots on, all others off; names that are not there are passed over."""
        known = {choice.name for choice in self._choices} & set(names)
        if not known:
            return
        self.blockSignals(True)
        for choice in sorted(self._choices, key=lambda choice: choice.name not in known):
            choice.setChecked(choice.name in known)
        self.blockSignals(False)
        self.chosen.emit()

    def fitting(self, width: int) -> Sequence[QWidget]:
        """Show all, closer together where they fit one row so."""
        spare = width - sum(choice.name_width for choice in self._choices)
        side = max(LEAST_SIDE, min(SIDE, spare // (2 * len(self._choices))))
        for choice in self._choices:
            choice.side = side
        return self._choices

    def place(self) -> None:
        super().place()
        # A low shelf would cut the second row in half.
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.setStyleSheet(chooser_style())

    def _keep_one(self, choice: Choice, on: bool) -> None:
        if not on and not self.names:
            choice.setChecked(True)
        else:
            self.chosen.emit()


class Hold(QToolButton):
    """Holds the plots at a round, to look at them while training goes on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hold_plots")
        self.setToolTip("Hold the plots still while training goes on; once more to catch up")
        self.setCheckable(True)
        self.setFont(ui_font(TEXT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tell(None)
        self.restyle()

    def tell(self, at: int | None) -> None:
        """Say at which round the plots are held, if they are."""
        self.setText("Hold" if at is None else f"Held at round {at:,}")
        self.setAccessibleName("Hold the plots" if at is None else f"Plots held at round {at:,}")

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.setStyleSheet(hold_style())
