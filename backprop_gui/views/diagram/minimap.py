"""The whole network in small, while the window shows only a part of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from backprop_gui.look.painting import survived
from backprop_gui.look.theme import theme
from backprop_gui.views.diagram.bundle_item import BundleItem
from backprop_gui.views.diagram.column_item import ColumnItem
from backprop_gui.views.diagram.node_item import NodeItem

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView

LARGEST = QSize(170, 120)
MARGIN = 10
LEAST_DOT = 1.5
LEAST_WINDOW = 300


class Minimap(QWidget):
    """Stands in a corner of the diagram; a click or a drag on it moves what is shown."""

    def __init__(self, view: "DiagramView") -> None:
        super().__init__(view.viewport())
        self.setObjectName("minimap")
        self.setAccessibleName("The whole network in small")
        self.setToolTip("Click or drag to move what is shown")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._view = view
        self._is_held = False
        self.hide()

    def follow(self) -> None:
        """Appear while something of the ground is out of sight, in the corner where it covers least."""
        ground, room = self._view.ground, self._view.viewport().size()
        large_enough = min(room.width(), room.height()) >= LEAST_WINDOW
        if ground is None or not large_enough or self.shown_part().contains(ground):
            self.hide()
            return
        size = QSize(round(ground.width()), round(ground.height()))
        self.resize(size.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
        self.move(self._freest_corner())
        self.show()
        self.update()

    def _freest_corner(self) -> QPoint:
        """Find the corner with the least of nodes and weights; of equal ones the present, else the first."""
        room = self._view.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        right, bottom = room.right() + 1 - self.width(), room.bottom() + 1 - self.height()
        corners = [QPoint(x, y) for y in (room.top(), bottom) for x in (right, room.left())]
        if self.isVisible() and self.pos() in corners:
            if self._is_held or self.underMouse():
                return self.pos()
            corners.insert(0, self.pos())
        return min(corners, key=self._covered_at)

    def _covered_at(self, corner: QPoint) -> int:
        """Tell how many pixels of nodes and weights would be covered at a corner."""
        place = QRect(corner, self.size())
        wholes = NodeItem | ColumnItem | BundleItem
        standing = (item.editing_rect() for item in self._view.places() if isinstance(item, wholes))
        met = (place.intersected(self._view.rect_in_viewport(rect)) for rect in standing)
        return sum(rect.width() * rect.height() for rect in met)

    def shown_part(self) -> QRectF:
        """Return the part of the ground that the window shows."""
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    @property
    def _scale(self) -> float:
        ground = self._view.ground
        return self.width() / ground.width() if ground is not None else 1.0

    def _small(self, rect: QRectF) -> QRectF:
        scale = self._scale
        return QRectF(rect.topLeft() * scale, rect.size() * scale)

    @survived
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every node, and a frame around what is shown."""
        look, painter = theme(), QPainter(self)
        painter.setPen(look.hairline)
        painter.setBrush(look.panel)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.faint)
        for rect in self._nodes():
            painter.drawRect(rect)
        frame = self._small(self.shown_part()).intersected(QRectF(self.rect().adjusted(1, 1, -2, -2)))
        painter.setPen(look.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        painter.end()

    def _nodes(self) -> Iterator[QRectF]:
        layout = self._view.diagram.layout
        if layout is None:
            return
        for rect in (*(body.rect for body in layout.bodies.values()), *layout.columns.values()):
            small = self._small(rect)
            width, height = max(small.width(), LEAST_DOT), max(small.height(), LEAST_DOT)
            yield QRectF(small.x(), small.y(), width, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the part around the place that is clicked."""
        self._is_held = True
        self._show_around(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse while it is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._show_around(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._is_held = False
        event.accept()

    def _show_around(self, at: QPointF) -> None:
        way = at / self._scale - self.shown_part().center()
        self._view.pan((-way * self._view.transform().m11()).toPoint())
