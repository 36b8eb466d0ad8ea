"""The table of samples shows the data, marks the told sample, and takes typed numbers."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from support.networks import Build, project
from support.turning import let_the_loop_turn

from backprop_gui.core.network import TargetPlace
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.look.fonts import load_fonts
from backprop_gui.session.edits import value_at
from backprop_gui.session.session import Session
from backprop_gui.views.data.panel import DataPanel
from backprop_gui.views.data.samples_model import IS_TOLD

Open = Callable[..., tuple[Session, DataPanel]]


@pytest.fixture
def open_panel(qtbot: QtBot) -> Open:
    """Show the samples of any project."""

    def show(project: Project, width: int = 260) -> tuple[Session, DataPanel]:
        load_fonts()
        session = Session(project)
        panel = DataPanel(session)
        qtbot.addWidget(panel)
        panel.resize(width, 240)
        panel.show()
        qtbot.waitExposed(panel)
        return session, panel

    return show


def edit(qtbot: QtBot, panel: DataPanel, index: QModelIndex, typed: str) -> QLineEdit:
    panel.table.setCurrentIndex(index)
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    editor = panel.table.findChild(QLineEdit, "number_editor")
    assert editor is not None
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    return editor


def test_a_row_is_a_sample_with_its_inputs_and_targets(open_panel: Open) -> None:
    _, panel = open_panel(load_example("seed"))
    model = panel.table.model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["i1", "i2", "target o1", "target o2"]
    assert [model.index(0, column).data() for column in range(4)] == ["0.05", "0.1", "0.01", "0.99"]
    assert model.rowCount() == 1
    assert tester.model() is model


def test_a_target_is_typed_and_undone(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel(load_example("seed"))
    index = panel.table.model().index(0, 3)
    edit(qtbot, panel, index, "0,75")
    qtbot.waitUntil(lambda: value_at(session.project, TargetPlace(1), 0) == 0.75)
    assert index.data() == "0.75"
    assert session.document.undo_stack.undoText() == "Change target of o2 of sample 1 to 0.75"
    session.document.undo_stack.undo()
    assert index.data() == "0.99"


def test_what_is_no_number_is_refused_below_the_table(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel(load_example("seed"))
    refusal = panel.findChild(QLabel, "data_refusal")
    assert refusal is not None
    editor = edit(qtbot, panel, panel.table.model().index(0, 0), "much")
    assert refusal.isVisible()
    assert "“much” is not a number" in refusal.text()
    assert editor.text() == "much"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not refusal.isVisible()
    assert session.document.undo_stack.count() == 0


def test_clicking_away_from_a_bad_number_keeps_the_old_one(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel(project(Build(samples=3)))
    before = session.project.data
    edit(qtbot, panel, panel.table.model().index(0, 0), "much")
    at = panel.table.visualRect(panel.table.model().index(2, 1)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: panel.table.state() is not panel.table.State.EditingState)
    assert session.project.data is before
    refusal = panel.findChild(QLabel, "data_refusal")
    assert refusal is not None
    assert refusal.isVisible()
    let_the_loop_turn(qtbot)
    panel.table.setCurrentIndex(panel.table.model().index(1, 1))
    assert not refusal.isVisible()


def test_the_told_sample_is_marked(open_panel: Open) -> None:
    session, panel = open_panel(project(Build(samples=3, batch_size=3)))
    model = panel.table.model()
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _: changed.append(first.row()))
    marks = lambda: [model.index(row, 0).data(IS_TOLD) for row in range(3)]  # noqa: E731
    assert marks() == [True, False, False]
    told = session.cursor.round
    second = next(k for k in range(len(told)) if told.quantity(k).sample == 1)
    session.cursor.go(second + 1)
    assert marks() == [False, True, False]
    assert sorted(changed) == [0, 1]


def test_another_document_brings_its_own_columns(open_panel: Open) -> None:
    session, panel = open_panel(load_example("seed"))
    session.document.open(project(Build(sizes=(3, 2, 1), samples=5)), None)
    model = panel.table.model()
    assert (model.rowCount(), model.columnCount()) == (5, 4)
    assert model.headerData(3, Qt.Orientation.Horizontal) == "target o1"


@pytest.mark.parametrize("width", [220, 260, 400])
def test_the_seed_needs_no_sideways_scrolling(open_panel: Open, width: int) -> None:
    _, panel = open_panel(load_example("seed"), width)
    assert not panel.table.horizontalScrollBar().isVisible()
    assert sum(panel.table.columnWidth(column) for column in range(4)) <= panel.table.viewport().width()


def test_numbers_have_the_room_that_they_need(open_panel: Open) -> None:
    _, panel = open_panel(project(Build(samples=4)), 220)
    model, metrics = panel.table.model(), panel.table.fontMetrics()
    for column in range(4):
        widest = max(metrics.horizontalAdvance(model.index(row, column).data()) for row in range(4))
        assert widest + 6 <= panel.table.columnWidth(column)
