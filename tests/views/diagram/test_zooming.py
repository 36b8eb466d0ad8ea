"""Zooming keeps the point that is zoomed about where it is."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import NeuronPlace
from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session
from backprop_gui.views.diagram.view import DiagramView

H1 = NeuronPlace(0, 0)


@pytest.fixture
def view(qtbot: QtBot) -> DiagramView:
    made = DiagramView(Session(load_example("seed")))
    qtbot.addWidget(made)
    made.resize(760, 560)
    made.show()
    qtbot.waitExposed(made)
    return made


def place_of(view: DiagramView) -> QPoint:
    item = view.item_of(H1)
    assert item is not None
    return view.mapFromScene(item.scenePos())


def turn_wheel(view: DiagramView, at: QPoint, notches: int) -> None:
    position = QPointF(at)
    event = QWheelEvent(
        position,
        QPointF(view.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_the_wheel_zooms_about_the_pointer(view: DiagramView) -> None:
    at = place_of(view)
    for notches in (1, 3, -2):
        turn_wheel(view, at, notches)
        assert (place_of(view) - at).manhattanLength() <= 6
    assert view.transform().m11() > 1


def test_the_keys_zoom_about_the_middle_and_back(view: DiagramView) -> None:
    before = place_of(view)
    view.zoom_in()
    assert place_of(view) != before
    view.zoom_out()
    assert (place_of(view) - before).manhattanLength() <= 3


def test_fitting_shows_everything_again(view: DiagramView) -> None:
    before = place_of(view)
    for _ in range(6):
        view.zoom_in()
    view.fit()
    assert place_of(view) == before
