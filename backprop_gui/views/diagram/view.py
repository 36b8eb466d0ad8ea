"""The diagram: a picture of the network that can be walked, read, zoomed, arranged and edited."""

import html
import time
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QToolTip, QWidget

from backprop_gui.core.network import Place
from backprop_gui.document.project import Project
from backprop_gui.look.identity import identity_number
from backprop_gui.look.theme import theme, themes
from backprop_gui.session.session import Session
from backprop_gui.views.diagram import accessibility
from backprop_gui.views.diagram.arranging import lay_out
from backprop_gui.views.diagram.description import description
from backprop_gui.views.diagram.dragging import Dragging
from backprop_gui.views.diagram.layout import Node
from backprop_gui.views.diagram.lights import lights_of
from backprop_gui.views.diagram.place_item import PlaceItem
from backprop_gui.views.diagram.positions import KEY, read_positions
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.scene import DiagramScene
from backprop_gui.views.diagram.value_editing import ValueEditing

ZOOM_STEP = 1.2
LEAST_ZOOM, MOST_ZOOM = 0.25, 8.0
WHEEL_NOTCH = 120.0
SMALLEST_SIDE = 40
SLOW, SETTLED = 0.15, 60


class DiagramView(QGraphicsView):
    """Shows a session's network with everything that is known of its round.

    It fits itself to the window until somebody zooms or pans, and again after `fit` or a double-click
    on the ground.

    Attributes
    ----------
    place_activated : (Place) a node, connection or value was clicked or pressed by a reader
    """

    place_activated = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessibility.install(DiagramView)
        self.session = session
        self._scene = DiagramScene()
        self._text_scale = 1.0
        self._fits = True
        self._is_away = False
        self._arranging_took = 0.0
        self._settling = QTimer(self, singleShot=True, interval=SETTLED)
        self._settling.timeout.connect(self._arrange)
        self.setObjectName("diagram_view")
        self.setAccessibleName("Network diagram")
        self.setScene(self._scene)
        self._set_up_view()
        self._editing = ValueEditing(self)
        self._dragging = Dragging(self)
        session.document.changed.connect(self._follow)
        session.figures_changed.connect(self.refresh)
        session.pointer.changed.connect(self._show_pointed)
        themes.changed.connect(self._apply_theme)
        self._apply_theme()

    def _set_up_view(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(2 * SMALLEST_SIDE, 2 * SMALLEST_SIDE)

    @property
    def diagram(self) -> DiagramScene:
        return self._scene

    @property
    def text_scale(self) -> float:
        """How much larger than usual texts are, as for presenting."""
        return self._text_scale

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        if scale != self._text_scale:
            self._text_scale = scale
            self._arrange()

    # Showing

    def _follow(self, before: Project | None, project: Project) -> None:
        """Arrange anew where the network or a node's position is another; figures follow by themselves."""
        if before is None or before.network is not project.network:
            self._editing.cancel()
            self._dragging.cancel()
            self._arrange()
        elif before.view.get(KEY) is not project.view.get(KEY):
            self._arrange()

    def refresh(self) -> None:
        """Show the figures and the light of this moment."""
        told = description(self.session)
        if told != self.accessibleDescription():
            self.setAccessibleDescription(told)
        is_ready = self._scene.layout is not None and self._scene.network is self.session.project.network
        if is_ready and not self._is_away:
            self._scene.refresh(self._readout())
            self._place_ring()

    def _readout(self) -> Readout:
        step = None if self.session.run.is_running else self.session.cursor.step
        last = len(self.session.project.network.layers) - 1
        return Readout(self.session, lights_of(step, last, theme()), theme())

    def _apply_theme(self) -> None:
        self.setBackgroundBrush(theme().window)
        self.refresh()

    def _arrange(self) -> None:
        """Lay the network out for the window's size."""
        size = self.viewport().size()
        if min(size.width(), size.height()) < SMALLEST_SIDE:
            return
        project = self.session.document.project
        if not self._fits and self._scene.layout is not None:
            ground = self._scene.layout.ground.size()
            size = QSize(round(ground.width()), round(ground.height()))
        began = time.monotonic()
        positions: Mapping[Node, QPointF] = read_positions(project)
        layout = lay_out(project.network, size.width(), size.height(), self._text_scale, positions)
        self._scene.arrange(project.network, layout)
        if self._fits:
            self.resetTransform()
            self.setSceneRect(layout.ground)
        self._arranging_took = time.monotonic() - began
        self.refresh()
        self._show_pointed()
        self._editing.follow()

    def fit(self) -> None:
        """Show the whole network, and keep it fitting when the window changes."""
        self._fits = True
        self._arrange()

    # Zooming and moving the ground

    def zoom_in(self) -> None:
        """Show everything larger."""
        self._zoom(ZOOM_STEP, self.viewport().rect().center())

    def zoom_out(self) -> None:
        """Show everything smaller."""
        self._zoom(1 / ZOOM_STEP, self.viewport().rect().center())

    def _zoom(self, factor: float, still: QPoint) -> None:
        """Scale the picture about a point of the viewport, which stays where it is."""
        now = self.transform().m11()
        factor = min(max(now * factor, LEAST_ZOOM), MOST_ZOOM) / now
        self._leave_fitting()
        shown_there = self.mapToScene(still)
        self.scale(factor, factor)
        self._scroll(still - self.mapFromScene(shown_there))
        self._editing.follow()

    def _leave_fitting(self) -> None:
        """Give room to move the ground in all directions."""
        if not self._fits or self._scene.layout is None:
            return
        self._fits = False
        ground = self._scene.layout.ground
        corner = self.mapFromScene(ground.topLeft())
        room = 2.0 * max(ground.width(), ground.height())
        self.setSceneRect(ground.adjusted(-room, -room, room, room))
        self._scroll(corner - self.mapFromScene(ground.topLeft()))

    def _scroll(self, by: QPoint) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - by.x())
        down.setValue(down.value() - by.y())

    def pan(self, by: QPoint) -> None:
        """Move the ground by pixels of the screen."""
        self._leave_fitting()
        self._scroll(by)
        self._editing.follow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; without it move the ground, once it does not fit any more."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / WHEEL_NOTCH
            self._zoom(ZOOM_STEP**notches, event.position().toPoint())
        elif not self._fits:
            self.pan(event.angleDelta() / 2)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size, at once or, where that takes long, when the size has settled."""
        super().resizeEvent(event)
        if self._fits and self._arranging_took > SLOW and self.isVisible():
            self._settling.start()
        elif self._fits:
            self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the diagram was away."""
        super().showEvent(event)
        self._is_away = False
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._is_away = True

    # The mouse

    def item_under(self, point: QPoint) -> PlaceItem | None:
        """Find what stands under a point of the viewport."""
        for item in self.items(point):
            owner = getattr(item, "owner", item)
            if isinstance(owner, PlaceItem):
                return owner
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is clicked, and begin to drag it or the ground."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        item = self.item_under(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton:
            self.select(item)
            if item is not None and item.place is not None:
                self.place_activated.emit(item.place)
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            dragged = item if event.button() == Qt.MouseButton.LeftButton else None
            self._dragging.begin(dragged, event.position().toPoint())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on dragging, or point at what is under the mouse."""
        if event.buttons():
            self._dragging.move(event.position().toPoint())
        else:
            item = self.item_under(event.position().toPoint())
            self.session.pointer.point(item.place if item else None)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing any more."""
        super().leaveEvent(event)
        self.session.pointer.point(None)

    def _show_pointed(self) -> None:
        """Light what is pointed at, here or by its curve."""
        network, place = self.session.project.network, self.session.pointer.place
        item = self._scene.by_place.get(place) if place and network is self._scene.network else None
        self._scene.pointed.follow(item, identity_number(network, place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End dragging; a node's new place is one step to undo."""
        self._dragging.end()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what is double-clicked; on the ground, fit."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragging.cancel()
        item = self.item_under(event.position().toPoint())
        if item is None:
            self.fit()
        elif item.is_editable:
            self.edit(item)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show a tooltip with all digits, as plain text whatever a name looks like."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self.item_under(event.pos())
            text = f"{item.title}\n{self.told(item)}" if item else ""
            QToolTip.showText(event.globalPos(), _as_plain(text), self.viewport())
            return True
        return super().viewportEvent(event)

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit the selected value by Enter; all other keys are left to the window."""
        selected = self._scene.selected
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        if enters and selected is not None and selected.is_editable:
            self.edit(selected)
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk from item to item by Tab, and leave the diagram at either end."""
        places = self.places()
        selected = self._scene.selected
        if self.hasFocus() and (selected is not None or forward):
            index = (places.index(selected) if selected else -1) + (1 if forward else -1)
            if 0 <= index < len(places):
                self.select(places[index])
                return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first item, or at the last when coming backwards."""
        super().focusInEvent(event)
        ends = {Qt.FocusReason.TabFocusReason: 0, Qt.FocusReason.BacktabFocusReason: -1}
        if event.reason() in ends and self.places():
            self.select(self.places()[ends[event.reason()]])
        self._place_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._place_ring()

    # Selecting, reading, editing

    def places(self) -> list[PlaceItem]:
        """List all items as a reader walks them."""
        return self._scene.ordered

    def item_of(self, place: Place) -> PlaceItem | None:
        """Find the item of a place."""
        return self._scene.by_place.get(place)

    def select(self, item: PlaceItem | None) -> None:
        """Make an item the selected one, and bring it into view."""
        if item is not self._scene.selected:
            self._scene.select(item)
            if item is not None:
                accessibility.announce_selection(item)
                if not self._fits:
                    self.ensureVisible(item.editing_rect())
        self._place_ring()

    def activate(self, item: PlaceItem) -> None:
        """Select an item as a click does."""
        self.select(item)
        if item.place is not None:
            self.place_activated.emit(item.place)

    def edit(self, item: PlaceItem) -> None:
        """Open a field over an item's value."""
        self.select(item)
        self._editing.open(item)

    def told(self, item: PlaceItem) -> str:
        """Tell an item's figures in words."""
        if self._scene.network is not self.session.project.network:
            return ""
        return item.told(self._readout())

    def rect_in_viewport(self, rect: QRectF) -> QRect:
        return self.mapFromScene(rect).boundingRect()

    def rect_on_screen(self, item: PlaceItem) -> QRect:
        """Find where an item is on the screen."""
        rect = self.rect_in_viewport(item.editing_rect())
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def place_on_screen(self, point: QPoint) -> PlaceItem | None:
        """Find the item at a point of the screen."""
        return self.item_under(self.viewport().mapFromGlobal(point))

    def _place_ring(self) -> None:
        self._scene.ring.follow(self._scene.selected, self.hasFocus())


def _as_plain(text: str) -> str:
    """Write text as rich text that shows just that text, so that no name can be taken for markup."""
    return f'<p style="white-space: pre">{html.escape(text)}</p>' if text else ""
