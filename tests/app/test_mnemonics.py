"""Alt and a letter lead to one place only: a menu, or a field beside the diagram."""

import re
from collections import defaultdict

from PySide6.QtWidgets import QAbstractButton, QLabel, QToolBar
from pytestqt.qtbot import QtBot

from backprop_gui.app.main_window import MainWindow
from backprop_gui.document.examples import load_example


def test_no_letter_leads_to_two_places(qtbot: QtBot, window: MainWindow) -> None:
    window.session.document.open(load_example("circle"), None)
    texts = [action.text() for action in window.menuBar().actions()]
    texts += [label.text() for label in window.findChildren(QLabel) if label.buddy()]
    buttons = [button for button in window.findChildren(QAbstractButton)]
    texts += [button.text() for button in buttons if not isinstance(button.parent(), QToolBar)]
    places = defaultdict(set)
    for text in texts:
        if letter := re.search(r"(?<!&)&([^&])", text):
            places[letter[1].lower()].add(text)
    assert len(places) > 12
    assert {letter: found for letter, found in places.items() if len(found) > 1} == {}
