"""How large everything on the diagram is: multiples of the smallest text's height."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from backprop_gui.core.network import INPUTS
from backprop_gui.look.fonts import load_fonts, math_font, ui_font

SMALLEST_TEXT = 11
LARGEST_TEXT = 15
ROOM = 8
ERROR_ROOM, ERROR_DIGITS = 8, 6
WIDEST_NUMBER = "-0.8888"
LABEL_ROOM, TIGHT_ROOM, SMALL_ROOM, LINE_ROOM = len(WIDEST_NUMBER), 5, 6, 4
ARROW, RENEWED, ABOUT = " → ", "⁺", "≈"


class Form(Enum):
    """How much of a neuron is shown, from all of it in a large circle down to a mere dot."""

    CIRCLE = "net and out in a circle, delta beneath"
    ROUND = "net, out and delta in a circle"
    CARD = "net, out and delta in a flat box"
    SMALL = "name and out"
    BRIEF = "name and out, and shorter numbers beside the outputs"
    LINE = "name and out on one line"
    DOT = "a dot"

    @property
    def has_text(self) -> bool:
        return self is not Form.DOT

    @property
    def is_brief(self) -> bool:
        """Whether numbers are shortened to what is read from afar, before a neuron loses its name."""
        return self in (Form.BRIEF, Form.LINE)

    @property
    def is_named_inside(self) -> bool:
        return self is Form.SMALL or self.is_brief


class LabelStyle(Enum):
    """How a parameter's label shows that the update has changed it."""

    WIDE = "the new value beside the old"
    STACKED = "the new value beneath the old"
    TIGHT = "the new value alone, and a plus at the name"


_BODIES = {
    Form.CIRCLE: (7.0, 7.0),
    Form.ROUND: (8.0, 8.0),
    Form.CARD: (7.9, 4.9),
    Form.SMALL: (5.9, 3.3),
    Form.BRIEF: (5.9, 3.1),
    Form.LINE: (7.4, 1.8),
    Form.DOT: (1.2, 1.2),
}
_INPUT_BODIES = {
    Form.SMALL: (5.9, 3.3),
    Form.BRIEF: (4.9, 3.1),
    Form.LINE: (5.8, 1.8),
    Form.DOT: (1.2, 1.2),
}
_NAMED = {Form.CIRCLE, Form.ROUND, Form.CARD}


@dataclass(frozen=True)
class Sizes:
    """All lengths in pixels, for one height of the smallest text and one form of the neurons.

    Attributes
    ----------
    own_biases : whether neurons have biases of their own, which stand above them
    """

    text: int
    form: Form
    own_biases: bool = False

    @cached_property
    def caption(self) -> QFont:
        load_fonts()
        return ui_font(self.text)

    @cached_property
    def value(self) -> QFont:
        load_fonts()
        return ui_font(1.15 * self.text, 600)

    @cached_property
    def label(self) -> QFont:
        load_fonts()
        return ui_font(1.05 * self.text, 500)

    @cached_property
    def label_name(self) -> QFont:
        load_fonts()
        return math_font(1.25 * self.text, italic=True)

    @cached_property
    def name(self) -> QFont:
        load_fonts()
        return math_font((1.3 if self.form.is_named_inside else 1.55) * self.text, italic=True)

    def of_body(self, layer: int) -> tuple[float, float]:
        """Return the width and height of a neuron's shape, or of an input's."""
        bodies = {**_BODIES, **dict.fromkeys(_NAMED, (5.5, 4.1)), **_INPUT_BODIES}
        width, height = (bodies if layer == INPUTS else _BODIES)[self.form]
        return width * self.text, height * self.text

    def is_round(self, layer: int) -> bool:
        """Whether the shape is a circle rather than a box."""
        return self.form is Form.DOT or (layer != INPUTS and self.form in (Form.CIRCLE, Form.ROUND))

    def above(self, layer: int) -> float:
        """Return the height of the name above a neuron's shape, and of its own bias."""
        if layer == INPUTS or self.form not in _NAMED:
            return 0.0
        return 2.25 * self.text + self.bias_row

    @property
    def bias_row(self) -> float:
        """The height of a neuron's own bias, between its name and its shape."""
        return 1.7 * self.text if self.own_biases and self.form in _NAMED else 0.0

    def below(self, layer: int) -> float:
        """Return the height of what hangs below a neuron's shape."""
        return 2.1 * self.text if layer != INPUTS and self.form is Form.CIRCLE else 0.0

    @property
    def least_gap(self) -> float:
        """The least room between two columns whose connections have no labels."""
        return (1.3 if self.form.is_brief else 2.0) * self.text

    @property
    def pill(self) -> float:
        """The height of a label on a connection."""
        return 1.75 * self.text

    @property
    def bias(self) -> float:
        """The side of a bias node."""
        if not self.form.has_text:
            return 1.2 * self.text
        return (1.8 if self.form.is_brief else 2.5) * self.text

    def label_room(self, style: LabelStyle, longest_name: str) -> QSizeF:
        """Return the room to keep free for the label of a connection."""
        pads, numbers = 1.1 * self.text, width_of(self.label, WIDEST_NUMBER)
        name = width_of(self.label_name, longest_name) + 0.3 * self.text
        match style:
            case LabelStyle.WIDE:
                return QSizeF(name + 2 * numbers + width_of(self.label, ARROW) + pads, self.pill)
            case LabelStyle.STACKED:
                return QSizeF(max(name, width_of(self.label, ARROW)) + numbers + pads, 1.55 * self.pill)
            case LabelStyle.TIGHT:
                rounded = ABOUT + WIDEST_NUMBER[1:TIGHT_ROOM]
                number = max(width_of(self.label, each) for each in (WIDEST_NUMBER[:TIGHT_ROOM], rounded))
                return QSizeF(name + width_of(self.label_name, RENEWED) + number + 0.7 * pads, self.pill)

    def bias_label_room(self, style: LabelStyle, longest_name: str) -> QSizeF:
        """Return the room for the label beside a bias node."""
        connection = self.label_room(style, longest_name)
        if style is LabelStyle.TIGHT:
            return connection
        fixed = width_of(self.label_name, longest_name) + width_of(self.label, f"{WIDEST_NUMBER} fixed")
        return QSizeF(max(connection.width(), fixed + 1.5 * self.text), connection.height())

    @cached_property
    def target_line(self) -> float:
        """The length of the line from an output to its target."""
        return 1.1 * self.text

    @cached_property
    def target_width(self) -> float:
        """The width of an output's target and error."""
        error = "E+ 0.8888" if self.form.is_brief else "E+ 0.888888"
        return max(width_of(self.caption, "target -0.888"), width_of(self.error, error))

    @property
    def target_height(self) -> float:
        """The height of the two lines of an output's target and error."""
        return 3.2 * self.text

    @property
    def error(self) -> QFont:
        return self.label if self.form.is_brief else self.value

    @property
    def stroke(self) -> float:
        """How much thicker than usual lines are, and how much larger a lock, as for presenting."""
        return self.text / SMALLEST_TEXT if self.text > LARGEST_TEXT else 1.0


def width_of(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


def elided(font: QFont, text: str, width: float) -> str:
    """Shorten a name to a width, by an ellipsis in its middle: long names differ at their ends."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideMiddle, width)
