"""The labels of an axis stand apart from one another."""

import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from backprop_gui.look.fonts import ui_font
from backprop_gui.views.plots.axes import TEXT, RoundAxis


@pytest.mark.parametrize("rounds", [1, 9, 130, 9_999, 61_129, 100_000, 999_999, 7_654_321, 10**9])
@pytest.mark.parametrize("width", [60.0, 95.0, 140.0, 220.0, 480.0])
def test_labels_of_rounds_do_not_overlap(qtbot: QtBot, rounds: int, width: float) -> None:
    axis = RoundAxis()
    axis.is_blank = False
    ((_, ticks),) = axis.tickValues(0.0, float(rounds), width)
    labels = axis.tickStrings(ticks, 1.0, 1.0)
    metrics = QFontMetricsF(ui_font(TEXT))
    end = float("-inf")
    for tick, label in zip(ticks, labels, strict=True):
        half = metrics.horizontalAdvance(label) / 2
        assert tick / rounds * width - half >= end
        end = tick / rounds * width + half
    assert ticks
