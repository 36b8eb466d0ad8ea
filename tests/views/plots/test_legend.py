"""The legend: rows from the right, long names cut, nothing outside."""

import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.look.identity import identity_pen
from backprop_gui.views.plots.flow import ROW
from backprop_gui.views.plots.legend import LISTED_AT_ONCE, Legend
from backprop_gui.views.plots.legend_entry import LONGEST


@pytest.fixture
def legend(qtbot: QtBot) -> Legend:
    made = Legend("curves")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("width", [40, 100, 300])
@pytest.mark.parametrize("rows", [1, 2, 5])
def test_names_lie_inside_and_apart_and_the_others_are_counted(legend: Legend, width: int, rows: int) -> None:
    legend.set_names([f"h{number}" for number in range(12)], identity_pen)
    legend.set_most_rows(rows)
    legend.resize(width, legend.heightForWidth(width))
    assert legend.height() <= rows * ROW
    shown = [member for member in (*legend.entries, legend.more) if member.isVisible()]
    places = [member.geometry() for member in shown]
    assert all(legend.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for a in places for b in places if a is not b)
    named = sum(entry.isVisible() for entry in legend.entries)
    assert legend.more.isVisible() == (named < 12)
    if named < 12:
        assert legend.more.text() == f"+{12 - named}"
        assert legend.more.accessibleName() == f"and {12 - named} more"


def test_the_list_and_the_name_agree(legend: Legend) -> None:
    legend.set_names([f"h{number}" for number in range(12)], identity_pen)
    told = []
    legend.toggled.connect(lambda number, shown: told.append((number, shown)))
    legend.more.list.actions()[3].trigger()
    assert not legend.entries[3].isChecked()
    legend.entries[3].click()
    assert legend.more.list.actions()[3].isChecked()
    assert told == [(3, False), (3, True)]


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


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_entries_of_very_many_curves_are_made_as_the_list_is_opened(qtbot: QtBot) -> None:
    legend = Legend("legend")
    qtbot.addWidget(legend)
    legend.set_names([f"layer {number + 1}" for number in range(1000)], identity_pen)
    legend.show()
    assert legend.more is not None
    assert len(legend.more.list.actions()) == LISTED_AT_ONCE
    hidden: list[tuple[int, bool]] = []
    legend.toggled.connect(lambda number, shown: hidden.append((number, shown)))
    legend.more.click()
    legend.more.list.actions()[999].trigger()
    assert hidden == [(999, False)]
    legend.more.click()
    assert len(legend.more.list.actions()) == 1000
    legend.more.list.hide()
