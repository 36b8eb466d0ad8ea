"""The gallery opens from the File menu, opens an example, and asks about unsaved work first."""

import pytest
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from backprop_gui.app.main_window import MainWindow
from backprop_gui.document.examples import EXAMPLES, GROUPS
from backprop_gui.session.edits import with_learning_rate
from backprop_gui.views.gallery.cards import Cards


def gallery(qtbot: QtBot, window: MainWindow) -> Cards:
    window.actions_by_name["gallery"].trigger()
    dialog = window.findChild(QDialog, "dialog_gallery")
    assert dialog is not None
    qtbot.waitExposed(dialog)
    cards = dialog.findChild(Cards, "gallery_cards")
    assert cards is not None
    assert dialog.focusWidget() is cards.cards[0]
    return cards


@pytest.mark.parametrize("name", ["circle", "digits", "and"])
def test_choosing_a_card_opens_its_example(qtbot: QtBot, window: MainWindow, name: str) -> None:
    cards = gallery(qtbot, window)
    card = next(card for card in cards.cards if card.example.name == name)
    card.click()
    assert window.session.project.title == card.example.title
    qtbot.waitUntil(lambda: window.findChild(QDialog, "dialog_gallery") is None)


@pytest.mark.parametrize("leaves", [True, False])
def test_unsaved_work_is_asked_about(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, leaves: bool
) -> None:
    window.session.edit("", lambda project: with_learning_rate(project, 0.1))
    asked: list[bool] = []
    monkeypatch.setattr(window.files, "may_leave", lambda: asked.append(True) or leaves)
    gallery(qtbot, window).cards[4].click()
    assert asked == [True]
    assert window.session.project.title == ("XOR" if leaves else "Seed example")


def test_the_menu_lists_the_examples_in_their_groups(window: MainWindow) -> None:
    menu = window.findChild(QMenu, "menu_examples")
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    assert [text for text in texts if text in GROUPS] == list(GROUPS)
    assert [text for text in texts if text not in GROUPS] == [example.title for example in EXAMPLES]
    assert texts.index("Circle") == texts.index("Classification") + 1


def test_a_notice_about_the_project_before_is_gone(qtbot: QtBot, window: MainWindow) -> None:
    window.banner.say("Training stopped.")
    gallery(qtbot, window).cards[2].click()
    assert not window.banner.isVisible()
