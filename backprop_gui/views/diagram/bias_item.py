"""Biases: one node for what a layer shares, or a label at each neuron."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.network import BiasPlace, Network, NeuronPlace
from backprop_gui.explain.notation import Notation
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import Theme
from backprop_gui.views.diagram.bodies import Body, line_between
from backprop_gui.views.diagram.lights import Light
from backprop_gui.views.diagram.neuron_item import told_number
from backprop_gui.views.diagram.node_item import NodeItem
from backprop_gui.views.diagram.parameter_label import ParameterLabel, with_lock
from backprop_gui.views.diagram.place_item import PlaceItem, pen
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.sizes import LABEL_ROOM, LabelStyle, Sizes
from backprop_gui.views.diagram.words import Word

ONE = "1"


def told_bias(place: BiasPlace, readout: Readout) -> str:
    """Tell a bias in words."""
    before, now = readout.change(place)
    fixed = ", fixed" if readout.is_fixed(place) else ""
    changed = f", before the update {told_number(before)}" if before is not None else ""
    return told_number(now) + changed + fixed


class BiasEdges(QGraphicsItem):
    """The dashed lines from a bias node to its layer's neurons.

    Attributes
    ----------
    stroke : how much thicker than usual they are
    """

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(-1.0)
        self._path = QPainterPath()
        self._pen = QPen()
        self.stroke = 1.0

    def connect_ends(self, bias: Body, neurons: Iterable[Body]) -> None:
        """Run straight where the way is clear, else in a bow that keeps left of the neurons."""
        standing = list(neurons)
        self.prepareGeometryChange()
        self._path = QPainterPath()
        for neuron in standing:
            _add_way(self._path, bias, neuron, standing)
        self.update()

    def refresh(self, light: Light, look: Theme) -> None:
        """Show the light."""
        color = light.of_parameter
        wanted = pen(color or look.faint, (1.6 if color else 1.0) * self.stroke)
        dash = 4.0 * self.stroke / wanted.widthF()
        wanted.setDashPattern([dash, dash])
        if wanted != self._pen:
            self._pen = wanted
            self.update()

    def boundingRect(self) -> QRectF:
        return self._path.controlPointRect().adjusted(-6.0, -6.0, 6.0, 6.0)

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the lines."""
        painter.strokePath(self._path, self._pen)


def _add_way(path: QPainterPath, bias: Body, neuron: Body, standing: Iterable[Body]) -> None:
    line = line_between(bias, neuron)
    others = (other for other in standing if other is not neuron)
    if not any(_meets(other.rect, line.p1(), line.p2()) for other in others):
        path.moveTo(line.p1())
        path.lineTo(line.p2())
        return
    top = QPointF(bias.centre.x(), bias.rect.top())
    end = neuron.border_toward(QPointF(bias.centre.x(), neuron.centre.y() + 0.3 * neuron.height))
    path.moveTo(top)
    path.quadTo(QPointF(bias.centre.x(), end.y()), end)


def _meets(box: QRectF, start: QPointF, end: QPointF) -> bool:
    way = QPainterPath(start)
    way.lineTo(end)
    return way.intersects(box)


class BiasNodeItem(NodeItem):
    """A shared bias: a node that holds 1, with the bias as the weight of its dashed lines.

    Attributes
    ----------
    edges : the lines, an item of their own beneath everything
    """

    is_editable = True

    def __init__(self, place: BiasPlace, network: Network) -> None:
        self.name = Notation(network).parameter(place)
        super().__init__(place, f"{self.name}, shared bias", f"bias_{self.name}")
        self.bias = place
        self.edges = BiasEdges()
        self._label: ParameterLabel | None = None
        self._one: Word | None = None

    def arrange_label(self, room: QRectF, sizes: Sizes, style: LabelStyle) -> None:
        """Take the room left of the node for the label."""
        own = room.translated(-self.pos())
        self._label = ParameterLabel(self.bias, self.name, sizes, style, own, at_right=True)
        self._grow_to(self.boundingRect().united(with_lock(own, sizes)))

    def _set_words(self, sizes: Sizes) -> None:
        self._label, self.edges.stroke = None, sizes.stroke
        self._one = Word(sizes.caption, QPointF()) if sizes.form.has_text else None
        self.words = [self._one] if self._one else []

    def refresh(self, readout: Readout) -> None:
        """Show value and light."""
        light = readout.light(self.bias)
        changed = self.light_up(light, readout.look)
        if self._one:
            changed |= self._one.show(ONE, readout.look.soft)
        if self._label:
            changed |= self._label.refresh(readout)
        self.edges.refresh(light, readout.look)
        if changed:
            self.update()

    def told(self, readout: Readout) -> str:
        """Tell the bias in words."""
        return told_bias(self.bias, readout)

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the node and its label."""
        super().paint(painter, option, widget)
        if self._label:
            self._label.paint(painter, framed=self._label.is_lit)

    def shape(self) -> QPainterPath:
        """Return what can be clicked: the node and its label."""
        path = super().shape()
        if self._label:
            path.addRect(self._label.rect)
        return path

    def editing_rect(self) -> QRectF:
        return self._label.rect.translated(self.pos()) if self._label else super().editing_rect()


class OwnBiasItem(PlaceItem):
    """A neuron's own bias: a label between the neuron's name and its shape."""

    is_editable = True

    def __init__(self, place: BiasPlace, network: Network) -> None:
        assert place.to is not None
        self.neuron = NeuronPlace(place.layer, place.to)
        name = Notation(network).parameter(place)
        super().__init__(place, f"{name}, bias of {network.neuron_name(self.neuron)}", f"bias_{name}")
        self.bias = place
        self.setZValue(3.0)
        self._label: ParameterLabel | None = None

    def arrange(self, body: Body, sizes: Sizes) -> None:
        """Stand above the neuron's shape; where there is no room, show nothing."""
        self._label = None
        if sizes.bias_row:
            rect, height = body.rect, 1.5 * sizes.text
            room = QRectF(rect.left(), rect.top() - sizes.bias_row, rect.width(), height)
            self._label = ParameterLabel(
                self.bias, "b", sizes, LabelStyle.TIGHT, room, digits_room=LABEL_ROOM
            )
        self._grow_to(with_lock(self._label.room, sizes) if self._label else body.rect)
        self.update()

    def refresh(self, readout: Readout) -> None:
        """Show value and light."""
        if self._label and self._label.refresh(readout):
            self.update()

    def told(self, readout: Readout) -> str:
        """Tell the bias in words."""
        return told_bias(self.bias, readout)

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the label."""
        if self._label:
            self._label.paint(painter, framed=self._label.is_lit)

    def shape(self) -> QPainterPath:
        """Return what can be clicked: the label."""
        path = QPainterPath()
        if self._label:
            path.addRect(self._label.rect)
        return path
