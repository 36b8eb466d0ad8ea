"""The curves of one plot as a single item of its scene: a path and a pen for each."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.array import Array
from backprop_gui.look.identity import rounded_pen
from backprop_gui.look.painting import survived
from backprop_gui.views.plots.ranges import Range

DOT = 5.0
"""Pixels: a single round has no line, so it is painted as a dot."""

STRONGER, FAINT = 1.8, 0.22
"""How much wider the curve is that stands out, and how opaque the others are."""

BAND_OPACITIES = (0.16, 0.26)
"""Of the outer band, and of the one within it."""

THIN = 1.5
"""Pixels: a band that is nowhere wider than this hides behind its curve, and is not drawn."""


class CurveBundle(QGraphicsItem):
    """Paints curves that were computed before; bounds are given, so that nothing is measured in painting.

    Attributes
    ----------
    emphasised : the curve that stands out, if one does
    """

    def __init__(self) -> None:
        super().__init__()
        self._paths: list[QPainterPath] = []
        self._pens: list[QPen] = []
        self._shown: list[bool] = []
        self._dots: list[QPointF] = []
        self._bands: list[list[QPainterPath]] = []
        self._bounds = QRectF()
        self._wide = True
        self.emphasised: int | None = None

    @property
    def count(self) -> int:
        return len(self._shown)

    def set_count(self, count: int) -> None:
        """Begin with so many curves, all shown and empty."""
        self._shown = [True] * count
        self._paths = [QPainterPath() for _ in range(count)]
        self._pens, self._dots, self._bands, self.emphasised = [], [], [], None
        self.update()

    def set_pens(self, pens: list[QPen]) -> None:
        """Choose how each curve is drawn."""
        self._pens = pens
        self.update()

    def is_shown(self, number: int) -> bool:
        return self._shown[number]

    def show_curve(self, number: int, shown: bool) -> None:
        """Show or hide one of the curves."""
        self._shown[number] = shown
        self.update()

    def emphasise(self, number: int | None) -> None:
        """Draw one curve stronger and the others faintly, or all alike."""
        if number != self.emphasised:
            self.emphasised = number
            self.update()

    def set_points(self, rounds: Array, values: Array, finite: bool, wide: bool, pixel: float) -> None:
        """Take the points of all curves, each alone or within its bands.

        Parameters
        ----------
        finite : whether all values are finite; others are left out
        wide : whether lines have the width of their pens; Qt draws lines of one pixel a hundred times faster
        pixel : how much a pixel's height comes to
        """
        parts = values if values.ndim == 3 else values[:, np.newaxis]
        outer = range(parts.shape[1] // 2)
        values = parts[:, parts.shape[1] // 2]
        with np.errstate(invalid="ignore"):
            widest = [np.max(parts[:, -1 - part] - parts[:, part], axis=1, initial=0.0) for part in outer]
        self._bands = [
            [
                _band(rounds, curve[part], curve[-1 - part])
                for part in outer
                if not widest[part][place] <= THIN * pixel
            ]
            for place, curve in enumerate(parts)
        ]
        connect = "all" if finite else "finite"
        self._paths = [pg.arrayToQPath(rounds, row, connect=connect, finiteCheck=False) for row in values]
        self._dots = [QPointF(rounds[0], row[0]) for row in values] if rounds.size == 1 else []
        self._wide = wide
        self.update()

    def set_bounds(self, rounds: Range, values: Range) -> None:
        """Say what part of the plot the curves may touch; all points lie inside."""
        bounds = QRectF(rounds[0], values[0], rounds[1] - rounds[0], values[1] - values[0])
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds

    def boundingRect(self) -> QRectF:
        return self._bounds

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        for number in self._order():
            stands_out = number == self.emphasised
            painter.setOpacity(1.0 if stands_out or self.emphasised is None else FAINT)
            self._paint_bands(painter, number)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._wide or not stands_out)
            self._paint_curve(painter, number, STRONGER if stands_out else 1.0)

    def _order(self) -> list[int]:
        """List the shown curves; the one that stands out is painted last."""
        shown = [number for number, is_shown in enumerate(self._shown) if is_shown]
        return sorted(shown, key=lambda number: number == self.emphasised)

    def _paint_bands(self, painter: QPainter, number: int) -> None:
        color = QColor(self._pens[number].color())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for band, opacity in zip(self._bands[number] if self._bands else (), BAND_OPACITIES, strict=False):
            color.setAlphaF(opacity)
            painter.fillPath(band, color)

    def _paint_curve(self, painter: QPainter, number: int, stronger: float) -> None:
        if number < len(self._dots):
            painter.setPen(rounded_pen(self._pens[number].color(), DOT * stronger))
            painter.drawPoint(self._dots[number])
            return
        pen = QPen(self._pens[number])
        pen.setWidthF(stronger * (pen.widthF() if self._wide else 1.0))
        painter.setPen(pen)
        painter.drawPath(self._paths[number])


def _band(rounds: Array, low: Array, high: Array) -> QPainterPath:
    """Run forth along one edge and back along the other, where both are finite."""
    finite = np.isfinite(low) & np.isfinite(high)
    if not finite.any():
        return QPainterPath()
    across = np.concatenate([rounds[finite], rounds[finite][::-1]])
    path: QPainterPath = pg.arrayToQPath(across, np.concatenate([low[finite], high[finite][::-1]]))
    return path
