"""The buttons at a layer: one neuron less, one more, a layer after it, and all else by its menu."""

from collections.abc import Callable
from string import Template
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from backprop_gui.core.array import Array
from backprop_gui.core.network import NeuronPlace
from backprop_gui.look.fonts import ui_font
from backprop_gui.look.theme import theme, themes
from backprop_gui.session.network_editing import layer_words
from backprop_gui.session.selection import LayerPlace, layer_of
from backprop_gui.views.diagram.free_place import nearest_free

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView

GAP = 6
AIR = 3.0
FONT = 12.0
STYLE = Template("""
#layer_buttons { background: $panel; border: 1px solid $hairline; border-radius: 6px; }
#layer_buttons QToolButton { color: $ink; border: none; border-radius: 4px; padding: 2px 6px; }
#layer_buttons QToolButton:hover { background: $accent_ground; }
""")


class LayerButtons(QFrame):
    """Stands beneath the layer that the mouse is at, or else the one in which all is that is chosen.

    While the mouse is on it, it stays where it is, so that one can click several times.
    """

    def __init__(self, view: "DiagramView") -> None:
        super().__init__(view.viewport())
        self.setObjectName("layer_buttons")
        self._view = view
        self._pointed: int | None = None
        self._is_under_mouse = False
        self.layer: int | None = None
        self._fewer = self._button("layer_fewer", "−", self._remove)
        self._more = self._button("layer_more", "+", self._add)
        self._after = self._button("layer_after", "+ layer", self._add_layer)
        self._menu = self._button("layer_menu", "…", self._open_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(1)
        for button in (self._fewer, self._more, self._after, self._menu):
            row.addWidget(button)
        view.session.selection.changed.connect(self.follow)
        themes.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _button(self, name: str, text: str, does: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setFont(ui_font(FONT, 600))
        button.setAutoRaise(True)
        # The same is done by keys, with the diagram keeping the keyboard.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _=False: does())
        return button

    def _restyle(self) -> None:
        look = theme()
        colors = {name: getattr(look, name).name() for name in ("panel", "hairline", "ink", "accent_ground")}
        self.setStyleSheet(STYLE.substitute(colors))

    def point(self, at: QPoint | None, is_dragging: bool = False) -> None:
        """Follow the mouse: a layer is as wide as its neurons, and at least as these buttons."""
        if is_dragging:
            # What is dragged shall not go beneath them.
            self.hide()
            return
        pointed = None if at is None else self._layer_at(at)
        if pointed != self._pointed:
            self._pointed = pointed
            self.follow()

    def _layer_at(self, at: QPoint) -> int | None:
        room, columns = self.sizeHint().width() / 2, self._columns()
        # On the way from a layer to its buttons, they stay.
        if self._pointed in columns and columns[self._pointed].united(self.geometry()).contains(at):
            return self._pointed
        for layer, rect in columns.items():
            if abs(at.x() - rect.center().x()) <= max(rect.width() / 2, room):
                return layer
        return None

    def _columns(self) -> dict[int, QRect]:
        """Find where each layer's neurons stand in the viewport."""
        layout = self._view.diagram.layout
        if layout is None:
            return {}
        found: dict[int, QRectF] = dict(layout.columns)
        for place, body in layout.bodies.items():
            if isinstance(place, NeuronPlace):
                found[place.layer] = found.get(place.layer, QRectF()).united(body.extent)
        return {layer: self._view.rect_in_viewport(rect) for layer, rect in sorted(found.items())}

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay where it is, at this layer."""
        super().enterEvent(event)
        self._is_under_mouse, self._pointed = True, self.layer

    def leaveEvent(self, event: QEvent) -> None:
        """Go where the layer is now."""
        super().leaveEvent(event)
        self._is_under_mouse, self._pointed = False, None
        self.follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait for the mouse anew."""
        super().hideEvent(event)
        self._is_under_mouse = False

    def _chosen_layer(self) -> int | None:
        """Find the layer of what is chosen, if it is one."""
        network, places = self._view.session.project.network, self._view.session.selection.places
        layers = {layer_of(network, place) for place in places}
        return layers.pop() if len(layers) == 1 else None

    def follow(self) -> None:
        """Stand at the layer, or vanish where there is none."""
        if not self._view.offers_editing:
            return
        self.layer = self._chosen_layer() if self._pointed is None else self._pointed
        columns = self._columns()
        network = self._view.diagram.network
        if self.layer is None or network is None or self.layer not in columns:
            self.hide()
            return
        self._name(layer_words(network, self.layer), self.layer == len(network.layers) - 1)
        if self._is_under_mouse:
            return
        self.adjustSize()
        place = self._place(columns[self.layer])
        if place is None:
            self.hide()
            return
        self.move(place)
        self.show()
        self.raise_()

    def _name(self, words: str, is_last: bool) -> None:
        for button, text in (
            (self._fewer, f"Remove a neuron of {words}: the chosen one or the last"),
            (self._more, f"Add a neuron to {words}"),
            (self._after, f"Add a layer after {words}"),
            (self._menu, f"All that can be done with {words}"),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self._after.setVisible(not is_last)

    def _place(self, column: QRect) -> QPoint | None:
        """Find room beneath the layer, else near that; over labels of weights only where it must be."""
        layout, ground, size = self._view.diagram.layout, self._view.viewport().rect(), self.size()
        if layout is None:
            return None
        wanted = QPoint(column.center().x() - size.width() // 2, column.bottom() + GAP)
        for taken in (layout.obstacles(), layout.standing()):
            found = nearest_free(size, ground, wanted, self._in_viewport(taken))
            if found is not None:
                return found
        return None

    def _in_viewport(self, boxes: Array) -> Array:
        """Turn boxes on the ground, shape (boxes, 4), into pixels, with some air around them."""
        view, origin = self._view, self._view.mapFromScene(0.0, 0.0)
        corner = np.array([origin.x(), origin.y()] * 2)
        return np.asarray(boxes * view.transform().m11() + corner + [-AIR, -AIR, AIR, AIR])

    def _add(self) -> None:
        if self.layer is not None:
            self._view.session.editing.add_neuron(self.layer)

    def _remove(self) -> None:
        if self.layer is not None:
            self._view.session.editing.remove_neuron(self.layer)

    def _add_layer(self) -> None:
        if self.layer is not None:
            # The new layer is chosen then, and these go there.
            self._is_under_mouse, self._pointed = False, None
            self._view.session.editing.add_layer(self.layer)

    def _open_menu(self) -> None:
        selection = self._view.session.selection
        if self.layer is not None and selection.layer != self.layer:
            layout = self._view.diagram.layout
            is_box = layout is not None and self.layer in layout.columns
            selection.choose(LayerPlace(self.layer) if is_box else NeuronPlace(self.layer, 0))
        self._view.menu_asked.emit(self._menu.mapToGlobal(self._menu.rect().bottomLeft()))
