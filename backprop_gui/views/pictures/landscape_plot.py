"""The error's landscape: a curve with its tangent, or a map with the way of training on it."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from backprop_gui.core.array import Array
from backprop_gui.core.grid import Range
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.render_text import number
from backprop_gui.explain.sentences import pretty
from backprop_gui.look.colormaps import ColorMap, heights_map, image_of
from backprop_gui.look.theme import theme
from backprop_gui.session.picture_requests import Landscape
from backprop_gui.views.pictures.arrow import paint_arrow, paint_dot, paint_path
from backprop_gui.views.pictures.axes_painting import paint_axes, paint_hairlines
from backprop_gui.views.pictures.canvas import Canvas
from backprop_gui.views.pictures.enlarging import enlarged
from backprop_gui.views.pictures.frame import Frame
from backprop_gui.views.pictures.landscape_facts import (
    BRIEF,
    error_name,
    facts_of,
    has_heights,
    numbers_of,
)
from backprop_gui.views.pictures.scale_bar import ROOM, paint_scale

CURVE, PATH, TANGENT = 2.0, 1.6, 1.4
MOST_DOTS = 80
LEAST_ARROW = 20.0
"""Pixels: a shorter update is drawn 2, 5, 10… times as long."""

USUAL, STEEP = 0.8, 20.0
"""The curve is cut off so many times higher than this share of it reaches."""

HIGHEST = 1e307
"""Higher errors are not drawn: the span of an axis to them is beyond floating point."""

Ranges = tuple[Range, ...]


class LandscapePlot(Canvas):
    """Paints a landscape, looked at within ranges that may be other than those it was computed for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("landscape_plot", "Error landscape", parent)
        self.can_zoom = True
        self._picture: Landscape | None = None
        self._ranges: Ranges = ()
        self._numbers: list[str] = []
        self._brief_numbers: list[str] = []
        self._ground: tuple[object, QImage, list[QLineF]] | None = None

    def show_picture(self, picture: Landscape | None, ranges: Ranges | None) -> None:
        """Show a landscape.

        Parameters
        ----------
        ranges : what to look at; None for all of it
        """
        self._picture = picture
        if picture is not None:
            self._ranges = ranges if ranges and len(ranges) == len(picture.axes) else picture.ranges
        self._numbers = facts_of(picture) if picture else []
        self._brief_numbers = numbers_of(picture, BRIEF) if picture else []
        self._tell()

    def _tell(self) -> None:
        """Write the facts, which take room from the picture, and then how long that lets the arrow be."""
        self.show_facts(self._numbers, self._brief_numbers)
        frame = self.frame()
        scale = arrow_scale(frame, self._picture) if frame and self._picture else 1
        if scale > 1:
            self.show_facts([*self._numbers, f"arrow: the update × {scale:,}"], self._brief_numbers)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self._tell()

    def look_at(self, ranges: Ranges) -> None:
        """Look at another part at once, before it is computed anew."""
        self._ranges = ranges[: len(self._ranges)]
        self._tell()

    @property
    def names(self) -> list[str]:
        """The names of the axes' parameters."""
        if self._picture is None:
            return []
        notation = Notation(self._picture.project.network)
        return [pretty(notation.parameter(place)) for place in self._picture.places]

    def frame(self) -> Frame | None:
        if self._picture is None or not has_heights(self._picture):
            return None
        if len(self._ranges) == 1:
            return Frame(self.room(), self._ranges[0], heights_range(self._picture))
        return Frame(self.room().adjusted(0.0, 0.0, -ROOM, 0.0), self._ranges[0], self._ranges[1])

    def reading(self, across: float, up: float) -> str:
        picture = self._picture
        if picture is None:
            return ""
        if len(picture.axes) == 1:
            height = float(np.interp(across, picture.axes[0], picture.errors, np.nan, np.nan))
            told = f"{self.names[0]} {number(across, 4)}: {error_name(picture)} {number(height, BRIEF)}"
            return told if height == height else ""
        column, row = (
            int(np.abs(axis - value).argmin()) for axis, value in zip(picture.axes, (across, up), strict=True)
        )
        at = ", ".join(
            f"{name} {number(value, 4)}" for name, value in zip(self.names, (across, up), strict=True)
        )
        return f"{at}: {error_name(picture)} {number(float(picture.errors[row, column]), 4)}"

    def paint_picture(self, painter: QPainter, frame: Frame) -> None:
        assert self._picture is not None
        if len(self._picture.axes) == 1:
            paint_hairlines(painter, frame)
            paint_axes(painter, frame, self.names[0], "E")
            painter.setClipRect(frame.rect.adjusted(-6, -6, 6, 6))
            self._paint_curve(painter, frame, self._picture)
        else:
            self._paint_map(painter, frame, self._picture)
            paint_axes(painter, frame, *self.names)
            painter.setClipRect(frame.rect)
            self._paint_way(painter, frame, self._picture)
        painter.setClipping(False)

    def _paint_curve(self, painter: QPainter, frame: Frame, picture: Landscape) -> None:
        """Paint the curve, where it has been, the tangent, and the step that comes."""
        look, here = theme(), picture.here
        axis, errors = picture.axes[0], picture.errors
        known = np.isfinite(errors)
        painter.setPen(QPen(look.accent, CURVE))
        for stretch in np.split(np.arange(len(axis)), np.flatnonzero(np.diff(known)) + 1):
            if known[stretch[0]]:
                painter.drawPolyline(_polyline(frame, axis[stretch], errors[stretch]))
        been = picture.path[:: -(-len(picture.path) // MOST_DOTS), 0]
        for value in been.tolist():
            height = float(np.interp(value, axis, errors, np.nan, np.nan))
            if np.isfinite(height):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.soft)
                painter.drawEllipse(frame.point(value, height), 1.8, 1.8)
        if not np.isfinite([here.error, *here.values, *here.slopes]).all():
            return
        at, slope = float(here.values[0]), float(here.slopes[0])
        painter.setPen(QPen(look.factor(0), TANGENT, Qt.PenStyle.DashLine))
        ends = [frame.point(value, here.error + slope * (value - at)) for value in frame.across]
        painter.drawLine(*ends)
        begin = frame.point(at, here.error)
        if np.isfinite([picture.error_after, *here.after]).all():
            paint_arrow(painter, begin, self._landing(frame, picture), look.factor(2))
        paint_dot(painter, begin, look.accent)

    def _landing(self, frame: Frame, picture: Landscape) -> QPointF:
        """Find the arrow's tip: where the update leads, or `arrow_scale` times as far along the tangent."""
        scale = arrow_scale(frame, picture)
        at = picture.here.values + scale * (picture.here.after - picture.here.values)
        if len(at) > 1:
            return frame.point(*at.tolist())
        height = picture.error_after
        if scale > 1:
            height = picture.here.error + float(picture.here.slopes[0] * (at - picture.here.values)[0])
        return frame.point(float(at[0]), height)

    def _paint_map(self, painter: QPainter, frame: Frame, picture: Landscape) -> None:
        """Paint the heights in bands, the lines between them, and what the colours mean."""
        colors = bands_map(picture)
        key = (picture, frame, theme().name)
        if self._ground is None or self._ground[0] != key:
            place = frame.of(*picture.ranges)
            heights = enlarged(picture.errors, place.width(), place.height())
            band = np.where(np.isnan(heights), np.nan, np.searchsorted(picture.levels, heights))
            self._ground = (key, image_of(colors.pixels(band)), _lines(frame, picture))
        _, image, lines = self._ground
        painter.fillRect(frame.rect, theme().window)
        painter.setClipRect(frame.rect)
        painter.drawImage(frame.of(*picture.ranges), image, QRectF(image.rect()))
        line = QColor(theme().ink)
        line.setAlphaF(0.35)
        painter.setPen(QPen(line, 0.8))
        painter.drawLines(lines)
        painter.setClipping(False)
        bands = [colors.color(float(band)) for band in range(len(picture.levels) + 1)]
        paint_scale(painter, frame.rect, bands, picture.levels.tolist())

    def _paint_way(self, painter: QPainter, frame: Frame, picture: Landscape) -> None:
        """Paint the path so far, the present point, and the update that comes."""
        look, here = theme(), picture.here
        known = picture.path[np.isfinite(picture.path).all(axis=1)]
        if len(known) > 1:
            paint_path(painter, _polyline(frame, known[:, 0], known[:, 1]), look.ink, PATH)
            paint_dot(painter, frame.point(*known[0].tolist()), look.soft, 3.0)
        if np.isfinite(here.values).all():
            begin = frame.point(*here.values.tolist())
            if np.isfinite(here.after).all():
                paint_arrow(painter, begin, self._landing(frame, picture), look.factor(0))
            paint_dot(painter, begin, look.accent)


def arrow_scale(frame: Frame, picture: Landscape) -> int:
    """Choose how many times as long the update is drawn, so that its direction can be seen."""
    moves = np.abs(picture.here.after - picture.here.values)
    sizes = (frame.rect.width(), frame.rect.height())
    ranges = (frame.across, frame.up)
    pixels = [
        move / (high - low) * size
        for move, (low, high), size in zip(moves.tolist(), ranges, sizes, strict=False)
    ]
    length = float(np.hypot.reduce(pixels))
    if not 0.0 < length < LEAST_ARROW:
        return 1
    power: int = 10 ** min(int(math.log10(LEAST_ARROW) - math.log10(length)), 12)
    return next((scale * power for scale in (1, 2, 5) if scale * power * length >= LEAST_ARROW), 10 * power)


def heights_range(picture: Landscape) -> Range:
    """Choose the errors to show: all of the curve, unless a small part of it is very much steeper."""
    known = np.minimum(picture.errors[np.isfinite(picture.errors)], HIGHEST)
    present = [
        min(value, HIGHEST) for value in (picture.here.error, picture.error_after) if np.isfinite(value)
    ]
    if not known.size:
        return (0.0, 1.0)
    low, high = min(float(known.min()), *present, np.inf), float(known.max())
    high = max(min(high, low + STEEP * (float(np.quantile(known, USUAL)) - low)), *present, low)
    margin = 0.06 * (high - low) if high - low > 1e-12 * abs(high) else 0.5 * abs(high) or 0.5
    return (low - margin, high + margin)


def bands_map(picture: Landscape) -> ColorMap:
    """Return the colours of bands, by their number."""
    return heights_map(theme(), -0.5, len(picture.levels) + 0.5)


def _polyline(frame: Frame, across: Array, up: Array) -> QPolygonF:
    return QPolygonF([frame.point(x, y) for x, y in zip(across.tolist(), up.tolist(), strict=True)])


def _lines(frame: Frame, picture: Landscape) -> list[QLineF]:
    pieces = np.concatenate([np.empty((0, 2, 2)), *picture.lines])
    x, y = frame.x(pieces[..., 0]), frame.y(pieces[..., 1])  # type: ignore[arg-type]
    ends = np.stack([x, y], axis=-1).tolist()
    return [QLineF(QPointF(*begin), QPointF(*end)) for begin, end in ends]
