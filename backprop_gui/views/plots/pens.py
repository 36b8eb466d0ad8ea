"""How curves are told apart: by colour, and where the colours come round again, by dashes too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from backprop_gui.look.theme import theme

WIDTH = 1.5
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


def curve_pen(number: int, width: float = WIDTH) -> QPen:
    """Return the pen of curve `number`, the same in every plot."""
    colors = theme().series
    lap, place = divmod(number, len(colors))
    return rounded_pen(colors[place], width, STYLES[lap % len(STYLES)])


def rounded_pen(color: QColor, width: float = WIDTH, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen of this many pixels, whatever the scale."""
    pen = QPen(color, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.BevelJoin)
    pen.setCosmetic(True)
    return pen
