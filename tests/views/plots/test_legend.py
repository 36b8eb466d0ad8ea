"""The legend: rows from the right, long names cut, nothing outside."""

import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.views.plots.legend import LONGEST, ROW, Legend


@pytest.fixture
def legend(qtbot: QtBot) -> Legend:
    made = Legend("curves")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("width", [40, 100, 300])
def test_all_names_lie_inside_and_apart(legend: Legend, width: int) -> None:
    legend.set_names([f"h{number}" for number in range(12)])
    legend.resize(width, legend.heightForWidth(width))
    places = [entry.geometry() for entry in legend._entries]
    assert all(legend.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for a in places for b in places if a is not b)


def test_few_names_stand_in_one_row_at_the_right(legend: Legend) -> None:
    legend.set_names(["h₁", "o₁"])
    legend.resize(200, ROW)
    assert legend.heightForWidth(200) == ROW
    assert legend._entries[-1].geometry().right() == 199


def test_a_long_name_is_cut(legend: Legend) -> None:
    legend.set_names(["W" * 64])
    assert legend._entries[0].sizeHint().width() == LONGEST


def test_new_names_replace_the_old_ones(legend: Legend) -> None:
    legend.set_names(["a", "b"])
    legend.set_names(["c"])
    assert [entry.name for entry in legend._entries] == ["c"]
    legend.grab()
