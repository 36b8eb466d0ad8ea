"""Rows of the table are added, removed, moved, copied, pasted and chosen, as a user does it."""

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot
from support.networks import Build, project
from support.turning import let_the_loop_turn

from backprop_gui.document.pasted_table import copied_text, pasted_block
from backprop_gui.document.project import Project
from backprop_gui.document.samples import MOST_SAMPLES, table_of, with_blank_rows
from backprop_gui.document.task import with_normalisation, with_validation_share
from backprop_gui.look.fonts import load_fonts
from backprop_gui.session.session import Session
from backprop_gui.views.data.panel import DataPanel
from backprop_gui.views.folded_label import FoldedLabel

Key, Modifier = Qt.Key, Qt.KeyboardModifier
ROWS = [[1.0, 20.0, 0.1], [2.0, 30.0, 0.2], [4.0, 50.0, 0.3], [8.0, 90.0, 0.4]]


def four(kind: str = "none") -> Project:
    made = project(Build((2, 2, 1)), [row[:2] for row in ROWS], [row[2:] for row in ROWS])
    return with_normalisation(made, kind)


class Opened:
    """A panel of a project, and what a user does with it."""

    def __init__(self, qtbot: QtBot, opened: Project) -> None:
        load_fonts()
        self.bot = qtbot
        self.session = Session(opened)
        self.panel = DataPanel(self.session)
        self.table = self.panel.table
        qtbot.addWidget(self.panel)
        self.panel.resize(300, 300)
        self.panel.show()
        qtbot.waitExposed(self.panel)
        self.table.setFocus()

    def go(self, row: int, column: int = 0) -> None:
        self.table.setCurrentIndex(self.table.model().index(row, column))

    def select(self, *rows: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.go(rows[0])
        for row in rows:
            index = self.table.model().index(row, 0)
            self.table.selectionModel().select(index, flags.Select | flags.Rows)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        self.bot.keyClick(self.table, key, modifier)

    def button(self, name: str) -> QToolButton:
        found = self.panel.findChild(QToolButton, f"button_rows_{name}")
        assert found is not None
        return found

    @property
    def rows(self) -> list[list[float]]:
        return table_of(self.session.project).tolist()

    @property
    def undo_text(self) -> str:
        return self.session.document.undo_stack.undoText()

    def undo(self) -> None:
        self.session.document.undo_stack.undo()

    @property
    def said(self) -> str:
        label = self.panel.findChild(QLabel, "data_refusal")
        assert label is not None
        return label.text() if label.isVisible() else ""


@pytest.fixture(params=["none", "standard"])
def opened(qtbot: QtBot, request: pytest.FixtureRequest) -> Opened:
    return Opened(qtbot, four(request.param))


def test_insert_adds_a_row_below_which_undo_takes_away(opened: Opened) -> None:
    opened.go(1)
    opened.press(Key.Key_Insert)
    assert opened.rows == [ROWS[0], ROWS[1], [0.0, 0.0, 0.0], ROWS[2], ROWS[3]]
    assert opened.table.currentIndex().row() == 2
    assert opened.undo_text == "Add a sample"
    opened.undo()
    assert opened.rows == ROWS


def test_delete_removes_what_is_selected(opened: Opened) -> None:
    opened.select(0, 2)
    opened.press(Key.Key_Delete)
    assert opened.rows == [ROWS[1], ROWS[3]]
    assert opened.undo_text == "Remove 2 samples"


def test_of_all_samples_the_first_stays_and_it_is_said(opened: Opened) -> None:
    opened.press(Key.Key_A, Modifier.ControlModifier)
    opened.press(Key.Key_Delete)
    assert opened.rows == ROWS[:1]
    assert opened.undo_text == "Remove 3 samples"
    assert opened.said.startswith("One sample stays")
    opened.undo()
    assert opened.rows == ROWS
    assert opened.said == ""


def test_the_last_sample_stays(opened: Opened) -> None:
    opened.select(0, 1, 2)
    opened.press(Key.Key_Delete)
    count = opened.session.document.undo_stack.count()
    opened.press(Key.Key_Delete)
    assert opened.rows == ROWS[3:]
    assert opened.said.startswith("One sample stays")
    assert opened.session.document.undo_stack.count() == count


def refuse(opened: Opened) -> None:
    """Paste what is no number."""
    opened.go(1)
    QGuiApplication.clipboard().setText("much")
    opened.press(Key.Key_V, Modifier.ControlModifier)
    assert '"much" is not a number' in opened.said


@pytest.mark.parametrize("act", ["go on", "walk", "train", "edit the plan"])
def test_a_refusal_goes_when_something_else_is_done(opened: Opened, act: str) -> None:
    refuse(opened)
    let_the_loop_turn(opened.bot)
    session = opened.session
    {
        "go on": lambda: opened.press(Key.Key_Down),
        "walk": session.next_step,
        "train": lambda: session.run.started.emit(),
        "edit the plan": lambda: session.edit("Test", lambda it: with_validation_share(it, 0.5)),
    }[act]()
    assert opened.said == ""


def test_what_is_said_takes_one_line_until_it_is_opened(opened: Opened) -> None:
    opened.panel.resize(200, 400)
    refuse(opened)
    label = opened.panel.findChild(FoldedLabel, "data_refusal")
    assert label is not None
    opened.bot.waitUntil(lambda: label.is_cut)
    line = label.height()
    assert line < 2 * label.fontMetrics().height()
    assert opened.said in label.toolTip()
    opened.bot.mouseClick(label, Qt.MouseButton.LeftButton)
    opened.bot.waitUntil(lambda: label.height() > line and not label.is_cut)
    label.setFocus()
    opened.bot.keyClick(label, Key.Key_Return)
    opened.bot.waitUntil(lambda: label.height() == line)


def test_alt_and_arrows_move_rows_and_the_selection_goes_along(opened: Opened) -> None:
    opened.select(1, 2)
    opened.press(Key.Key_Up, Modifier.AltModifier)
    assert opened.rows == [ROWS[1], ROWS[2], ROWS[0], ROWS[3]]
    assert opened.undo_text == "Move 2 samples up"
    opened.press(Key.Key_Down, Modifier.AltModifier)
    opened.press(Key.Key_Down, Modifier.AltModifier)
    assert opened.rows == [ROWS[0], ROWS[3], ROWS[1], ROWS[2]]
    assert not opened.button("down").isEnabled()
    for _ in range(3):
        opened.undo()
    assert opened.rows == ROWS


def test_ctrl_d_duplicates(opened: Opened) -> None:
    opened.select(3)
    opened.press(Key.Key_D, Modifier.ControlModifier)
    assert opened.rows == [*ROWS, ROWS[3]]
    assert opened.undo_text == "Duplicate sample 4"


def test_buttons_do_the_same(opened: Opened) -> None:
    opened.go(0)
    for name, rows in (
        ("down", [ROWS[1], ROWS[0], ROWS[2], ROWS[3]]),
        ("up", ROWS),
        ("remove", ROWS[1:]),
        ("add", [ROWS[1], [0.0, 0.0, 0.0], ROWS[2], ROWS[3]]),
    ):
        opened.bot.mouseClick(opened.button(name), Qt.MouseButton.LeftButton)
        assert opened.rows == rows, name


def test_rows_are_copied_in_the_numbers_that_are_read(opened: Opened) -> None:
    opened.select(1, 3)
    opened.press(Key.Key_C, Modifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "2.0\t30.0\t0.2\n8.0\t90.0\t0.4\n"


def test_a_spreadsheet_is_pasted_and_rows_are_added(opened: Opened) -> None:
    QGuiApplication.clipboard().setText("7,5\t0,7\r\n6,5\t0,6\r\n")
    opened.go(3, 1)
    opened.press(Key.Key_V, Modifier.ControlModifier)
    assert opened.rows == [*ROWS[:3], [8.0, 7.5, 0.7], [0.0, 6.5, 0.6]]
    assert opened.said == ""
    opened.undo()
    assert opened.rows == ROWS


def test_a_bad_cell_is_named_and_nothing_is_changed(opened: Opened) -> None:
    QGuiApplication.clipboard().setText("7.5\t0.7\n6.5\tmuch\n")
    opened.go(0)
    opened.press(Key.Key_V, Modifier.ControlModifier)
    assert opened.said == 'Row 2, column 2 of what was copied: "much" is not a number.'
    assert opened.rows == ROWS
    assert opened.session.document.undo_stack.count() == 0
    opened.press(Key.Key_Insert)
    assert opened.said == ""


def test_keys_belong_to_an_open_editor(opened: Opened) -> None:
    opened.go(0)
    opened.press(Key.Key_F2)
    opened.bot.keyClick(opened.table, Key.Key_Delete)
    assert len(opened.rows) == 4


def test_the_menu_offers_everything(opened: Opened) -> None:
    assert opened.table.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
    offered = [each for each in opened.table.actions() if not each.isSeparator()]
    names = [each.objectName().removeprefix("action_rows_") for each in offered]
    assert names == ["tell", "tell_next", "add", "duplicate", "remove", "up", "down", "copy", "paste"]
    assert all(each.text() for each in offered)


def test_a_click_on_its_number_tells_a_sample(opened: Opened) -> None:
    header = opened.table.verticalHeader()
    at = QPoint(5, header.sectionViewportPosition(2) + 5)
    opened.bot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.session.cursor.chosen == 2
    assert opened.session.cursor.round.rows == (2,)
    opened.panel.rows.actions["tell_next"].trigger()
    assert opened.session.cursor.chosen is None
    assert opened.session.cursor.round.rows == (0,)


def test_of_several_selected_samples_return_tells_the_current_one(opened: Opened) -> None:
    opened.go(1)
    opened.press(Key.Key_Down, Modifier.ShiftModifier)
    opened.press(Key.Key_Down, Modifier.ShiftModifier)
    opened.press(Key.Key_Return)
    assert opened.session.cursor.chosen == 3


def test_return_tells_the_current_sample_and_moving_takes_the_walk_along(opened: Opened) -> None:
    opened.go(2)
    opened.press(Key.Key_Return)
    assert opened.session.cursor.chosen == 2
    opened.press(Key.Key_Up, Modifier.AltModifier)
    assert opened.session.cursor.chosen == 1
    assert opened.session.document.undo_stack.count() == 1
    opened.undo()
    assert opened.session.cursor.chosen == 2
    opened.session.document.undo_stack.redo()
    assert opened.session.cursor.chosen == 1


@pytest.mark.parametrize(
    "value", [1e16, 1e-5, 5e-324, 1.7976931348623157e308, -0.0, 0.1, 1.2345678901234568e17]
)
def test_copied_numbers_are_the_same_bit_for_bit(opened: Opened, value: float) -> None:
    table = np.array([[value, 1.0, 2.0]])
    assert [float(cell) for cell in copied_text(table).split("\t")] == table[0].tolist()
    assert pasted_block(copied_text(table)).tobytes() == table.tobytes()


def test_more_than_a_window_can_copy_at_once_is_refused(qtbot: QtBot) -> None:
    made = project(Build((6, 1)), np.zeros((100_000, 6)).tolist(), np.zeros((100_000, 1)).tolist())
    opened = Opened(qtbot, made)
    opened.table.selectAll()
    QGuiApplication.clipboard().setText("before")
    opened.press(Key.Key_C, Modifier.ControlModifier)
    assert "At most 500,000 numbers" in opened.said
    assert QGuiApplication.clipboard().text() == "before"


def test_a_hundred_thousand_rows_are_edited_and_scrolled(qtbot: QtBot) -> None:
    made = four()
    opened = Opened(qtbot, with_blank_rows(made, 4, MOST_SAMPLES - 4))
    opened.go(MOST_SAMPLES - 1)
    assert opened.table.verticalScrollBar().value() > 0
    opened.press(Key.Key_Insert)
    assert "100,000 samples" in opened.said
    opened.table.selectAll()
    opened.select(*range(10))
    opened.go(5)
    opened.press(Key.Key_Delete)
    assert len(opened.session.project.data) == MOST_SAMPLES - 1
