"""The gallery shows a card with a picture for each example, and is walked by keyboard."""

from collections import Counter

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from backprop_gui.document.examples import EXAMPLES, GROUPS
from backprop_gui.look.fonts import load_fonts
from backprop_gui.look.theme import theme, themes
from backprop_gui.views.gallery.card import CARD
from backprop_gui.views.gallery.cards import Cards
from backprop_gui.views.gallery.picture import picture_of

SIZE = QSize(194, 116)


@pytest.fixture
def cards(qtbot: QtBot) -> Cards:
    load_fonts()
    themes.choose("light")
    shown = Cards()
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def colors(image: QImage) -> Counter[str]:
    """Count the picture's opaque colours."""
    found: Counter[str] = Counter()
    for x in range(image.width()):
        for y in range(image.height()):
            color = image.pixelColor(x, y)
            if color.alpha() == 255:
                found[color.name()] += 1
    return found


def test_every_example_has_a_card_under_its_group(cards: Cards) -> None:
    assert [card.example for card in cards.cards] == list(EXAMPLES)
    headings = [cards.findChild(QLabel, f"gallery_group_{number}") for number in range(1, len(GROUPS) + 1)]
    assert tuple(heading.text() for heading in headings if heading) == GROUPS
    for card in cards.cards:
        above = [heading for heading in headings if heading and heading.y() < card.y()]
        assert above[-1].text() == card.example.group


def test_pictures_come_after_the_cards(qtbot: QtBot, cards: Cards) -> None:
    fresh = Cards()
    qtbot.addWidget(fresh)
    assert not any(card.has_picture for card in fresh.cards)
    qtbot.waitUntil(lambda: all(card.has_picture for card in cards.cards))


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_picture_shows_something_in_the_looks_colours(qtbot: QtBot, example: object, look: str) -> None:
    themes.choose(look)
    image = picture_of(example, SIZE, 2.0).toImage()  # type: ignore[arg-type]
    themes.choose("light")
    assert image.size() == SIZE * 2
    places = [(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)]
    drawn = sum(image.pixelColor(x, y).alpha() > 0 for x, y in places)
    assert 20 < drawn < 0.7 * SIZE.width() * SIZE.height()
    edge = [image.pixelColor(x, y).alpha() for x in (0, image.width() - 1) for y in range(image.height())]
    assert max(edge) == 0


def test_classes_have_their_colours(qtbot: QtBot) -> None:
    themes.choose("light")
    counted = colors(picture_of(next(each for each in EXAMPLES if each.name == "xor"), SIZE, 2.0).toImage())
    for number in (0, 1):
        assert counted[theme().factor(number).name()] > 20


def test_a_dead_neuron_is_marked(qtbot: QtBot) -> None:
    themes.choose("light")
    marked = {}
    for name in ("dead_relu", "symmetric"):
        example = next(each for each in EXAMPLES if each.name == name)
        marked[name] = colors(picture_of(example, SIZE, 2.0).toImage())[theme().warning.name()]
    assert marked["dead_relu"] > 20
    assert marked["symmetric"] == 0


def test_another_look_draws_the_pictures_anew(qtbot: QtBot, cards: Cards) -> None:
    qtbot.waitUntil(lambda: all(card.has_picture for card in cards.cards))
    themes.choose("dark")
    assert not any(card.has_picture for card in cards.cards)
    qtbot.waitUntil(lambda: all(card.has_picture for card in cards.cards))
    ground = cards.cards[0].grab().toImage().pixelColor(CARD.width() // 2, CARD.height() - 6)
    assert ground == QColor(theme().panel)
    themes.choose("light")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_open_the_card_that_has_the_focus(qtbot: QtBot, cards: Cards, key: Qt.Key) -> None:
    with qtbot.waitSignal(cards.chosen) as chosen:
        qtbot.keyClick(cards.cards[3], key)
    assert chosen.args == ["or"]


def test_a_click_opens(qtbot: QtBot, cards: Cards) -> None:
    with qtbot.waitSignal(cards.chosen) as chosen:
        qtbot.mouseClick(cards.cards[0], Qt.MouseButton.LeftButton)
    assert chosen.args == ["seed"]


def test_arrows_go_from_card_to_card(qtbot: QtBot, cards: Cards) -> None:
    names = [card.example.name for card in cards.cards]

    def focused() -> str:
        return next(card.example.name for card in cards.cards if card.hasFocus())

    cards.cards[0].setFocus()
    steps = [
        (Qt.Key.Key_Left, "seed"),
        (Qt.Key.Key_Right, "opening"),
        (Qt.Key.Key_Down, "or"),
        (Qt.Key.Key_Right, "xor"),
        (Qt.Key.Key_Down, "exploding"),
        (Qt.Key.Key_Up, "xor"),
        (Qt.Key.Key_Up, "opening"),
        (Qt.Key.Key_Up, "opening"),
    ]
    for key, expected in steps:
        qtbot.keyClick(cards.cards[names.index(focused())], key)
        assert focused() == expected


def test_cards_flow_into_the_room_there_is(qtbot: QtBot, cards: Cards) -> None:
    for width, columns in ((900, 4), (480, 2), (230, 1)):
        cards.resize(width, 600)
        qtbot.waitUntil(
            lambda columns=columns: len({card.x() for card in cards.cards}) == columns  # type: ignore[misc]
        )
        assert all(card.x() + card.width() <= cards.viewport().width() for card in cards.cards)
