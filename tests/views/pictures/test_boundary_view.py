"""The boundary's view: what is painted where, which samples, which neuron, and when there is none."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.core.network import INPUTS, NeuronPlace
from backprop_gui.core.normalisation import Normalisation
from backprop_gui.core.responses import Span
from backprop_gui.document.examples import load_example
from backprop_gui.look.theme import theme
from backprop_gui.views.pictures.boundary_view import BoundaryView

CORNERS = [[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]]


def of_plane(weights=((1.0, 0.0),), **choices):
    """Make a network of one layer whose answers are known: tanh of the first input."""
    made = project(
        Build((2, len(weights)), output="tanh", bias="none", weights=[weights], samples=4, **choices),
        CORNERS,
        [[-1.0] * len(weights), [1.0] * len(weights)] * 2,
    )
    return replace(made, plan=replace(made.plan, validation_share=0.5))


@pytest.fixture
def shown(show):
    return show(of_plane(((10.0, 0.0),)), BoundaryView)


def color_at(shown, across: float, up: float) -> QColor:
    plot = shown.view.plot
    return plot.grab().toImage().pixelColor(plot.frame().point(across, up).toPoint())


def is_near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


def test_each_side_has_its_colour_and_the_line_lies_between(shown) -> None:
    colors = shown.view.plot.colors(Span(0.0, 1.0))
    assert is_near(color_at(shown, -0.7, 0.5), colors.color(-1.0))
    assert is_near(color_at(shown, 0.7, 0.5), colors.color(1.0))
    line = shown.view.plot.frame().point(0.0, 0.4).toPoint()
    image = shown.picture()
    assert min(image.pixelColor(line.x() + aside, line.y()).lightness() for aside in (-1, 0, 1)) < 90


def test_axes_are_in_the_numbers_that_people_read(show) -> None:
    made = of_plane(((10.0, 0.0),))
    normalisation = Normalisation("standard", (100.0, 0.0), (10.0, 1.0))
    shown = show(replace(made, view={"normalisation": normalisation.stored()}), BoundaryView)
    frame = shown.view.plot.frame()
    assert frame.across == pytest.approx((88.0, 112.0)) and frame.up == pytest.approx((-1.2, 1.2))
    colors = shown.view.plot.colors(Span(0.0, 1.0))
    assert is_near(color_at(shown, 93.0, 0.5), colors.color(-1.0))
    assert is_near(color_at(shown, 107.0, 0.5), colors.color(1.0))


def test_samples_are_drawn_and_test_samples_can_be_left_out(qtbot: QtBot, shown) -> None:
    # The last two rows, at the top, are kept for testing.
    trained, tested = color_at(shown, 1.0, -1.0), shown.picture()
    ground = color_at(shown, 0.7, 0.5)
    assert not is_near(trained, ground)
    assert is_near(color_at(shown, 1.0, 1.0), ground)  # a ring has the ground in its middle
    assert shown.view.test_data.isVisible()
    qtbot.mouseClick(shown.view.test_data, Qt.MouseButton.LeftButton)
    assert shown.picture() != tested
    assert is_near(color_at(shown, 1.0, -1.0), trained)
    assert "test" not in shown.view.plot.accessibleDescription().split("plane")[0].split("samples")[1]


def test_discrete_shows_two_colours(qtbot: QtBot, show) -> None:
    shown = show(of_plane(((0.5, 0.0),)), BoundaryView)
    soft = color_at(shown, 0.3, 0.5), color_at(shown, 0.8, 0.5)
    assert soft[0] != soft[1]
    qtbot.keyClick(shown.view.discrete, Qt.Key.Key_Space)
    assert shown.view.discrete.isChecked()
    assert color_at(shown, 0.3, 0.5) == color_at(shown, 0.8, 0.5) != color_at(shown, -0.3, 0.5)


def test_training_changes_the_picture(show) -> None:
    shown = show(of_plane(((0.1, 0.2),)), BoundaryView)
    before, description = shown.picture(), shown.view.plot.accessibleDescription()
    shown.session.run.start()
    shown.train_on(30)
    shown.settle()
    assert shown.picture() != before
    shown.session.run.stop()
    shown.settle()
    assert shown.view.plot.accessibleDescription() != description
    assert "after 30 rounds" in shown.view.plot.accessibleDescription()


def test_every_neuron_can_be_looked_at(show) -> None:
    made = load_example("xor")
    shown = show(made, BoundaryView)
    output = shown.picture()
    names = [shown.view.choice.itemText(index) for index in range(shown.view.choice.count())]
    network = made.network
    assert names == [*network.outputs, *network.layers[0].neurons, *network.inputs]
    shown.view.choice.choose(NeuronPlace(INPUTS, 0))
    shown.view.choice.chosen.emit()
    assert shown.picture() != output
    left, right = (color_at(shown, at, 0.5) for at in (0.1, 0.9))
    assert left != right


def test_a_neuron_that_is_pointed_at_comes_first(show) -> None:
    shown = show(load_example("xor"), BoundaryView)
    output = shown.picture()
    shown.session.pointer.point(NeuronPlace(0, 1))
    assert shown.view.plot.place == NeuronPlace(0, 1) and shown.picture() != output
    shown.session.pointer.point(None)
    assert shown.picture() == output


def test_several_outputs_are_classes(show) -> None:
    shown = show(of_plane(((10.0, 0.0), (-10.0, 0.0))), BoundaryView)
    assert shown.view.choice.currentText() == "all outputs"
    assert color_at(shown, -0.7, 0.5) != color_at(shown, 0.7, 0.5)
    assert is_near(color_at(shown, 0.7, 0.5), color_at(shown, 0.6, -0.5))


def test_one_input_is_a_fitted_curve(show) -> None:
    made = project(
        Build((1, 1), output="linear", bias="none", weights=[[[2.0]]]), [[-1.0], [1.0]], [[-2.0], [2.0]]
    )
    shown = show(made, BoundaryView)
    plot = shown.view.plot
    frame = plot.frame()
    assert frame.across == pytest.approx((-1.2, 1.2))
    ground = color_at(shown, 0.5, -1.0)
    on_curve = color_at(shown, 0.53, 1.06)
    assert not is_near(on_curve, ground)
    assert not is_near(color_at(shown, 1.0, 2.0), ground)


def test_the_number_under_the_pointer(qtbot: QtBot, shown) -> None:
    plot = shown.view.plot
    qtbot.mouseMove(plot, plot.frame().point(0.05, 0.5).toPoint())
    text = plot._reading.text()
    assert text.startswith("i₁ 0.0") and ", i₂ 0." in text
    said = float(text.rsplit(" ", 1)[1])
    assert said == pytest.approx(np.tanh(0.5), abs=0.15)
    qtbot.mouseMove(plot, QPoint(1, 1))
    assert not plot._reading.isVisibleTo(plot)


def test_the_sample_that_the_steps_are_about_has_a_ring(shown) -> None:
    before = shown.picture()
    shown.session.next_step()
    assert shown.session.cursor.sample_row == 0
    assert shown.picture() != before
    ring = color_at(shown, -1.0, -1.0 + 7.0 / shown.view.plot.frame().rect.height() * 2.4)
    assert is_near(ring, theme().accent)
    shown.session.cursor.round_start()
    assert shown.picture() == before


def test_three_inputs_have_a_sentence_instead(show) -> None:
    shown = show(project(Build((3, 2, 1))), BoundaryView)
    assert shown.requests == 0 and shown.view.plot.frame() is None
    assert "has 3 inputs" in shown.view.plot.accessibleDescription()
    painted = shown.colors()
    shown.session.document.open(load_example("xor"), None)
    shown.settle()
    assert shown.view.plot.frame() is not None and shown.colors() != painted
    shown.session.document.open(project(Build((3, 2, 1))), None)
    shown.settle()
    assert shown.view.plot.frame() is None


def test_nothing_is_computed_while_it_is_hidden(shown) -> None:
    shown.window.hide()
    asked = shown.requests
    shown.train(10)
    assert shown.requests == asked


def test_a_network_that_has_lost_all_bounds_is_painted(show) -> None:
    shown = show(
        project(Build((2, 1), output="linear", weights=[[[1e308, 1e308]]]), CORNERS, [[0.0]] * 4),
        BoundaryView,
    )
    shown.picture()


def test_it_fits_a_narrow_column(shown) -> None:
    shown.window.resize(190, 170)
    shown.settle()
    plot = shown.view.plot
    assert plot.rect().contains(plot.frame().rect.toAlignedRect())


def test_held_plots_hold_the_picture_too(show) -> None:
    shown = show(of_plane(((0.1, 0.2),)), BoundaryView)
    view = shown.view
    shown.session.run.start()
    shown.train_on(20)
    shown.settle()
    view.draw(20, True)
    held = shown.picture()
    view.draw(20, False)
    shown.train_on(300)
    shown.settle()
    assert shown.subject.picture.project.state.rounds > 20
    assert shown.picture() == held
    view.draw(shown.session.present.state.rounds, True)
    assert shown.picture() != held
    shown.session.run.stop()
    view.draw(20, False)
    shown.session.document.open(load_example("xor"), None)
    shown.settle()
    view.follow()
    assert view.plot.frame() is not None and view.plot.frame().across != (-1.2, 1.2)


def test_a_surface_is_not_made_discrete(qtbot: QtBot, show) -> None:
    shown = show(load_example("circle"), BoundaryView)
    assert shown.view.discrete.isVisible()
    qtbot.mouseClick(shown.view.discrete, Qt.MouseButton.LeftButton)
    shown.session.document.open(load_example("plane"), None)
    shown.settle()
    assert not shown.view.discrete.isVisible()
    soft = shown.picture()
    shown.view.discrete.setChecked(False)
    assert shown.picture() == soft
    shown.view.discrete.setChecked(True)
    shown.session.document.open(load_example("circle"), None)
    shown.settle()
    assert shown.view.discrete.isVisible() and shown.view.discrete.isChecked()
