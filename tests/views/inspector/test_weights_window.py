"""One layer's weights as a grid."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.core.network import BiasKind, BiasPlace, WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.session.selection import LayerPlace
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.weights_window import WeightsTable, WeightsWindow, open_weights

Open = Callable[..., WeightsWindow]


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Open]:
    parents = []

    def show(shown: Project, layer: int = 0) -> WeightsWindow:
        parent = QWidget()
        parents.append(parent)
        qtbot.addWidget(parent)
        session = Session(shown)
        session.setParent(parent)
        window = open_weights(session, parent, layer)
        window.activateWindow()
        return window

    yield show


def table(window: WeightsWindow) -> WeightsTable:
    return window.table


def text(window: WeightsWindow, row: int, column: int) -> str:
    return str(window.table.weights.index(row, column).data())


def select(window: WeightsWindow, *cells: tuple[int, int]) -> None:
    selection = window.table.selectionModel()
    selection.clear()
    for row, column in cells:
        selection.select(window.table.weights.index(row, column), QItemSelectionModel.SelectionFlag.Select)
    window.table.setFocus()


def type_into(qtbot: QtBot, window: WeightsWindow, row: int, column: int, typed: str) -> None:
    window.table.setCurrentIndex(window.table.weights.index(row, column))
    window.table.edit(window.table.currentIndex())
    editor = window.table.findChild(QLineEdit, "number_editor")
    qtbot.keyClicks(editor, typed)
    steps = window._session.document.undo_stack.count()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window._session.document.undo_stack.count() > steps)
    assert window.isVisible()


def test_the_grid_shows_weights_and_the_shared_bias_once(open_window: Open) -> None:
    window = open_window(load_example("seed"))
    weights = window.table.weights
    assert (weights.rowCount(), weights.columnCount()) == (2, 3)
    assert [[text(window, row, column) for column in range(2)] for row in range(2)] == [
        ["0.15", "0.2"],
        ["0.25", "0.3"],
    ]
    assert text(window, 0, 2) == "0.35 fixed" and window.table.rowSpan(0, 2) == 2
    headings = [weights.headerData(column, Qt.Orientation.Horizontal) for column in range(3)]
    assert headings == ["i1", "i2", "bias"]
    assert weights.headerData(1, Qt.Orientation.Vertical) == "h2"


def test_a_typed_number_is_one_step(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(load_example("seed"))
    type_into(qtbot, window, 1, 0, "7/20")
    session = window._session
    assert session.document.project.parameters.weights[0][1, 0] == 0.35
    assert session.document.undo_stack.undoText() == "Change w3 to 0.35"
    session.document.undo_stack.undo()
    assert text(window, 1, 0) == "0.25"


def test_an_empty_cell_is_connected_by_a_number(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(project(Build(missing=[(0, 1, 0)])))
    assert text(window, 1, 0) == ""
    type_into(qtbot, window, 1, 0, "0,5")
    network = window._session.document.project.network
    assert network.layers[0].present.all() and text(window, 1, 0) == "0.5"
    assert window._session.document.undo_stack.undoText() == "Connect w3 by 0.5"


def test_keys_cut_and_freeze_what_is_selected(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(load_example("seed"))
    select(window, (0, 0), (1, 1))
    assert set(window._session.selection.places) == {WeightPlace(0, 0, 0), WeightPlace(0, 1, 1)}
    qtbot.keyClick(window.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert text(window, 0, 0) == "0.15 fixed"
    select(window, (0, 0))
    qtbot.keyClick(window.table, Qt.Key.Key_Delete)
    assert text(window, 0, 0) == ""


def test_numbers_come_from_a_spreadsheet(qtbot: QtBot, open_window: Open) -> None:
    window = open_window(load_example("seed"))
    QGuiApplication.clipboard().setText("1\t2\n3\t4\n")
    select(window, (0, 0))
    qtbot.keyClick(window.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window._session.document.project.parameters.weights[0].tolist() == [[1.0, 2.0], [3.0, 4.0]]
    QGuiApplication.clipboard().setText("1\tx")
    qtbot.keyClick(window.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    refusal = window.findChild(QLabel, "weights_refusal")
    assert "Row 1, column 2" in refusal.text()
    select(window, (0, 0), (0, 1))
    qtbot.keyClick(window.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "1.0\t2.0"


def test_all_cells_are_the_layer(open_window: Open) -> None:
    window = open_window(load_example("seed"), 1)
    window.table.selectAll()
    assert window._session.selection.places == (LayerPlace(1),)
    select(window, (0, 2))
    assert window._session.selection.places == (BiasPlace(1, None),)


def test_the_grid_follows_the_network_and_goes_with_its_layer(open_window: Open) -> None:
    window = open_window(load_example("seed"), 1)
    session = window._session
    session.editing.add_neuron(0)
    assert window.table.weights.columnCount() == 4
    session.editing.set_bias_kind(1, BiasKind.NONE)
    assert window.table.weights.columnCount() == 3
    session.document.open(project(Build(sizes=(2, 1))), None)
    assert not window.isVisible()


def test_the_keys_go_on_from_the_cell_that_was_frozen(qtbot: QtBot, session: Session) -> None:
    window = WeightsWindow(session, 0)
    qtbot.addWidget(window)
    window.show()
    window.table.setCurrentIndex(window.table.weights.index(1, 1))
    qtbot.keyClick(window.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert session.document.project.network.layers[0].frozen[1, 1]
    current = window.table.currentIndex()
    assert (current.row(), current.column()) == (1, 1)
