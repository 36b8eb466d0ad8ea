"""Formulas come out as paths: whatever the names, quickly, and never blank."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from backprop_gui.explain.notation import latex_name
from backprop_gui.look.latex import Row, Text, read_latex
from backprop_gui.look.typesetting import (
    natural_width,
    typeset,
    typeset_plain,
    typeset_within,
    warm_up,
)

DERIVATIVE = r"\frac{\partial E_{\mathrm{total}}}{\partial out_{\mathrm{o1}}}"
ADAM = (
    r"w_{5}-\frac{\eta\cdot \frac{\beta_1\cdot m_{w_{5}}+\left(1-\beta_1\right)\cdot " + DERIVATIVE + "}"
    r"{1-{\beta_1}^{1}}}{\sqrt{\frac{\beta_2\cdot s_{w_{5}}}{1-{\beta_2}^{1}}}+\epsilon}"
)
NAMES = ["Ä b", "x_y", "{", "}", "\\", "^", "~", "$%&#", "神経", "שלום", "x" * 64, "h2_1", "<b>", " "]


@pytest.fixture(autouse=True)
def application(qtbot: QtBot) -> Iterator[None]:
    yield


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_read_as_it_stands_and_leaves_a_trace(name: str) -> None:
    assert read_latex(latex_name(name)) == Row((Text(name),))
    box = typeset(f"out_{{{latex_name(name)}}}", 20.0)
    assert box.width > typeset("out", 20.0).width
    assert box.ascent > 5.0


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=64))
def test_a_name_never_becomes_another_one(name: str) -> None:
    assert read_latex(latex_name(name)) == Row((Text(name),))


@pytest.mark.parametrize("latex", ["a}b", "{a", r"\left(a", r"\frac{1}", r"\nonsense", "", "_", r"\mathrm{a"])
def test_what_is_no_formula_comes_out_all_the_same(latex: str) -> None:
    assert typeset(latex, 20.0).width > 0
    assert all(box.width <= 60.01 for box in typeset_within(latex, 20.0, 60.0))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("latex", ["0.74136507", "-0.0380982365", "1024", r"E_{\mathrm{total}}", DERIVATIVE])
def test_it_looks_as_the_latex_engine_has_it(latex: str) -> None:
    from ziamath.zmath import Latex

    ours, theirs = typeset(latex, 100.0), Latex(latex, size=100.0).getsize()
    assert ours.width == pytest.approx(theirs[0], rel=0.13)
    drawn = ours.path.boundingRect()
    assert drawn.height() == pytest.approx(theirs[1], rel=0.25)


def test_a_box_holds_what_is_drawn() -> None:
    for latex in (DERIVATIVE, ADAM, r"\left|x\right|", r"{\left(\frac{1}{2}\right)}^{2}", r"e^{-0.5}"):
        box = typeset(latex, 40.0)
        room = QRectF(-2.0, -box.ascent - 1, box.width + 4.0, box.ascent + box.descent + 2)
        assert room.contains(box.path.boundingRect()), latex


def test_a_fraction_stacks_its_terms_around_the_axis() -> None:
    top, whole = typeset("E", 20.0), typeset(r"\frac{E}{E}", 20.0)
    assert whole.ascent > 1.3 * top.ascent
    assert whole.descent > 0.6 * top.ascent
    assert whole.width < 1.6 * top.width


def test_the_size_scales_everything() -> None:
    small, large = typeset(ADAM, 10.0), typeset(ADAM, 30.0)
    assert large.width == pytest.approx(3 * small.width)
    assert large.ascent == pytest.approx(3 * small.ascent)
    assert natural_width(ADAM, 10.0) == pytest.approx(small.width)


def test_numbers_in_bold_are_heavier() -> None:
    assert typeset("0.5", 20.0, bold=True).width > typeset("0.5", 20.0).width


def test_the_same_formula_is_set_once() -> None:
    assert typeset(DERIVATIVE, 21.0) is typeset(DERIVATIVE, 21.0)


@pytest.mark.parametrize("width", [60.0, 120.0, 150.0, 1000.0])
def test_a_formula_too_wide_is_written_out_in_stretches(width: float) -> None:
    stretches = typeset_within(ADAM, 16.0, width)
    assert all(box.width <= width + 0.01 for box in stretches)
    assert (len(stretches) == 2) is (width == 1000.0)


def test_powers_of_ten_are_set_as_such() -> None:
    plain, power = typeset("1.5", 20.0), typeset(r"1.5\cdot 10^{-7}", 20.0)
    assert power.ascent > plain.ascent
    assert power.width < plain.width + typeset_plain("·10 -7", 20.0).width


def test_warming_up_sets_letters_ahead() -> None:
    from backprop_gui.look.glyphs import plain, slanted

    warm_up()
    assert slanted(r"\partial").path != plain(r"\partial").path
    misses = slanted.cache_info().misses
    typeset(r"\frac{\partial net_{\mathrm{zz9}}}{\partial w_{77}}", 20.0)
    assert slanted.cache_info().misses == misses
