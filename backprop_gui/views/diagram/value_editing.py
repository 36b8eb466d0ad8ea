"""Editing a value where it is seen: from the double-click to the step that can be undone."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from backprop_gui.core.network import BiasPlace, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.explain.render_text import number
from backprop_gui.session.edits import Editable, name_of, value_at, with_value
from backprop_gui.session.network_editing import NO_WEIGHTS
from backprop_gui.views.diagram.place_item import PlaceItem
from backprop_gui.views.diagram.value_editor import Bubble, ValueEditor

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView

APART = 8


class ValueEditing:
    """The one field of a diagram, and what it is open for."""

    def __init__(self, view: "DiagramView") -> None:
        self._view = view
        self._item: PlaceItem | None = None
        self._sample = 0
        self._is_for_all = False
        bubble = Bubble(view.viewport(), "value_editor_error")
        bubble.goes_with(view.session)
        self._editor = ValueEditor(view.viewport(), view, bubble)
        self._editor.accepted.connect(self._accept)
        self._editor.rejected.connect(self._finish)

    @property
    def is_open(self) -> bool:
        return self._editor.is_open

    def open(self, item: PlaceItem) -> None:
        """Open the field over an item's value."""
        place = editable(item)
        if place is None:
            return
        session = self._view.session
        self._item, self._sample = item, session.cursor.sample_row
        layout = self._view.diagram.layout
        size = 1.1 * layout.sizes.text if layout else 0.0
        value = value_at(session.project, place, self._sample)
        self._is_for_all = False
        self._editor.open(f"Value of {name_of(session.project, place)}", repr(value), size)
        self.follow()

    def open_for_all(self, item: PlaceItem) -> None:
        """Open the field below an item, for all chosen weights and biases at once."""
        if not (count := len(self._view.session.editing.settable)):
            self._view.session.editing.said.emit(NO_WEIGHTS)
            return
        words = f"all {count:,} values" if count > 1 else "1 value"
        layout = self._view.diagram.layout
        self._item, self._is_for_all = item, True
        size = 1.1 * layout.sizes.text if layout else 0.0
        self._editor.open(f"One number for {words}", "", size, placeholder=f"Set {words}")
        self.follow()

    def follow(self) -> None:
        """Stay over the item when the diagram has moved."""
        if self._item is not None and self._editor.is_open:
            rect = self._view.rect_in_viewport(self._item.editing_rect())
            self._editor.stand_over(self._beside(rect) if self._is_for_all else rect)

    def _beside(self, rect: QRect) -> QRect:
        """Find a place below another one, or above it, so that both are seen."""
        apart = (rect.height() + max(rect.height(), self._editor.sizeHint().height())) // 2 + APART
        is_room = rect.center().y() + 2 * apart < self._view.viewport().height()
        return rect.translated(0, apart if is_room else -apart)

    def cancel(self) -> None:
        """Close the field, as what it is open for has gone."""
        if self._editor.is_open:
            self._editor.close_unchanged()

    def _accept(self, value: object) -> None:
        item, sample = self._item, self._sample
        self._finish()
        if self._is_for_all:
            if isinstance(value, float):
                self._view.session.editing.set_values(value)
            return
        place = editable(item) if item else None
        if not isinstance(value, float) or place is None:
            return
        session = self._view.session
        text = f"Change {name_of(session.project, place)} to {number(value)}"
        session.edit(text, lambda project: with_value(project, place, value, sample))

    def _finish(self) -> None:
        self._item = None


def editable(item: PlaceItem) -> Editable | None:
    """Return what is edited at an item."""
    place = item.place
    if item.is_editable and isinstance(place, WeightPlace | BiasPlace | NeuronPlace | TargetPlace):
        return place
    return None
