"""Renaming a neuron or an input where its name is seen."""

from typing import TYPE_CHECKING

from backprop_gui.document.names import fault_of_name
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.value_editor import Bubble, ValueEditor

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView


class Naming:
    """The one field for names, and the neuron that it is open for."""

    def __init__(self, view: "DiagramView") -> None:
        self._view = view
        self._item: NeuronItem | None = None
        bubble = Bubble(view.viewport(), "name_editor_error")
        bubble.goes_with(view.session)
        self._editor = ValueEditor(view.viewport(), view, bubble)
        self._editor.setObjectName("name_editor")
        self._editor.accepted.connect(self._accept)
        self._editor.rejected.connect(self._finish)

    def open(self, item: NeuronItem) -> None:
        """Open the field over a neuron's name."""
        self._item = item
        layout = self._view.diagram.layout
        size = 1.2 * layout.sizes.text if layout else 0.0
        name = self._view.session.project.network.neuron_name(item.neuron)
        self._editor.open(f"Name of {name}", name, size, self._read)
        self.follow()

    def follow(self) -> None:
        """Stay over the name when the diagram has moved."""
        if self._item is not None and self._editor.is_open:
            self._editor.stand_over(self._view.rect_in_viewport(self._item.name_rect()))

    def cancel(self) -> None:
        """Close the field, as what it is open for has gone."""
        if self._editor.is_open:
            self._editor.close_unchanged()

    def _read(self, text: str) -> str:
        """Read a name.

        Raises
        ------
        ValueError
            with one sentence for the user.
        """
        name, network = text.strip(), self._view.session.project.network
        if fault := fault_of_name(name):
            raise ValueError(f"This name cannot be given: expected {fault}.")
        taken = {*network.inputs, *(each for layer in network.layers for each in layer.neurons)}
        if self._item and name in taken - {network.neuron_name(self._item.neuron)}:
            raise ValueError(f"“{name}” is the name of another neuron or input already.")
        return name

    def _accept(self, name: object) -> None:
        item = self._item
        self._finish()
        if item is not None and isinstance(name, str):
            self._view.session.editing.rename(item.neuron, name)

    def _finish(self) -> None:
        self._item = None
