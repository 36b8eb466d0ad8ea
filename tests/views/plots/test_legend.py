"""The legend: rows from the right, long names cut, nothing outside."""

import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.look.identity import identity_pen
from backprop_gui.views.plots.flow import ROW
from backprop_gui.views.plots.legend import LONGEST, Legend


@pytest.fixture
def legend(qtbot: QtBot) -> Legend:
    made = Legend("curves")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("width", [40, 100, 300])
def test_all_names_lie_inside_and_apart(legend: Legend, width: int) -> None:
    legend.set_names([f"h{number}" for number in range(12)], identity_pen)
    legend.resize(width, legend.heightForWidth(width))
    places = [entry.geometry() for entry in legend.entries]
    assert all(legend.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for a in places for b in places if a is not b)


def test_few_names_stand_in_one_row_at_the_right(legend: Legend) -> None:
    legend.set_names(["h₁", "o₁"], identity_pen)
    legend.resize(200, ROW)
    assert legend.heightForWidth(200) == ROW
    assert legend.entries[-1].geometry().right() == 199


def test_a_long_name_is_cut(legend: Legend) -> None:
    legend.set_names(["W" * 64], identity_pen)
    assert legend.entries[0].sizeHint().width() == LONGEST


def test_new_names_replace_the_old_ones(legend: Legend) -> None:
    legend.set_names(["a", "b"], identity_pen)
    legend.set_names(["c"], identity_pen)
    assert [entry.name for entry in legend.entries] == ["c"]
    legend.grab()
