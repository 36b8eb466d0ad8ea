"""Words that are wider than their label go on in the next line."""

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from backprop_gui.look.fonts import load_fonts, ui_font
from backprop_gui.views.stepper.wrapped_label import WrappedLabel


def inked_rows(picture: QImage) -> list[int]:
    ground = picture.pixel(0, picture.height() - 1)
    columns = range(picture.width())
    return [y for y in range(picture.height()) if any(picture.pixel(x, y) != ground for x in columns)]


def test_a_long_word_is_broken_and_shown_to_its_end(qtbot: QtBot) -> None:
    load_fonts()
    label = WrappedLabel(ui_font(12))
    qtbot.addWidget(label)
    label.setText("W" * 64)
    line = label.fontMetrics().lineSpacing()
    height = label.heightForWidth(100)
    assert height >= 5 * line
    label.resize(100, height)
    rows = inked_rows(label.grab().toImage())
    assert rows[-1] > height - line
    assert label.text() == "W" * 64


def test_room_is_kept_for_the_usual_lines(qtbot: QtBot) -> None:
    label = WrappedLabel(ui_font(12), usual_lines=4)
    qtbot.addWidget(label)
    empty = label.heightForWidth(200)
    label.setText("one two three")
    assert label.heightForWidth(200) == empty
    label.setText("one two three " * 40)
    assert label.heightForWidth(200) > empty


def test_text_from_a_file_is_shown_letter_by_letter(qtbot: QtBot) -> None:
    label = WrappedLabel(ui_font(12))
    qtbot.addWidget(label)
    label.setText("<b>x</b>")
    plain = label.sizeHint().width(), label.grab().toImage()
    label.setText("x")
    assert label.grab().toImage() != plain[1]
