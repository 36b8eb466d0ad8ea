"""Small pictures of answers in the nodes: when there are any, what they show, and that numbers come back."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.core.network import INPUTS, NeuronPlace
from backprop_gui.core.progress import unwatched
from backprop_gui.core.responses import Span
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.look.colormaps import answers_map
from backprop_gui.look.theme import DARK, LIGHT, themes
from backprop_gui.views.diagram.heat_maps import area
from backprop_gui.views.diagram.view import DiagramView

HIDDEN, OUTPUT = NeuronPlace(0, 0), NeuronPlace(1, 0)


def of_plane(samples: int = 20) -> Project:
    """Make a network whose hidden neurons answer tanh(9 x1) and tanh(9 x2)."""
    points = np.random.default_rng(2).uniform(-1, 1, (samples, 2))
    points[0], points[1] = (-1, -1), (1, 1)
    weights = [[[9.0, 0.0], [0.0, 9.0]], [[1.0, 1.0]]]
    made = Build((2, 2, 1), hidden="tanh", output="tanh", bias="none", weights=weights)
    return project(made, points.tolist(), np.sign(points[:, :1]).tolist())


@pytest.fixture
def show(qtbot: QtBot, open_diagram):
    """Show a diagram whose pictures are computed at once."""

    def shown(made: Project, in_nodes: bool | None = None) -> DiagramView:
        view = open_diagram(made)
        subject = view.session.pictures.answers
        subject.asked.connect(lambda number, request: subject.take(number, request.compute(unwatched)))
        view.session.pictures.choose_in_nodes(in_nodes)
        settle(qtbot, view)
        subject.renew()
        settle(qtbot, view)
        return view

    return shown


def settle(qtbot: QtBot, view: DiagramView) -> None:
    qtbot.waitUntil(lambda: not view.session.pictures.answers._wait.isActive())


def color_in(view: DiagramView, place: NeuronPlace, across: float, down: float) -> QColor:
    """Return the colour at a part of a node's shape, from its upper left corner."""
    rect = view.rect_in_viewport(view.item_of(place).body.rect)
    image = view.viewport().grab().toImage()
    return image.pixelColor(
        round(rect.left() + across * rect.width()), round(rect.top() + down * rect.height())
    )


def is_near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 14 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_each_node_shows_its_own_answers(show, look) -> None:
    themes.choose(look.name)
    view = show(of_plane())
    colors = answers_map(look, -1.0, 1.0)
    low, high = colors.color(-1.0), colors.color(1.0)
    assert is_near(color_in(view, HIDDEN, 0.2, 0.4), low) and is_near(color_in(view, HIDDEN, 0.8, 0.4), high)
    # The second axis points upwards.
    other = NeuronPlace(0, 1)
    assert is_near(color_in(view, other, 0.5, 0.15), high)
    assert is_near(color_in(view, NeuronPlace(INPUTS, 0), 0.04, 0.3), colors.color(-0.9))
    assert is_near(color_in(view, NeuronPlace(INPUTS, 0), 0.96, 0.3), colors.color(0.9))
    themes.choose("light")


def test_few_samples_leave_the_numbers_unless_somebody_chooses(show, qtbot: QtBot) -> None:
    view = show(load_example("seed"))
    assert not view._heat_maps.images and not view.item_of(HIDDEN).is_pictured
    assert not view.session.pictures.answers.is_watched
    view.session.pictures.choose_in_nodes(True)
    settle(qtbot, view)
    assert view.item_of(HIDDEN).is_pictured
    view.session.pictures.choose_in_nodes(False)
    assert not view.item_of(HIDDEN).is_pictured and not view.session.pictures.answers.is_watched


def test_three_inputs_have_no_pictures_even_if_chosen(show) -> None:
    view = show(project(Build((3, 2, 1), samples=20)), in_nodes=True)
    assert not view._heat_maps.images


def test_numbers_come_back_for_the_neuron_that_a_step_is_about(show) -> None:
    view = show(of_plane())
    item = view.item_of(HIDDEN)
    assert item.is_pictured
    view.session.next_step()
    assert view.session.cursor.step.quantity.place == HIDDEN
    assert not item.is_pictured and view.item_of(NeuronPlace(0, 1)).is_pictured
    shown = [word.text for word in item.shown_words]
    assert any("." in text or text.lstrip("-").isdigit() for text in shown)
    view.session.cursor.round_start()
    assert item.is_pictured


def test_a_pictured_node_keeps_its_name_and_says_out_where_it_is_known(show) -> None:
    view = show(of_plane())
    item = view.item_of(OUTPUT)
    assert "o₁" in [word.text for word in item.shown_words]
    assert item._picture.word.text == ""
    view.session.cursor.round_end()
    out = view.session.cursor.known(item.figures[1].quantity)
    assert float(item._picture.word.text) == pytest.approx(out, rel=1e-2)


def test_the_pictures_follow_training_and_rest_while_hidden(show, qtbot: QtBot) -> None:
    view = show(of_plane())
    before = view.viewport().grab().toImage()
    made = view.session.document.project
    turned = made.with_parameters(replace_weights(made, -9.0))
    view.session.document.change("Turn", turned)
    settle(qtbot, view)
    assert view.viewport().grab().toImage() != before
    view.hide()
    assert not view.session.pictures.answers.is_watched and not view._heat_maps.images
    view.show()
    settle(qtbot, view)
    assert view._heat_maps.images


def replace_weights(made: Project, value: float):
    return made.parameters.changed(made.network, made.network.weight_place(1), value)


def test_another_network_shows_its_own(show, qtbot: QtBot) -> None:
    view = show(of_plane())
    other = project(Build((2, 3, 1), samples=20))
    view.session.document.open(other, None)
    settle(qtbot, view)
    assert set(view._heat_maps.images) == {
        NeuronPlace(layer, index) for layer, size in enumerate((2, 3, 1), INPUTS) for index in range(size)
    }
    assert view.item_of(NeuronPlace(0, 2)).is_pictured


def test_a_line_shows_the_area_under_its_curve() -> None:
    found = area(np.array([-1.0, 0.0, 0.5, 1.0]), Span(0.0, 1.0))
    assert found.shape[1] == 4
    assert (found[:, 1] == 0.0).all()
    assert (found[:20, 3] == 0.0).all() and (found[30:, 3] == 1.0).all()
    assert (found[:20, 0] == -1.0).all() and (found[30:, 0] == 0.0).all()
    share = (found[25:, 2] == 0.5).mean()
    assert share == pytest.approx(0.5, abs=0.05)


def test_nodes_of_a_line_are_pictured(show) -> None:
    made = load_example("sine")
    view = show(replace(made))
    assert view.item_of(HIDDEN).is_pictured
