"""What an output should have given, and its error."""

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from backprop_gui.core.network import Network, TargetPlace
from backprop_gui.explain.quantities import Kind, error, target
from backprop_gui.look.painting import survived
from backprop_gui.views.diagram.bodies import Body
from backprop_gui.views.diagram.neuron_item import told_number
from backprop_gui.views.diagram.place_item import PlaceItem, pen
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.sizes import ERROR_DIGITS, ERROR_ROOM, ROOM, SMALL_ROOM, Sizes
from backprop_gui.views.diagram.words import Word, short


class TargetItem(PlaceItem):
    """Target and error in two lines right of an output."""

    is_editable = True

    def __init__(self, place: TargetPlace, network: Network) -> None:
        name = network.outputs[place.index]
        super().__init__(place, f"target of {name}", f"target_{name}")
        self.setZValue(2.0)
        self.target = place
        self._target_word: Word | None = None
        self._error_word: Word | None = None
        self._is_brief, self._stroke = False, 1.0
        self._line = QLineF()
        self._pen = QPen()

    def arrange(self, output: Body, room: QRectF, sizes: Sizes) -> None:
        """Stand beside the output; without room for text, show nothing."""
        self._target_word = self._error_word = None
        self._is_brief, self._stroke = sizes.form.is_brief, sizes.stroke
        border = QPointF(output.rect.right(), output.centre.y())
        self._line = QLineF(border, border)
        if sizes.form.has_text:
            middle, left = room.center().y(), room.left()
            self._target_word = Word(sizes.caption, QPointF(left, middle - 0.8 * sizes.text), 0.0)
            self._error_word = Word(sizes.error, QPointF(left, middle + 0.8 * sizes.text), 0.0)
            self._line = QLineF(border, QPointF(left - 0.3 * sizes.text, border.y()))
        self._room = room if sizes.form.has_text else QRectF(border, border)
        self._grow_to(self._room.united(output.rect).adjusted(-2.0, -2.0, 2.0, 2.0))
        self.update()

    def refresh(self, readout: Readout) -> None:
        """Show target and error."""
        if not self._target_word or not self._error_word:
            return
        look, light, index = readout.look, readout.light(self.target), self.target.index
        wanted, wrong = readout.known(target(index)), readout.known(error(index))
        plus = "+" if wrong is not None and readout.is_renewed(error(index)) else ""
        plain = look.faint if wrong is None else look.ink
        room, error_room = (SMALL_ROOM,) * 2 if self._is_brief else (ROOM, ERROR_ROOM)
        told = f"target {short(wanted, room)}", f"E{plus} {short(wrong, error_room, ERROR_DIGITS)}"
        changed = self._target_word.show(told[0], light.values.get(Kind.TARGET, look.soft))
        changed |= self._error_word.show(told[1], light.values.get(Kind.ERROR, plain))
        color, width = (light.rings[0], 1.6) if light.rings else (look.faint, 1.0)
        line = pen(color, width * self._stroke)
        if changed or line != self._pen:
            self._pen = line
            self.update()

    def told(self, readout: Readout) -> str:
        """Tell target and error in words."""
        index = self.target.index
        wanted, wrong = readout.known(target(index)), readout.known(error(index))
        return f"{told_number(wanted)}, error {told_number(wrong)}"

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the line from the output, and the texts."""
        if self._target_word and self._error_word:
            painter.setPen(self._pen)
            painter.drawLine(self._line)
            self._target_word.paint(painter)
            self._error_word.paint(painter)

    def shape(self) -> QPainterPath:
        """Return what can be clicked: the texts."""
        path = QPainterPath()
        path.addRect(self._room)
        return path

    def editing_rect(self) -> QRectF:
        """Return where the target stands."""
        rect = QRectF(self._room)
        rect.setHeight(max(rect.height() / 2, 1.0))
        return rect

    def outline(self) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(self._room.adjusted(-4.0, -3.0, 2.0, 3.0), 6.0, 6.0)
        return path
