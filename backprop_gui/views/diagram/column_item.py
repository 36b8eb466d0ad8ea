"""A layer that is too large for single neurons."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.network import INPUTS, Network
from backprop_gui.look.painting import survived
from backprop_gui.views.diagram.bundle_item import counted
from backprop_gui.views.diagram.place_item import RING, PlaceItem, pen
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.sizes import Sizes
from backprop_gui.views.diagram.words import Word


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
