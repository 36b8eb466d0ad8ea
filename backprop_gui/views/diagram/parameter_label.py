"""A parameter's name and value in a small frame, as it stands on connections and beside biases."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from backprop_gui.core.network import BiasPlace, WeightPlace
from backprop_gui.explain.quantities import Kind
from backprop_gui.explain.sentences import pretty
from backprop_gui.views.diagram.bodies import centred
from backprop_gui.views.diagram.lights import Light
from backprop_gui.views.diagram.lock import ROOM as LOCK_ROOM
from backprop_gui.views.diagram.lock import draw_lock
from backprop_gui.views.diagram.mark import CLOSE, Mark
from backprop_gui.views.diagram.place_item import pen
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.sizes import (
    ABOUT,
    ARROW,
    LABEL_ROOM,
    RENEWED,
    TIGHT_ROOM,
    LabelStyle,
    Sizes,
    elided,
)
from backprop_gui.views.diagram.words import Word, short

FIXED = " fixed"
MOST_CORNER = 10.0


def with_lock(frame: QRectF, sizes: Sizes) -> QRectF:
    """Return a frame with the room of a lock at its corner."""
    edge, lock = 2.0 * sizes.stroke, LOCK_ROOM * sizes.stroke
    return frame.adjusted(-edge, -lock, lock, edge)


class ParameterLabel:
    """The texts and the frame; whoever owns it paints it.

    Parameters
    ----------
    digits_room : the characters of its numbers; the style's usual ones otherwise

    Attributes
    ----------
    room : what is kept free for it
    rect : the frame, around the texts as they are
    at_right : whether it stands at the right end of its room, not in the middle
    """

    def __init__(
        self,
        place: WeightPlace | BiasPlace,
        name: str,
        sizes: Sizes,
        style: LabelStyle,
        room: QRectF,
        at_right: bool = False,
        digits_room: int | None = None,
    ) -> None:
        self.place = place
        self.room, self.rect, self.is_lit = room, QRectF(), False
        self.at_right = at_right
        self._sizes, self._style = sizes, style
        usual = TIGHT_ROOM if style is LabelStyle.TIGHT else LABEL_ROOM
        self._digits_room = digits_room or usual
        self._name_text = elided(sizes.label_name, pretty(name), 0.4 * room.width())
        self._name, self._value, self._beneath = (
            Word(font, QPointF(), align)
            for font, align in ((sizes.label_name, 0.0), (sizes.label, 0.0), (sizes.label, 0.5))
        )
        self._ground, self._border = QColor(), QPen()
        self._lock: QColor | None = None
        self._mark = Mark(place, CLOSE, sizes.stroke)
        self._state: object = None

    @property
    def reach(self) -> QRectF:
        """The frame with the lock at its corner."""
        return with_lock(self.rect, self._sizes)

    def move(self, room: QRectF) -> None:
        """Stand in another room of the same size."""
        self.room = room
        self._fit_frame()

    def refresh(self, readout: Readout) -> bool:
        """Show value and light; tell whether anything is new."""
        look, light = readout.look, readout.light(self.place)
        before, now = readout.change(self.place)
        name, value, beneath = self._texts(before, now, readout.is_fixed(self.place))
        is_read = Kind.WEIGHT in light.values or Kind.BIAS in light.values
        plain = look.ink if light.rings else look.soft
        color = (light.of_parameter if is_read else None) or (plain if before is None else look.ink)
        changed = self._name.show(name, plain)
        changed |= self._value.show(value, color)
        changed |= self._beneath.show(beneath, color)
        if changed:
            self._fit_frame()
        changed |= self._mark.refresh(readout)
        return self._frame(readout, light) or changed

    def _texts(self, before: float | None, now: float, is_fixed: bool) -> tuple[str, str, str]:
        """Write the name, what stands beside it, and what stands beneath."""
        value = short(now, self._digits_room)
        if before is None:
            # In a narrow frame the dashes of its border have to say it alone.
            has_room = self._style is LabelStyle.WIDE or (self.at_right and self._style is LabelStyle.STACKED)
            return self._name_text, value + (FIXED if is_fixed and has_room else ""), ""
        old = short(before, self._digits_room)
        match self._style:
            case LabelStyle.WIDE:
                return self._name_text, old + ARROW + value, ""
            case LabelStyle.STACKED:
                return self._name_text, old, ARROW.lstrip() + value
            case LabelStyle.TIGHT:
                # Rounded to the old value, the new one would look as if nothing had happened.
                hides_change = value == old and now != before and len(value) < self._digits_room
                told = ABOUT + value if hides_change else value
                return self._name_text + RENEWED, told, ""

    def _frame(self, readout: Readout, light: Light) -> bool:
        look, color = readout.look, light.of_parameter
        is_fixed = readout.is_fixed(self.place)
        state = (look.name, color.rgb() if color else None, light.is_own, is_fixed)
        if state == self._state:
            return False
        self._state, self.is_lit = state, color is not None
        self._ground = look.result_ground if light.is_own else look.panel
        self._lock = look.soft if is_fixed else None
        style = Qt.PenStyle.DashLine if is_fixed else Qt.PenStyle.SolidLine
        stroke = self._sizes.stroke
        self._border = pen(color, 1.6 * stroke) if color else pen(look.hairline, stroke, style)
        return True

    def _fit_frame(self) -> None:
        """Set the texts in the middle of the frame, and the frame around them."""
        text, height = self._sizes.text, self._sizes.pill
        pad = (0.4 if self._style is LabelStyle.TIGHT else 0.55) * text
        above = self._name.size.width() + 0.3 * text + self._value.size.width()
        width = max(above, self._beneath.size.width()) + 2 * pad
        lines = 0.62 * text if self._beneath.text else 0.0
        middle = self.room.center()
        if self.at_right:
            middle.setX(self.room.right() - width / 2)
        self.rect = centred(width, self.room.height() if lines else height, middle)
        left = middle.x() - above / 2
        self._name.move(QPointF(left, middle.y() - lines))
        self._value.move(QPointF(left + above - self._value.size.width(), middle.y() - lines))
        self._beneath.move(QPointF(middle.x(), middle.y() + lines))

    def paint(self, painter: QPainter, framed: bool = True) -> None:
        """Draw frame and texts."""
        if framed:
            corner = min(self.rect.height() / 2, MOST_CORNER * self._sizes.text / 11)
            painter.setPen(self._border)
            painter.setBrush(self._ground)
            painter.drawRoundedRect(self.rect, corner, corner)
        if self._lock:
            draw_lock(painter, self.rect.topRight(), self._lock, self._ground, self._sizes.stroke)
        for word in (self._name, self._value, self._beneath):
            word.paint(painter)
        self._mark.paint(painter, self._name)
