"""Notes of any length: laid out as far as they are read, and copied as they are."""

import pytest
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from backprop_gui.views.long_text import LONGEST_LINE, PORTION, LongText

LENGTH = 3_000_000


def opened(qtbot: QtBot, text: str) -> LongText:
    view = LongText(text)
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    qtbot.waitExposed(view)
    return view


def longest_line(view: LongText) -> int:
    document = view.document()
    return max(document.findBlockByNumber(number).length() for number in range(document.blockCount()))


@pytest.mark.parametrize("piece", ["\n", "x", "word ", "some words\n", "שלום ", "e\u0301", "\t"])
def test_only_what_is_read_is_laid_out_whatever_the_text_is_of(qtbot: QtBot, piece: str) -> None:
    view = opened(qtbot, piece * (LENGTH // len(piece)))
    assert view.document().characterCount() <= 3 * PORTION
    assert longest_line(view) <= LONGEST_LINE + 1


def test_the_rest_comes_as_it_is_scrolled_to(qtbot: QtBot) -> None:
    text = "\n".join(f"line {number}" for number in range(9_000))
    view = opened(qtbot, text)
    shown = [view.document().characterCount()]
    while shown[-1] < len(text):
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        shown.append(view.document().characterCount())
        assert 0 < shown[-1] - shown[-2] <= PORTION
    assert view.toPlainText() == text


def test_a_short_text_is_shown_whole(qtbot: QtBot) -> None:
    view = opened(qtbot, "One.\n\nTwo, and more.")
    assert view.toPlainText() == "One.\n\nTwo, and more."
    assert view.isReadOnly()
    view.show_text("")
    assert view.toPlainText() == ""


def test_what_is_copied_has_the_texts_own_lines(qtbot: QtBot) -> None:
    text = "a" * 2_500 + "\nshort\n\n" + "b" * 1_000 + "\nend"
    view = opened(qtbot, text)
    cursor = view.textCursor()
    cursor.setPosition(10)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.createMimeDataFromSelection().text() == text[10:]
    cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, 4)
    view.setTextCursor(cursor)
    assert view.createMimeDataFromSelection().text() == text[10:-4]


def test_all_is_copied_though_not_all_is_shown_yet(qtbot: QtBot) -> None:
    text = "word " * 100_000
    view = opened(qtbot, text)
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == text
