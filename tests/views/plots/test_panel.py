"""The panel as its reader meets it: empty, trained, undone, zoomed, narrow, dark."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QToolButton
from pytestqt.qtbot import QtBot
from support.patience import PATIENCE
from support.projects import project_of, seed_tree

from backprop_gui.core.network import NeuronPlace
from backprop_gui.document.examples import load_example
from backprop_gui.look.identity import identity_pen
from backprop_gui.look.theme import themes
from backprop_gui.views.plots.axes import ROUND_HEIGHT, VALUE_WIDTH


def hint(plot) -> QLabel:
    return plot.findChild(QLabel, f"{plot.objectName()}_hint")


def reading(plot) -> QLabel:
    return plot.findChild(QLabel, f"{plot.objectName()}_reading")


def point_at(qtbot: QtBot, plot, rounds: float, value: float) -> None:
    place = plot.mapFromScene(plot.view.mapViewToScene(QPointF(rounds, value)))
    qtbot.mouseMove(plot.viewport(), place + QPoint(1, 0))
    qtbot.mouseMove(plot.viewport(), place)


def wheel(plot, steps: int) -> None:
    middle = QPointF(plot.viewport().rect().center())
    event = QWheelEvent(
        middle,
        plot.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), event)


def test_names_and_empty_plots(plots) -> None:
    names = [plot.objectName() for plot in (plots.error, plots.activations, plots.deltas)]
    assert names == ["error_plot", "activation_plot", "delta_plot"]
    for plot in (plots.error, plots.activations, plots.deltas):
        assert plot.accessibleName()
        assert plot.accessibleDescription() == "No rounds trained yet."
        assert hint(plot).isVisible()
        assert hint(plot).text().startswith("Train to see")


def test_every_rounds_error_is_drawn(plots) -> None:
    plots.train(40)
    rounds, drawn = plots.drawn(plots.error)
    assert rounds.tolist() == list(range(40))
    assert 10**drawn == pytest.approx(plots.session.run.history.errors.greatest)
    assert 10 ** drawn[0] == pytest.approx(0.2983711087600027)
    assert not hint(plots.error).isVisible()


def test_every_neuron_has_its_curve_and_its_colour_in_both_plots(plots) -> None:
    plots.train(40)
    history = plots.session.run.history
    for plot, series in ((plots.activations, history.out), (plots.deltas, history.delta)):
        for neuron in range(4):
            rounds, drawn = plots.drawn(plot, neuron)
            assert rounds.tolist() == list(range(40))
            assert drawn == pytest.approx(series.rows[:, neuron])
    colors = [plots.activations.pen(neuron).color().name() for neuron in range(4)]
    assert len(set(colors)) == 4
    assert colors == [plots.deltas.pen(neuron).color().name() for neuron in range(4)]


def test_descriptions_are_current(plots) -> None:
    plots.train(10_000)
    assert plots.error.accessibleDescription().startswith("Error over 10,000 rounds: now 3.51e-05, at first")
    assert plots.activations.accessibleDescription().endswith("now h₁ 0.607, h₂ 0.61, o₁ 0.0159, o₂ 0.984.")
    assert "o₂ -9.31e-05" in plots.deltas.accessibleDescription()
    plots.session.document.undo_stack.undo()
    plots.settle()
    assert plots.error.accessibleDescription() == "No rounds trained yet."


def test_undone_rounds_are_not_drawn_and_redone_ones_are(plots) -> None:
    plots.train(30)
    plots.train(20)
    stack = plots.session.document.undo_stack
    shown = []
    for move in (stack.undo, stack.undo, stack.redo, stack.redo):
        move()
        plots.settle()
        shown.append(len(drawn_rounds(plots)))
    assert shown == [30, 0, 30, 50]


def drawn_rounds(plots) -> list[float]:
    return plots.drawn(plots.error)[0].tolist()


def test_a_walked_round_is_drawn(plots) -> None:
    plots.session.whole_round()
    plots.session.whole_round()
    plots.settle()
    assert len(plots.session.run.history.errors.rounds) == 1
    assert plots.error.pen(0).color().name() in colors_of(plots.error)
    assert colors_of(plots.activations) >= {
        plots.activations.pen(number).color().name() for number in (1, 2, 3)
    }


def colors_of(plot) -> set[str]:
    """Collect the colours inside the axes."""
    picture = plot.grab().toImage()
    return {
        picture.pixelColor(left, top).name()
        for left in range(VALUE_WIDTH, picture.width())
        for top in range(picture.height() - ROUND_HEIGHT)
    }


def test_the_axis_can_be_linear(qtbot: QtBot, plots) -> None:
    plots.train(40)
    button = plots.panel.findChild(object, "error_axis")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    plots.settle()
    assert button.text() == "linear"
    assert plots.drawn(plots.error)[1][0] == pytest.approx(0.2983711087600027)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    plots.settle()
    assert button.text() == "log"
    assert plots.drawn(plots.error)[1][0] == pytest.approx(np.log10(0.2983711087600027))


def test_a_click_on_a_name_hides_its_curve_and_shows_it_again(qtbot: QtBot, plots) -> None:
    plots.train(40)
    entry = plots.panel.findChild(object, "activation_plot_legend_2")
    assert entry.name == "o₁"
    assert entry.accessibleName() == "Curve of o₁"
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert not plots.activations.is_shown(2)
    assert plots.deltas.is_shown(2)
    low_without = plots.activations.view.viewRange()[1][0]
    qtbot.keyClick(entry, Qt.Key.Key_Space)
    assert plots.activations.is_shown(2)
    assert plots.activations.view.viewRange()[1][0] < low_without


def test_the_number_under_the_pointer_is_said(qtbot: QtBot, plots) -> None:
    plots.train(40)
    row = plots.session.run.history.out.rows[20]
    point_at(qtbot, plots.activations, 20, row[3])
    assert reading(plots.activations).isVisible()
    assert reading(plots.activations).text() == f"round 20: o₂ {row[3]:.6g}"
    point_at(qtbot, plots.error, 7, float(np.log10(plots.session.run.history.errors.greatest[7])))
    assert reading(plots.error).text() == f"round 7: {plots.session.run.history.errors.greatest[7]:.6g}"


def test_the_reading_goes_when_the_pointer_leaves(qtbot: QtBot, plots) -> None:
    plots.train(40)
    point_at(qtbot, plots.activations, 20, 0.6)
    assert reading(plots.activations).isVisible()
    qtbot.mouseMove(plots.activations.viewport(), QPoint(3, plots.activations.height() - 3))
    assert not reading(plots.activations).isVisible()


def test_the_wheel_zooms_the_rounds_of_all_plots_and_a_double_click_ends_it(qtbot: QtBot, plots) -> None:
    plots.train(400)
    heights = plots.error.view.viewRange()[1]
    wheel(plots.error, 3)
    plots.settle()
    first, last = plots.error.view.viewRange()[0]
    assert 0 < first < last < 400
    for plot in (plots.activations, plots.deltas):
        assert plot.view.viewRange()[0] == pytest.approx([first, last])
    assert plots.error.view.viewRange()[1] != heights
    qtbot.mouseDClick(plots.deltas.viewport(), Qt.MouseButton.LeftButton)
    plots.settle()
    for plot in (plots.error, plots.activations, plots.deltas):
        assert plot.view.viewRange()[0] == pytest.approx([-4, 400])


def test_the_axis_stands_still_while_the_curves_grow(plots) -> None:
    plots.session.run.start(100_000)
    shown = []
    for _ in range(8):
        plots.train_on(25)
        plots.settle()
        shown.append(plots.error.view.viewRange()[0][1])
    assert shown == [50, 50, 100, 100, 200, 200, 200, 200]
    plots.session.run.stop()
    plots.settle()
    assert plots.error.view.viewRange()[0][1] == 200


def test_no_more_room_than_the_run_needs(plots) -> None:
    plots.session.run.start(60)
    plots.train_on(55)
    plots.settle()
    assert plots.error.view.viewRange()[0][1] == 60
    plots.session.run.stop()


def test_a_narrow_panel_shows_one_plot_behind_tabs(qtbot: QtBot, plots) -> None:
    plots.train(40)
    plots.panel.resize(300, 220)
    plots.settle()
    tabs = plots.panel.findChild(QTabBar, "plot_tabs")
    assert tabs.isVisible()
    assert [plots.error.isVisible(), plots.activations.isVisible()] == [True, False]
    assert plots.error.width() > 260
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    plots.settle()
    assert [plots.error.isVisible(), plots.activations.isVisible()] == [False, True]
    plots.panel.resize(760, 220)
    plots.settle()
    assert not tabs.isVisible()
    assert plots.error.isVisible()


def test_hidden_plots_are_not_drawn_until_they_are_shown(plots) -> None:
    plots.panel.hide()
    plots.train(40)
    assert drawn_rounds(plots) == []
    plots.panel.show()
    plots.settle()
    assert len(drawn_rounds(plots)) == 40


@pytest.mark.parametrize("width", [560, 760, 1200])
def test_plots_share_the_width_evenly(plots, width: int) -> None:
    plots.panel.resize(width, 210)
    plots.settle()
    widths = [plot.width() for plot in (plots.error, plots.activations, plots.deltas)]
    assert max(widths) - min(widths) <= 1
    assert min(plot.height() for plot in (plots.error, plots.activations, plots.deltas)) > 130


def test_colours_follow_the_look(plots) -> None:
    plots.train(40)
    light = plots.panel.grab().toImage().pixelColor(5, 215)
    themes.choose("dark")
    plots.settle()
    dark = plots.panel.grab().toImage().pixelColor(5, 215)
    assert light.lightness() > 200
    assert dark.lightness() < 80
    assert plots.activations._bundle._pens[0].color() == themes.current.series[0]
    themes.choose("light")


def test_another_document_brings_its_own_neurons(plots) -> None:
    plots.train(40)
    plots.session.document.open(load_example("opening"), None)
    plots.settle()
    assert drawn_rounds(plots) == []
    names = [entry.name for entry in plots.panel.views["activation_plot"].legend.entries]
    assert names == ["h₁", "h₂", "o₁"]


def with_hidden(count: int):
    tree = seed_tree()
    hidden, output = tree["network"]["layers"]
    hidden["neurons"] = [f"h{number + 1}" for number in range(count)]
    hidden["weights"] = [[0.1, 0.2]] * count
    output["weights"] = [[0.01] * count] * 2
    return tree


@pytest.mark.parametrize(
    ("hidden", "curves", "named"), [(10, 12, 12), (11, 13, 12), (62, 64, 12), (63, 2, 2)]
)
def test_many_neurons(plots_of, hidden: int, curves: int, named: int) -> None:
    plots = plots_of(project_of(with_hidden(hidden)))
    plots.train(20)
    assert plots.activations._bundle.count == curves
    assert len(plots.panel.views["activation_plot"].legend.entries) == named
    assert not hint(plots.activations).isVisible()
    assert plots.activations.accessibleDescription().startswith(
        f"Activations of {hidden + 2} neurons over 20"
    )
    assert len(drawn_rounds(plots)) == 20


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_names_without_room_stand_in_a_list(qtbot: QtBot, plots_of) -> None:
    plots = plots_of(project_of(with_hidden(40)))
    plots.train(20)
    more = plots.panel.findChild(QToolButton, "activation_plot_legend_more")
    named = sum(entry.isVisible() for entry in plots.panel.views["activation_plot"].legend.entries)
    assert more.text() == f"+{42 - named}"
    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Space)
    assert more.list.isVisible()
    *_, last = more.list.actions()
    assert last.text() == "o₂"
    last.hover()
    assert plots.session.pointer.place == NeuronPlace(1, 1)
    last.trigger()
    assert not plots.activations.is_shown(41)
    more.list.hide()
    assert plots.session.pointer.place is None


def test_each_of_twelve_named_curves_looks_its_own(plots_of) -> None:
    plots = plots_of(project_of(with_hidden(10)))
    pens = [plots.activations.pen(number) for number in range(12)]
    assert len({(pen.color().name(), pen.style()) for pen in pens}) == 12


def test_names_are_plain_text(qtbot: QtBot, plots_of) -> None:
    tree = seed_tree()
    tree["network"]["layers"][0]["neurons"] = ["<b>a</b>", "&x"]
    plots = plots_of(project_of(tree))
    plots.train(5)
    entry = plots.panel.findChild(object, "activation_plot_legend_0")
    assert entry.name == "<b>a</b>"
    assert "&lt;b&gt;" in entry.toolTip()
    assert plots.panel.findChild(object, "activation_plot_legend_1").shortcut().isEmpty()
    point_at(qtbot, plots.activations, 2, plots.session.run.history.out.rows[2, 0])
    assert "<b>a</b>" in reading(plots.activations).text()
    assert reading(plots.activations).textFormat() == Qt.TextFormat.PlainText


def test_a_cut_and_a_fixed_weight_leave_the_others_their_colours(plots_of) -> None:
    tree = seed_tree()
    tree["network"]["layers"][0]["weights"][0][1] = None
    tree["network"]["layers"][1]["frozen"] = [[0, 0]]
    plots = plots_of(project_of(tree))
    plots.panel.choose(["gradient_plot", "weight_plot"])
    plots.train(5)
    names = {
        plot: [entry.name for entry in plots.panel.views[plot].legend.entries]
        for plot in ("gradient_plot", "weight_plot")
    }
    assert names["weight_plot"] == ["w₁", "w₃", "w₄", "w₅", "w₆", "w₇", "w₈", "b₁", "b₂"]
    assert names["gradient_plot"] == ["w₁", "w₃", "w₄", "w₆", "w₇", "w₈"]
    for plot, curve, parameter in ((plots.weights, 1, 2), (plots.gradients, 3, 5)):
        assert plot.pen(curve) == identity_pen(parameter)
    history = plots.session.run.history
    assert plots.drawn(plots.gradients, 3)[1] == pytest.approx(history.gradient.rows[:, 5])


def test_where_nothing_is_trained_there_are_no_gradients(plots_of) -> None:
    tree = seed_tree()
    for layer in tree["network"]["layers"]:
        layer["frozen"] = [[0, 0], [0, 1], [1, 0], [1, 1]]
    plots = plots_of(project_of(tree))
    plots.panel.choose(["gradient_plot"])
    plots.train(5)
    assert plots.gradients.accessibleDescription() == "No parameters are trained."
    assert plots.panel.views["gradient_plot"].legend.entries == []
    plots.panel.grab()


def test_the_library_is_imported_with_the_panel_only() -> None:
    code = """
import sys
from dataclasses import replace
import backprop_gui.views.plots, backprop_gui.app.conductor
assert "pyqtgraph" not in sys.modules
import backprop_gui.views.plots.panel
assert "pyqtgraph" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=PATIENCE)


def test_closing_in_mid_run_is_silent(qtbot: QtBot, plots) -> None:
    plots.session.run.start()
    plots.train_on(20)
    plots.panel.close()
    plots.train_on(20)
    plots.session.run.stop()
    assert not plots.panel.isVisible()


def test_rounds_that_a_file_brings_along_take_no_room(plots_of) -> None:
    project = load_example("seed")
    trained = replace(project.state, rounds=5000)
    plots = plots_of(project.with_state(trained))
    plots.train(100)
    assert plots.error.view.viewRange()[0] == pytest.approx([4999, 5100])
    assert plots.error.accessibleDescription().startswith("Error over 5,100 rounds")
