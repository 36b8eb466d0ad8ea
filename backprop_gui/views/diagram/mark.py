"""The small line under a name, in the colour that the neuron or parameter has in the plots.

While a step is lit there is none: its formula's colours are the only ones then, so that no colour has two
meanings at once.
"""

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter, QPen

from backprop_gui.core.network import Place
from backprop_gui.look.identity import identity_number, identity_pen
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.words import Word

WIDTH = 2.0
BENEATH, CLOSE = 0.55, 0.44
"""How far the line is beneath the middle of the letters, in the height of their line; `CLOSE` in a frame."""


class Mark:
    """Underlines a word; where a place has no colour of its own, there is no line.

    Attributes
    ----------
    stroke : how much thicker than usual the line is
    """

    def __init__(self, place: Place, drop: float = BENEATH, stroke: float = 1.0) -> None:
        self._place = place
        self._drop, self.stroke = drop, stroke
        self._pen: QPen | None = None

    def refresh(self, readout: Readout) -> bool:
        """Take the colour of the look in use; tell whether it is another one."""
        network, is_quiet = readout.project.network, readout.is_step_lit
        number = None if is_quiet else identity_number(network, self._place)
        wanted = None if number is None else identity_pen(number, WIDTH * self.stroke)
        changed = wanted != self._pen
        self._pen = wanted
        return changed

    def paint(self, painter: QPainter, word: Word) -> None:
        """Draw the line under a word."""
        if self._pen is not None and word.text:
            painter.setPen(self._pen)
            painter.drawLine(self._under(word))

    def _under(self, word: Word) -> QLineF:
        rect, y = word.rect, word.anchor.y() + self._drop * word.rect.height()
        return QLineF(QPointF(rect.left() + 1.0, y), QPointF(rect.right() - 1.0, y))
