"""All samples in a window of their own: as large as they need, editable, and one with the panel."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.app.main_window import MainWindow
from backprop_gui.document.samples import table_of
from backprop_gui.views.data.samples_window import SamplesWindow


@pytest.fixture
def samples(qtbot: QtBot, window: MainWindow) -> SamplesWindow:
    """Open eight samples of two inputs and two targets by the key."""
    window.session.document.open(project(Build((2, 2, 2), samples=8)), None)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    (opened,) = open_windows(window)
    qtbot.waitUntil(lambda: opened.isActiveWindow())
    return opened


def open_windows(window: MainWindow) -> list[SamplesWindow]:
    return [each for each in window.findChildren(SamplesWindow) if each.isVisible()]


def test_every_row_and_column_is_seen_at_once(qtbot: QtBot, samples: SamplesWindow) -> None:
    table = samples.editor.table
    qtbot.waitUntil(lambda: not table.horizontalScrollBar().isVisible())
    last = table.visualRect(table.model().index(7, 3))
    qtbot.waitUntil(lambda: table.viewport().rect().contains(last))


def test_a_number_typed_there_is_undone_there(
    qtbot: QtBot, window: MainWindow, samples: SamplesWindow
) -> None:
    table, before = samples.editor.table, table_of(window.session.project).tolist()
    table.setCurrentIndex(table.model().index(7, 1))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit, "number_editor")
    assert editor is not None
    qtbot.keyClicks(editor, "7/20")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table_of(window.session.project)[7, 1] == 0.35)
    qtbot.keyClick(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert table_of(window.session.project).tolist() == before


def test_it_is_opened_once_and_anew_after_it_was_closed(
    qtbot: QtBot, window: MainWindow, samples: SamplesWindow
) -> None:
    button = window.findChild(QToolButton, "button_samples_table")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert open_windows(window) == [samples]
    qtbot.keyClick(samples, Qt.Key.Key_Escape)
    assert open_windows(window) == []
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert len(open_windows(window)) == 1
