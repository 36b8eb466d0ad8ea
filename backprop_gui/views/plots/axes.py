"""The plots' axes: few labels, round numbers, hairlines across the plot."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from backprop_gui.look.fonts import ui_font
from backprop_gui.look.theme import theme
from backprop_gui.look.ticks import linear_ticks, logarithmic_ticks, power_of_ten, round_label, tick_labels

TEXT = 11
"""Pixels: the labels' size."""

VALUE_WIDTH = 52
LABEL_WIDTH = VALUE_WIDTH - 5
ROUND_HEIGHT = 18
LABEL_ROOM = 26
"""Pixels of the value axis for each label."""
HALF_LABEL = 8

NAME = "round"
NAME_WIDTH = 38
ROOM_FOR_NAME = 120
"""Pixels: on a shorter axis of rounds, numbers need the room that its name would take."""


class PlainAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis without a line, whose ticks are hairlines across the plot."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.setStyle(tickFont=ui_font(TEXT), tickLength=0, tickAlpha=255, autoExpandTextSpace=False)
        self.setStyle(hideOverlappingLabels=False)
        self.enableAutoSIPrefix(False)
        self.is_blank = True
        self.restyle()

    def set_blank(self, blank: bool) -> None:
        """Leave out all labels and hairlines while there is nothing to measure."""
        if blank != self.is_blank:
            self.is_blank = blank
            self.picture = None
            self.update()

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        self.setPen(None)
        self.setTickPen(pg.mkPen(theme().hairline))
        self.setTextPen(pg.mkPen(theme().soft))


class ValueAxis(PlainAxis):
    """The axis of what is measured; on a logarithmic one the plot's values are logarithms."""

    def __init__(self) -> None:
        super().__init__("left")
        self.is_logarithmic = False
        self._metrics = QFontMetricsF(ui_font(TEXT))
        self.setWidth(VALUE_WIDTH)
        self.setGrid(255)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """List the values that get a label."""
        if self.is_blank:
            return [(1.0, [])]
        ticks = logarithmic_ticks if self.is_logarithmic else linear_ticks
        return [(1.0, ticks(low, high, max(2, int(size / LABEL_ROOM))))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Write the labels; one that there is no room for is left out whole."""
        labels = tick_labels([power_of_ten(value) for value in values] if self.is_logarithmic else values)
        return [label if self._metrics.horizontalAdvance(label) <= LABEL_WIDTH else "" for label in labels]

    def boundingRect(self) -> QRectF:
        """Leave room for half a label beyond each end."""
        bounds: QRectF = super().boundingRect()
        return bounds.adjusted(0, -HALF_LABEL, 0, HALF_LABEL)


class RoundAxis(PlainAxis):
    """The axis of rounds; its name stands at its end, in the labels' row."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.setHeight(ROUND_HEIGHT)
        self.setStyle(tickTextOffset=3)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """List the rounds that get a label: as many as fit beside the axis's name."""
        if self.is_blank:
            return [(1.0, [])]
        pixels = max(size, 1.0) / (high - low)
        end = size - NAME_WIDTH if size >= ROOM_FOR_NAME else size
        ticks = _apart(low, high, pixels)
        fits = [tick for tick in ticks if tick >= 0 and (tick - low) * pixels + _width(tick) / 2 <= end]
        return [(1.0, [tick for tick in fits if tick == int(tick)])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Write the labels."""
        return [round_label(value) for value in values]

    def generateDrawSpecs(self, painter: QPainter) -> tuple[object, list[object], list[object]] | None:
        """Put the axis's name among the labels."""
        specs: tuple[object, list[object], list[object]] | None = super().generateDrawSpecs(painter)
        bounds = self.mapRectFromParent(self.geometry())
        if specs is not None and not self.is_blank and bounds.width() >= ROOM_FOR_NAME:
            place = QRectF(bounds.right() - NAME_WIDTH, bounds.top(), NAME_WIDTH, bounds.height())
            specs[2].append((place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, NAME))
        return specs


def _apart(low: float, high: float, pixels: float) -> list[float]:
    """List as many round numbers as have room for their labels, so many `pixels` to a round."""
    most = max(1, int((high - low) * pixels / _width(0)))
    ticks = linear_ticks(low, high, most)
    while len(ticks) > 1 and max(map(_width, ticks)) > (ticks[1] - ticks[0]) * pixels:
        most -= 1
        ticks = linear_ticks(low, high, most)
    return ticks


def _width(rounds: float) -> int:
    """Estimate the pixels that a round's label takes, with some air."""
    return 6 * len(round_label(int(rounds))) + 8
