"""One plot of curves over the rounds: drawing, ranges, the hint while it is empty, the pointer."""

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backprop_gui.core.array import Array
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.identity import rounded_pen
from backprop_gui.look.theme import theme
from backprop_gui.views.plots.axes import ROUND_HEIGHT, TEXT, VALUE_WIDTH, RoundAxis, ValueAxis
from backprop_gui.views.plots.curve_bundle import CurveBundle
from backprop_gui.views.plots.curves import Curves, Window
from backprop_gui.views.plots.ranges import Range, held, logarithms, readable

Reading = tuple[float, float, int, str]
"""A round, a value there, the number of its curve, and the text for both."""

TOP, RIGHT = 8, 8
"""Pixels that stay free beside the curves."""

EDGE = 0.01
"""Share of all rounds that stays free before the first, so that a steep start is not cut in half."""

LEAST_DECADES = 0.5
"""A logarithmic axis shows at least this much of a power of ten."""

PER_PIXEL = 1.0
"""Points to each pixel of a plot's width; more could not be seen."""

FEW_POINTS = 3000
"""Curves with more points than this, all together, are drawn without smoothing."""


class CurvePlot(pg.PlotWidget):  # type: ignore[misc]
    """Draws curves that share their rounds, each in its colour.

    Parameters
    ----------
    name : the widget's objectName
    title : what a screen reader calls it
    hint : the sentence that stands in the empty plot

    Attributes
    ----------
    window : the rounds that are looked at, and how many points are enough for them
    zoomed : (first, last) the user chose other rounds to look at
    whole_asked : the user wants to see all rounds again
    redraw_asked : it has to be drawn in another way now
    pen : returns how a curve is drawn, in the look in use
    read : finds what to say about a place (round, value as drawn), None where there is nothing
    """

    zoomed = Signal(float, float)
    whole_asked = Signal()
    redraw_asked = Signal()

    def __init__(self, name: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        self._values, self._rounds = ValueAxis(), RoundAxis()
        super().__init__(parent, axisItems={"left": self._values, "bottom": self._rounds}, enableMenu=False)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(90, 70)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.read: Callable[[float, float], Reading | None] = lambda *_: None
        self.pen: Callable[[int], QPen] = lambda _: rounded_pen(theme().accent)
        self.includes: tuple[float, ...] = ()
        self._bundle = CurveBundle()
        self._drawn = Curves(np.empty(0), np.empty((0, 0)))
        self._range: Range | None = None
        self.window = Window(0.0, 1.0, 64)
        self._pointer: QPointF | None = None
        self._prepare_view()
        self._line = pg.InfiniteLine(angle=90)
        self._dot = pg.ScatterPlotItem(size=7)
        for item in (self._bundle, self._line, self._dot):
            self.view.addItem(item, ignoreBounds=True)
        self._hint = self._label(f"{name}_hint", hint)
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reading = self._label(f"{name}_reading", "")
        self._show_pointer(None)
        self.restyle()

    def _prepare_view(self) -> None:
        self.hideButtons()
        self.plotItem.layout.setContentsMargins(0, TOP, RIGHT, 0)
        self.view = self.plotItem.getViewBox()
        self.view.disableAutoRange()
        self.view.setMouseEnabled(x=True, y=False)
        self.view.setLimits(minXRange=1.0)
        # Behind the curves, which would be cut by the hairlines otherwise.
        for axis in (self._values, self._rounds):
            axis.setZValue(self.view.zValue() - 1)
        self.view.setDefaultPadding(0.0)
        self.view.sigRangeChangedManually.connect(lambda _: self.zoomed.emit(*self.view.viewRange()[0]))

    def _label(self, name: str, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(ui_font(TEXT))
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    @property
    def is_logarithmic(self) -> bool:
        return self._values.is_logarithmic

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Show values by their logarithms or as they are."""
        self._values.is_logarithmic = logarithmic
        self._values.picture = None
        self._range = None
        self.redraw_asked.emit()

    def set_hint(self, hint: str) -> None:
        """Change the sentence that stands in the empty plot."""
        self._hint.setText(hint)

    def set_curve_count(self, count: int) -> None:
        """Begin with so many curves, all shown."""
        self._bundle.set_count(count)
        self._range = None
        self.restyle()

    def show_curve(self, number: int, shown: bool) -> None:
        """Show or hide one of the curves."""
        self._bundle.show_curve(number, shown)
        self._range = None
        self.draw(self._drawn)

    def is_shown(self, number: int) -> bool:
        """Tell whether a curve is shown."""
        return self._bundle.is_shown(number)

    def set_rounds(self, chosen: Range, whole: Range) -> None:
        """Choose which rounds are looked at, out of all that there are to look at."""
        edge = EDGE * (whole[1] - whole[0])
        limits = [whole[0] - edge, whole[1]]
        if self.view.state["limits"]["xLimits"] != limits:
            self.view.setLimits(xMin=limits[0], xMax=limits[1])
        self.window = Window(*chosen, max(64, int(PER_PIXEL * self.width())))
        first, last = limits if chosen == whole else chosen
        if self.view.viewRange()[0] != [first, last]:
            self.view.setXRange(first, last, padding=0)

    def draw(self, curves: Curves, growing: bool = False) -> None:
        """Draw the curves anew.

        Parameters
        ----------
        growing : whether more will follow soon, so that the range better stands still
        """
        self._drawn = curves
        self._hint.setVisible(curves.is_empty)
        for axis in (self._values, self._rounds):
            axis.set_blank(curves.is_empty)
        values = logarithms(curves.values) if self.is_logarithmic and not curves.is_empty else curves.values
        low, high = self._choose_range(values, growing)
        finite = bool(np.isfinite(values).all())
        inside = (2 * low - high, 2 * high - low)
        self._bundle.set_points(curves.rounds, np.clip(values, *inside), finite, values.size <= FEW_POINTS)
        if not curves.is_empty:
            self._bundle.set_bounds((float(curves.rounds[0]) - 1, float(curves.rounds[-1]) + 1), inside)
        self._read_again()

    def _choose_range(self, values: Array, growing: bool) -> Range:
        shown = [values[number].ravel() for number in range(len(values)) if self.is_shown(number)]
        everything = np.concatenate([*shown, self.includes]) if shown else np.array(self.includes)
        needed = readable(everything, least_span=LEAST_DECADES if self.is_logarithmic else 0.0)
        chosen = held(self._range, needed) if growing and self._range else needed
        if chosen != self._range:
            self._range = chosen
            self.view.setYRange(*chosen, padding=0)
        return chosen

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        look = theme()
        self.setBackground(look.panel)
        for axis in (self._values, self._rounds):
            axis.restyle()
        self._bundle.set_pens([self.pen(number) for number in range(self._bundle.count)])
        self._line.setPen(pg.mkPen(look.faint))
        self._hint.setStyleSheet(f"color: {look.soft.name()};")
        self._reading.setStyleSheet(
            f"color: {look.ink.name()}; background: {look.panel.name()}; padding: 1px 4px;"
            f"border: 1px solid {look.hairline.name()}; border-radius: 4px;"
        )

    # What happens under the pointer ------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._pointer = event.position()
        self._read_again()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer = None
        self._read_again()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go back to all rounds."""
        self.whole_asked.emit()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, height = self.width() - VALUE_WIDTH - RIGHT, self.height() - ROUND_HEIGHT - TOP
        # pyqtgraph resizes in its constructor already.
        if hasattr(self, "_reading"):
            self._hint.setGeometry(QRect(VALUE_WIDTH, TOP, width, height))
            self._place_reading()

    def _read_again(self) -> None:
        """Say what is under the pointer now; curves move under a pointer that rests."""
        if self._pointer is None or self._drawn.is_empty:
            self._show_pointer(None)
            return
        place = self.view.mapSceneToView(self.mapToScene(self._pointer.toPoint()))
        inside = self.view.sceneBoundingRect().contains(self.mapToScene(self._pointer.toPoint()))
        self._show_pointer(self.read(place.x(), place.y()) if inside else None)

    def _show_pointer(self, reading: Reading | None) -> None:
        for thing in (self._line, self._dot, self._reading):
            thing.setVisible(reading is not None)
        if reading is None:
            return
        rounds, value, number, text = reading
        drawn = float(logarithms(np.array([value]))[0]) if self.is_logarithmic else value
        self._line.setValue(rounds)
        at = ([rounds], [drawn]) if np.isfinite(drawn) else ([], [])
        self._dot.setData(*at, brush=self.pen(number).color(), pen=pg.mkPen(theme().panel))
        self._reading.setText(text)
        self._place_reading()

    def _place_reading(self) -> None:
        self._reading.adjustSize()
        self._reading.move(max(0, self.width() - RIGHT - self._reading.width()), 2)
