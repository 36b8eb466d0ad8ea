"""What stands over the curves of a plot: the line at a round, with the number that is measured there."""

import math
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QLabel, QWidget

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.labels import whole_words
from backprop_gui.look.theme import theme
from backprop_gui.views.plots.axes import TEXT

FROM_RIGHT, FROM_TOP = 8, 2


@dataclass(frozen=True)
class Reading:
    """What a plot says about a round.

    Attributes
    ----------
    at : the round
    text : the round and its numbers
    value, curve : one of the numbers and whose it is; None where it is about all of them
    """

    at: int
    text: str
    value: float | None = None
    curve: int | None = None


class Crosshair:
    """A line, a dot on a curve, and the text; and another line at the round that is shown elsewhere.

    Parameters
    ----------
    plot : where the text stands
    view : the part inside the axes

    Attributes
    ----------
    text : what is said, in full
    """

    def __init__(self, plot: QWidget, view: pg.ViewBox) -> None:
        self._plot = plot
        self._line, self._marker = pg.InfiniteLine(angle=90), pg.InfiniteLine(angle=90)
        self._dot = pg.ScatterPlotItem(size=7)
        for height, item in enumerate((self._marker, self._line, self._dot), start=1):
            item.setZValue(height)
            view.addItem(item, ignoreBounds=True)
        self._label = small_label(f"{plot.objectName()}_reading", plot)
        self.text = ""
        self._marker.setVisible(False)
        self.show(None)

    def show(self, reading: Reading | None, drawn: float = math.nan, color: QColor | None = None) -> None:
        """Show a reading, or nothing.

        Parameters
        ----------
        drawn : where its value is drawn, if it is
        color : of its curve
        """
        for thing in (self._line, self._dot, self._label):
            thing.setVisible(reading is not None)
        self.text = reading.text if reading else ""
        if reading is None:
            return
        self._line.setValue(reading.at)
        places = ([reading.at], [drawn]) if math.isfinite(drawn) else ([], [])
        self._dot.setData(*places, brush=color or theme().soft, pen=pg.mkPen(theme().panel))
        self.place()

    def place(self) -> None:
        """Put the text at the upper right, as much of it as there is room for."""
        if self._label.isVisibleTo(self._plot):
            room = self._plot.width() - FROM_RIGHT - 12
            text = whole_words(self.text, self._label.fontMetrics(), room)
            self._label.setText(text)
            self._label.adjustSize()
            self._label.move(max(0, self._plot.width() - FROM_RIGHT - self._label.width()), FROM_TOP)

    def mark(self, at: int | None) -> None:
        """Mark the round that all views show while somebody looks back."""
        self._marker.setVisible(at is not None)
        if at is not None:
            self._marker.setValue(at)

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        look = theme()
        self._line.setPen(pg.mkPen(look.faint))
        marker = QPen(look.accent, 1.5, Qt.PenStyle.DashLine)
        marker.setCosmetic(True)
        self._marker.setPen(marker)
        self._label.setStyleSheet(
            f"color: {look.ink.name()}; background: {look.panel.name()}; padding: 1px 4px;"
            f"border: 1px solid {look.hairline.name()}; border-radius: 4px;"
        )


def small_label(name: str, parent: QWidget, text: str = "") -> QLabel:
    """Make a small text over a plot, which lets the mouse through."""
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(ui_font(TEXT))
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
