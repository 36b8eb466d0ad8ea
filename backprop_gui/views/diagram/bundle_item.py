"""What is too large for single items: a layer's connections as one, a layer's neurons as one box."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.network import INPUTS, Network, WeightPlace
from backprop_gui.views.diagram.connection_item import LIT_EXTRA, THICKEST, THINNEST, sign_color, thickness
from backprop_gui.views.diagram.place_item import RING, PlaceItem, pen
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.sizes import Sizes
from backprop_gui.views.diagram.words import Word

MOST_LINES = 600
MOST_LIT, FEW_LIT = 64, 12
QUIETER = 0.35
WIDTHS = (0.4, 1.0, 2.0)
BORDERS = (0.5, 1.5)


def counted(count: int, name: str) -> str:
    """Write a number of things: 1 input, 2 inputs."""
    return f"{count:,} {name}" + ("" if count == 1 else "s")


class BundleItem(PlaceItem):
    """All connections into a layer, a sample of them as thin lines; those that are lit in full."""

    def __init__(self, layer: int, network: Network) -> None:
        count = int(network.layers[layer].present.sum())
        super().__init__(
            None, f"{counted(count, 'connection')} into layer {layer + 1}", f"bundle_{layer + 1}"
        )
        self.layer = layer
        self._drawn = _sampled(network, layer)
        self._sources = self._neurons = np.zeros((0, 2))
        self._strokes: list[tuple[list[QLineF], QPen]] = []
        self._lit: list[tuple[QLineF, QPen]] = []
        self._drawn_as: object = None
        # Hundreds of lines that seldom change: what moves above them shall not have them drawn again.
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def arrange(self, sources: Sequence[QPointF], neurons: Sequence[QPointF]) -> None:
        """Run between the middles of two columns."""
        self._sources = np.array([(point.x(), point.y()) for point in sources])
        self._neurons = np.array([(point.x(), point.y()) for point in neurons])
        both = np.concatenate([self._sources, self._neurons])
        (left, top), (right, bottom) = both.min(0), both.max(0)
        reach = THICKEST + LIT_EXTRA
        self._grow_to(
            QRectF(QPointF(left, top), QPointF(right, bottom)).adjusted(-reach, -reach, reach, reach)
        )
        self._drawn_as = None

    def refresh(self, readout: Readout) -> None:
        """Draw the lines anew where weights are others now; not while a run goes on, which would cost."""
        parameters = readout.project.parameters
        drawn_as = (readout.look.name, id(parameters))
        if drawn_as != self._drawn_as and not (self._strokes and readout.session.run.is_running):
            self._drawn_as = drawn_as
            self._strokes = list(self._sample(parameters.weights[self.layer], readout))
            self.update()
        lit = list(self._lit_lines(readout))
        if lit or self._lit:
            self._lit = lit
            self.update()

    def _sample(self, weights: Array, readout: Readout) -> list[tuple[list[QLineF], QPen]]:
        """Gather the sampled lines by sign and thickness."""
        to, source = self._drawn
        values = np.nan_to_num(weights[to, source])
        largest = max(float(np.abs(values).max(initial=0.0)), 1e-300)
        classes = np.digitize(np.abs(values) / largest * len(WIDTHS), BORDERS)
        strokes = []
        for is_negative in (False, True):
            # Mixed rather than transparent: Qt draws opaque lines many times faster.
            color = sign_color(-1.0 if is_negative else 1.0, readout.look, QUIETER)
            for number, width in enumerate(WIDTHS):
                chosen = np.flatnonzero((classes == number) & ((values < 0) == is_negative))
                strokes.append((self._lines(to[chosen], source[chosen]), pen(color, width)))
        return strokes

    def _lines(self, to: IntArray, source: IntArray) -> list[QLineF]:
        ends = np.concatenate([self._sources[source], self._neurons[to]], axis=1)
        return [QLineF(*each) for each in ends.tolist()]

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

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the sampled lines, and over them the lit ones."""
        for lines, stroke in self._strokes:
            painter.setPen(stroke)
            painter.drawLines(lines)
        for line, stroke in self._lit:
            painter.setPen(stroke)
            painter.drawLine(line)

    def shape(self) -> QPainterPath:
        """Return what can be clicked: nothing, so that the ground beneath can be dragged."""
        return QPainterPath()


def _sampled(network: Network, layer: int) -> tuple[IntArray, IntArray]:
    """Choose some of a layer's connections: their neurons' and their sources' numbers."""
    to, source = np.nonzero(network.layers[layer].present)
    if len(to) > MOST_LINES:
        # At random, as a regular choice shows a pattern that is not in the network.
        chosen = np.random.default_rng(0).choice(len(to), MOST_LINES, replace=False)
        to, source = to[chosen], source[chosen]
    return to, source


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
