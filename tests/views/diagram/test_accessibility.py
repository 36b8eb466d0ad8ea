"""What a screen reader gets of the diagram."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import NeuronPlace
from backprop_gui.document.project import Project
from backprop_gui.views.diagram.view import DiagramView

Text = QAccessible.Text
PRESS = QAccessibleActionInterface.pressAction()


def interface(view: DiagramView) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(view)


def children(view: DiagramView) -> Iterator[QAccessibleInterface]:
    of_view = interface(view)
    return (of_view.child(number) for number in range(len(view.places())))


def child(view: DiagramView, name: str) -> QAccessibleInterface:
    return next(each for each in children(view) if each.text(Text.Name) == name)


def test_the_diagram_is_a_list_of_its_items(diagram: DiagramView) -> None:
    of_view = interface(diagram)
    assert of_view.role() == QAccessible.Role.List
    assert of_view.text(Text.Name) == "Network diagram"
    assert of_view.text(Text.Description) == diagram.accessibleDescription()
    names = [each.text(Text.Name) for each in children(diagram)]
    assert {"i1", "h1", "o2", "w5 from h1 to o1", "b1, shared bias", "target of o1"} <= set(names)
    for number, each in enumerate(children(diagram)):
        assert of_view.indexOfChild(each) == number
        assert each.parent().object() is diagram
        assert each.rect().intersects(of_view.rect())


def test_items_tell_their_values_as_far_as_they_are_known(diagram: DiagramView) -> None:
    h1 = child(diagram, "h1")
    nothing = "net not computed yet, out not computed yet, delta not computed yet"
    assert h1.text(Text.Description) == nothing
    diagram.session.cursor.go(2)
    assert h1.text(Text.Description) == ("net 0.3775, out 0.5932699921071872, delta not computed yet")
    assert child(diagram, "w5 from h1 to o1").text(Text.Description) == "0.4"
    assert child(diagram, "b1, shared bias").text(Text.Description) == "0.35, fixed"
    assert child(diagram, "target of o1").text(Text.Description) == "0.01, error not computed yet"
    assert child(diagram, "i1").text(Text.Description) == "0.05"
    diagram.session.cursor.round_end()
    changed = child(diagram, "w5 from h1 to o1").text(Text.Description)
    assert changed.startswith("0.3589164797") and changed.endswith(", before the update 0.4")


def test_pressing_selects(qtbot: QtBot, diagram: DiagramView) -> None:
    h1 = child(diagram, "h1")
    with qtbot.waitSignal(diagram.place_activated) as told:
        h1.actionInterface().doAction(PRESS)
    assert told.args == [NeuronPlace(0, 0)]
    assert h1.state().selected
    assert interface(diagram).focusChild().object() is diagram.item_of(NeuronPlace(0, 0))


def test_a_value_can_be_edited_by_a_reader(diagram: DiagramView) -> None:
    weight = child(diagram, "w5 from h1 to o1")
    assert weight.actionInterface().actionNames() == [PRESS, "Edit"]
    assert child(diagram, "h1").actionInterface().actionNames() == [PRESS]
    weight.actionInterface().doAction("Edit")
    editor = diagram.findChild(QLineEdit, "value_editor")
    assert isinstance(editor, QLineEdit) and editor.isVisible()
    assert QAccessible.queryAccessibleInterface(editor).text(Text.Name) == "Value of w5"
    last = interface(diagram).child(interface(diagram).childCount() - 1)
    assert last.object() is diagram.viewport()


def test_an_item_is_found_where_it_stands(diagram: DiagramView) -> None:
    h1 = child(diagram, "h1")
    middle = h1.rect().center()
    assert interface(diagram).childAt(middle.x(), middle.y()).text(Text.Name) == "h1"


def test_ids_are_stable(diagram: DiagramView) -> None:
    assert child(diagram, "w5 from h1 to o1").object().objectName() == "weight_w5"
    assert child(diagram, "h1").object().objectName() == "neuron_h1"


@pytest.mark.parametrize("times", [20])
def test_items_may_go_while_a_reader_looks(
    qtbot: QtBot, diagram: DiagramView, make_project: Callable[..., Project], times: int
) -> None:
    sizes = [(2, 2, 1), (3, 4, 3), (1, 1)]
    for number in range(times):
        held = list(children(diagram))
        actions = [each.actionInterface() for each in held]
        diagram.session.document.open(make_project(sizes[number % 3]), None)
        for each, action in zip(held, actions, strict=True):
            if each.isValid():
                assert each.text(Text.Name) == ""
                assert each.rect().isEmpty()
                assert each.state().invalid
                action.doAction(PRESS)
        assert all(each.text(Text.Name) for each in children(diagram))
