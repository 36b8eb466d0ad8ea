"""Which part of a deep network the diagram looks at: where the step is, or what was chosen last."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize

from backprop_gui.core.network import INPUTS, Place, TargetPlace
from backprop_gui.document.project import Project
from backprop_gui.views.diagram.arranging import lay_out
from backprop_gui.views.diagram.excerpt import BESIDE, LEAST_BESIDE, excerpt_of
from backprop_gui.views.diagram.fold_item import FoldItem
from backprop_gui.views.diagram.layout import Layout, Node
from backprop_gui.views.diagram.place_item import PlaceItem
from backprop_gui.views.diagram.positions import read_positions

if TYPE_CHECKING:
    from backprop_gui.views.diagram.view import DiagramView


class Looking:
    """Follows the step and the choice from layer to layer; what is shown whole needs no following."""

    def __init__(self, view: "DiagramView") -> None:
        self._view = view
        self._layer = INPUTS
        self._followed: list[Place] = []

    def follow(self, before: Project | None) -> None:
        """Look at the beginning of another project."""
        if before is None:
            self._layer = INPUTS

    def layout_on(self, size: QSize) -> Layout:
        """Lay the network out on a ground of a size; of an excerpt rather fewer layers than mere dots."""
        layout = self._layout_on(size, BESIDE)
        if layout.excerpt.is_whole or layout.sizes.form.has_text:
            return layout
        narrower = self._layout_on(size, LEAST_BESIDE)
        return narrower if narrower.sizes.form.has_text else layout

    def _layout_on(self, size: QSize, beside: int) -> Layout:
        view, project = self._view, self._view.session.document.project
        excerpt = excerpt_of(project.network, self._layer, beside)
        positions: Mapping[Node, QPointF] = read_positions(project) if excerpt.is_whole else {}
        return lay_out(project.network, size.width(), size.height(), view.text_scale, positions, excerpt)

    def look_at(self, layer: int) -> None:
        """Show a layer with those beside it."""
        layout = self._view.diagram.layout
        if layout is not None and not layout.excerpt.shows_around(layer):
            self._layer = layer
            self._view.arrange_for(self._view.arranged_for)

    def opens(self, item: PlaceItem) -> bool:
        """Show the layers in the middle of a fold; False where the item is none."""
        if isinstance(item, FoldItem):
            self.look_at(item.layers[len(item.layers) // 2])
        return isinstance(item, FoldItem)

    def look_at_step(self) -> None:
        """Show the layer that the current step, or the pass of a slow run, is about."""
        places = [lit.place for lit in self._view.session.lit[:1]]
        if places != self._followed:
            self._followed = places
            for place in places:
                if not isinstance(place, TargetPlace):
                    self.look_at(place.layer)
