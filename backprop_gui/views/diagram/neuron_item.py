"""Neurons, with net, out and delta as far as they are known, and inputs."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.network import INPUTS, Network, NeuronPlace
from backprop_gui.explain.quantities import Kind, Quantity, delta, net, out
from backprop_gui.explain.sentences import pretty
from backprop_gui.look.painting import survived
from backprop_gui.views.diagram.bodies import centred
from backprop_gui.views.diagram.close_up import LEAST_DOT, close_up, draw_in_dot
from backprop_gui.views.diagram.lights import Light
from backprop_gui.views.diagram.mark import Mark
from backprop_gui.views.diagram.node_item import NodeItem
from backprop_gui.views.diagram.node_picture import NodePicture
from backprop_gui.views.diagram.place_item import pen
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.sizes import (
    LABEL_ROOM,
    LINE_ROOM,
    ROOM,
    SMALL_ROOM,
    Form,
    Sizes,
    elided,
    width_of,
)
from backprop_gui.views.diagram.words import Word, short

NOT_YET = "not computed yet"
QUIET = 0.4
SPARE, BESIDE = 0.25, 4.0


@dataclass
class Figure:
    """A number on a node with what it is called there."""

    quantity: Quantity
    caption: str
    room: int = ROOM
    value: Word | None = None
    heading: Word | None = None


def told_number(value: float | None) -> str:
    """Write a number in full digits."""
    return NOT_YET if value is None else repr(value)


class NeuronItem(NodeItem):
    """A neuron or an input; how much of it is shown depends on the room."""

    def __init__(self, place: NeuronPlace, network: Network) -> None:
        name = network.neuron_name(place)
        super().__init__(place, name, f"{'input' if place.layer == INPUTS else 'neuron'}_{name}")
        self.neuron = place
        self.is_editable = self.is_input = place.layer == INPUTS
        self._name = pretty(name)
        kinds = ((out, "out"),) if self.is_input else ((net, "net"), (out, "out"), (delta, "δ"))
        self.figures = [Figure(quantity(place), caption) for quantity, caption in kinds]
        self._mark = Mark(place)
        self._name_word: Word | None = None
        self._only_value: Word | None = None
        self._pill: QRectF | None = None
        self._pill_ground = QColor()
        self._divider: QLineF | None = None
        self._line = QPen()
        self._picture: NodePicture | None = None
        self._is_named_outside = False
        self._is_dot, self._scale = False, 1.0
        self._out_room, self._other_room = ROOM, SMALL_ROOM
        self._readout: Readout | None = None

    def _set_words(self, sizes: Sizes) -> None:
        self._mark.stroke = sizes.stroke
        for figure in self.figures:
            figure.value, figure.heading, figure.room = None, None, ROOM
        self._name_word = self._only_value = self._pill = self._divider = None
        if sizes.form is Form.LINE:
            self._set_one_line(sizes)
        elif self.is_input or sizes.form.is_named_inside:
            self._set_two_lines(sizes)
        elif sizes.form is Form.CIRCLE:
            self._set_circle(sizes)
        else:
            self._set_three_lines(sizes)
        self._is_dot = not sizes.form.has_text
        if self._is_dot:
            self._name_word = self._only_value = None
            for figure in self.figures:
                figure.value = figure.heading = None
        self._out_room = SMALL_ROOM if sizes.form.is_brief else ROOM
        self._other_room = LINE_ROOM if sizes.form is Form.LINE else SMALL_ROOM
        outside = not sizes.form.is_named_inside and not self.is_input
        font = sizes.value if outside else sizes.name
        self._picture = NodePicture(font, sizes.text, self.body, sizes.form.has_text)
        self._is_named_outside = outside
        shown = [word for figure in self.figures for word in (figure.heading, figure.value)]
        self.words = [word for word in (self._name_word, self._only_value, *shown) if word]

    def _set_name(self, sizes: Sizes, middle: QPointF) -> None:
        self._name_word = Word(sizes.name, middle)
        self._name_text = elided(sizes.name, self._name, self.body.name_width)

    def _set_two_lines(self, sizes: Sizes) -> None:
        text, rise = sizes.text, (0.1 if sizes.form.is_brief else 0.0)
        self._set_name(sizes, QPointF(0.0, -(0.85 + rise) * text))
        self._name_text = elided(sizes.name, self._name, self.body.width - 0.8 * text)
        font = sizes.value if self.is_input and not sizes.form.is_brief else sizes.label
        self._only_value = Word(font, QPointF(0.0, (0.9 - rise) * text))

    def _set_one_line(self, sizes: Sizes) -> None:
        """Name left, value right; the name gets what the widest value leaves."""
        edge, middle = self.body.width / 2 - 0.35 * sizes.text, -0.15 * sizes.text
        widest = width_of(sizes.label, "-0.888" if self.is_input else "net 0.88")
        self._name_word = Word(sizes.name, QPointF(-edge, middle), 0.0)
        self._name_text = elided(sizes.name, self._name, 2 * edge - widest - 0.3 * sizes.text)
        self._only_value = Word(sizes.label, QPointF(edge, middle), 1.0)

    def _set_circle(self, sizes: Sizes) -> None:
        text, (of_net, of_out, of_delta) = sizes.text, self.figures
        self._set_name(sizes, self._name_middle(sizes))
        for figure, side in ((of_net, -1), (of_out, 1)):
            figure.value = Word(sizes.value, QPointF(0.0, side * 0.95 * text))
            figure.heading = Word(sizes.caption, QPointF(0.0, side * 2.25 * text))
        reach = 0.42 * self.body.width
        self._divider = QLineF(-reach, 0.0, reach, 0.0)
        middle = QPointF(0.0, self.body.height / 2 + self.body.below - 0.85 * text)
        self._pill = centred(6.6 * text, 1.6 * text, middle)
        of_delta.value = Word(sizes.label, middle)

    def _set_three_lines(self, sizes: Sizes) -> None:
        text = sizes.text
        self._set_name(sizes, self._name_middle(sizes))
        for line, figure in enumerate(self.figures, start=-1):
            y = line * 1.5 * text
            figure.heading = Word(sizes.caption, QPointF(-1.75 * text, y), 1.0)
            figure.value = Word(sizes.value, QPointF(-1.35 * text, y), 0.0)
            figure.room = LABEL_ROOM

    def _name_middle(self, sizes: Sizes) -> QPointF:
        return QPointF(0.0, -self.body.height / 2 - sizes.bias_row - 1.4 * sizes.text)

    def refresh(self, readout: Readout) -> None:
        """Show the figures as far as they are known."""
        light, look = readout.light(self.neuron), readout.look
        changed = self.light_up(light, look)
        if self._name_word:
            changed |= self._name_word.show(self._name_text, look.ink) | self._mark.refresh(readout)
        if self._only_value:
            changed |= self._show_only_one(self._only_value, readout, light)
        for figure in self.figures:
            if figure.value:
                changed |= self._show(figure, readout, light)
        if self._picture:
            changed |= self._show_picture(self._picture, readout)
        self._readout = readout
        if changed or self._is_close:
            self._line = pen(look.hairline, self._stroke)
            self.update()

    def follow_scale(self, scale: float) -> None:
        """Write name and out on a dot that is shown large enough."""
        self._scale = scale

    @property
    def _is_close(self) -> bool:
        return self._is_dot and not self.is_pictured and self.body.width * self._scale >= LEAST_DOT

    def _show_picture(self, picture: NodePicture, readout: Readout) -> bool:
        """Show the answers with out beneath them, or with the name where that stands inside."""
        look, image = readout.look, readout.picture(self.neuron)
        if image is None or not self._is_named_outside:
            return picture.show(image, self._name_text if self._name_word else "", look.ink, look)
        value = readout.known(self.figures[1].quantity)
        return picture.show(image, "" if value is None else short(value), look.ink, look)

    @property
    def is_pictured(self) -> bool:
        """Whether the node shows a picture instead of its numbers."""
        return self._picture is not None and self._picture.is_shown

    @property
    def shown_words(self) -> Sequence[Word]:
        if not self.is_pictured:
            return self.words
        beneath = self.figures[-1].value if self._pill else None
        return [word for word in (self._name_word if self._is_named_outside else None, beneath) if word]

    def paint_inside(self, painter: QPainter) -> None:
        if self._picture:
            self._picture.paint(painter, self._shape, self._border)

    def _show_only_one(self, word: Word, readout: Readout, light: Light) -> bool:
        """Show out, or instead of it the net or delta that the step is about."""
        lit = (each for kind in light.values for each in self.figures if each.quantity.kind is kind)
        figure = next(lit, self.figures[min(1, len(self.figures) - 1)])
        value = readout.known(figure.quantity)
        plain = readout.look.faint if value is None else readout.look.ink
        color = light.values.get(figure.quantity.kind, plain)
        if self.is_input or figure.quantity.kind is Kind.OUT:
            return word.show(short(value, self._out_room), light.values.get(Kind.OUT, plain))
        return word.show(f"{figure.caption} {short(value, self._other_room)}", color)

    def _show(self, figure: Figure, readout: Readout, light: Light) -> bool:
        """Show one number; after the update its caption carries the new values' plus."""
        assert figure.value
        value, look = readout.known(figure.quantity), readout.look
        plain = look.faint if value is None else look.ink
        color = light.values.get(figure.quantity.kind, plain)
        number = short(value, figure.room)
        if self._pill and figure.quantity.kind is Kind.DELTA:
            self._pill_ground = QColor(look.hairline if value is None else look.accent_ground)
            self._pill_ground.setAlphaF(QUIET if value is None else 1.0)
            return figure.value.show(f"{figure.caption} {number}", color)
        changed = figure.value.show(number, color)
        if figure.heading:
            plus = "+" if value is not None and readout.is_renewed(figure.quantity) else ""
            changed |= figure.heading.show(figure.caption + plus, look.soft)
        return changed

    def name_rect(self) -> QRectF:
        """Return, in the scene's coordinates, where the name stands; over the shape where none is shown."""
        if self._name_word is None:
            return self.body.rect
        rect = self._name_word.rect
        # Without the room above and below the letters, which reaches into other lines.
        spare = SPARE * rect.height()
        return rect.adjusted(-BESIDE, spare, BESIDE, -spare).translated(self.pos())

    def told(self, readout: Readout) -> str:
        """Tell net, out and delta in words."""
        if self.is_input:
            return told_number(readout.known(self.figures[0].quantity))
        names = ("net", "out", "delta")
        values = (told_number(readout.known(figure.quantity)) for figure in self.figures)
        return ", ".join(f"{name} {value}" for name, value in zip(names, values, strict=True))

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the line between net and out, the delta's ground under the texts, and the name's mark."""
        if self._pill:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._pill_ground)
            painter.drawRoundedRect(self._pill, self._pill.height() / 2, self._pill.height() / 2)
        super().paint(painter, option, widget)
        if self._is_close and self._readout:
            dot = painter.worldTransform().mapRect(self.body.rect.translated(-self.body.centre))
            draw_in_dot(painter, dot, close_up(self.neuron, self._readout))
        if self._divider and not self.is_pictured:
            painter.setPen(self._line)
            painter.drawLine(self._divider)
        if self._name_word:
            inside = self._picture if self.is_pictured and not self._is_named_outside else None
            self._mark.paint(painter, inside.word if inside else self._name_word)
