"""The table lists the round, keeps the current step in view, and leads to any other."""

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import WeightPlace
from backprop_gui.explain.render_text import formula_line, step_line
from backprop_gui.session.edits import with_value
from backprop_gui.session.session import Session
from backprop_gui.views.stepper.panel import StepperPanel
from backprop_gui.views.stepper.round_model import SHORT_TEXT, RoundModel

WALKING = [
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Space,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
]


def cell(model: QAbstractItemModel, row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    return model.index(row, column).data(role)


def test_its_columns_are_id_formula_and_value(session: Session, panel: StepperPanel) -> None:
    model, told = panel.table.model(), session.cursor.round
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["id", "formula", "value"]
    assert model.rowCount() == 62
    session.cursor.round_end()
    for row, step in enumerate(told):
        assert model.headerData(row, Qt.Orientation.Vertical) == row + 1
        assert cell(model, row, 0) == step.id
        assert cell(model, row, 1) == formula_line(step)
        assert step_line(step).endswith(f"= {cell(model, row, 2)}")
        assert cell(model, row, 1, Qt.ItemDataRole.ToolTipRole) == step_line(step)
        assert cell(model, row, 2, Qt.ItemDataRole.ToolTipRole) == repr(step.value)
        assert cell(model, row, 0, SHORT_TEXT) == step.notation.text(step.quantity)


def test_a_value_is_unknown_until_its_step_is_taken(session: Session, panel: StepperPanel) -> None:
    model = panel.table.model()
    session.cursor.go(3)
    assert [cell(model, row, 2) for row in range(5)] == ["0.3775", "0.593269992", "0.3925", "?", "?"]
    session.cursor.go(1)
    assert [cell(model, row, 2) for row in range(3)] == ["0.3775", "?", "?"]


def test_changes_of_values_are_announced(qtbot: QtBot, session: Session) -> None:
    model = RoundModel(session)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    session.cursor.go(3)
    session.cursor.go(1)
    assert told == [(0, 2), (1, 2)]
    with qtbot.waitSignal(model.modelReset):
        session.edit("w1", lambda project: with_value(project, WeightPlace(0, 0, 0), 0.25, 0))
    assert cell(model, 0, 2) == "0.3825"


def test_the_current_step_is_marked_and_in_view(session: Session, panel: StepperPanel) -> None:
    table = panel.table
    for position in [*range(1, 63), 30, 1, 62]:
        session.cursor.go(position)
        index = table.model().index(position - 1, 0)
        assert table.currentIndex() == index
        assert table.selectionModel().isRowSelected(position - 1, QModelIndex())
        assert table.viewport().rect().contains(table.visualRect(index).center())
    session.cursor.go(0)
    assert not table.selectionModel().hasSelection()


def test_it_stays_in_view_when_the_panel_shrinks(qtbot: QtBot, session: Session, panel: StepperPanel) -> None:
    session.cursor.go(20)
    panel.resize(320, 480)
    index = panel.table.model().index(19, 0)
    area = panel.table.viewport().rect()
    qtbot.waitUntil(lambda: area.contains(panel.table.visualRect(index).center()))


def test_a_click_goes_to_a_step(qtbot: QtBot, session: Session, panel: StepperPanel) -> None:
    index = panel.table.model().index(4, 1)
    at = panel.table.visualRect(index).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert session.cursor.position == 5


def test_enter_goes_to_the_marked_step(qtbot: QtBot, session: Session, panel: StepperPanel) -> None:
    panel.table.setCurrentIndex(panel.table.model().index(7, 0))
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert session.cursor.position == 8


class Window(QWidget):
    """Stands for the window, which walks by keys."""

    heard = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self.heard.emit(event.key())


@pytest.mark.parametrize("key", WALKING)
def test_walking_keys_are_left_to_the_window(qtbot: QtBot, session: Session, key: Qt.Key) -> None:
    window = Window()
    qtbot.addWidget(window)
    panel = StepperPanel(session)
    QVBoxLayout(window).addWidget(panel)
    window.show()
    session.cursor.go(10)
    panel.table.setFocus()
    with qtbot.waitSignal(window.heard, check_params_cb=lambda heard: heard == key):
        qtbot.keyClick(panel.table, key)
    assert panel.table.currentIndex().row() == 9


def test_values_have_room_for_nine_digits(qtbot: QtBot, session: Session, panel: StepperPanel) -> None:
    panel.resize(300, 560)
    qtbot.waitUntil(lambda: panel.table.width() == 300)
    room = panel.table.columnWidth(2) - 12
    assert panel.table.fontMetrics().horizontalAdvance("-1.23456789e-05") <= room
    widths = [panel.table.columnWidth(column) for column in range(3)]
    assert sum(widths) <= panel.table.viewport().width()
    assert min(widths) >= 40
