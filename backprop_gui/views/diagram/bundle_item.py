"""What is too large for single items: a layer's connections as one, a layer's neurons as one box."""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.array import Array, BoolArray
from backprop_gui.core.network import Network, WeightPlace
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import Theme, theme
from backprop_gui.views.diagram.bundle_detail import (
    Detail,
    detail_of,
    draw_picture,
    draw_values,
    in_sight,
    picture_room,
    weight_picture,
)
from backprop_gui.views.diagram.bundle_marks import draw_marked_cells, draw_marked_lines
from backprop_gui.views.diagram.bundle_picking import cell_at, cell_rect, cells_within, nearest_line
from backprop_gui.views.diagram.connection_item import LIT_EXTRA, THICKEST, THINNEST, sign_color, thickness
from backprop_gui.views.diagram.ground_view import MOST_ZOOM
from backprop_gui.views.diagram.place_item import PlaceItem, pen
from backprop_gui.views.diagram.readout import Readout

MOST_LIT, FEW_LIT = 64, 12
QUIETER = 0.35
WIDTHS = (0.4, 1.0, 2.0)
BORDERS = (0.5, 1.5)
PICK = 6.0
"""Pixels from a line at which it still is picked."""


def counted(count: int, name: str) -> str:
    """Write a number of things: 1 input, 2 inputs."""
    return f"{count:,} {name}" + ("" if count == 1 else "s")


