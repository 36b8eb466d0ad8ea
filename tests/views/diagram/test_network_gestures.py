"""Changing the network by hand: names, several things at once, lines to stand on."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from support.mouse import hover
from support.on_diagram import drag, neuron

from backprop_gui.core.network import INPUTS, NeuronPlace, WeightPlace
from backprop_gui.views.diagram.view import DiagramView

H1, H2, I1, O1 = NeuronPlace(0, 0), NeuronPlace(0, 1), NeuronPlace(INPUTS, 0), NeuronPlace(1, 0)
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
CORNER = QPoint(2, 2)
Show = Callable[..., DiagramView]


def name_point(view: DiagramView, place: NeuronPlace) -> QPoint:
    return view.mapFromScene(neuron(view, place).name_rect().center())


def name_editor(view: DiagramView) -> QLineEdit:
    found = view.findChild(QLineEdit, "name_editor")
    assert isinstance(found, QLineEdit)
    return found


@pytest.mark.parametrize("place", [H1, I1, O1])
def test_a_double_click_on_a_name_renames(qtbot: QtBot, diagram: DiagramView, place: NeuronPlace) -> None:
    qtbot.mouseDClick(diagram.viewport(), LEFT, pos=name_point(diagram, place))
    editor = name_editor(diagram)
    assert editor.isVisible() and editor.selectedText() == diagram.session.project.network.neuron_name(place)
    qtbot.keyClicks(editor, "gate")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert diagram.session.project.network.neuron_name(place) == "gate"
    assert neuron(diagram, place).title.startswith("gate")
    assert diagram.session.document.undo_stack.count() == 1


def test_a_bad_name_is_told_there_and_the_field_stays(qtbot: QtBot, diagram: DiagramView) -> None:
    diagram.select(neuron(diagram, H1))
    diagram.rename_or_edit()
    editor = name_editor(diagram)
    qtbot.keyClicks(editor, "h2")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    bubble = diagram.findChild(QLabel, "name_editor_error")
    assert editor.isVisible() and "already" in bubble.text() and bubble.isVisible()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isHidden() and diagram.session.document.undo_stack.count() == 0


def test_shift_adds_to_what_is_chosen(qtbot: QtBot, diagram: DiagramView) -> None:
    for place in (H1, H2, H2):
        qtbot.mouseClick(diagram.viewport(), LEFT, SHIFT, diagram.mapFromScene(neuron(diagram, place).pos()))
    assert diagram.session.selection.places == (H1,)
    assert neuron(diagram, H1).isSelected() and not neuron(diagram, H2).isSelected()


def test_a_rubber_band_chooses_what_is_in_it(qtbot: QtBot, diagram: DiagramView) -> None:
    left = neuron(diagram, I1).body.rect.right() + 4
    end = QPoint(diagram.mapFromScene(left, 0).x(), diagram.viewport().height() - 3)
    drag(qtbot, diagram, CORNER, end, SHIFT)
    assert set(diagram.session.selection.places) == {I1, NeuronPlace(INPUTS, 1)}
    assert diagram.session.document.undo_stack.count() == 0
    diagram.choose_all()
    assert len(diagram.session.selection.places) == len(diagram.places())


def test_enter_sets_all_that_is_chosen(qtbot: QtBot, diagram: DiagramView) -> None:
    diagram.session.selection.choose(WeightPlace(0, 0, 0), WeightPlace(1, 1, 1))
    diagram.setFocus()
    qtbot.keyClick(diagram, Qt.Key.Key_Return)
    editor = diagram.findChild(QLineEdit, "value_editor")
    qtbot.keyClicks(editor, "2")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert diagram.session.project.parameters.flat[[0, 7]].tolist() == [2.0, 2.0]


def test_what_is_chosen_stays_so_when_the_network_grows(diagram: DiagramView) -> None:
    diagram.session.selection.choose(O1)
    diagram.session.editing.add_neuron(0)
    assert diagram.diagram.selected is diagram.item_of(NeuronPlace(0, 2))
    diagram.session.document.undo_stack.undo()
    assert diagram.diagram.selected is diagram.item_of(O1)


def test_a_dragged_node_catches_the_line_of_another(qtbot: QtBot, diagram: DiagramView) -> None:
    start, level = neuron(diagram, O1).pos(), neuron(diagram, H1).pos().y()
    at = diagram.mapFromScene(start)
    drag(qtbot, diagram, at, at + QPoint(-30, 40), Qt.KeyboardModifier.NoModifier)
    assert neuron(diagram, O1).pos().y() != pytest.approx(level, abs=2)
    at = diagram.mapFromScene(neuron(diagram, O1).pos())
    drag(qtbot, diagram, at, at + QPoint(-30, -36), Qt.KeyboardModifier.NoModifier)
    assert neuron(diagram, O1).pos().y() == pytest.approx(level, abs=0.1)


def test_a_frozen_weight_carries_a_lock(diagram: DiagramView) -> None:
    before = diagram.grab().toImage()
    diagram.session.selection.choose(WeightPlace(0, 0, 0))
    diagram.session.editing.freeze()
    diagram.session.selection.choose()
    weight = diagram.item_of(WeightPlace(0, 0, 0))
    assert weight is not None and "fixed" in diagram.told(weight)
    assert diagram.grab().toImage() != before


def test_what_is_under_the_mouse_or_being_edited_may_go(qtbot: QtBot, diagram: DiagramView) -> None:
    point = diagram.mapFromScene(neuron(diagram, H2).pos())
    hover(diagram.viewport(), point)
    assert diagram.session.pointer.place == H2
    diagram.rename(neuron(diagram, H2))
    assert name_editor(diagram).isVisible()
    diagram.session.selection.choose(H2)
    diagram.session.editing.remove()
    assert name_editor(diagram).isHidden()
    assert diagram.session.pointer.place is None
    hover(diagram.viewport(), point + QPoint(3, 3))
    qtbot.mousePress(diagram.viewport(), LEFT, pos=diagram.mapFromScene(neuron(diagram, H1).pos()))
    qtbot.mouseMove(diagram.viewport(), point)
    diagram.session.document.undo_stack.undo()
    qtbot.mouseRelease(diagram.viewport(), LEFT, pos=point)
    assert diagram.session.project.network.sizes == (2, 2, 2)
    assert not diagram.session.document.undo_stack.canUndo()


def test_shift_and_an_arrow_choose_one_more(qtbot: QtBot, diagram: DiagramView) -> None:
    diagram.setFocus()
    diagram.select(neuron(diagram, I1))
    for _ in range(2):
        qtbot.keyClick(diagram, Qt.Key.Key_Down, SHIFT)
    assert diagram.session.selection.places == (I1, NeuronPlace(INPUTS, 1), WeightPlace(0, 0, 0))
    qtbot.keyClick(diagram, Qt.Key.Key_Up, SHIFT)
    assert diagram.session.selection.current == NeuronPlace(INPUTS, 1)


def test_nodes_are_moved_by_keys_in_one_step(qtbot: QtBot, diagram: DiagramView) -> None:
    diagram.setFocus()
    diagram.session.selection.choose(H1, H2)
    before = [neuron(diagram, place).pos() for place in (H1, H2)]
    for _ in range(3):
        qtbot.keyClick(diagram, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier | SHIFT)
    after = [neuron(diagram, place).pos() for place in (H1, H2)]
    for one, other in zip(before, after, strict=True):
        assert other.x() - one.x() == pytest.approx(24, abs=0.5)
        assert other.y() == pytest.approx(one.y(), abs=0.5)
    assert diagram.session.document.undo_stack.count() == 1
    diagram.session.document.undo_stack.undo()
    assert neuron(diagram, H1).pos() == before[0]


def test_nothing_stays_behind_where_a_drag_began(qtbot: QtBot, diagram: DiagramView) -> None:
    start = diagram.mapFromScene(neuron(diagram, H1).pos())
    hover(diagram.viewport(), start)
    assert diagram.diagram.pointed.is_lit and diagram._gestures._joining._marks.dots
    qtbot.mousePress(diagram.viewport(), LEFT, pos=start)
    for part in (1, 2):
        qtbot.mouseMove(diagram.viewport(), start + part * QPoint(30, 20))
    assert not diagram.diagram.pointed.is_lit and not diagram._gestures._joining._marks.dots
    qtbot.mouseRelease(diagram.viewport(), LEFT, pos=start + QPoint(60, 40))


def test_escape_chooses_nothing_when_nothing_else_is_to_be_left(qtbot: QtBot, diagram: DiagramView) -> None:
    diagram.setFocus()
    diagram.session.selection.choose(H1, WeightPlace(0, 0, 0))
    start = diagram.mapFromScene(neuron(diagram, H1).pos())
    qtbot.mousePress(diagram.viewport(), LEFT, pos=start)
    qtbot.mouseMove(diagram.viewport(), start + QPoint(40, 0))
    qtbot.keyClick(diagram, Qt.Key.Key_Escape)
    qtbot.mouseRelease(diagram.viewport(), LEFT, pos=start)
    assert len(diagram.session.selection.places) == 2
    qtbot.keyClick(diagram, Qt.Key.Key_Escape)
    assert diagram.session.selection.places == ()
    assert not neuron(diagram, H1).isSelected()


def test_tab_goes_on_where_a_connection_was_cut(qtbot: QtBot, diagram: DiagramView) -> None:
    diagram.setFocus()
    diagram.select(diagram.item_of(WeightPlace(0, 0, 1)))
    diagram.session.editing.remove()
    assert diagram.session.selection.places == ()
    qtbot.keyClick(diagram, Qt.Key.Key_Tab)
    assert diagram.session.selection.places == (WeightPlace(0, 1, 0),)


def test_going_on_passes_over_what_is_chosen(qtbot: QtBot, diagram: DiagramView) -> None:
    i2, control = NeuronPlace(INPUTS, 1), Qt.KeyboardModifier.ControlModifier
    diagram.session.selection.choose(i2, I1)
    qtbot.keyClick(diagram, Qt.Key.Key_Down, control)
    assert diagram.session.selection.places == (i2, WeightPlace(0, 0, 0))
    qtbot.keyClick(diagram, Qt.Key.Key_Up, control)
    assert diagram.session.selection.places == (i2, I1)
    qtbot.keyClick(diagram, Qt.Key.Key_Up, control)
    assert diagram.session.selection.places == (i2, I1)


def test_a_neuron_may_go_while_it_is_pointed_at_and_renamed(qtbot: QtBot, diagram: DiagramView) -> None:
    hover(diagram.viewport(), diagram.mapFromScene(neuron(diagram, H1).pos()))
    diagram.rename(neuron(diagram, H1))
    assert name_editor(diagram).isVisible()
    diagram.session.editing.remove()
    assert name_editor(diagram).isHidden() and diagram.session.pointer.place is None
    assert not diagram._gestures._joining._marks.dots
    hover(diagram.viewport(), CORNER)
    assert not diagram.grab().isNull()
