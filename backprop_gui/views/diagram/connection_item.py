"""A weight: the line between two neurons, as thick as the weight is large, and its label."""

import math

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.network import Network, WeightPlace
from backprop_gui.explain.notation import Notation
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import Theme, theme
from backprop_gui.views.diagram.labels import Spot
from backprop_gui.views.diagram.layout import Layout
from backprop_gui.views.diagram.lights import Light
from backprop_gui.views.diagram.lock import ROOM as LOCK_ROOM
from backprop_gui.views.diagram.lock import draw_lock
from backprop_gui.views.diagram.neuron_item import told_number
from backprop_gui.views.diagram.parameter_label import ParameterLabel
from backprop_gui.views.diagram.place_item import PlaceItem, pen
from backprop_gui.views.diagram.readout import Readout

THINNEST, THICKEST = 1.0, 6.0
LIT_EXTRA = 1.4
CLICK_WIDTH = 9.0
QUIET = 0.55
ON_THE_MIDDLE = Spot(0.5, 0.0)


FINEST = 1 / 16
"""Pixels: a smaller difference of a line's width is not drawn."""


def thickness(weight: float) -> float:
    """Return the width of a weight's line: steep for small weights, bounded for any."""
    size = abs(weight)
    if math.isnan(size):
        return THINNEST
    return THINNEST + THICKEST * (size / (size + 1.0) if math.isfinite(size) else 1.0)


def sign_color(weight: float, look: Theme, strength: float = QUIET) -> QColor:
    """Return the quiet colour of a weight's sign: of the sign's colour and the ground."""
    full, ground, rest = (look.negative if weight < 0 else look.positive), look.window, 1.0 - strength
    return QColor.fromRgbF(
        strength * full.redF() + rest * ground.redF(),
        strength * full.greenF() + rest * ground.greenF(),
        strength * full.blueF() + rest * ground.blueF(),
    )


class LabelItem(QGraphicsItem):
    """The label of a weight, above all lines; clicks on it are its weight's."""

    def __init__(self, owner: "WeightItem") -> None:
        super().__init__()
        self.owner = owner
        self.content: ParameterLabel | None = None
        self.setZValue(3.0)
        self._box = QRectF()

    def fit(self) -> None:
        """Take the content's size."""
        box = self.content.reach if self.content else QRectF()
        if box != self._box:
            self.prepareGeometryChange()
            self._box = box

    def boundingRect(self) -> QRectF:
        return self._box

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the label."""
        if self.content:
            self.content.paint(painter)


class WeightItem(PlaceItem):
    """A connection with its weight.

    Attributes
    ----------
    label : the item of its label, a separate one so that no line runs over it
    """

    is_editable = True

    def __init__(self, place: WeightPlace, network: Network) -> None:
        notation = Notation(network)
        self.name = notation.parameter(place)
        source, to = notation.neuron(place.source_neuron), notation.neuron(place.to_neuron)
        super().__init__(place, f"{self.name} from {source} to {to}", f"weight_{self.name}")
        self.weight = place
        self.label = LabelItem(self)
        self.line = QLineF()
        self._index = network.index(place)
        self._always_fixed = not network.trainable[self._index]
        self._pen = QPen()
        self._look, self._is_fixed = theme(), False
        self._drawn_as: object = None
        self._stroke = 1.0
        self._layout: Layout | None = None
        self._spot: Spot | None = None

    def arrange(self, layout: Layout) -> None:
        """Take sizes and the label's place, which `connect_ends` and `refresh` bring to the screen."""
        self._layout, self._spot = layout, layout.labels.get(self.weight)
        self._drawn_as = None
        self._stroke = layout.sizes.stroke
        self._make_label()

    def show_label_at(self, spot: Spot | None) -> None:
        """Show the label for the moment, or hide it, where the layout has no place for it."""
        if spot != self._spot:
            self._spot = spot
            self._make_label()

    @property
    def has_label(self) -> bool:
        return self._spot is not None

    def _make_label(self) -> None:
        self.label.setVisible(self._spot is not None)
        self.label.content = None
        if self._spot is not None and self._layout:
            sizes, style = self._layout.sizes, self._layout.label_style
            self.label.content = ParameterLabel(self.weight, self.name, sizes, style, self._label_room())

    def connect_ends(self, line: QLineF) -> None:
        """Run from border to border of two nodes."""
        self.line = line
        reach = max(THICKEST + LIT_EXTRA, LOCK_ROOM) * self._stroke
        self._grow_to(QRectF(line.p1(), line.p2()).normalized().adjusted(-reach, -reach, reach, reach))
        if self.label.content:
            self.label.content.move(self._label_room())
            self.label.fit()
        self.update()

    def _label_room(self) -> QRectF:
        return self._layout.label_on(self.line, self._spot or ON_THE_MIDDLE) if self._layout else QRectF()

    def refresh(self, readout: Readout) -> None:
        """Show value and light."""
        light = readout.light(self.weight)
        if readout.is_live:
            value = readout.value_at(self._index)
        else:
            _, value = readout.change(self.weight)
        is_fixed = self._always_fixed
        # As a run goes on, most lines look the same for many rounds.
        looks_like = (round(thickness(value) / FINEST), value < 0)
        drawn_as = (readout.look.name, looks_like, is_fixed, tuple(color.rgb() for color in light.rings))
        if drawn_as != self._drawn_as:
            self._drawn_as = drawn_as
            self._pen = self._line_pen(value, light, readout.look)
            self._look, self._is_fixed = readout.look, is_fixed
            self.setZValue(1.0 if light.rings else 0.0)
            self.update()
        if self.label.content and self.label.content.refresh(readout):
            self.label.fit()
            self.label.update()

    def _line_pen(self, value: float, light: Light, look: Theme) -> QPen:
        width = thickness(value)
        color = light.of_parameter
        if color is None:
            return pen(sign_color(value, look), width * self._stroke)
        return pen(color, (width + LIT_EXTRA) * self._stroke)

    def told(self, readout: Readout) -> str:
        """Tell the weight in words."""
        before, now = readout.change(self.weight)
        fixed = ", fixed" if readout.is_fixed(self.weight) else ""
        changed = f", before the update {told_number(before)}" if before is not None else ""
        return told_number(now) + changed + fixed

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the line; a frozen one carries a lock where its label would stand."""
        painter.setPen(self._pen)
        painter.drawLine(self.line)
        if self._is_fixed and not self.label.content:
            draw_lock(painter, self.line.center(), self._look.soft, self._look.window, self._stroke)

    def shape(self) -> QPainterPath:
        """Return what can be clicked: a wider line."""
        path = QPainterPath(self.line.p1())
        path.lineTo(self.line.p2())
        stroker = QPainterPathStroker()
        stroker.setWidth(CLICK_WIDTH)
        return stroker.createStroke(path)

    def editing_rect(self) -> QRectF:
        """Return the label's frame, or the line's middle."""
        if self.label.content:
            return self.label.content.rect
        return self._label_room()

    def outline(self) -> QPainterPath:
        """Return the ring of the selection: around the label, or along the line."""
        if self.label.content:
            return super().outline()
        path = QPainterPath(self.line.p1())
        path.lineTo(self.line.p2())
        stroker = QPainterPathStroker()
        stroker.setWidth(THICKEST * self._stroke + 6.0)
        return stroker.createStroke(path)
