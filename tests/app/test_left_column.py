"""The left column gives network and samples what they need, as sections open and close."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.app.left_column import samples_height
from backprop_gui.app.main_window import MainWindow
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.document.samples import with_blank_rows, with_block
from backprop_gui.views.caution_list import CautionList
from backprop_gui.views.data.samples_table import SamplesTable

ROW = 22
SMALL, USUAL, LARGE = (1024, 768), (1280, 800), (1920, 1080)


def resize(qtbot: QtBot, window: MainWindow, width: int, height: int) -> None:
    window.showNormal()
    window.resize(width, height)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == (width, height))
    settle(qtbot, window)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the column stands still."""
    seen: list[tuple[int, int]] = []

    def stands_still() -> bool:
        seen.append((height(window, "data"), window.findChild(QWidget, "network_outline").height()))
        return len(seen) > 5 and len(set(seen[-5:])) == 1

    qtbot.waitUntil(stands_still)


def height(window: MainWindow, name: str) -> int:
    return window.findChild(QDockWidget, f"dock_{name}").height()


def click(qtbot: QtBot, window: MainWindow, section: str) -> None:
    heading = window.findChild(QToolButton, f"heading_{section}")
    heading.click()
    settle(qtbot, window)


def is_in_view(window: MainWindow, area: str, name: str) -> bool:
    """Tell whether the whole widget is seen in its scroll area without scrolling."""
    viewport = window.findChild(QScrollArea, area).viewport()
    widget = window.findChild(QWidget, name)
    place = QRect(widget.mapTo(viewport, QPoint(0, 0)), widget.size())
    return widget.isVisible() and viewport.rect().contains(place)


@pytest.mark.parametrize("size", [SMALL, USUAL, LARGE])
def test_outline_and_training_are_seen_at_once(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int]
) -> None:
    resize(qtbot, window, *size)
    qtbot.waitUntil(lambda: is_in_view(window, "inspector_choices", "learning_rate_field"))
    assert window.findChild(QWidget, "network_outline").height() >= 8 * ROW
    assert window.findChild(QWidget, "data_table").isVisible()


def test_the_data_sets_form_is_seen_whole_in_a_large_window(qtbot: QtBot, window: MainWindow) -> None:
    resize(qtbot, window, *LARGE)
    window.session.document.open(load_example("circle"), None)
    for section in ("task", "preparation"):
        click(qtbot, window, section)
    for name in ("regenerate_button", "feature_boxes", "task_note", "normalisation_field"):
        qtbot.waitUntil(lambda name=name: is_in_view(window, "data_choices", name))
    qtbot.waitUntil(lambda: window.findChild(QWidget, "network_outline").height() >= 8 * ROW)


def test_an_open_section_takes_height_from_the_network_and_gives_it_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    resize(qtbot, window, *SMALL)
    window.session.document.open(load_example("circle"), None)
    settle(qtbot, window)
    before = height(window, "data")
    click(qtbot, window, "task")
    qtbot.waitUntil(lambda: height(window, "data") > before + 100)
    qtbot.waitUntil(lambda: is_in_view(window, "data_choices", "feature_boxes"))
    click(qtbot, window, "task")
    qtbot.waitUntil(lambda: height(window, "data") == before)


def test_a_small_window_shows_five_samples_whatever_is_said(qtbot: QtBot, window: MainWindow) -> None:
    resize(qtbot, window, *SMALL)
    wide = window.findChild(QDockWidget, "dock_data").width()
    session = window.session
    session.document.open(_with_eight_samples(session.project), None)
    settle(qtbot, window)
    assert window.findChild(CautionList, "data_cautions").isVisible()
    table = window.findChild(SamplesTable, "data_table")
    QGuiApplication.clipboard().setText("much\n")
    window.findChild(QAction, "action_rows_paste").trigger()
    refusal = window.findChild(QWidget, "data_refusal")
    qtbot.waitUntil(refusal.isVisible)
    settle(qtbot, window)
    whole = [row for row in range(8) if table.viewport().rect().contains(_first_cell(table, row))]
    assert len(whole) >= 4
    assert window.findChild(QDockWidget, "dock_data").width() == wide


def _with_eight_samples(project: Project) -> Project:
    """Ask for what sigmoid cannot give, so that there is a caution."""
    more = project
    for _ in range(7):
        more = with_blank_rows(more, 1)
    return with_block(more, 0, 2, np.array([[2.5]]))


def _first_cell(table: SamplesTable, row: int) -> QRect:
    rect = table.visualRect(table.model().index(row, 0))
    return rect.intersected(QRect(0, rect.y(), table.viewport().width(), rect.height()))


def test_heights_that_were_dragged_stay(qtbot: QtBot, window: MainWindow) -> None:
    resize(qtbot, window, *LARGE)
    window.session.document.open(load_example("circle"), None)
    settle(qtbot, window)
    docks = [window.findChild(QDockWidget, f"dock_{name}") for name in ("network", "data")]
    window.resizeDocks(docks, [450, 500], Qt.Orientation.Vertical)
    settle(qtbot, window)
    at, left, none = QPoint(1, 1), Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QMouseEvent(QEvent.Type.MouseButtonRelease, at, at, left, none, keys))
    dragged = height(window, "data")
    click(qtbot, window, "task")
    click(qtbot, window, "preparation")
    assert height(window, "data") == dragged


def test_both_get_what_they_want_where_there_is_room() -> None:
    assert samples_height(1000, (300, 500), (200, 300)) == 500
    assert samples_height(650, (300, 500), (200, 300)) == 250
    assert samples_height(450, (300, 500), (200, 300)) == 200
    assert samples_height(450, (100, 500), (400, 600)) == 350
