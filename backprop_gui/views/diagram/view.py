"""The diagram: a picture of the network that can be walked, read, zoomed, arranged and edited."""

import time

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from backprop_gui.core.network import Place
from backprop_gui.document.node_names import POSITIONS
from backprop_gui.document.project import Project
from backprop_gui.look.identity import identity_number
from backprop_gui.look.theme import theme, themes
from backprop_gui.session.network_editing import NOTHING_CHOSEN
from backprop_gui.session.session import Session
from backprop_gui.views.diagram import accessibility
from backprop_gui.views.diagram.aligning import align_chosen
from backprop_gui.views.diagram.choosing import Choosing
from backprop_gui.views.diagram.description import description
from backprop_gui.views.diagram.gestures import Gestures
from backprop_gui.views.diagram.ground_view import SMALLEST_SIDE, GroundView
from backprop_gui.views.diagram.heat_maps import HeatMaps
from backprop_gui.views.diagram.keys import DiagramKeys
from backprop_gui.views.diagram.layer_buttons import LayerButtons
from backprop_gui.views.diagram.lights import lights_of
from backprop_gui.views.diagram.looking import Looking
from backprop_gui.views.diagram.minimap import Minimap
from backprop_gui.views.diagram.naming import Naming
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.place_item import PlaceItem
from backprop_gui.views.diagram.readout import Readout
from backprop_gui.views.diagram.refining import Refining, most_zoom
from backprop_gui.views.diagram.scene import DiagramScene
from backprop_gui.views.diagram.tooltips import Tooltips
from backprop_gui.views.diagram.value_editing import ValueEditing

SLOW, SETTLED = 0.15, 60


