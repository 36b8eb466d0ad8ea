"""How curves are told apart: by colour, and where the colours come round again, by dashes too."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from backprop_gui.look.theme import theme

WIDTH = 1.5
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine)


def curve_pen(number: int, width: float = WIDTH) -> QPen:
    """Return the pen of curve `number`, the same in every plot."""
    colors = theme().series
    lap, place = divmod(number, len(colors))
    pen: QPen = pg.mkPen(colors[place], width=width, style=STYLES[lap % len(STYLES)])
    return pen
