"""How a neuron or a parameter is told from all others: one colour, the same on the diagram and in every plot.

Where the colours come round again, dashes tell the laps apart. Of many things each has no colour of its
own any more; a layer has.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from backprop_gui.core.network import INPUTS, BiasPlace, Network, NeuronPlace, Place, WeightPlace
from backprop_gui.look.theme import theme

WIDTH = 1.5
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)

MOST_OF_THEIR_OWN = 64
"""So many neurons, or parameters, are told apart one by one; more of them by layers."""


def identity_number(network: Network, place: Place | None) -> int | None:
    """Count a neuron among all neurons, or a parameter among all parameters.

    None for what has no colour of its own: inputs, targets, and all of what is told apart by layers.
    """
    match place:
        case NeuronPlace(layer, index) if layer != INPUTS:
            number, among = sum(network.sizes[1 : layer + 1]) + index, sum(network.sizes[1:])
        case WeightPlace() | BiasPlace():
            number, among = network.index(place), network.parameter_count
        case _:
            return None
    return number if among <= MOST_OF_THEIR_OWN else None


def identity_color(number: int) -> QColor:
    """Return the colour of neuron or parameter `number`, or of a layer; whoever asks may change it."""
    colors = theme().series
    return QColor(colors[number % len(colors)])


def identity_pen(number: int, width: float = WIDTH) -> QPen:
    """Return the pen of neuron or parameter `number`, or of a layer."""
    lap = number // len(theme().series)
    return rounded_pen(identity_color(number), width, STYLES[lap % len(STYLES)])


def rounded_pen(color: QColor, width: float = WIDTH, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen of this many pixels, whatever the scale."""
    pen = QPen(color, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.BevelJoin)
    pen.setCosmetic(True)
    return pen
