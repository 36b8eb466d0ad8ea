"""One rule for what is known: the diagram, the table of steps and the status bar tell the same."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from backprop_gui.app.main_window import MainWindow
from backprop_gui.explain.quantities import Phase, total_error
from backprop_gui.explain.render_text import number


def text(window: MainWindow, name: str) -> str:
    label = window.findChild(QLabel, name)
    assert label is not None, name
    return label.text()


def trigger(window: MainWindow, name: str) -> None:
    action = window.findChild(QAction, f"action_{name}")
    assert action is not None, name
    action.trigger()


def test_the_error_is_not_given_away_before_its_step(qtbot: QtBot, window: MainWindow) -> None:
    cursor = window.session.cursor
    place = cursor.round.find(total_error())
    assert place is not None
    cursor.go(place)
    assert text(window, "status_error") == "E_total ?"
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert text(window, "status_error") == "E_total 0.298371109"
    cursor.go(len(cursor.round))
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert text(window, "status_round") == "Round 1"
    assert text(window, "status_error") == "E_total of round 0: 0.298371109"
    trigger(window, "one_round")
    assert text(window, "status_error").startswith("E_total 0.28")
    trigger(window, "example_opening")
    assert text(window, "status_error") == "E_total ?"


def test_after_training_table_and_diagram_know_the_same(qtbot: QtBot, window: MainWindow) -> None:
    trigger(window, "one_round")
    session, table = window.session, window.findChild(QTableView, "step_table")
    values = [table.model().index(row, 2).data() for row in range(table.model().rowCount())]
    told = session.cursor.round
    for row, value in enumerate(values):
        is_renewed = told.quantity(row).phase in (Phase.UPDATE, Phase.CHECK)
        assert value == ("?" if is_renewed else number(told[row].value))
    assert session.known(total_error()) == told[told.find(total_error())].value
    assert text(window, "step_position") == "62 steps"
    assert text(window, "step_phase") == "Round 1, as training left it"
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert text(window, "step_position") == "Step 1 of 62"
    assert [table.model().index(row, 2).data() for row in (0, 1)] == [number(told[0].value), "?"]


def test_another_project_begins_before_its_first_step(window: MainWindow) -> None:
    window.session.cursor.round_end()
    trigger(window, "example_seed")
    assert text(window, "step_position") == "Step 0 of 62"
