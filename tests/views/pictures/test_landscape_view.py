"""The landscape's view: numbers as the steps have them, what is chosen, zooming, resting while unseen."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.core.network import BiasPlace, NeuronPlace
from backprop_gui.document.examples import load_example
from backprop_gui.look.theme import themes
from backprop_gui.views.pictures.landscape_plot import arrow_scale, heights_range
from backprop_gui.views.pictures.landscape_view import LandscapeView


@pytest.fixture
def shown(show):
    return show(load_example("seed"), LandscapeView)


def facts(shown) -> list[str]:
    return shown.view.plot.facts.text().splitlines()


def turn_wheel(shown, notches: int, at: QPointF) -> None:
    plot = shown.view.plot
    event = QWheelEvent(
        at,
        QPointF(plot.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot, event)
    shown.settle()


def test_the_numbers_beside_the_curve_are_the_steps(shown) -> None:
    assert facts(shown)[:4] == [
        "E_total 0.298371109",
        "∂E/∂w₅ 0.0821670406",
        "w₅ 0.4 → 0.35891648",
        "batch of round 1: sample 1",
    ]
    told = {step.id: step.value for step in shown.session.cursor.round}
    assert f"{told['dE_total/dw5']:.9g}" in facts(shown)[1]
    assert f"{told['w5+']:.9g}" in facts(shown)[2]
    assert "over w₅" in shown.view.plot.accessibleDescription()
    assert "0.0821670406" in shown.view.plot.accessibleDescription()


def test_a_batch_is_named(show) -> None:
    few = show(project(Build(samples=9, batch_size=3)), LandscapeView)
    assert facts(few)[3] == "batch of round 1: samples 1 to 3"
    many = show(project(Build(samples=9, batch_size=6)), LandscapeView)
    assert facts(many)[3] == "batch of round 1: samples 1 to 6"


def test_the_error_says_which_samples_it_is_of(qtbot: QtBot, show) -> None:
    some = show(project(Build(samples=9, batch_size=3)), LandscapeView)
    some.session.pictures.look_over(of_all=False)
    some.train(1)
    error = some.subject.picture.here.error
    assert facts(some)[0] == f"E of samples 4 to 6 {error:.9g}"
    plot = some.view.plot
    assert f"E of samples 4 to 6 {error:.9g}" in plot.accessibleDescription()
    assert f"E of samples 4 to 6 {error:.9g}" in plot.toolTip()
    assert not any("E_total" in text for text in (plot.toolTip(), plot.accessibleDescription()))
    qtbot.mouseMove(plot, plot.frame().rect.center().toPoint())
    assert ": E of samples 4 to 6 " in plot._reading.text()
    every = show(project(Build(samples=9, batch_size=9)), LandscapeView)
    told = every.session.data_error()
    assert facts(every)[0] == f"E_total {told:.9g}"


def test_a_second_parameter_makes_a_map(qtbot: QtBot, shown) -> None:
    curve = shown.colors()
    shown.view.second.setFocus()
    qtbot.keyClicks(shown.view.second, "w6")
    qtbot.keyClick(shown.view.second, Qt.Key.Key_Return)
    shown.view.second.activated.emit(shown.view.second.currentIndex())
    shown.settle()
    picture = shown.subject.picture
    assert [shown.session.project.network.index(place) for place in picture.places] == [4, 5]
    assert len(shown.colors() - curve) > 5
    assert "∂E/∂w₆" in "".join(facts(shown))
    shown.view.second.choose(None)
    shown.view.second.chosen.emit()
    shown.settle()
    assert len(shown.subject.picture.places) == 1


def test_the_same_parameter_twice_is_a_curve(shown) -> None:
    shown.view.second.choose(shown.view.first.option)
    shown.view.second.chosen.emit()
    shown.settle()
    assert len(shown.subject.picture.places) == 1 and shown.view.second.option is None


def test_what_is_chosen_elsewhere_is_shown_here(shown) -> None:
    network = shown.session.project.network
    shown.session.pictures.look_through(NeuronPlace(0, 0))
    assert shown.view.first.currentText() == "w5"
    shown.session.pictures.look_through(network.weight_place(2))
    shown.settle()
    assert shown.view.first.currentText() == "w2" and shown.subject.picture.places == (
        network.weight_place(2),
    )
    shown.session.pictures.look_through(BiasPlace(1, None))
    shown.settle()
    assert shown.view.first.currentText() == "b2"


def test_the_wheel_looks_closer_and_follow_goes_back(qtbot: QtBot, shown) -> None:
    low, high = shown.subject.picture.ranges[0]
    frame = shown.view.plot.frame()
    still = frame.point(0.0, sum(frame.up) / 2)
    before = shown.picture()
    turn_wheel(shown, 2, still)
    near = shown.subject.picture.ranges[0]
    assert near[1] - near[0] == pytest.approx((high - low) / 1.25**2)
    assert shown.view.plot.frame().x(0.0) == pytest.approx(still.x(), abs=1e-6)
    assert shown.picture() != before
    assert not shown.view.following.isChecked()
    qtbot.mouseClick(shown.view.following, Qt.MouseButton.LeftButton)
    shown.settle()
    assert shown.view.following.isChecked() and shown.subject.picture.ranges[0] == (low, high)


def test_keys_zoom_too(qtbot: QtBot, shown) -> None:
    low, high = shown.subject.picture.ranges[0]
    plot = shown.view.plot
    assert plot.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClicks(plot, "+")
    shown.settle()
    near = shown.subject.picture.ranges[0]
    assert near[1] - near[0] == pytest.approx((high - low) / 1.25)
    qtbot.keyClicks(plot, "-")
    qtbot.keyClicks(plot, "0")
    shown.settle()
    assert shown.subject.picture.ranges[0] == (low, high)


def test_a_drag_looks_aside(qtbot: QtBot, shown) -> None:
    plot = shown.view.plot
    low, high = shown.subject.picture.ranges[0]
    middle = plot.frame().rect.center().toPoint()
    qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(plot, middle + QPoint(50, 0))
    qtbot.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=middle + QPoint(50, 0))
    shown.settle()
    moved = shown.subject.picture.ranges[0]
    assert moved[0] < low and moved[1] - moved[0] == pytest.approx(high - low)


def test_the_number_under_the_pointer(qtbot: QtBot, shown) -> None:
    plot = shown.view.plot
    qtbot.mouseMove(plot, plot.frame().point(0.4, 0.3).toPoint())
    assert plot._reading.isVisibleTo(plot)
    assert plot._reading.text().startswith("w₅ 0.4") or plot._reading.text().startswith("w₅ 0.39")
    assert "E_total 0.29" in plot._reading.text()
    qtbot.mouseMove(plot, QPoint(2, 2))
    assert not plot._reading.isVisibleTo(plot)


def test_training_paints_the_path(shown) -> None:
    network = shown.session.project.network
    shown.session.pictures.look_along((network.weight_place(5), network.weight_place(6)))
    shown.settle()
    before = shown.picture()
    shown.train(100)
    assert shown.picture() != before
    assert len(shown.subject.picture.path) == 101
    assert "batch of round 101" in facts(shown)[5]


def test_nothing_is_computed_while_it_is_hidden(shown) -> None:
    shown.window.hide()
    asked = shown.requests
    shown.train(20)
    shown.session.reset()
    assert shown.requests == asked
    shown.window.show()
    shown.settle()
    assert shown.requests == asked + 1


def test_a_short_update_is_drawn_longer_and_says_so(shown) -> None:
    plot, picture = shown.view.plot, shown.subject.picture
    scale = arrow_scale(plot.frame(), picture)
    move = abs(picture.here.after[0] - picture.here.values[0])
    pixels = move / np.ptp(picture.axes[0]) * plot.frame().rect.width()
    assert pixels < 20 <= pixels * scale
    assert f"arrow: the update × {scale}" in facts(shown)


def test_a_look_at_the_dark(shown) -> None:
    light = shown.picture()
    themes.choose("dark")
    shown.view.restyle()
    assert shown.picture() != light
    themes.choose("light")


def test_what_has_no_number_says_so_and_paints(show) -> None:
    wild = show(
        project(Build((1, 1), output="linear", bias="none", weights=[[[1e200]]]), [[1e200]], [[0.0]]),
        LandscapeView,
    )
    assert heights_range(wild.subject.picture) == (0.0, 1.0)
    assert "E_total ∞" in facts(wild)[0]
    wild.picture()
    assert "smaller learning rate" in wild.view.plot.hint
    assert "smaller learning rate" in wild.view.plot.accessibleDescription()
    pair = project(Build((2, 1), output="linear", bias="none"), [[1e200, 1.0]], [[0.0]])
    two = show(pair, LandscapeView)
    two.session.pictures.look_along((pair.network.weight_place(1), pair.network.weight_place(2)))
    two.settle()
    two.picture()


def test_trouble_is_told(shown) -> None:
    shown.subject.renew()
    shown.subject._wait.stop()
    shown.subject.share = 0.0
    shown.subject.fail(shown.subject._generation, "Something went wrong.")
    assert shown.view.plot.accessibleDescription() == "Something went wrong."
    assert shown.view.plot.frame() is None
    shown.picture()


def test_it_fits_a_narrow_column(shown) -> None:
    shown.window.resize(200, 170)
    shown.settle()
    plot = shown.view.plot
    assert plot.rect().contains(plot.facts.geometry())
    assert facts(shown) == ["E_total 0.298371", "∂E/∂w₅ 0.082167"]
    assert plot.rect().contains(plot.frame().rect.toAlignedRect())
    assert not shown.view.header.title.isVisible()


def test_a_slow_picture_shows_progress_and_can_be_cancelled(qtbot: QtBot, shown) -> None:
    plot, subject = shown.view.plot, shown.subject
    without = shown.picture()
    subject.share = 0.0
    subject._began -= 1.0
    subject.note(0.4)
    assert plot.cancel.isVisible() and shown.picture() != without
    withdrawn = []
    subject.withdrawn.connect(lambda: withdrawn.append(True))
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert withdrawn and not plot.cancel.isVisible() and subject.share is None
    assert shown.picture() == without
    subject.share = 0.0
    subject._began -= 1.0
    subject.note(0.6)
    qtbot.mouseClick(plot.cancel, Qt.MouseButton.LeftButton)
    assert len(withdrawn) == 2 and not plot.cancel.isVisible()


def test_a_quick_picture_shows_no_progress(shown) -> None:
    shown.subject.share = 0.0
    shown.subject._began = time.monotonic()
    shown.subject.note(0.4)
    assert not shown.view.plot.cancel.isVisible()


def test_held_plots_hold_the_picture_too(shown) -> None:
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
    network = shown.session.project.network
    shown.session.pictures.look_along((network.weight_place(1),))
    shown.settle()
    assert "w₁ " in "".join(facts(shown))


def test_the_number_under_the_pointer_on_a_map(qtbot: QtBot, shown) -> None:
    network, plot = shown.session.project.network, shown.view.plot
    shown.session.pictures.look_along((network.weight_place(5), network.weight_place(6)))
    shown.settle()
    qtbot.mouseMove(plot, plot.frame().point(0.4, 0.45).toPoint())
    text = plot._reading.text()
    assert "w₅ " in text and ", w₆ " in text
    assert float(text.rsplit(" ", 1)[1]) == pytest.approx(0.298, abs=0.02)


def test_following_can_be_left_and_a_double_click_takes_it_up_again(qtbot: QtBot, shown) -> None:
    usual = shown.subject.picture.ranges
    qtbot.mouseClick(shown.view.following, Qt.MouseButton.LeftButton)
    shown.settle()
    assert shown.session.pictures.ranges == usual and not shown.view.following.isChecked()
    shown.train(200)
    assert shown.subject.picture.ranges == usual
    plot = shown.view.plot
    qtbot.mouseDClick(plot, Qt.MouseButton.LeftButton, pos=plot.frame().rect.center().toPoint())
    shown.settle()
    assert shown.session.pictures.ranges is None and shown.view.following.isChecked()
    (low, high), path = shown.subject.picture.ranges[0], shown.subject.picture.path
    assert low < path.min() < path.max() < high


def test_another_network_offers_its_own_parameters(shown) -> None:
    other = project(Build((3, 2, 1), bias="shared"))
    shown.session.document.open(other, None)
    shown.settle()
    names = [shown.view.first.itemText(index) for index in range(shown.view.first.count())]
    assert names == [f"w{number}" for number in range(1, 9)] + ["b1", "b2"]
    assert shown.view.first.currentText() == "w7" and shown.view.second.itemText(0) == "none: a curve"


def test_both_slopes_can_be_read_in_a_narrow_column(shown) -> None:
    network, plot = shown.session.project.network, shown.view.plot
    shown.session.pictures.look_along((network.weight_place(5), network.weight_place(6)))
    shown.window.resize(272, 300)
    shown.settle()
    text, metrics = plot.facts.text(), plot.facts.fontMetrics()
    for slope, name in zip(shown.subject.picture.here.slopes, ("w₅", "w₆"), strict=True):
        assert f"∂E/∂{name} {slope:.6g}" in text
        assert f"∂E/∂{name} {slope:.9g}" in plot.toolTip()
    assert "…" not in text
    assert max(metrics.horizontalAdvance(line) for line in text.splitlines()) <= plot.facts.width()
    assert plot.facts.geometry().bottom() <= plot.frame().rect.top()


def test_a_range_without_numbers_says_how_to_come_back(shown) -> None:
    shown.session.pictures.look_at(((1e300, 2e300),))
    shown.subject.picture.errors[:] = np.nan
    shown.view._show()
    assert "follow" in shown.view.plot.hint and shown.view.plot.frame() is None
    with_words = shown.picture()
    shown.view.plot.hint = ""
    assert shown.picture() != with_words


@pytest.mark.parametrize("width", [190, 250, 320, 480])
def test_all_controls_are_whole_at_every_width(shown, width: int) -> None:
    shown.window.layout().setContentsMargins(0, 0, 0, 0)
    shown.session.document.open(project(Build((60, 50, 1))), None)
    network = shown.session.project.network
    shown.session.pictures.look_along((network.weight_place(3017), network.weight_place(3016)))
    shown.window.resize(width, 260)
    shown.settle()
    header, view = shown.view.header, shown.view
    places = []
    for control in (view.first, view.second, view.following):
        QApplication.sendPostedEvents()
        place = QRect(control.mapTo(header, QPoint()), control.size())
        assert header.rect().contains(place) and control.width() >= control.sizeHint().width()
        assert not any(place.intersects(other) for other in places)
        places.append(place)
    text = view.first.fontMetrics().horizontalAdvance(view.first.currentText())
    option = QStyleOptionComboBox()
    view.first.initStyleOption(option)
    field = view.first.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, view.first
    )
    assert view.first.currentText() == "w3017" and text <= field.width()
