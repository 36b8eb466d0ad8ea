"""Letters walk and train on the diagram alone; Enter in a field gives the keys back to walking."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.app.main_window import MainWindow


def focus(qtbot: QtBot, window: MainWindow, widget: QWidget) -> QWidget:
    window.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is widget)
    return widget


def press(qtbot: QtBot, widget: QWidget, keys: str) -> None:
    for key in keys:
        qtbot.keyClick(widget, key)


def test_letters_in_the_table_of_steps_look_for_one(qtbot: QtBot, window: MainWindow) -> None:
    table = window.findChild(QTableView, "step_table")
    focus(qtbot, window, table)
    press(qtbot, table, "w5")
    assert table.currentIndex().siblingAtColumn(0).data() == "w5+"
    assert window.session.cursor.position == 0
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.session.cursor.step is not None and window.session.cursor.step.id == "w5+"
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert window.session.cursor.step.id == "w6+"


@pytest.mark.parametrize("name", ["step_table", "network_outline", "data_table"])
def test_letters_in_tables_neither_train_nor_walk(qtbot: QtBot, window: MainWindow, name: str) -> None:
    focus(qtbot, window, window.findChild(QWidget, name))
    for key in "tr":  # a cell's editor may have taken the keyboard
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert not window.session.run.is_running
    assert window.session.cursor.position == 0 and window.session.document.undo_stack.count() == 0


def test_letters_on_the_diagram_walk_and_train(qtbot: QtBot, window: MainWindow) -> None:
    focus(qtbot, window, window.panels.diagram)
    press(qtbot, window.panels.diagram, "r")
    assert window.session.cursor.position == len(window.session.cursor.round)
    press(qtbot, window.panels.diagram, "t")
    assert window.session.run.is_running
    press(qtbot, window.panels.diagram, "t")
    assert not window.session.run.is_running


def test_enter_in_a_field_gives_the_keys_back_to_walking(qtbot: QtBot, window: MainWindow) -> None:
    field = window.findChild(QLineEdit, "learning_rate_field")
    focus(qtbot, window, field)
    field.selectAll()
    press(qtbot, field, "2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.session.document.project.plan.optimizer.learning_rate == 2
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.panels.diagram)
    qtbot.keyClick(window.panels.diagram, Qt.Key.Key_Right)
    assert window.session.cursor.position == 1


def test_a_refused_text_keeps_the_keys(qtbot: QtBot, window: MainWindow) -> None:
    field = window.findChild(QLineEdit, "learning_rate_field")
    focus(qtbot, window, field)
    field.selectAll()
    press(qtbot, field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert QApplication.focusWidget() is field


def test_an_editor_in_the_outline_leaves_the_keys_there(qtbot: QtBot, window: MainWindow) -> None:
    outline = window.findChild(QTreeView, "network_outline")
    focus(qtbot, window, outline)
    weight = outline.model().index(0, 0, outline.model().index(0, 0, outline.model().index(1, 0)))
    outline.setCurrentIndex(weight)
    qtbot.keyClick(outline, Qt.Key.Key_F2)
    editor = window.findChild(QLineEdit, "number_editor")
    editor.setText("3")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is outline)
    QApplication.processEvents()
    assert QApplication.focusWidget() is outline


def test_an_editor_whose_row_goes_is_closed_without_a_warning(qtbot: QtBot, window: MainWindow) -> None:
    session, outline = window.session, window.findChild(QTreeView, "network_outline")
    focus(qtbot, window, outline)
    neuron = outline.model().index(0, 0, outline.model().index(1, 0))
    outline.setCurrentIndex(outline.model().index(0, 0, neuron))
    qtbot.keyClick(outline, Qt.Key.Key_F2)
    window.findChild(QLineEdit, "number_editor").setText("3")
    session.editing.add_layer(0)
    assert session.document.undo_stack.count() == 1
    qtbot.keyClick(outline, Qt.Key.Key_F2)
    QApplication.processEvents()
