"""Pointing on the diagram, and the names' marks in the colours of the curves."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import INPUTS, BiasPlace, NeuronPlace, Place, WeightPlace
from backprop_gui.document.project import Project
from backprop_gui.look.identity import identity_color, identity_number
from backprop_gui.look.theme import themes
from backprop_gui.views.diagram.view import DiagramView

H1, O2, W5, B1 = NeuronPlace(0, 0), NeuronPlace(1, 1), WeightPlace(1, 0, 0), BiasPlace(0, None)
MARKED = [H1, O2, W5, B1]


def middle_of(view: DiagramView, place: Place) -> QPoint:
    item = view.item_of(place)
    assert item is not None
    return view.rect_in_viewport(item.editing_rect()).center()


def hover(qtbot: QtBot, view: DiagramView, point: QPoint) -> None:
    qtbot.mouseMove(view.viewport(), point + QPoint(1, 0))
    qtbot.mouseMove(view.viewport(), point)


def colors_near(view: DiagramView, place: Place) -> set[str]:
    item, picture = view.item_of(place), view.grab().toImage()
    assert item is not None
    box = view.rect_in_viewport(item.mapRectToScene(item.boundingRect()))
    if isinstance(place, WeightPlace):
        box = view.rect_in_viewport(item.editing_rect())
    return {
        picture.pixelColor(left, top).name()
        for left in range(max(0, box.left()), box.right())
        for top in range(max(0, box.top()), box.bottom())
    }


@pytest.mark.parametrize("place", MARKED)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_each_name_carries_the_colour_of_its_curve(diagram: DiagramView, place: Place, look: str) -> None:
    themes.choose(look)
    number = identity_number(diagram.session.project.network, place)
    assert number is not None
    assert identity_color(number).name() in colors_near(diagram, place)


def test_a_lit_step_leaves_its_formulas_colours_alone(diagram: DiagramView) -> None:
    cursor, network = diagram.session.cursor, diagram.session.project.network
    marks = {}
    for place in MARKED:
        number = identity_number(network, place)
        assert number is not None
        marks[place] = identity_color(number).name()
    cursor.go(1)
    factors = {color.name() for color in themes.current.factors}
    for place in (H1, O2, W5):
        assert marks[place] in factors or marks[place] not in colors_near(diagram, place)
    assert marks[W5] not in colors_near(diagram, W5)
    cursor.go(0)
    assert all(marks[place] in colors_near(diagram, place) for place in MARKED)


def test_of_very_many_none_is_marked(
    open_diagram: Callable[..., DiagramView], make_project: Callable[..., Project]
) -> None:
    view = open_diagram(make_project((2, 40, 30, 1)))
    assert identity_number(view.session.project.network, H1) is None


@pytest.mark.parametrize("place", [*MARKED, NeuronPlace(INPUTS, 1)])
def test_what_the_mouse_is_over_is_pointed_at(qtbot: QtBot, diagram: DiagramView, place: Place) -> None:
    hover(qtbot, diagram, middle_of(diagram, place))
    assert diagram.session.pointer.place == place
    hover(qtbot, diagram, QPoint(3, 3))
    assert diagram.session.pointer.place is None


def test_a_mouse_that_leaves_points_at_nothing(qtbot: QtBot, diagram: DiagramView) -> None:
    hover(qtbot, diagram, middle_of(diagram, H1))
    QApplication.sendEvent(diagram, QEvent(QEvent.Type.Leave))
    assert diagram.session.pointer.place is None


@pytest.mark.parametrize("place", MARKED)
def test_what_a_curve_points_at_is_lit(diagram: DiagramView, place: Place) -> None:
    assert not diagram.diagram.pointed.is_lit
    before = diagram.grab().toImage()
    diagram.session.pointer.point(place)
    assert diagram.diagram.pointed.is_lit
    assert diagram.grab().toImage() != before
    diagram.session.pointer.point(None)
    assert diagram.grab().toImage() == before


def test_inputs_have_no_curve_and_no_light(diagram: DiagramView) -> None:
    diagram.session.pointer.point(NeuronPlace(INPUTS, 0))
    assert not diagram.diagram.pointed.is_lit


def test_another_network_is_not_lit_by_the_old_ones_place(
    diagram: DiagramView, make_project: Callable[..., Project]
) -> None:
    diagram.session.pointer.point(W5)
    diagram.session.document.open(make_project((1, 1)), None)
    assert not diagram.diagram.pointed.is_lit
