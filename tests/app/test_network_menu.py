"""The Network menu, its keys, and the menu of what is chosen on the diagram."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.network import INPUTS, Network, NeuronPlace, WeightPlace
from backprop_gui.session.edits import with_value

H1, H2 = NeuronPlace(0, 0), NeuronPlace(0, 1)
W1 = WeightPlace(0, 0, 0)
# Said by the offscreen platform of every open menu; no real platform says it.
offscreen_menus = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")


@pytest.fixture
def diagram(window: MainWindow) -> Iterator[QWidget]:
    assert window.panels.diagram
    window.activateWindow()
    window.panels.diagram.setFocus()
    yield window.panels.diagram


def network(window: MainWindow) -> Network:
    return window.session.document.project.network


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, f"action_{name}")
    assert isinstance(found, QAction), name
    return found


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, ctrl: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(widget, key, modifier)


def note(window: MainWindow) -> str:
    label = window.findChild(QLabel, "status_note")
    assert isinstance(label, QLabel)
    return label.text()


def test_keys_add_and_remove(qtbot: QtBot, window: MainWindow, diagram: QWidget) -> None:
    window.session.selection.choose(H1)
    press(qtbot, diagram, Qt.Key.Key_Insert)
    assert network(window).sizes == (2, 3, 2)
    press(qtbot, diagram, Qt.Key.Key_Delete)
    assert network(window).sizes == (2, 2, 2)
    press(qtbot, diagram, Qt.Key.Key_Insert, ctrl=True)
    assert network(window).sizes == (2, 2, 2, 2)
    press(qtbot, diagram, Qt.Key.Key_Delete, ctrl=True)
    assert network(window).sizes == (2, 2, 2)
    for _ in range(4):
        press(qtbot, diagram, Qt.Key.Key_Z, ctrl=True)
    assert not window.session.document.undo_stack.canUndo()
    assert network(window).layers[0].neurons == ("h1", "h2")


def test_keys_cut_connect_and_freeze(qtbot: QtBot, window: MainWindow, diagram: QWidget) -> None:
    window.session.selection.choose(W1)
    press(qtbot, diagram, Qt.Key.Key_L, ctrl=True)
    assert network(window).layers[0].frozen[0, 0]
    press(qtbot, diagram, Qt.Key.Key_Delete)
    assert not network(window).layers[0].present[0, 0]
    window.session.selection.choose(H1)
    press(qtbot, diagram, Qt.Key.Key_J, ctrl=True)
    assert network(window).layers[0].present[0, 0]


def test_keys_copy_and_paste_values(qtbot: QtBot, window: MainWindow, diagram: QWidget) -> None:
    window.session.selection.choose(H1)
    press(qtbot, diagram, Qt.Key.Key_C, ctrl=True)
    assert QGuiApplication.clipboard().text() == "0.15\t0.2"
    window.session.selection.choose(H2)
    press(qtbot, diagram, Qt.Key.Key_V, ctrl=True)
    assert window.session.document.project.parameters.weights[0].tolist() == [[0.15, 0.2]] * 2


def test_keys_do_nothing_to_the_network_from_elsewhere(qtbot: QtBot, window: MainWindow) -> None:
    window.session.selection.choose(H1)
    table = window.findChild(QWidget, "data_table")
    assert table is not None
    table.setFocus()
    press(qtbot, table, Qt.Key.Key_Delete)
    press(qtbot, table, Qt.Key.Key_Insert)
    assert network(window).sizes == (2, 2, 2)


def test_one_key_sets_all_that_is_chosen(qtbot: QtBot, window: MainWindow, diagram: QWidget) -> None:
    window.session.selection.choose(H1, H2)
    press(qtbot, diagram, Qt.Key.Key_E, ctrl=True)
    editor = diagram.findChild(QLineEdit, "value_editor")
    assert isinstance(editor, QLineEdit) and editor.isVisible()
    qtbot.keyClicks(editor, "0,5")
    press(qtbot, editor, Qt.Key.Key_Return)
    assert window.session.document.project.parameters.weights[0].tolist() == [[0.5, 0.5]] * 2
    assert window.session.document.undo_stack.count() == 1


def test_a_refusal_is_said_in_the_status_bar(qtbot: QtBot, window: MainWindow, diagram: QWidget) -> None:
    window.session.selection.choose(H1, H2)
    press(qtbot, diagram, Qt.Key.Key_Delete)
    assert "at least one neuron" in note(window)


def test_activation_and_bias_are_chosen_and_marked(window: MainWindow) -> None:
    assert not window.findChild(QMenu, "menu_activation").isEnabled()
    window.session.selection.choose(H1)
    assert action(window, "activation_sigmoid").isChecked() and action(window, "bias_shared").isChecked()
    action(window, "activation_relu").trigger()
    action(window, "bias_per_neuron").trigger()
    layer = network(window).layers[0]
    assert (layer.activation, str(layer.bias)) == ("relu", "per_neuron")
    action(window, "activation_softmax").trigger()
    assert "outputs alone" in note(window)
    assert (
        action(window, "activation_relu").isChecked() and not action(window, "activation_softmax").isChecked()
    )


def test_weights_are_drawn_from_the_menu(window: MainWindow) -> None:
    action(window, "randomise_xavier").trigger()
    assert window.session.document.undo_stack.undoText() == "Randomise all weights (Xavier, seed 1)"
    assert "seed 1" in note(window)


def open_menu(window: MainWindow, diagram: QWidget, point: QPoint) -> QMenu:
    reason = QContextMenuEvent.Reason.Mouse
    viewport = diagram.viewport()  # type: ignore[attr-defined]
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, point, viewport.mapToGlobal(point)))
    menus = [menu for menu in window.findChildren(QMenu, "diagram_menu") if menu.isVisible()]
    assert len(menus) == 1
    return menus[0]


def names(menu: QMenu) -> set[str]:
    return {each.objectName().removeprefix("action_") for each in menu.actions() if each.isEnabled()}


@offscreen_menus
def test_a_right_click_offers_what_can_be_done(qtbot: QtBot, window: MainWindow, diagram: QWidget) -> None:
    item = window.panels.diagram.item_of(H1)  # type: ignore[union-attr]
    point = window.panels.diagram.mapFromScene(item.pos())  # type: ignore[union-attr]
    qtbot.mouseClick(diagram.viewport(), Qt.MouseButton.RightButton, pos=point)  # type: ignore[attr-defined]
    assert window.session.selection.places == (H1,)
    menu = open_menu(window, diagram, point)
    assert {"add_neuron", "add_layer", "remove", "remove_layer", "rename", "join"} <= names(menu)
    next(each for each in menu.actions() if each.objectName() == "action_add_neuron").trigger()
    assert network(window).sizes == (2, 3, 2)
    menu.close()


@offscreen_menus
def test_a_right_click_on_the_ground_offers_what_is_for_all(
    qtbot: QtBot, window: MainWindow, diagram: QWidget
) -> None:
    qtbot.mouseClick(diagram.viewport(), Qt.MouseButton.RightButton, pos=QPoint(3, 3))  # type: ignore[attr-defined]
    menu = open_menu(window, diagram, QPoint(3, 3))
    assert {"select_all", "arrange", "fit"} <= names(menu) and "remove" not in names(menu)
    menu.close()


def test_a_neuron_added_while_training_stops_the_thread_and_that_is_said(
    qtbot: QtBot, window: MainWindow, diagram: QWidget
) -> None:
    action(window, "train").trigger()
    qtbot.waitUntil(lambda: window.session.run.done > 0)
    window.session.selection.choose(H1)
    press(qtbot, diagram, Qt.Key.Key_Insert)
    assert not window.session.run.is_running and not action(window, "train").isChecked()
    assert "Training stopped" in note(window)
    assert network(window).sizes == (2, 3, 2)
    stack = window.session.document.undo_stack
    assert stack.undoText().startswith("Add a neuron")
    stack.undo()
    assert stack.undoText().startswith("Train ")
    action(window, "train").trigger()
    qtbot.waitUntil(lambda: window.session.run.done > 0)
    window.session.run.stop()


def test_a_step_replaces_what_was_said_before(qtbot: QtBot, window: MainWindow, diagram: QWidget) -> None:
    QGuiApplication.clipboard().setText("many")
    window.session.selection.choose(H1)
    press(qtbot, diagram, Qt.Key.Key_V, ctrl=True)
    assert "not a number" in note(window)
    QGuiApplication.clipboard().setText("0.5")
    press(qtbot, diagram, Qt.Key.Key_V, ctrl=True)
    assert window.session.document.project.parameters.weights[0][0].tolist() == [0.5, 0.5]
    assert note(window) == ""
    QGuiApplication.clipboard().setText("many")
    press(qtbot, diagram, Qt.Key.Key_V, ctrl=True)
    press(qtbot, diagram, Qt.Key.Key_Z, ctrl=True)
    assert note(window) == ""


def test_copying_an_input_says_why_nothing_comes(qtbot: QtBot, window: MainWindow, diagram: QWidget) -> None:
    press(qtbot, diagram, Qt.Key.Key_C, ctrl=True)
    assert "first" in note(window)
    window.session.selection.choose(NeuronPlace(INPUTS, 0))
    press(qtbot, diagram, Qt.Key.Key_C, ctrl=True)
    assert "stand in the samples" in note(window)


def test_undo_while_training_says_what_it_did(qtbot: QtBot, window: MainWindow, diagram: QWidget) -> None:
    action(window, "train").trigger()
    qtbot.waitUntil(lambda: window.session.run.done > 0)
    press(qtbot, diagram, Qt.Key.Key_Z, ctrl=True)
    assert not window.session.run.is_running and window.session.project.state.rounds == 0
    assert note(window).startswith("Training stopped. Undone: Train ")
    action(window, "train").trigger()
    qtbot.waitUntil(lambda: window.session.run.done > 0)
    action(window, "redo").trigger()
    assert note(window) == "Training stopped; after it there is nothing to redo."


def test_the_field_for_many_values_says_how_many_and_hides_none(
    qtbot: QtBot, window: MainWindow, diagram: QWidget
) -> None:
    window.session.selection.choose(WeightPlace(0, 0, 1), W1)
    press(qtbot, diagram, Qt.Key.Key_E, ctrl=True)
    field = diagram.findChild(QLineEdit, "value_editor")
    assert isinstance(field, QLineEdit) and field.placeholderText() == "Set all 2 values"
    # In the middle it would not be seen.
    assert field.alignment() == Qt.AlignmentFlag.AlignLeft
    assert window.panels.diagram
    item = window.panels.diagram.item_of(W1)
    assert item is not None
    shown = window.panels.diagram.rect_in_viewport(item.editing_rect())
    assert not field.geometry().intersects(shown)
    qtbot.keyClicks(field, "0.75")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.session.document.project.parameters.weights[0][0].tolist() == [0.75, 0.75]


def test_the_status_bar_names_the_single_thing_that_is_chosen(
    qtbot: QtBot, window: MainWindow, diagram: QWidget
) -> None:
    told = window.findChild(QLabel, "status_chosen")
    assert told is not None
    window.session.selection.choose(W1)
    assert told.text() == "w1 from i1 to h1 = 0.15"
    window.session.edit("w1", lambda project: with_value(project, W1, 0.5, 0))
    assert told.text() == "w1 from i1 to h1 = 0.5"
    window.status.note("A note needs the room.")
    assert told.text() == "w1 from i1 to h1"
    press(qtbot, diagram, Qt.Key.Key_Escape)
    assert told.text() == ""


def test_the_out_of_the_named_neuron_is_told_once_the_walk_has_computed_it(
    qtbot: QtBot, window: MainWindow, diagram: QWidget
) -> None:
    told = window.findChild(QLabel, "status_chosen")
    assert told is not None
    window.session.selection.choose(H1)
    assert told.text() == "h1"
    for _ in range(2):
        press(qtbot, diagram, Qt.Key.Key_Right)
    assert told.text() == "h1: out = 0.593269992"
