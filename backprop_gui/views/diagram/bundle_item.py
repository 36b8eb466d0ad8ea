"""What is too large for single items: a layer's connections as one, a layer's neurons as one box."""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.array import Array
from backprop_gui.core.network import INPUTS, Network, WeightPlace
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
from backprop_gui.views.diagram.connection_item import LIT_EXTRA, THICKEST, THINNEST, sign_color, thickness
from backprop_gui.views.diagram.ground_view import MOST_ZOOM
from backprop_gui.views.diagram.place_item import RING, PlaceItem, pen
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.sizes import Sizes
from backprop_gui.views.diagram.words import Word

MOST_LIT, FEW_LIT = 64, 12
QUIETER = 0.35
WIDTHS = (0.4, 1.0, 2.0)
BORDERS = (0.5, 1.5)


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
        self._drawn_as: object = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        # Hundreds of lines that seldom change: what moves above them shall not have them drawn again.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def follow_scale(self, scale: float) -> None:
        """Keep what is drawn only while all of it is in sight; larger it would take too much memory."""
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
        return detail_of(len(self._to), max(heights), spacing, scale)

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
                lines.append((self._line(place), pen(color, width)))
        return lines

    def _line(self, place: WeightPlace) -> QLineF:
        return QLineF(QPointF(*self._sources[place.source]), QPointF(*self._neurons[place.to]))

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
        exposed = option.exposedRect
        if self.detail is Detail.PICTURE:
            draw_picture(painter, self._picture, picture_room(self._sources, self._neurons), self._look)
        else:
            self._draw_lines(painter, exposed)
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


class ColumnItem(PlaceItem):
    """A whole layer as one box with the number of its neurons."""

    def __init__(self, layer: int, network: Network) -> None:
        what = "input" if layer == INPUTS else "neuron"
        title = counted(network.sizes[layer + 1], what)
        super().__init__(None, title, f"layer_{layer + 1}")
        self.setZValue(2.0)
        self.layer = layer
        self._rect = QRectF()
        self._word: Word | None = None
        self._border, self._ground = QPen(), QColor()

    def arrange(self, rect: QRectF, sizes: Sizes) -> None:
        """Take place and size."""
        self._rect = rect
        self._word = Word(sizes.caption, QPointF())
        self._grow_to(rect.adjusted(-4.0, -4.0, 4.0, 4.0))

    def refresh(self, readout: Readout) -> None:
        """Show the light of any of the layer's neurons."""
        look = readout.look
        color = readout.layer_color(self.layer)
        self._ground = look.panel
        self._border = pen(color, RING) if color else pen(look.faint, 1.2)
        if self._word:
            self._word.show(self.title, look.soft)
        self.update()

    def told(self, readout: Readout) -> str:
        """Tell what kind of layer it is."""
        if self.layer == INPUTS:
            return "drawn as one"
        return f"{readout.project.network.layers[self.layer].activation}, drawn as one"

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the box, its text from bottom to top."""
        painter.setPen(self._border)
        painter.setBrush(self._ground)
        painter.drawRoundedRect(self._rect, 6.0, 6.0)
        if self._word:
            painter.save()
            painter.translate(self._rect.center())
            painter.rotate(-90.0)
            self._word.paint(painter)
            painter.restore()

    def editing_rect(self) -> QRectF:
        return self._rect
