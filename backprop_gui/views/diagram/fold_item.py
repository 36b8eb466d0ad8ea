"""The mark where layers of a deep network are folded; a click on it shows those in the middle."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from backprop_gui.look.fonts import load_fonts, ui_font
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme
from backprop_gui.views.diagram.place_item import PlaceItem, framed
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.sizes import Sizes
from backprop_gui.views.diagram.words import Word

DOTS = 3


class FoldItem(PlaceItem):
    """Three dots, and under them how many layers they stand for.

    Attributes
    ----------
    layers : those that are folded
    """

    def __init__(self, layers: range) -> None:
        numbers = f"{layers.start + 1:,} to {layers.stop:,}"
        super().__init__(None, f"layers {numbers}, not shown", f"fold_{layers.start + 1}")
        self.layers = layers
        self.setToolTip(f"Layers {numbers} are folded: click to look at those in the middle")
        self._counted: Word | None = None
        self._called: Word | None = None
        self._dot = 0.0

    def arrange(self, room: QRectF, sizes: Sizes) -> None:
        """Stand in the middle of the room between two layers."""
        load_fonts()
        text, middle = sizes.text, room.center()
        font = ui_font(text)
        self._dot = 0.3 * text
        self._counted = Word(font, QPointF(middle.x(), middle.y() + 1.4 * text), 0.5)
        self._called = Word(font, QPointF(middle.x(), middle.y() + 2.6 * text), 0.5)
        self._grow_to(room)
        self.update()

    def refresh(self, readout: Readout) -> None:
        """Show the count in the theme's colours."""
        if self._counted and self._called:
            changed = self._counted.show(f"{len(self.layers):,}", readout.look.soft)
            if self._called.show("layers", readout.look.soft) or changed:
                self.update()

    def told(self, readout: Readout) -> str:
        """Tell how many layers are folded."""
        return f"{len(self.layers):,} layers"

    @survived
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the dots, and the count."""
        if not self._counted or not self._called:
            return
        painter.setPen(theme().soft)
        painter.setBrush(theme().soft)
        middle = self._box.center()
        for number in range(DOTS):
            at = middle + QPointF(4.0 * self._dot * (number - (DOTS - 1) / 2), 0.0)
            painter.drawEllipse(at, self._dot, self._dot)
        self._counted.paint(painter)
        self._called.paint(painter)

    def shape(self) -> QPainterPath:
        """Return what can be clicked: all of the room."""
        return framed(self._box)
