"""The whole network in small."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import INPUTS, NeuronPlace
from backprop_gui.views.diagram.minimap import Minimap
from backprop_gui.views.diagram.node_item import NodeItem
from backprop_gui.views.diagram.view import DiagramView

Show = Callable[..., DiagramView]


def minimap(view: DiagramView) -> Minimap:
    found = view.findChild(QWidget, "minimap")
    assert isinstance(found, Minimap)
    return found


def test_it_comes_when_something_is_out_of_sight(diagram: DiagramView) -> None:
    assert minimap(diagram).isHidden()
    for _ in range(4):
        diagram.zoom_in()
    assert minimap(diagram).isVisible()
    assert diagram.viewport().rect().contains(minimap(diagram).geometry())
    diagram.resize(900, 640)
    place, room = minimap(diagram).geometry(), diagram.viewport().rect().adjusted(11, 11, -11, -11)
    assert room.left() >= place.left() or room.right() <= place.right()
    assert room.top() >= place.top() or room.bottom() <= place.bottom()
    diagram.fit()
    assert minimap(diagram).isHidden()


def test_a_click_shows_that_part(qtbot: QtBot, diagram: DiagramView) -> None:
    for _ in range(6):
        diagram.zoom_in()
    small = minimap(diagram)
    item = diagram.item_of(NeuronPlace(INPUTS, 0))
    assert item is not None and diagram.ground is not None
    scale = small.width() / diagram.ground.width()
    at = (item.pos() * scale).toPoint()
    qtbot.mouseClick(small, Qt.MouseButton.LeftButton, pos=at)
    off = diagram.mapFromScene(item.pos()) - diagram.viewport().rect().center()
    assert off.manhattanLength() <= 2 * diagram.transform().m11() / scale
    assert diagram.session.document.undo_stack.count() == 0


def test_dragging_moves_the_ground_along(qtbot: QtBot, diagram: DiagramView) -> None:
    for _ in range(6):
        diagram.zoom_in()
    small = minimap(diagram)
    qtbot.mousePress(small, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    before = small.shown_part().center()
    qtbot.mouseMove(small, QPoint(60, 30))
    assert diagram.ground is not None
    way = small.shown_part().center().x() - before.x()
    assert way == pytest.approx(30 * diagram.ground.width() / small.width(), rel=0.05)
    qtbot.mouseRelease(small, Qt.MouseButton.LeftButton, pos=QPoint(60, 30))


def test_it_draws_nodes_and_the_part_that_is_shown(open_diagram: Show, make_project: Callable) -> None:
    view = open_diagram(make_project((784, 128, 64, 10)), 1000, 700)
    for _ in range(6):
        view.zoom_in()
    shown = minimap(view).grab().toImage()
    colors = {shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height())}
    assert len(colors) >= 3


def test_it_stays_while_it_is_held(qtbot: QtBot, diagram: DiagramView) -> None:
    for _ in range(6):
        diagram.zoom_in()
    small = minimap(diagram)
    place, places = small.geometry(), []
    qtbot.mousePress(small, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    for x, y in ((0.2, 0.2), (0.5, 0.9), (0.9, 0.1), (0.9, 0.9)):
        qtbot.mouseMove(small, QPoint(round(x * place.width()), round(y * place.height())))
        places.append(small.geometry())
    qtbot.mouseRelease(small, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert places == [place] * 4


def test_it_gives_way_to_what_would_stand_beneath_it(diagram: DiagramView) -> None:
    for _ in range(4):
        diagram.zoom_in()
    small, item = minimap(diagram), diagram.item_of(NeuronPlace(1, 0))
    assert isinstance(item, NodeItem)
    diagram.pan(small.geometry().center() - diagram.mapFromScene(item.pos()))
    assert small.isVisible() and not small.geometry().intersects(diagram.rect_in_viewport(item.body.rect))


def test_it_stays_in_its_corner_when_something_is_brought_into_view(diagram: DiagramView) -> None:
    for _ in range(6):
        diagram.zoom_in()
    room = diagram.viewport().rect()
    for place in (NeuronPlace(1, 1), NeuronPlace(INPUTS, 0)):
        diagram.select(diagram.item_of(place))
        corner = minimap(diagram).geometry()
        assert 10 in (corner.left(), room.right() - corner.right())
        assert 10 in (corner.top(), room.bottom() - corner.bottom())
