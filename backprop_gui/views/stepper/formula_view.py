"""The formula of a step, typeset: symbols, the numbers in their place, the result."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backprop_gui.explain.render_text import DIGITS, step_line
from backprop_gui.explain.steps import Step
from backprop_gui.look.painting import survived
from backprop_gui.look.theme import Theme, theme, themes
from backprop_gui.look.typesetting import typeset_plain
from backprop_gui.views.stepper.formula_layout import (
    NUMBERS,
    PADDING,
    Layout,
    Placed,
    Role,
    fitted,
    rows_of,
)
from backprop_gui.views.stepper.standing import BEFORE

HINT_SIZE = 14.0
HINT_SHARE = 0.62
USUAL_HEIGHT = 6.1


class FormulaView(QWidget):
    """Shows a step's formula as large as it fits; the same part has one colour in symbols and numbers.

    Parameters
    ----------
    one_line : everything in one line where it fits
    within_height : never higher than the widget; else the widget asks for the height it needs
    """

    def __init__(
        self, parent: QWidget | None = None, *, one_line: bool = False, within_height: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("formula_view")
        self.setAccessibleName("Formula")
        self._one_line, self._within_height = one_line, within_height
        self._digits, self._base_size = DIGITS, 22.0
        self._step: Step | None = None
        self._hint = BEFORE.hint
        self._layout: Layout | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(not within_height)
        self.setSizePolicy(policy)
        themes.changed.connect(self.update)
        self.set_step(None)

    @property
    def step(self) -> Step | None:
        return self._step

    def set_step(self, step: Step | None, hint: str = BEFORE.hint) -> None:
        """Show a step, or where there is none what to do for one."""
        self._step, self._hint = step, hint
        self.setAccessibleDescription(step_line(step, self._digits) if step else hint)
        self._arrange()

    def set_digits(self, digits: int) -> None:
        """Show so many significant digits."""
        self._digits = digits
        self.set_step(self._step, self._hint)

    def set_base_size(self, pixels: float) -> None:
        """Set the size of the symbols where there is room enough."""
        self._base_size = pixels
        self._arrange()

    @property
    def digits(self) -> int:
        """How many significant digits are shown."""
        return self._digits

    def layout_of(self, step: Step, width: float | None = None) -> Layout:
        """Arrange a step's formula without showing it; done before, it costs next to nothing."""
        height = float(self.height()) if self._within_height else float("inf")
        room = max(self.width() if width is None else width, 40.0)
        return fitted(rows_of(step, self._digits), room, height, self._base_size, self._one_line)

    def part_at(self, position: QPointF) -> int | None:
        """Find which coloured part of the formula is at a point of the widget."""
        at = position - self._origin()
        placed = self._layout.placed if self._layout else ()
        return next((each.part for each in placed if each.area.contains(at)), None)

    def hasHeightForWidth(self) -> bool:
        return not self._within_height

    def heightForWidth(self, width: int) -> int:
        layout = self.layout_of(self._step, width) if self._step else None
        usual = USUAL_HEIGHT * self._base_size
        return round(max(usual, layout.height + 1 if layout else 0.0))

    def sizeHint(self) -> QSize:
        width = max(self.width(), 200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, round(2 * self._base_size))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        self._layout = self.layout_of(self._step) if self._step else None
        self.updateGeometry()
        self.update()

    def _origin(self) -> QPointF:
        """Return where the formula begins: at the top left, or centred where it fills the widget."""
        if not self._within_height or self._layout is None:
            return QPointF(0.0, 0.0)
        left = max(0.0, (self.width() - self._layout.width) / 2)
        return QPointF(left, max(0.0, (self.height() - self._layout.height) / 2))

    @survived
    def paintEvent(self, event: QPaintEvent) -> None:
        layout, look, origin = self._layout, theme(), self._origin()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(origin)
        if layout is None:
            _draw_hint(painter, self._hint, max(HINT_SIZE, HINT_SHARE * self._base_size), look)
        for placed in layout.placed if layout else ():
            _draw(painter, placed, layout.size if layout else 0.0, look)
        painter.end()


def _draw_hint(painter: QPainter, hint: str, size: float, look: Theme) -> None:
    painter.translate(0.0, size * 2)
    painter.fillPath(typeset_plain(hint, size).path, look.soft)


def _draw(painter: QPainter, placed: Placed, size: float, look: Theme) -> None:
    if placed.role is Role.RESULT:
        _draw_ground(painter, placed.area, PADDING * size, look.result_ground)
    color = look.ink if placed.part is None else look.factor(placed.part)
    painter.translate(placed.x, placed.y)
    painter.fillPath(placed.set.path, color)
    if placed.role is Role.NUMBER and placed.part is not None:
        _underline(painter, placed, NUMBERS * size, color)
    painter.translate(-placed.x, -placed.y)


def _draw_ground(painter: QPainter, area: QRectF, padding: float, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(area.adjusted(-padding, -padding, padding, padding), 4.0, 4.0)


def _underline(painter: QPainter, placed: Placed, size: float, color: QColor) -> None:
    pen = QPen(color, max(1.0, size / 18), Qt.PenStyle.DotLine)
    painter.setPen(pen)
    y = round(placed.set.descent + 0.22 * size) + 0.5
    painter.drawLine(QPointF(0.0, y), QPointF(placed.set.width, y))
