"""The formula's three sides stand in their places, in their colours."""

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from backprop_gui.look.theme import LIGHT, themes
from backprop_gui.session.session import Session
from backprop_gui.views.stepper.formula_layout import Layout, Role
from backprop_gui.views.stepper.formula_view import FormulaView

THREE_FACTORS = 16


def layout_of(view: FormulaView) -> Layout:
    assert view.step
    return view.layout_of(view.step)


@pytest.fixture
def view(qtbot: QtBot, session: Session) -> FormulaView:
    made = FormulaView()
    qtbot.addWidget(made)
    made.set_step(session.cursor.round[THREE_FACTORS - 1])
    made.resize(380, 200)
    return made


def test_symbols_numbers_and_result_stand_below_each_other(view: FormulaView) -> None:
    placed = [each for each in layout_of(view).placed if each.part is not None or each.role is Role.RESULT]
    baselines = [[each.y for each in placed if each.role is role] for role in Role]
    assert max(baselines[0]) < min(baselines[1])
    assert max(baselines[1]) < min(baselines[2])


def test_a_factor_has_the_same_number_in_symbols_and_in_figures(view: FormulaView) -> None:
    placed = layout_of(view).placed
    for role in (Role.SYMBOL, Role.NUMBER):
        assert [each.part for each in placed if each.role is role and each.part is not None] == [0, 1, 2]


def test_one_row_stands_on_one_baseline(view: FormulaView) -> None:
    symbols = [each.y for each in layout_of(view).placed if each.role is Role.NUMBER]
    assert len(set(symbols)) == 1


def test_a_part_is_found_where_it_is_drawn(view: FormulaView) -> None:
    for each in layout_of(view).placed:
        assert view.part_at(each.area.center()) == each.part
    assert view.part_at(QPointF(-5.0, -5.0)) is None


def test_parts_are_drawn_in_the_colours_of_the_factors(qtbot: QtBot, view: FormulaView) -> None:
    themes.choose("light")
    picture = view.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    expected = {*(color.name() for color in LIGHT.factors), LIGHT.ink.name(), LIGHT.result_ground.name()}
    assert expected <= seen


def test_it_shrinks_before_it_wraps(view: FormulaView) -> None:
    wide = layout_of(view)
    view.resize(300, 200)
    narrow = layout_of(view)
    assert narrow.size < wide.size
    assert narrow.width <= 300
    view.resize(200, 200)
    assert len({each.y for each in layout_of(view).placed}) > 3
    assert layout_of(view).size * 0.9 >= 12.9


def test_fewer_digits(view: FormulaView) -> None:
    view.set_digits(4)
    assert view.accessibleDescription().endswith("= 0.7414 · 0.1868 · 0.5933 = 0.08217")


def test_presenting_puts_everything_into_one_line_where_it_fits(
    qtbot: QtBot, view: FormulaView, session: Session
) -> None:
    large = FormulaView(one_line=True, within_height=True)
    qtbot.addWidget(large)
    large.set_digits(4)
    large.set_base_size(38.0)
    large.resize(1200, 160)
    for step in session.cursor.round:
        large.set_step(step)
        layout = layout_of(large)
        assert layout.width <= 1200
        assert layout.height <= 160
    large.set_step(session.cursor.round[THREE_FACTORS - 1])
    assert len({each.y for each in layout_of(large).placed}) == 1
    large.resize(500, 240)
    assert len({each.y for each in layout_of(large).placed}) == 3


def test_a_number_is_not_said_twice(session: Session, view: FormulaView) -> None:
    view.set_step(session.cursor.round[14])
    assert view.accessibleDescription() == "∂net_o1/∂w5 = out_h1 = 0.593269992"
    assert not [each for each in layout_of(view).placed if each.role is Role.NUMBER]
