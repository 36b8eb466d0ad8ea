"""Plots that are held, to be looked at while training goes on."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from backprop_gui.document.examples import load_example


@pytest.fixture
def hold(plots) -> QToolButton:
    return plots.panel.findChild(QToolButton, "hold_plots")


def last_round(plots) -> float:
    return float(plots.drawn(plots.activations)[0][-1])


def test_held_plots_stand_still_and_say_so(qtbot: QtBot, plots, hold: QToolButton) -> None:
    plots.session.run.start(1000)
    plots.train_on(25)
    qtbot.mouseClick(hold, Qt.MouseButton.LeftButton)
    plots.settle()
    assert hold.text() == "Held at round 25"
    picture = plots.activations.grab().toImage()
    plots.train_on(60)
    plots.settle()
    assert last_round(plots) == 24
    assert plots.activations.grab().toImage() == picture
    qtbot.keyClick(hold, Qt.Key.Key_Space)
    plots.settle()
    assert hold.text() == "Hold"
    assert last_round(plots) == 84
    plots.session.run.stop()


def test_a_held_plot_can_be_zoomed(plots, hold: QToolButton) -> None:
    plots.session.run.start(1000)
    plots.train_on(200)
    hold.setChecked(True)
    plots.settle()
    plots.train_on(200)
    plots.panel._look_at(50.0, 60.0)
    plots.settle()
    assert plots.activations.view.viewRange()[0] == pytest.approx([50, 60])
    plots.panel._look_at_all()
    plots.settle()
    assert last_round(plots) == 199
    assert plots.activations.view.viewRange()[0][1] == 200
    plots.session.run.stop()


def test_another_network_is_not_held(plots, hold: QToolButton) -> None:
    plots.train(20)
    hold.setChecked(True)
    plots.session.document.open(load_example("opening"), None)
    plots.settle()
    assert not hold.isChecked()
    assert hold.text() == "Hold"


def test_what_is_looked_at_closely_stays_while_curves_grow(plots) -> None:
    plots.session.run.start(10_000)
    plots.train_on(100)
    plots.panel._look_at(20.0, 40.0)
    plots.settle()
    seen = [plots.activations.view.viewRange()]
    for _ in range(4):
        plots.train_on(300)
        plots.settle()
        seen.append(plots.activations.view.viewRange())
    assert all(np.allclose(each, seen[0]) for each in seen)
    plots.session.run.stop()


def test_the_round_that_is_shown_elsewhere_is_marked(plots) -> None:
    plots.train(17)
    earlier = plots.session.present.state
    plots.train(23)
    marker = plots.error._crosshair._marker
    assert not marker.isVisible()
    plots.session.document.look_back(earlier)
    plots.settle()
    assert marker.isVisible()
    assert marker.value() == 17
    assert last_round(plots) == 39
    plots.session.document.look_at_present()
    plots.settle()
    assert not marker.isVisible()


def test_rounds_that_are_gone_are_not_looked_at_any_more(plots) -> None:
    plots.train(400)
    plots.panel._look_at(300.0, 350.0)
    plots.settle()
    assert plots.error.view.viewRange()[0] == pytest.approx([300, 350])
    plots.session.reset()
    plots.train(20)
    assert plots.error.view.viewRange()[0] == pytest.approx([-0.2, 20])
    assert last_round(plots) == 19