class BundleItem(PlaceItem):
    """All connections into a layer: as a picture, as lines, or with their values; those that are lit in full.

    Attributes
    ----------
    detail : what was drawn last
    """

    def __init__(self, layer: int, network: Network) -> None:
        count = int(network.layers[layer].present.sum())
        super().__init__(
            None, f"{counted(count, 'connection')} into layer {layer + 1}", f"bundle_{layer + 1}"
        )
        self.layer = layer
        self.detail = Detail.LINES
        self._present = network.layers[layer].present
        self._to, self._source = np.nonzero(self._present)
        self._sources = self._neurons = np.zeros((0, 2))
        self._values = np.zeros(0)
        self._strokes: list[tuple[Array, QPen]] = []
        self._picture = QImage()
        self._look = theme()
        self._lit: list[tuple[QLineF, QPen]] = []
        self._marked: BoolArray | None = None
        self._scale = 1.0
        self._drawn_as: object = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        # Hundreds of lines that seldom change: what moves above them shall not have them drawn again.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def follow_scale(self, scale: float) -> None:
        """Keep what is drawn only while all of it is in sight; larger it would take too much memory."""
        self._scale = scale
        kept = QGraphicsItem.CacheMode.DeviceCoordinateCache
        wanted = kept if scale <= 1.0 else QGraphicsItem.CacheMode.NoCache
        if self.cacheMode() != wanted:
            self.setCacheMode(wanted)

    def arrange(self, sources: Sequence[QPointF], neurons: Sequence[QPointF]) -> None:
        """Run between the middles of two columns."""
        self._sources = np.array([(point.x(), point.y()) for point in sources])
        self._neurons = np.array([(point.x(), point.y()) for point in neurons])
        both = np.concatenate([self._sources, self._neurons])
        (left, top), (right, bottom) = both.min(0), both.max(0)
        reach = THICKEST + LIT_EXTRA
        around = QRectF(QPointF(left, top), QPointF(right, bottom)).united(
            picture_room(self._sources, self._neurons)
        )
        self._grow_to(around.adjusted(-reach, -reach, reach, reach))
        self._drawn_as = None

    def refresh(self, readout: Readout) -> None:
        """Draw anew where weights are others now; not while a run goes on, which would cost."""
        parameters = readout.project.parameters
        drawn_as = (readout.look.name, id(parameters))
        if drawn_as != self._drawn_as and not (self._strokes and readout.session.run.is_running):
            self._drawn_as = drawn_as
            weights = parameters.weights[self.layer]
            self._look = readout.look
            self._picture = weight_picture(weights, self._present, readout.look)
            self._values = np.nan_to_num(weights[self._to, self._source])
            self._strokes = list(self._lines_by_stroke(readout.look)) if self._may_be_lines else []
            self.update()
        lit = list(self._lit_lines(readout))
        if lit or self._lit:
            self._lit = lit
            self.update()

    @property
    def _may_be_lines(self) -> bool:
        return self._detail(MOST_ZOOM) is not Detail.PICTURE

    def _detail(self, scale: float) -> Detail:
        heights = [float(np.ptp(column[:, 1])) for column in (self._sources, self._neurons)]
        pairs = zip(heights, (self._sources, self._neurons), strict=True)
        spacing = max((height / max(len(column) - 1, 1) for height, column in pairs), default=0.0)
        # The lines are made for the usual zoom; beyond it, where boxes are read, cells stay cells.
        return detail_of(len(self._to), max(heights), spacing, min(scale, MOST_ZOOM))

    def _lines_by_stroke(self, look: Theme) -> Iterator[tuple[Array, QPen]]:
        """Gather the lines, shape (lines, 4), by sign and thickness."""
        largest = max(float(np.abs(self._values).max(initial=0.0)), 1e-300)
        classes = np.digitize(np.abs(self._values) / largest * len(WIDTHS), BORDERS)
        ends = self._ends()
        for (number, width), is_negative in product(enumerate(WIDTHS), (False, True)):
            # Mixed rather than transparent: Qt draws opaque lines many times faster.
            stroke = pen(sign_color(-1.0 if is_negative else 1.0, look, QUIETER), width)
            # As thin at every scale, so that zooming in takes the lines apart.
            stroke.setCosmetic(True)
            yield ends[(classes == number) & ((self._values < 0) == is_negative)], stroke

    def _ends(self) -> Array:
        """Return where each connection begins and ends, shape (connections, 4)."""
        return np.concatenate([self._sources[self._source], self._neurons[self._to]], axis=1)

    def _lit_lines(self, readout: Readout) -> list[tuple[QLineF, QPen]]:
        lines, places = [], readout.lit_weights(self.layer, MOST_LIT)
        for place in places:
            color = readout.light(place).of_parameter
            if color is not None:
                few = len(places) <= FEW_LIT
                width = thickness(readout.change(place)[1]) + LIT_EXTRA if few else THINNEST
                lines.append((self.line(place), pen(color, width)))
        return lines

    def line(self, place: WeightPlace) -> QLineF:
        """Return where a connection runs."""
        return QLineF(QPointF(*self._sources[place.source]), QPointF(*self._neurons[place.to]))

    @property
    def _room(self) -> QRectF | None:
        """Where the picture stands while it is shown; None while lines are."""
        is_picture = self._detail(self._scale) is Detail.PICTURE
        return picture_room(self._sources, self._neurons) if is_picture else None

    @property
    def _shape_of_cells(self) -> tuple[int, int]:
        return len(self._neurons), len(self._sources)

    def cell(self, place: WeightPlace) -> QRectF | None:
        """Return where a weight's cell is; None while lines are shown."""
        room = self._room
        return cell_rect(room, self._shape_of_cells, place.to, place.source) if room else None

    def weight_at(self, point: QPointF) -> WeightPlace | None:
        """Find the weight at a point: its cell, or the nearest line within a few pixels."""
        room, found = self._room, None
        if room is not None:
            found = cell_at(room, self._shape_of_cells, point)
        elif (number := nearest_line(self._ends(), point, PICK / self._scale)) is not None:
            found = (int(self._to[number]), int(self._source[number]))
        return WeightPlace(self.layer, *found) if found and self._present[found] else None

    def weights_within(self, frame: QRectF) -> list[WeightPlace]:
        """List the weights whose cell or line has its middle in a frame."""
        room = self._room
        if room is not None:
            to, source = np.nonzero(cells_within(room, self._shape_of_cells, frame) & self._present)
        else:
            ends = self._ends()
            x, y = (ends[:, 0] + ends[:, 2]) / 2, (ends[:, 1] + ends[:, 3]) / 2
            across = (x >= frame.left()) & (x <= frame.right())
            standing = across & (y >= frame.top()) & (y <= frame.bottom())
            to, source = self._to[standing], self._source[standing]
        return [WeightPlace(self.layer, *each) for each in zip(to.tolist(), source.tolist(), strict=True)]

    @property
    def count(self) -> int:
        """How many connections there are."""
        return len(self._to)

    def mark(self, places: Sequence[WeightPlace]) -> None:
        """Mark the weights that are chosen."""
        if not places and self._marked is None:
            return
        self._marked = None
        if places:
            self._marked = np.zeros(self._present.shape, dtype=bool)
            self._marked[[place.to for place in places], [place.source for place in places]] = True
        self.update()

    def told(self, readout: Readout) -> str:
        """Tell the range of the weights."""
        weights = readout.project.parameters.weights[self.layer]
        return f"weights from {float(weights.min()):.4g} to {float(weights.max()):.4g}"

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw as much as can be told apart, and over it what is lit."""
        self.detail = self._detail(option.levelOfDetailFromTransform(painter.worldTransform()))
        exposed, marked = option.exposedRect, self._marked
        if self.detail is Detail.PICTURE:
            room = picture_room(self._sources, self._neurons)
            draw_picture(painter, self._picture, room, self._look)
            if marked is not None:
                draw_marked_cells(painter, marked, room, self._look)
        else:
            self._draw_lines(painter, exposed)
            if marked is not None:
                ends = self._ends()[marked[self._to, self._source]]
                draw_marked_lines(painter, ends, exposed, self._look)
        for line, stroke in self._lit:
            painter.setPen(stroke)
            painter.drawLine(line)

    def _draw_lines(self, painter: QPainter, exposed: QRectF) -> None:
        for ends, stroke in self._strokes:
            painter.setPen(stroke)
            painter.drawLines([QLineF(*each) for each in ends[in_sight(ends, exposed)].tolist()])
        if self.detail is Detail.VALUES:
            ends = self._ends()
            seen = in_sight(ends, exposed)
            draw_values(painter, ends[seen], self._values[seen], exposed, self._look)

    def shape(self) -> QPainterPath:
        """Return what can be clicked: nothing, so that the ground beneath can be dragged."""
        return QPainterPath()
