"""Help tells the keys in groups, and how to leave the presentation; buttons say what they do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.app.actions import ACTIONS
from backprop_gui.app.main_window import MainWindow

GROUPS = ["Walk", "Train", "Presenting", "File", "Edit", "Network", "View", "Help"]


def trigger(window: MainWindow, name: str) -> None:
    window.findChild(QAction, f"action_{name}").trigger()


def test_the_keys_are_listed_in_groups(window: MainWindow) -> None:
    trigger(window, "keys")
    dialog = window.findChild(QDialog, "dialog_keys")
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    headings = [label.text() for label in dialog.findChildren(QLabel) if label.font().weight() >= 700]
    assert headings == [*GROUPS, "On the diagram", "In the samples", "In the list of steps"]
    assert texts[texts.index("Leave the presentation") + 1] == "Esc"
    for spec in ACTIONS:
        if spec.keys:
            assert spec.text.replace("&", "").rstrip("…") in texts
    dialog.close()


def test_the_presentation_says_how_to_leave_it_until_a_key_is_pressed(
    qtbot: QtBot, window: MainWindow
) -> None:
    trigger(window, "present")
    stage = window._presentation
    assert stage is not None
    qtbot.waitExposed(stage)
    leaving = stage.findChild(QLabel, "present_leaving")
    assert leaving.isVisible() and "Esc" in leaving.text()
    qtbot.keyClick(stage.windowHandle(), Qt.Key.Key_Right)
    assert not leaving.isVisible()
    qtbot.keyClick(stage, Qt.Key.Key_Escape)
    assert not stage.isVisible()


def test_the_two_buttons_of_a_round_say_what_they_do(window: MainWindow) -> None:
    walk, train = (window.findChild(QWidget, f"button_{name}") for name in ("round", "one_round"))
    assert isinstance(walk, QToolButton) and isinstance(train, QToolButton)
    assert (walk.text(), train.text()) == ("Walk round", "Train one")
