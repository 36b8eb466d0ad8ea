"""An unchecked box can be seen in every look."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from backprop_gui.look.theme import theme, themes

SEEN = 3.0


def contrast(one: QColor, other: QColor) -> float:
    """Compute the contrast of two colours as WCAG 2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("look", "least"), [("dark", SEEN), ("light", 1.5)])
def test_the_frame_of_a_check_box_stands_out(qtbot: QtBot, look: str, least: float) -> None:
    themes.choose(look)
    try:
        box = QCheckBox()
        qtbot.addWidget(box)
        box.resize(40, 30)
        drawn = box.grab().toImage()
        ground = theme().panel
        colors = {drawn.pixelColor(x, drawn.height() // 2).name() for x in range(20)}
        assert max(contrast(QColor(name), ground) for name in colors) >= least
    finally:
        themes.choose("light")
