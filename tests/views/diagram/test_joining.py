"""Drawing connections from a neuron's edge to another neuron."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot
from support.mouse import hover
from support.networks import Build, project
from support.on_diagram import drag, neuron, side_of

from backprop_gui.core.network import INPUTS, NeuronPlace, WeightPlace
from backprop_gui.look.theme import themes
from backprop_gui.views.diagram.connection_item import WeightItem
from backprop_gui.views.diagram.view import DiagramView

H1, H2, I1, O1 = NeuronPlace(0, 0), NeuronPlace(0, 1), NeuronPlace(INPUTS, 0), NeuronPlace(1, 0)
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
CORNER = QPoint(2, 2)
Show = Callable[..., DiagramView]


def cut_diagram(open_diagram: Show) -> DiagramView:
    return open_diagram(project(Build(missing=[(0, 1, 0)])))


@pytest.mark.parametrize(("start", "side", "end"), [(I1, 1, H2), (H2, -1, I1)])
def test_a_connection_is_drawn_from_edge_to_neuron(
    qtbot: QtBot, open_diagram: Show, start: NeuronPlace, side: int, end: NeuronPlace
) -> None:
    view = cut_diagram(open_diagram)
    target = view.mapFromScene(neuron(view, end).pos())
    drag(qtbot, view, side_of(view, start, side), target, Qt.KeyboardModifier.NoModifier)
    assert view.session.project.network.layers[0].present.all()
    assert view.session.document.undo_stack.undoText() == "Connect w3, seed 1"
    assert view.session.selection.places == (WeightPlace(0, 1, 0),)
    view.session.document.undo_stack.undo()
    assert not view.session.project.network.layers[0].present[1, 0]


def test_what_is_no_neighbour_is_not_connected_and_that_is_said(qtbot: QtBot, open_diagram: Show) -> None:
    view = cut_diagram(open_diagram)
    end = view.mapFromScene(neuron(view, O1).pos())
    with qtbot.waitSignal(view.session.editing.said) as told:
        drag(qtbot, view, side_of(view, I1, 1), end, Qt.KeyboardModifier.NoModifier)
    assert "next layer" in told.args[0]
    assert view.session.document.undo_stack.count() == 0


def test_the_ports_show_under_the_mouse_and_go(diagram: DiagramView) -> None:
    marks = diagram._gestures._joining._marks
    hover(diagram.viewport(), diagram.mapFromScene(neuron(diagram, H1).pos()))
    assert len(marks.dots) == 2
    hover(diagram.viewport(), CORNER)
    assert not marks.dots


def test_the_network_may_change_while_a_connection_is_drawn(
    qtbot: QtBot, diagram: DiagramView, make_project: Callable
) -> None:
    start = side_of(diagram, I1, 1)
    qtbot.mousePress(diagram.viewport(), LEFT, pos=start)
    qtbot.mouseMove(diagram.viewport(), start + QPoint(40, 0))
    diagram.session.document.open(make_project((3, 4, 3)), None)
    qtbot.mouseMove(diagram.viewport(), start + QPoint(80, 0))
    qtbot.mouseRelease(diagram.viewport(), LEFT, pos=start + QPoint(80, 0))
    assert diagram.session.document.undo_stack.count() == 0


def test_a_presentation_draws_no_connections(diagram: DiagramView) -> None:
    diagram.offers_editing = False
    hover(diagram.viewport(), diagram.mapFromScene(neuron(diagram, H1).pos()))
    assert not diagram._gestures._joining._marks.dots


@pytest.mark.parametrize(("end", "fits"), [(H2, True), (H1, False), (O1, False)])
def test_the_line_that_is_drawn_says_whether_it_may_end_there(
    qtbot: QtBot, open_diagram: Show, end: NeuronPlace, fits: bool
) -> None:
    view = cut_diagram(open_diagram)
    marks, start = view._gestures._joining._marks, side_of(view, I1, 1)
    hover(view.viewport(), start)
    assert view.viewport().cursor().shape() == Qt.CursorShape.CrossCursor
    qtbot.mousePress(view.viewport(), LEFT, pos=start)
    qtbot.mouseMove(view.viewport(), start + QPoint(20, 0))
    assert marks.line is not None and marks.end is None
    qtbot.mouseMove(view.viewport(), view.mapFromScene(neuron(view, end).pos()))
    assert marks.end is not None and marks.end.fits is fits
    forbidden = view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    assert forbidden is not fits
    picture = view.grab().toImage()
    color = (themes.current.accent if fits else themes.current.warning).name()
    ring = view.rect_in_viewport(marks.end.ring.boundingRect())
    around = {(x, ring.top() + dy) for x in range(ring.left(), ring.right()) for dy in range(-1, 4)}
    assert any(picture.pixelColor(*each).name() == color for each in around)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert marks.line is None and marks.end is None
    qtbot.mouseRelease(view.viewport(), LEFT, pos=view.mapFromScene(neuron(view, end).pos()))
    assert view.session.document.undo_stack.count() == 0


def test_at_its_edge_a_neuron_wins_over_the_line_that_begins_there(qtbot: QtBot, open_diagram: Show) -> None:
    view = cut_diagram(open_diagram)
    weight = view.item_of(WeightPlace(0, 0, 0))
    assert isinstance(weight, WeightItem)
    for begin in (side_of(view, I1, 1) + QPoint(4, 0), side_of(view, I1, 1) + QPoint(3, 14)):
        assert view.item_under(begin) is neuron(view, I1)
        hover(view.viewport(), begin)
        assert view.session.pointer.place == I1 and view._gestures._joining._marks.dots
        view.session.selection.choose(O1)
        qtbot.mouseClick(view.viewport(), LEFT, pos=begin)
        assert view.session.selection.places == (I1,)
    further = view.mapFromScene(weight.line.pointAt(0.3))
    assert view.item_under(further) is weight
    view.session.selection.choose(O1)
    qtbot.mousePress(view.viewport(), LEFT, pos=begin)
    qtbot.mouseMove(view.viewport(), begin + QPoint(40, 0))
    assert view.session.selection.places == (O1,)
    drag(qtbot, view, begin, view.mapFromScene(neuron(view, H2).pos()), Qt.KeyboardModifier.NoModifier)
    assert view.session.project.network.layers[0].present[1, 0]
    assert view.session.selection.places == (WeightPlace(0, 1, 0),)


@pytest.mark.parametrize(("over", "word"), [(O1, "next layer"), (H1, "already"), (H2, "")])
def test_before_the_release_it_is_told_where_no_connection_can_end(
    qtbot: QtBot, open_diagram: Show, over: NeuronPlace, word: str
) -> None:
    view = cut_diagram(open_diagram)
    said: list[str] = []
    view.session.editing.said.connect(said.append)
    start = side_of(view, I1, 1)
    end = view.mapFromScene(neuron(view, over).pos())
    qtbot.mousePress(view.viewport(), LEFT, pos=start)
    for part in (1, 2):
        qtbot.mouseMove(view.viewport(), start + (end - start) * part / 2)
    qtbot.mouseMove(view.viewport(), end + QPoint(1, 1))
    assert word in said[-1] if word else not any(said[-1:])
    assert view.diagram.pointed.is_lit is not bool(word)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view.viewport(), LEFT, pos=end)
    assert view.session.document.undo_stack.count() == 0


def test_any_two_neurons_are_chosen_and_connected_by_keyboard(qtbot: QtBot, open_diagram: Show) -> None:
    view = cut_diagram(open_diagram)
    view.select(view.places()[0])
    assert view.session.selection.places == (I1,)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    for _ in view.places():
        if view.session.selection.current != H2:
            qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert view.session.selection.places == (I1, H2)
    view.session.editing.join_chosen()
    assert view.session.document.undo_stack.undoText() == "Connect w3, seed 1"
    assert view.session.project.network.layers[0].present[1, 0]
