"""Which plots are to be seen: toggles, tabs where there is no room, plots from elsewhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session
from backprop_gui.views.plots.panel import PlotPanel
from backprop_gui.views.plots.plot_view import Offer

CURVES = ["error_plot", "activation_plot", "delta_plot", "gradient_plot", "weight_plot"]


def visible(plots) -> list[str]:
    return [name for name, view in plots.panel.views.items() if view.plot.isVisible()]


def toggle(plots, name: str) -> QWidget:
    return plots.panel.findChild(QWidget, f"show_{name}")


def test_three_plots_are_seen_at_first(plots) -> None:
    assert visible(plots) == CURVES[:3]
    assert [toggle(plots, name).isChecked() for name in CURVES] == [True] * 3 + [False] * 2


def test_a_toggle_shows_a_plot_and_puts_it_away(qtbot: QtBot, plots) -> None:
    plots.panel.resize(1200, 240)
    plots.train(40)
    with qtbot.waitSignal(plots.panel.chosen):
        qtbot.mouseClick(toggle(plots, "weight_plot"), Qt.MouseButton.LeftButton)
    plots.settle()
    assert visible(plots) == [*CURVES[:3], "weight_plot"]
    assert plots.drawn(plots.weights)[0].tolist() == list(range(40))
    qtbot.keyClick(toggle(plots, "error_plot"), Qt.Key.Key_Space)
    assert visible(plots) == ["activation_plot", "delta_plot", "weight_plot"]


def test_the_last_plot_stays(qtbot: QtBot, plots) -> None:
    plots.panel.choose(["delta_plot"])
    qtbot.mouseClick(toggle(plots, "delta_plot"), Qt.MouseButton.LeftButton)
    assert visible(plots) == ["delta_plot"]
    assert toggle(plots, "delta_plot").isChecked()


def test_names_that_are_not_there_are_passed_over(plots) -> None:
    plots.panel.choose(["nonsense", "weight_plot"])
    assert plots.panel.names == ("weight_plot",)
    plots.panel.choose(["nonsense"])
    assert plots.panel.names == ("weight_plot",)


def test_where_not_all_have_room_tabs_lead_to_the_others(qtbot: QtBot, plots) -> None:
    plots.panel.choose(CURVES)
    plots.panel.resize(500, 240)
    plots.settle()
    plots.panel.findChild(QTabBar, "plot_tabs").setCurrentIndex(0)
    tabs = plots.panel.findChild(QTabBar, "plot_tabs")
    assert tabs.isVisible()
    assert visible(plots) == CURVES[:3]
    for number, seen in ((1, CURVES[1:4]), (2, CURVES[2:]), (4, CURVES[2:]), (0, CURVES[:3])):
        tabs.setCurrentIndex(number)
        assert visible(plots) == seen
    plots.panel.resize(1200, 240)
    plots.settle()
    assert not tabs.isVisible()
    assert visible(plots) == CURVES


def test_what_is_chosen_is_seen_even_where_there_is_little_room(qtbot: QtBot, plots) -> None:
    plots.panel.resize(330, 240)
    plots.settle()
    assert visible(plots) == CURVES[:2]
    qtbot.mouseClick(toggle(plots, "weight_plot"), Qt.MouseButton.LeftButton)
    assert visible(plots) == ["delta_plot", "weight_plot"]
    qtbot.mouseClick(toggle(plots, "error_plot"), Qt.MouseButton.LeftButton)
    assert visible(plots) == ["delta_plot", "weight_plot"]


def test_all_five_can_be_reached_by_the_keyboard(qtbot: QtBot, plots) -> None:
    for name in CURVES:
        assert toggle(plots, name).focusPolicy() & Qt.FocusPolicy.TabFocus
        assert toggle(plots, name).accessibleName().startswith("Show ")


@pytest.mark.parametrize("width", [180, 260, 420])
def test_toggles_stand_apart_in_as_many_rows_as_they_need(plots, width: int) -> None:
    plots.panel.resize(width, 240)
    plots.settle()
    places = [toggle(plots, name).geometry() for name in CURVES]
    row = toggle(plots, CURVES[0]).parentWidget()
    assert all(row.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for a in places for b in places if a is not b)


def test_gradients_and_weights_of_every_round_are_drawn(plots) -> None:
    plots.panel.resize(1200, 240)
    plots.panel.choose(CURVES)
    plots.train(40)
    history = plots.session.run.history
    for plot, series, count in (
        (plots.gradients, history.gradient, 8),
        (plots.weights, history.parameters, 10),
    ):
        assert plot._bundle.count == count
        for number in range(count):
            rounds, drawn = plots.drawn(plot, number)
            assert rounds.tolist() == list(range(40))
            assert drawn == pytest.approx(series.rows[:, number])
    assert plots.drawn(plots.gradients, 4)[1][0] == pytest.approx(0.08216704056423078)
    assert plots.drawn(plots.weights, 4)[1][:2] == pytest.approx([0.4, 0.35891647971788465])


class Note:
    """The smallest plot there can be."""

    def __init__(self, parent: QWidget) -> None:
        self.header, self.plot = QLabel("Note", parent), QLabel(parent)
        self.plot.setObjectName("note_plot")
        self.told: list[int] = []

    def follow(self) -> None:
        self.told.append(-1)

    def draw(self, done: int, growing: bool) -> None:
        self.told.append(done)

    def restyle(self) -> None:
        pass

    def describe(self, done: int) -> str:
        return f"{done} rounds"


def test_another_plot_is_built_when_it_is_first_shown(qtbot: QtBot) -> None:
    panel = PlotPanel(Session(load_example("seed")), [Offer("note_plot", "Note", Note)])
    qtbot.addWidget(panel)
    panel.resize(900, 240)
    panel.show()
    qtbot.waitExposed(panel)
    assert panel.findChild(QWidget, "note_plot") is None
    qtbot.mouseClick(panel.findChild(QWidget, "show_note_plot"), Qt.MouseButton.LeftButton)
    note = panel.views["note_plot"]
    qtbot.waitUntil(lambda: note.told[-1:] == [0])
    assert note.told[0] == -1
    assert note.plot.isVisible()
    assert note.plot.accessibleDescription() == "0 rounds"


@pytest.mark.parametrize("width", [300, 360, 420, 760])
@pytest.mark.parametrize("height", [150, 240])
def test_no_name_is_cut_on_a_low_or_narrow_shelf(plots, qtbot, width: int, height: int) -> None:
    plots.panel.resize(width, height)
    plots.settle()
    chooser = plots.panel.findChild(QWidget, "plot_chooser")
    qtbot.waitUntil(lambda: chooser.height() >= chooser.heightForWidth(chooser.width()))
    for choice in chooser.findChildren(QToolButton):
        assert chooser.rect().contains(choice.geometry())
