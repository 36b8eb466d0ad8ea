"""One plot of curves over the rounds: drawing, ranges, the hint while it is empty, the pointer."""

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backprop_gui.core.array import Array
from backprop_gui.look.identity import rounded_pen
from backprop_gui.look.theme import theme
from backprop_gui.views.plots.axes import ROUND_HEIGHT, VALUE_WIDTH, RoundAxis, ValueAxis
from backprop_gui.views.plots.crosshair import Crosshair, Reading, small_label
from backprop_gui.views.plots.curve_bundle import CurveBundle
from backprop_gui.views.plots.curves import Curves, Window
from backprop_gui.views.plots.ranges import Range, held, logarithms, readable

NEAR = 12
"""Pixels: so far from the mouse is a curve that it touches."""

TOP, RIGHT = 8, 8
"""Pixels that stay free beside the curves."""

EDGE = 0.01
"""Share of all rounds that stays free before the first, so that a steep start is not cut in half."""

LEAST_DECADES = 0.5
"""A logarithmic axis shows at least this much of a power of ten."""

PER_PIXEL = 1.0
"""Points to each pixel of a plot's width; more could not be seen."""

MUCH_INK, MUCH_INK_EACH_FRAME = 12_000, 1_000
"""Pixels: longer curves, all together, are drawn as the thinnest of lines; sooner while training goes on."""


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
    pointed : (curve or None) the mouse is over a curve, or over none any more
    hovered : (round or None) the mouse is over a round, or has left
    read : finds what to say about a round, and of the curve nearest to a value there if one is given;
        None where there is nothing
    """

    zoomed = Signal(float, float)
    whole_asked = Signal()
    redraw_asked = Signal()
    pointed = Signal(object)
    hovered = Signal(object)

    def __init__(self, name: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        self._values, self._rounds = ValueAxis(), RoundAxis()
        super().__init__(parent, axisItems={"left": self._values, "bottom": self._rounds}, enableMenu=False)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(90, 48)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.read: Callable[[float, float | None], Reading | None] = lambda *_: None
        self.pen: Callable[[int], QPen] = lambda _: rounded_pen(theme().accent)
        self.includes: tuple[float, ...] = ()
        self._bundle = CurveBundle()
        self._drawn = Curves(np.empty(0), np.empty((0, 0)))
        self._range: Range | None = None
        self.window = Window(0.0, 1.0, 64)
        self._pointer: QPointF | None = None
        self._shared_round: float | None = None
        self._hovered: float | None = None
        self._prepare_view()
        self.view.addItem(self._bundle, ignoreBounds=True)
        self._crosshair = Crosshair(self, self.view)
        self._hint = small_label(f"{name}_hint", self, hint)
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.restyle()

    def _prepare_view(self) -> None:
        self.hideButtons()
        # A picture would welcome what is dragged over it, and then not take it: the window does.
        self.setAcceptDrops(False)
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

    @property
    def is_logarithmic(self) -> bool:
        return self._values.is_logarithmic

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Show values by their logarithms or as they are."""
        self._values.is_logarithmic = logarithmic
        self._values.picture = None
        self._range = None
        self.redraw_asked.emit()

    def begin(self, count: int) -> None:
        """Begin with so many curves, all shown."""
        self._bundle.set_count(count)
        self._drawn = Curves(np.empty(0), np.empty((count, 0)))
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

    def say_where_empty(self, sentence: str) -> None:
        """Say another sentence than the hint where there is nothing to draw."""
        self._hint.setText(sentence)

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
        values = np.clip(values, *inside)
        wide = self._ink(values, high - low) <= (MUCH_INK_EACH_FRAME if growing else MUCH_INK)
        self._bundle.set_points(curves.rounds, values, finite, wide, (high - low) / max(1, self.height()))
        if not curves.is_empty:
            self._bundle.set_bounds((float(curves.rounds[0]) - 1, float(curves.rounds[-1]) + 1), inside)
        self._read_again()

    def _ink(self, values: Array, span: float) -> float:
        """Estimate how many pixels long all curves are together."""
        # Of values at the end of all numbers the sum is infinite, which is long enough.
        lines = values[:, values.shape[1] // 2] if values.ndim == 3 else values
        with np.errstate(over="ignore", invalid="ignore"):
            climbed = float(np.nansum(np.abs(np.diff(lines)))) / span * self.height()
        return climbed + len(lines) * self.width() if values.size else 0.0

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
        self._crosshair.restyle()
        self._hint.setStyleSheet(f"color: {look.soft.name()};")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._pointer = event.position()
        self._read_again()
        place = self._pointed_at()
        self.pointed.emit(self._near_curve(place) if place else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer = None
        self.pointed.emit(None)
        self._read_again()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go back to all rounds."""
        self.whole_asked.emit()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, height = self.width() - VALUE_WIDTH - RIGHT, self.height() - ROUND_HEIGHT - TOP
        # pyqtgraph resizes in its constructor already.
        if hasattr(self, "_hint"):
            self._hint.setGeometry(QRect(VALUE_WIDTH, TOP, width, height))
            self._crosshair.place()

    @property
    def drawn_rounds(self) -> Array:
        """The rounds whose points are drawn."""
        return self._drawn.rounds

    @property
    def shown_curves(self) -> list[int]:
        """The curves that are not hidden."""
        return [curve for curve in range(self._bundle.count) if self.is_shown(curve)]

    @property
    def emphasised(self) -> int | None:
        """The curve that stands out, if one does."""
        return self._bundle.emphasised

    @property
    def told(self) -> str:
        """What is said about the round in question."""
        return self._crosshair.text

    def share_round(self, at: float | None) -> None:
        """Show the numbers at a round that another plot's mouse is over."""
        self._shared_round = at
        self._read_again()

    def mark_round(self, at: int | None) -> None:
        """Mark the round that all views show while somebody looks back."""
        self._crosshair.mark(at)

    def emphasise(self, curve: int | None) -> None:
        """Draw one curve stronger than the others, or all alike."""
        self._bundle.emphasise(curve)
        self._read_again()

    def _pointed_at(self) -> QPointF | None:
        """Find the round and the value as drawn that the mouse is over."""
        if self._pointer is None or self._drawn.is_empty:
            return None
        scene = self.mapToScene(self._pointer.toPoint())
        inside = self.view.sceneBoundingRect().contains(scene)
        return self.view.mapSceneToView(scene) if inside else None

    def _near_curve(self, place: QPointF) -> int | None:
        """Find the curve that the mouse touches."""
        reading = self.read(place.x(), place.y())
        if reading is None or reading.value is None:
            return None
        away = abs(self.as_drawn(reading.value) - place.y()) / self.view.viewPixelSize()[1]
        return reading.curve if away <= NEAR else None

    def _read_again(self) -> None:
        """Say what is at the round in question now; curves move under a mouse that rests."""
        place = self._pointed_at()
        self._tell_hovered(place.x() if place else None)
        if place is not None:
            reading = self.read(place.x(), place.y())
        elif self._shared_round is not None and not self._drawn.is_empty:
            reading = self.read(self._shared_round, None)
        else:
            reading = None
        if reading is None or reading.value is None:
            self._crosshair.show(reading)
        else:
            color = None if reading.curve is None else self.pen(reading.curve).color()
            self._crosshair.show(reading, self.as_drawn(reading.value), color)

    def _tell_hovered(self, at: float | None) -> None:
        """Tell the round under the mouse where it is another: the axis grows under a mouse that rests."""
        if at != self._hovered:
            self._hovered = at
            self.hovered.emit(at)

    def as_drawn(self, value: float) -> float:
        """Turn what is measured into a height on the axis."""
        return float(logarithms(np.array([value]))[0]) if self.is_logarithmic else value
