"""A table's number has fewer digits where its column is narrow, never fewer characters."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.look.fonts import load_fonts
from backprop_gui.session.edits import with_value
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.outline_model import VALUE
from backprop_gui.views.inspector.outline_view import OutlineView
from backprop_gui.views.stepper import step_table
from backprop_gui.views.stepper.round_model import RoundModel
from backprop_gui.views.stepper.step_table import StepTable

HUGE = -2.0613404612345e154


@pytest.fixture
def session(qapp: Any) -> Session:
    load_fonts()
    made = Session(load_example("seed"))
    made.edit("Weight", lambda project: with_value(project, WeightPlace(0, 0, 0), HUGE, 0))
    return made


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_the_outline_shows_the_exponent_in_any_width(qtbot: QtBot, session: Session, width: int) -> None:
    view = OutlineView(session)
    qtbot.addWidget(view)
    index: QModelIndex = view.model().index_of(WeightPlace(0, 0, 0)).siblingAtColumn(VALUE)
    option = QStyleOptionViewItem()
    option.initFrom(view)
    option.rect.setWidth(width)
    view.numbers.initStyleOption(option, index)
    assert float(option.text) == pytest.approx(HUGE, rel=0.5)
    assert QFontMetrics(option.font).horizontalAdvance(option.text) <= width
    assert option.text.endswith("e+154")


def test_the_step_table_shows_the_exponent(qtbot: QtBot, session: Session) -> None:
    model = RoundModel(session)
    table = StepTable(model)
    qtbot.addWidget(table)
    session.cursor.go(1)
    index = model.index(0, step_table.VALUE)
    _, metrics = step_table._type(bold=True)
    full = index.data()
    assert full.endswith("e+153") or full.endswith("e+152")
    for room in range(60, 200, 10):
        shown = step_table._shown_text(index, metrics, room)
        assert metrics.horizontalAdvance(shown) <= room
        assert float(shown) == pytest.approx(float(full), rel=0.5)
