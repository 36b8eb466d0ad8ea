"""A neuron's name and out where it is drawn without text, once it is shown large enough to be read.

Written in pixels of the screen: the same size at every scale.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from backprop_gui.core.network import NeuronPlace
from backprop_gui.explain.quantities import Kind, out
from backprop_gui.explain.sentences import pretty
from backprop_gui.look.fonts import math_font, ui_font
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.sizes import elided
from backprop_gui.views.diagram.words import short

LEAST_ROW, LEAST_WIDTH, LEAST_DOT = 14.0, 76.0, 46.0
ENOUGH_ROW = 22.0
"""Pixels: a row's least height and width, a dot's least width, and how high rows can be made at the most."""

SMALLEST, LARGEST, SHARE = 11.0, 15.0, 0.6
NAME_LARGER = 1.2
WIDEST = 14.0
"""What a row's texts spread over at the most, in heights of the text."""

PAD = 5.0


@dataclass(frozen=True)
class CloseUp:
    """What is written of one neuron, and in which colours."""

    name: str
    value: str
    name_color: QColor
    value_color: QColor


def close_up(neuron: NeuronPlace, readout: Readout) -> CloseUp:
    """Read a neuron's name and its out, or an input's value."""
    look, value = readout.look, readout.known(out(neuron))
    plain = look.faint if value is None else look.ink
    color = readout.light(neuron).values.get(Kind.OUT, plain)
    return CloseUp(pretty(readout.project.network.neuron_name(neuron)), short(value), look.ink, color)


def draw_in_row(painter: QPainter, row: QRectF, shown: CloseUp) -> None:
    """Write the name at the left and the value at the right of a row, or of the middle of a wide one."""
    size = max(SMALLEST, min(SHARE * row.height(), LARGEST))
    value_font, name_font = ui_font(size, 600), math_font(NAME_LARGER * size, italic=True)
    spare = max(PAD, (row.width() - WIDEST * size) / 2)
    inside, middle = row.adjusted(spare, 0.0, -spare, 0.0), Qt.AlignmentFlag.AlignVCenter
    with_pixels(painter, on=True)
    painter.setFont(value_font)
    painter.setPen(shown.value_color)
    painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, shown.value)
    left = inside.width() - QFontMetricsF(value_font).horizontalAdvance(shown.value) - PAD
    painter.setFont(name_font)
    painter.setPen(shown.name_color)
    painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, elided(name_font, shown.name, left))
    with_pixels(painter, on=False)


def draw_in_dot(painter: QPainter, dot: QRectF, shown: CloseUp) -> None:
    """Write the name above the value in the middle of a dot."""
    size = max(SMALLEST, min(SHARE * dot.width() / 3, LARGEST))
    name_font = math_font(NAME_LARGER * size, italic=True)
    upper, lower = QRectF(dot), QRectF(dot)
    upper.moveTop(dot.top() - 0.75 * size)
    lower.moveTop(dot.top() + 0.75 * size)
    with_pixels(painter, on=True)
    painter.setFont(name_font)
    painter.setPen(shown.name_color)
    name = elided(name_font, shown.name, dot.width() - 2 * PAD)
    painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, name)
    painter.setFont(ui_font(size, 600))
    painter.setPen(shown.value_color)
    painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, shown.value)
    with_pixels(painter, on=False)


def with_pixels(painter: QPainter, on: bool) -> None:
    """Draw in pixels of the screen, or in the item's lengths again."""
    painter.setWorldMatrixEnabled(not on)
