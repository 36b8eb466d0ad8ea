"""The strip under the diagram, dragged and clicked as a user does."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QSlider, QStyle, QStyleOptionSlider, QToolButton
from pytestqt.qtbot import QtBot

from backprop_gui.session.session import Session
from backprop_gui.views.run.strip import RunStrip
from tests.views.run.conftest import take


def slider(strip: RunStrip) -> QSlider:
    return strip.findChild(QSlider, "run_slider")


def button(strip: RunStrip, name: str) -> QToolButton:
    return strip.findChild(QToolButton, f"button_{name}")


def text(strip: RunStrip) -> str:
    return strip.findChild(QLabel, "run_round").text()


def session_of(strip: RunStrip) -> Session:
    return strip._session


def handle(bar: QSlider) -> QPoint:
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    control, part = QStyle.ComplexControl.CC_Slider, QStyle.SubControl.SC_SliderHandle
    return bar.style().subControlRect(control, option, part, bar).center()


@pytest.fixture
def trained(strip: RunStrip) -> RunStrip:
    session = session_of(strip)
    session.run.start(50)
    take(session, 50)
    session.run.stop()
    return strip


def test_before_the_first_round_there_is_nothing_to_look_back_at(strip: RunStrip) -> None:
    assert not slider(strip).isEnabled()
    assert text(strip) == "Round 0"
    assert not button(strip, "continue_from_here").isVisible()


def test_its_end_follows_the_run(strip: RunStrip) -> None:
    session_of(strip).run.start(30)
    take(session_of(strip), 12)
    assert (slider(strip).maximum(), slider(strip).value()) == (12, 12)
    assert text(strip) == "Round 12"
    session_of(strip).run.stop()


def test_dragging_shows_earlier_rounds(qtbot: QtBot, trained: RunStrip) -> None:
    bar = slider(trained)
    at = handle(bar)
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=at)
    width = bar.width()
    qtbot.mouseMove(bar, QPoint(bar.width() // 2, at.y()))
    shown = session_of(trained).run.shown_round
    assert shown is not None
    assert 20 <= shown <= 30
    assert text(trained) == f"Round {shown} of 50"
    assert bar.width() == width, "it keeps still under the mouse"
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, at.y()))


def test_a_click_in_its_track_goes_there(qtbot: QtBot, trained: RunStrip) -> None:
    bar = slider(trained)
    at = QPoint(bar.width() // 4, bar.height() // 2)
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=at)
    shown = session_of(trained).run.shown_round
    assert shown is not None
    assert abs(handle(bar).x() - at.x()) <= bar.width() / 50
    assert 10 <= shown <= 14
    qtbot.mouseMove(bar, QPoint(bar.width() // 2, at.y()))
    assert 23 <= (session_of(trained).run.shown_round or 0) <= 27, "it can be dragged on"
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, at.y()))


def test_keys_go_from_one_kept_round_to_the_next(qtbot: QtBot, trained: RunStrip) -> None:
    qtbot.keyClick(slider(trained), Qt.Key.Key_Left)
    assert session_of(trained).run.shown_round == 49
    qtbot.keyClick(slider(trained), Qt.Key.Key_Home)
    assert session_of(trained).run.shown_round == 0
    qtbot.keyClick(slider(trained), Qt.Key.Key_End)
    assert session_of(trained).run.shown_round is None


def test_grabbing_it_pauses_the_run(qtbot: QtBot, strip: RunStrip) -> None:
    session = session_of(strip)
    session.run.start(50)
    take(session, 20)
    qtbot.mousePress(slider(strip), Qt.MouseButton.LeftButton, pos=handle(slider(strip)))
    assert not session.run.is_running
    assert session.document.present.state.rounds == 20
    qtbot.mouseRelease(slider(strip), Qt.MouseButton.LeftButton)


def test_continue_from_here_and_back_to_the_present(qtbot: QtBot, trained: RunStrip) -> None:
    qtbot.keyClick(slider(trained), Qt.Key.Key_Home)
    qtbot.mouseClick(button(trained, "back_to_present"), Qt.MouseButton.LeftButton)
    assert text(trained) == "Round 50"
    assert not button(trained, "back_to_present").isVisible()
    qtbot.keyClick(slider(trained), Qt.Key.Key_Home)
    qtbot.mouseClick(button(trained, "continue_from_here"), Qt.MouseButton.LeftButton)
    assert session_of(trained).document.present.state.rounds == 0
    session_of(trained).document.undo_stack.undo()
    assert text(trained) == "Round 50"


def test_it_tells_a_screen_reader_where_it_stands(trained: RunStrip, qtbot: QtBot) -> None:
    qtbot.keyClick(slider(trained), Qt.Key.Key_Home)
    assert slider(trained).accessibleDescription() == "Round 0 of 50"


@pytest.mark.parametrize("width", [440, 640, 800])
def test_the_slider_keeps_room_to_be_dragged_in(qtbot: QtBot, trained: RunStrip, width: int) -> None:
    session_of(trained).past.show(10)
    trained.resize(width, 34)
    qtbot.waitUntil(lambda: trained.width() == width)
    assert slider(trained).width() >= 120
    back = button(trained, "back_to_present")
    assert back.geometry().right() < width
    assert back.text() in ("Back to the present", "Back")
    assert back.accessibleName() == "Back to the present"
