"""The buttons at a layer: where they stand, and what they do."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QFrame, QToolButton
from pytestqt.qtbot import QtBot
from support.mouse import hover

from backprop_gui.core.network import INPUTS, BiasKind, NeuronPlace
from backprop_gui.session.selection import LayerPlace
from backprop_gui.session.session import Session
from backprop_gui.views.diagram.column_item import ColumnItem
from backprop_gui.views.diagram.node_item import NodeItem
from backprop_gui.views.diagram.target_item import TargetItem
from backprop_gui.views.diagram.view import DiagramView

H1 = NeuronPlace(0, 0)
Show = Callable[..., DiagramView]


def buttons(view: DiagramView) -> QFrame:
    found = view.findChild(QFrame, "layer_buttons")
    assert isinstance(found, QFrame)
    return found


def press(qtbot: QtBot, view: DiagramView, name: str) -> None:
    button = view.findChild(QToolButton, name)
    assert isinstance(button, QToolButton) and button.isVisible() and button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def hover_over(view: DiagramView, place: NeuronPlace) -> None:
    item = view.item_of(place)
    assert item
    hover(view.viewport(), QPoint(view.mapFromScene(item.pos()).x(), 5))


def sizes(view: DiagramView) -> tuple[int, ...]:
    return view.session.project.network.sizes


def test_they_come_with_the_mouse_and_go(diagram: DiagramView) -> None:
    assert buttons(diagram).isHidden()
    hover_over(diagram, H1)
    assert buttons(diagram).isVisible()
    middle = buttons(diagram).geometry().center().x()
    assert middle == pytest.approx(diagram.mapFromScene(diagram.item_of(H1).pos()).x(), abs=2)
    assert diagram.viewport().rect().contains(buttons(diagram).geometry())
    QApplication.sendEvent(diagram, QEvent(QEvent.Type.Leave))
    assert buttons(diagram).isHidden()


def test_they_stay_where_something_is_chosen(diagram: DiagramView) -> None:
    diagram.session.selection.choose(H1)
    assert buttons(diagram).isVisible()
    diagram.session.selection.choose()
    assert buttons(diagram).isHidden()


def test_they_add_and_remove(qtbot: QtBot, diagram: DiagramView) -> None:
    hover_over(diagram, H1)
    press(qtbot, diagram, "layer_more")
    assert sizes(diagram) == (2, 3, 2)
    assert diagram.session.selection.places == (NeuronPlace(0, 2),)
    press(qtbot, diagram, "layer_fewer")
    assert sizes(diagram) == (2, 2, 2)
    press(qtbot, diagram, "layer_after")
    assert sizes(diagram) == (2, 2, 2, 2)
    assert diagram.session.document.undo_stack.count() == 3


def test_nothing_follows_the_outputs(diagram: DiagramView) -> None:
    hover_over(diagram, NeuronPlace(1, 0))
    after = diagram.findChild(QToolButton, "layer_after")
    assert buttons(diagram).isVisible() and after.isHidden()
    hover_over(diagram, NeuronPlace(INPUTS, 0))
    assert after.isVisible()


def test_their_menu_is_of_the_layer(qtbot: QtBot, diagram: DiagramView) -> None:
    hover_over(diagram, H1)
    with qtbot.waitSignal(diagram.menu_asked):
        press(qtbot, diagram, "layer_menu")
    assert diagram.session.selection.layer == 0


def test_a_layer_drawn_as_one_box_has_them_too(
    qtbot: QtBot, open_diagram: Show, make_project: Callable
) -> None:
    view = open_diagram(make_project((2, 70, 2)))
    view.session.selection.choose(LayerPlace(0))
    press(qtbot, view, "layer_more")
    assert sizes(view) == (2, 71, 2)


def test_a_presentation_does_without_them(qtbot: QtBot, diagram: DiagramView) -> None:
    shown = DiagramView(Session(diagram.session.project), offers_editing=False)
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show()
    shown.session.selection.choose(H1)
    assert buttons(shown).isHidden()


@pytest.mark.parametrize("size", [(620, 300), (700, 420), (360, 300), (1000, 700)])
@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 3, 3, 2), (4, 9, 9, 3), (40, 64, 10), (784, 128, 64, 10)])
@pytest.mark.parametrize("bias", [BiasKind.SHARED, BiasKind.PER_NEURON])
def test_they_never_cover_a_node_a_name_or_a_target(
    open_diagram: Show,
    make_project: Callable,
    size: tuple[int, int],
    shape: tuple[int, ...],
    bias: BiasKind,
) -> None:
    view = open_diagram(make_project(shape, bias), *size)
    for layer in range(INPUTS, len(shape) - 1):
        view.session.selection.choose(LayerPlace(layer))
        frame = buttons(view)
        if frame.isHidden():
            assert size == (360, 300)
            continue
        assert view.viewport().rect().contains(frame.geometry())
        for item in view.places():
            if isinstance(item, NodeItem | TargetItem | ColumnItem):
                rect = item.body.extent if isinstance(item, NodeItem) else item.editing_rect()
                assert not view.rect_in_viewport(rect).intersects(frame.geometry()), item.title


def test_they_stay_on_the_mouses_way_to_them(
    qtbot: QtBot, open_diagram: Show, make_project: Callable
) -> None:
    view = open_diagram(make_project((784, 128, 64, 10), BiasKind.PER_NEURON), 1000, 700)
    column = view.item_of(NeuronPlace(1, 30))
    hover(view.viewport(), view.mapFromScene(column.pos()))
    frame = buttons(view)
    there = frame.geometry().center()
    hover(view.viewport(), (view.mapFromScene(column.pos()) + 3 * there) / 4)
    assert frame.isVisible() and frame.geometry().center() == there


def enter(widget: QFrame) -> None:
    at = QPointF(widget.rect().center())
    QApplication.sendEvent(widget, QEnterEvent(at, at, widget.mapToGlobal(at)))


def test_they_stay_under_the_mouse_while_it_is_on_them(qtbot: QtBot, diagram: DiagramView) -> None:
    hover_over(diagram, H1)
    place = buttons(diagram).geometry()
    enter(buttons(diagram))
    for count in (3, 4, 5):
        press(qtbot, diagram, "layer_more")
        assert sizes(diagram)[1] == count
        assert buttons(diagram).isVisible() and buttons(diagram).geometry() == place
    QApplication.sendEvent(buttons(diagram), QEvent(QEvent.Type.Leave))
    assert buttons(diagram).geometry() != place


def test_they_go_to_the_layer_that_they_have_added(qtbot: QtBot, diagram: DiagramView) -> None:
    hover_over(diagram, H1)
    enter(buttons(diagram))
    press(qtbot, diagram, "layer_after")
    middle = diagram.mapFromScene(diagram.item_of(NeuronPlace(1, 0)).pos()).x()
    assert buttons(diagram).geometry().center().x() == pytest.approx(middle, abs=2)
    press(qtbot, diagram, "layer_more")
    assert sizes(diagram) == (2, 2, 3, 2)


def test_they_stand_at_no_layer_where_things_of_several_are_chosen(diagram: DiagramView) -> None:
    diagram.session.selection.choose(H1, NeuronPlace(1, 0))
    assert buttons(diagram).isHidden()
    diagram.session.selection.choose(H1, NeuronPlace(0, 1))
    assert buttons(diagram).isVisible()


def test_they_give_way_to_what_is_dragged(qtbot: QtBot, diagram: DiagramView) -> None:
    item = diagram.item_of(H1)
    assert item
    point, left = diagram.mapFromScene(item.pos()), Qt.MouseButton.LeftButton
    hover(diagram.viewport(), point)
    qtbot.mousePress(diagram.viewport(), left, pos=point)
    qtbot.mouseMove(diagram.viewport(), point + QPoint(0, 30))
    assert buttons(diagram).isHidden()
    qtbot.mouseRelease(diagram.viewport(), left, pos=point + QPoint(0, 30))
    assert buttons(diagram).isVisible()