class DiagramView(GroundView):
    """Shows a session's network with everything that is known of its round.

    It fits itself to the window until somebody zooms or pans, and again after `fit` or a double-click
    on the ground.

    Attributes
    ----------
    place_activated : (Place) a node, connection or value was clicked or pressed by a reader
    offers_editing : whether buttons at the layers appear
    menu_asked : (QPoint of the screen) the menu of what is chosen is wanted there
    """

    place_activated = Signal(object)
    menu_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None, offers_editing: bool = True) -> None:
        self._scene = DiagramScene()
        super().__init__(self._scene, parent)
        accessibility.install(DiagramView)
        self.session = session
        self.offers_editing = offers_editing
        self._text_scale = 1.0
        self.arranged_for = QSize()
        self._is_away = False
        self.looking = Looking(self)
        self._arranging_took = 0.0
        self._settling = QTimer(self, singleShot=True, interval=SETTLED)
        self._settling.timeout.connect(self._arrange)
        self.setObjectName("diagram_view")
        self.setAccessibleName("Network diagram")
        self._heat_maps = HeatMaps(session, self)
        self._heat_maps.changed.connect(self.refresh)
        self._editing = ValueEditing(self)
        self._naming = Naming(self)
        self._choosing = Choosing(self)
        self._gestures = Gestures(self, self._choosing)
        self._refining = Refining(self)
        self._layer_buttons = LayerButtons(self)
        self._keys = DiagramKeys(self, self._choosing, self._gestures)
        self._minimap = Minimap(self)
        self._tooltips = Tooltips(self)
        self.ground_moved.connect(self._follow_ground)
        session.document.changed.connect(self._follow)
        session.figures_changed.connect(self.refresh)
        session.pointer.changed.connect(self._show_pointed)
        themes.changed.connect(self._apply_theme)
        self._apply_theme()

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
            # What is not to be seen yet is arranged as it is shown.
            if self.isVisible():
                self._arrange()

    # Showing

    def _follow(self, before: Project | None, project: Project) -> None:
        """Arrange anew where the network or a node's position is another; figures follow by themselves."""
        if before is None or before.network is not project.network:
            for begun in (self._editing, self._naming, self._gestures):
                begun.cancel()
            self.looking.follow(before)
            self._arrange()
        elif before.view.get(POSITIONS) is not project.view.get(POSITIONS):
            self._gestures.cancel()
            self._arrange()

    def refresh(self) -> None:
        """Show the figures and the light of this moment."""
        told = description(self.session)
        if told != self.accessibleDescription():
            self.setAccessibleDescription(told)
        is_ready = self._scene.layout is not None and self._scene.network is self.session.project.network
        if is_ready and not self._is_away:
            self.looking.look_at_step()
            self._scene.refresh(self._readout())
            self.place_ring()

    def _readout(self) -> Readout:
        last = len(self.session.project.network.layers) - 1
        lights = lights_of(self.session.lit, last, theme())
        return Readout(self.session, lights, theme(), self._heat_maps.images)

    def _apply_theme(self) -> None:
        self.setBackgroundBrush(theme().window)
        self.refresh()

    def _arrange(self) -> None:
        """Lay the network out for the window's size."""
        size = self.viewport().size()
        if min(size.width(), size.height()) < SMALLEST_SIDE:
            return
        if self.fits:
            self.arranged_for, self.room = size, 1.0
        network = self.session.document.project.network
        began = time.monotonic()
        layout = self.looking.layout_on(self.arranged_for)
        self._scene.arrange(network, layout)
        self.most_zoom = most_zoom(network, layout)
        self.ground = layout.ground
        if self.fits:
            self.resetTransform()
            self.setSceneRect(layout.ground)
        self._arranging_took = time.monotonic() - began
        self.refresh()
        self._choosing.show()
        self.ground_moved.emit()

    def _follow_ground(self) -> None:
        self._scene.follow_scale(self.transform().m11())
        self.place_ring()
        self._show_pointed()
        for over in (self._editing, self._naming, self._layer_buttons, self._minimap):
            over.follow()

    def arrange_for(self, size: QSize) -> None:
        """Lay the network out on a ground of another size than the window's."""
        self.arranged_for = size
        self._arrange()

    def fit(self) -> None:
        """Show the whole network, and keep it fitting when the window changes."""
        self.fits = True
        self._arrange()

    # The window

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size, at once or, where that takes long, when the size has settled."""
        super().resizeEvent(event)
        if self.fits and self._arranging_took > SLOW and self.isVisible():
            self._settling.start()
        elif self.fits:
            self._arrange()
        else:
            self._follow_ground()

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
        """Find what stands under a point of the viewport; at a neuron's edge, where lines end, the neuron."""
        if (neuron := self._gestures.neuron_with_port(point)) is not None:
            return neuron
        for item in self.items(point):
            owner = getattr(item, "owner", item)
            if isinstance(owner, PlaceItem):
                return self._scene.shown_at(self.mapToScene(point), owner)
        return self._scene.shown_at(self.mapToScene(point), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is clicked, and begin a gesture with it."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._gestures.press(event, self.item_under(event.position().toPoint()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or point at what is under the mouse."""
        self._gestures.move(event)
        self._layer_buttons.point(event.position().toPoint(), is_dragging=bool(event.buttons()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing any more."""
        super().leaveEvent(event)
        self.session.pointer.point(None)
        if not self._layer_buttons.underMouse():
            self._layer_buttons.point(None)

    def _show_pointed(self) -> None:
        """Light what is pointed at, here or by its curve."""
        network, place = self.session.project.network, self.session.pointer.place
        item = self._scene.item_of(place) if network is self._scene.network else None
        self._scene.pointed.follow(item, identity_number(network, place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture; what it did is one step to undo."""
        self._gestures.release(event.position().toPoint())
        self._layer_buttons.follow()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit what is double-clicked; on the ground, fit."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._gestures.cancel()
        point = event.position().toPoint()
        item = self.item_under(point)
        if item is None:
            self.fit()
        elif isinstance(item, NeuronItem) and item.name_rect().contains(self.mapToScene(point)):
            self.rename(item)
        elif item.is_editable:
            self.edit(item)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is chosen, at the mouse or, by its key, at the selected item."""
        selected = self._scene.selected
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at_item = self.rect_on_screen(selected).center() if by_key and selected else None
        self.menu_asked.emit(at_item or event.globalPos())
        event.accept()

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the diagram's own keys do; all other keys are left to the window."""
        if not self._keys.press(event):
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk from item to item by Tab, and leave the diagram at either end."""
        places = self.places()
        selected = self._scene.selected
        if self.hasFocus() and (selected is not None or forward):
            selected = (selected.whole or selected) if selected else None
            # From nothing on from where something was chosen last, as after a connection has been cut.
            index = places.index(selected) + (1 if forward else -1) if selected else self._choosing.stood_at
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
        self.place_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.place_ring()

    # Selecting, reading, editing

    def places(self) -> list[PlaceItem]:
        """List all items as a reader walks them."""
        return self._scene.ordered

    def item_of(self, place: Place) -> PlaceItem | None:
        """Find the item of a place."""
        return self._scene.item_of(place)

    def select(self, item: PlaceItem | None) -> None:
        """Make an item the selected one, and bring it into view."""
        if self._scene.chosen != ([item] if item else []) or len(self._scene.chosen_places) > 1:
            self._choosing.choose(item)
            if item is not None:
                accessibility.announce_selection(item)
                if not self.fits and not self._is_in_sight(item):
                    self.ensureVisible(item.editing_rect())
                    self.ground_moved.emit()
        self.place_ring()

    def _is_in_sight(self, item: PlaceItem) -> bool:
        shown, rect = self.viewport().rect(), self.rect_in_viewport(item.editing_rect())
        return shown.contains(rect) if item.whole is None else shown.intersects(rect)

    def activate(self, item: PlaceItem) -> None:
        """Select an item as a click does; open a fold."""
        if self.looking.opens(item):
            return
        self.select(item)
        if item.place is not None:
            self.place_activated.emit(item.place)

    def edit(self, item: PlaceItem) -> None:
        """Open a field over an item's value."""
        self.select(item)
        self._editing.open(item)

    def edit_all_chosen(self) -> None:
        """Open a field for all chosen weights and biases at once, or of one neuron those that it reads."""
        if self._scene.selected is None:
            self.session.editing.said.emit(NOTHING_CHOSEN)
        else:
            self._editing.open_for_all(self._scene.selected)

    def rename(self, item: NeuronItem) -> None:
        """Open a field over a neuron's name."""
        self.select(item)
        self._naming.open(item)

    def rename_or_edit(self) -> None:
        """Open a field over the selected neuron's name, or the selected value."""
        selected = self._scene.selected
        if isinstance(selected, NeuronItem):
            self.rename(selected)
        elif selected is not None and selected.is_editable:
            self.edit(selected)
        else:
            self.session.editing.said.emit(NOTHING_CHOSEN)

    def align_columns(self) -> None:
        """Put the chosen nodes above one another."""
        align_chosen(self.session, self._scene, above=True)

    def align_rows(self) -> None:
        """Put the chosen nodes side by side."""
        align_chosen(self.session, self._scene, above=False)

    def choose_all(self) -> None:
        """Select everything."""
        self._choosing.choose_all()

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

    def place_ring(self) -> None:
        """Let the rings run around what is selected; where others look on, only while it is edited."""
        chosen = self._scene.chosen if self.offers_editing or self.hasFocus() else []
        self._scene.ring.follow(chosen, self.hasFocus())
