"""Icons: outline drawings in SVG, drawn in the look's colours at the size that is asked for."""

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from backprop_gui.look.theme import theme
from backprop_gui.resource_files import resource


class _OutlineEngine(QIconEngine):
    """Draws one outline icon; its colour follows the look without the icon being made anew."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self._svg = svg

    def clone(self) -> QIconEngine:
        return _OutlineEngine(self._svg)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        drawn = self._svg.replace("currentColor", self._color(mode, state).name())
        QSvgRenderer(QByteArray(drawn.encode())).render(painter, rect)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def _color(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode is QIcon.Mode.Disabled:
            return theme().faint
        return theme().accent if state is QIcon.State.On else theme().ink


def icon(name: str) -> QIcon:
    """Return the icon `name`, a file in resources/icons without its ending."""
    return QIcon(_OutlineEngine(resource("icons", f"{name}.svg").read_text("utf-8")))
