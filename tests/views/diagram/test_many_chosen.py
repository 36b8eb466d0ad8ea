"""Thousands of things chosen at once: each is marked by itself, and only where it is seen."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from backprop_gui.core.network import NeuronPlace
from backprop_gui.document.project import Project
from backprop_gui.views.diagram.view import DiagramView

ELEMENTS = 30
"""A rounded box has 13, the stroke along a line fewer."""


class Strokes:
    """Notes what is stroked, in the place of a painter."""

    def __init__(self, view: DiagramView, exposed: QRectF) -> None:
        self.paths: list[QPainterPath] = []
        self.pens: list[QPen] = []
        option = QStyleOptionGraphicsItem()
        option.exposedRect = exposed  # type: ignore[misc]
        view.diagram.ring.paint(self, option)  # type: ignore[arg-type]

    def strokePath(self, path: QPainterPath, stroke: QPen) -> None:  # noqa: N802
        self.paths.append(path)
        self.pens.append(stroke)


def test_a_ring_is_drawn_around_each_of_very_many_by_itself(
    open_diagram: Callable[..., DiagramView], make_project: Callable[..., Project]
) -> None:
    view = open_diagram(make_project((64, 16, 10)))
    view.choose_all()
    ground = view.diagram.sceneRect()
    drawn = Strokes(view, ground)
    assert len(drawn.paths) == len(view.places())
    assert max(path.elementCount() for path in drawn.paths) <= ELEMENTS
    assert {stroke.widthF() for stroke in drawn.pens} == {1.0}, "Qt draws wider lines thirty times slower"
    left = QRectF(ground.topLeft(), ground.size() / 4)
    assert 0 < len(Strokes(view, left).paths) < len(drawn.paths) / 2


def test_a_ring_around_a_few_is_as_wide_as_ever(diagram: DiagramView) -> None:
    diagram.select(diagram.item_of(NeuronPlace(0, 0)))
    assert Strokes(diagram, diagram.diagram.sceneRect()).pens[0].widthF() > 1.0
