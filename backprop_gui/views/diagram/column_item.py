"""A layer that is too large for single neurons: one box, and seen from near its neurons, row by row."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.network import INPUTS, Network, NeuronPlace
from backprop_gui.look.painting import survived
from backprop_gui.views.diagram.bundle_item import counted
from backprop_gui.views.diagram.close_up import LEAST_ROW, LEAST_WIDTH, close_up, draw_in_row
from backprop_gui.views.diagram.place_item import RING, PlaceItem, framed, pen
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.sizes import Sizes
from backprop_gui.views.diagram.words import Word

LEAST_STRIPE = 4.0
"""Pixels between two neurons from which on a line parts them."""


class ColumnItem(PlaceItem):
    """A whole layer as one box with the number of its neurons, or with each of them that is in sight."""

    def __init__(self, layer: int, network: Network) -> None:
        what = "input" if layer == INPUTS else "neuron"
        self._count = network.sizes[layer + 1]
        title = counted(self._count, what)
        super().__init__(None, title, f"layer_{layer + 1}")
        self.setZValue(2.0)
        self.layer = layer
        self._rect = QRectF()
        self._scale = 1.0
        self._word: Word | None = None
        self._readout: Readout | None = None
        self._border, self._ground = QPen(), QColor()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def arrange(self, rect: QRectF, sizes: Sizes) -> None:
        """Take place and size."""
        self._rect = rect
        self._word = Word(sizes.caption, QPointF())
        self._grow_to(rect.adjusted(-4.0, -4.0, 4.0, 4.0))

    def follow_scale(self, scale: float) -> None:
        """Draw single neurons where they can be read, in the part that is in sight now."""
        self._scale = scale
        if self._row * scale >= LEAST_STRIPE:
            self.update()

    @property
    def is_close(self) -> bool:
        """Whether single neurons are shown."""
        height, width = self._row * self._scale, self._rect.width() * self._scale
        return height >= LEAST_ROW and width >= LEAST_WIDTH

    @property
    def _row(self) -> float:
        return self._rect.height() / self._count

    def cell(self, index: int) -> QRectF:
        """Return where a neuron stands in the box."""
        return QRectF(self._rect.left(), self._rect.top() + index * self._row, self._rect.width(), self._row)

    def neuron_at(self, point: QPointF) -> NeuronPlace | None:
        """Find the neuron that is shown at a point; None where the box is shown as one."""
        if not self.is_close or not self._rect.contains(point):
            return None
        index = int((point.y() - self._rect.top()) / self._row)
        return NeuronPlace(self.layer, min(index, self._count - 1))

    def neurons_within(self, frame: QRectF) -> list[NeuronPlace]:
        """List the neurons that are shown and whose middle is as high as a frame that meets the box."""
        if not self.is_close or not frame.intersects(self._rect):
            return []
        top, bottom = frame.top(), frame.bottom()
        shown = (index for index in self._met_by(frame) if top <= self.cell(index).center().y() <= bottom)
        return [NeuronPlace(self.layer, index) for index in shown]

    def _met_by(self, frame: QRectF) -> Sequence[int]:
        first = int((frame.top() - self._rect.top()) / self._row)
        last = int((frame.bottom() - self._rect.top()) / self._row)
        return range(max(first, 0), min(last + 1, self._count))

    def refresh(self, readout: Readout) -> None:
        """Show the light of any of the layer's neurons."""
        look = readout.look
        color = readout.layer_color(self.layer)
        self._readout = readout
        self._ground = look.panel
        self._border = pen(color, RING) if color else pen(look.faint, 1.2)
        # As thin at every scale, or it would cover the first and the last neuron.
        self._border.setCosmetic(True)
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
        """Draw the box, and in it the neurons, or their number from bottom to top."""
        corner = min(6.0, 6.0 / self._scale)
        painter.setPen(self._border)
        painter.setBrush(self._ground)
        painter.drawRoundedRect(self._rect, corner, corner)
        shown = (
            painter.worldTransform().inverted()[0].mapRect(QRectF(widget.rect())) if widget else self._rect
        )
        seen = self._rect.intersected(shown)
        if self._readout and self._row * self._scale >= LEAST_STRIPE:
            self._paint_neurons(painter, option.exposedRect, seen, self._readout)
        if self._word and not self.is_close:
            self._paint_caption(painter, seen.center(), self._word)

    def _paint_neurons(self, painter: QPainter, exposed: QRectF, seen: QRectF, readout: Readout) -> None:
        """Draw the rows, with their texts in the part of the box that is in sight."""
        line, transform = pen(readout.look.hairline), painter.worldTransform()
        line.setCosmetic(True)
        for index in self._met_by(exposed):
            cell, neuron = self.cell(index), NeuronPlace(self.layer, index)
            if index:
                painter.setPen(line)
                painter.drawLine(cell.topLeft(), cell.topRight())
            if self.is_close:
                row = QRectF(seen.left(), cell.top(), seen.width(), cell.height())
                draw_in_row(painter, transform.mapRect(row), close_up(neuron, readout))
                self._paint_rings(painter, cell, neuron, readout)

    def _paint_rings(self, painter: QPainter, cell: QRectF, neuron: NeuronPlace, readout: Readout) -> None:
        for number, color in enumerate(readout.light(neuron).rings):
            ring, inset = pen(color, RING), (number + 0.5) * RING / self._scale
            ring.setCosmetic(True)
            painter.strokePath(framed(cell.adjusted(inset, inset, -inset, -inset)), ring)

    def _paint_caption(self, painter: QPainter, middle: QPointF, word: Word) -> None:
        """Write how many there are, never larger than when all is shown."""
        painter.save()
        painter.translate(middle)
        painter.rotate(-90.0)
        smaller = 1.0 / max(self._scale, 1.0)
        painter.scale(smaller, smaller)
        room = word.rect.adjusted(-4.0, 0.0, 4.0, 0.0)
        painter.fillRect(room, self._ground)
        word.paint(painter)
        painter.restore()

    def editing_rect(self) -> QRectF:
        return self._rect
