"""The curves of the sample that is told, instead of what each round took."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from backprop_gui.core.backprop import forward
from backprop_gui.core.network import Parameters
from backprop_gui.document.examples import load_example


@pytest.fixture
def xor(plots_of):
    plots = plots_of(load_example("xor"))
    plots.train(60)
    return plots


def button(plots) -> QToolButton:
    return plots.panel.findChild(QToolButton, "plots_of_one_sample")


def outs_of_sample(plots, row: int) -> list[float]:
    """Compute the output of a sample at every state that was kept."""
    project, states = plots.session.project, plots.session.run.history.parameters
    inputs = project.data.inputs[row : row + 1]
    return [
        float(forward(project.network, Parameters(project.network, flat.copy()), inputs).out[-1][0, 0])
        for flat in states.rows
    ]


def test_a_click_shows_the_told_sample_and_choosing_another_follows(qtbot: QtBot, xor) -> None:
    view = xor.panel.views["activation_plot"]
    qtbot.mouseClick(button(xor), Qt.MouseButton.LeftButton)
    xor.settle()
    row = xor.session.cursor.sample_row
    assert view.header.title.text() == f"Activations · s{row + 1}"
    assert xor.drawn(xor.activations, 2)[1] == pytest.approx(outs_of_sample(xor, row))
    xor.session.cursor.choose(2)
    xor.settle()
    assert view.header.title.text() == "Activations · s3"
    assert button(xor).text() == "Sample 3"
    assert xor.drawn(xor.activations, 2)[1] == pytest.approx(outs_of_sample(xor, 2))
    assert view.describe(60).startswith("Activations for sample 3 of 3 neurons over 60 rounds: now ")
    assert len(view.table().rounds) == 60
    xor.train(20)
    assert xor.drawn(xor.activations, 2)[1] == pytest.approx(outs_of_sample(xor, 2))
    qtbot.mouseClick(button(xor), Qt.MouseButton.LeftButton)
    xor.settle()
    assert view.header.title.text() == "Activations"
    assert xor.drawn(xor.activations, 2)[1] == pytest.approx(xor.session.run.history.out.rows[:, 2])


def test_weights_are_no_samples(qtbot: QtBot, xor) -> None:
    xor.panel.choose(["weight_plot"])
    qtbot.mouseClick(button(xor), Qt.MouseButton.LeftButton)
    xor.settle()
    assert xor.panel.views["weight_plot"].header.title.text() == "Weights"
    assert xor.drawn(xor.weights, 4)[1] == pytest.approx(xor.session.run.history.weights.rows[:, 4])


def test_of_a_single_sample_there_is_nothing_to_choose(plots_of) -> None:
    plots = plots_of(load_example("seed"))
    assert not button(plots).isVisible()
