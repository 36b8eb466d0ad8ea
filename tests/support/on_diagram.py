"""What stands on a diagram, and dragging on it."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import NeuronPlace
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.view import DiagramView


def neuron(view: DiagramView, place: NeuronPlace) -> NeuronItem:
    item = view.item_of(place)
    assert isinstance(item, NeuronItem)
    return item


def side_of(view: DiagramView, place: NeuronPlace, side: int) -> QPoint:
    rect = neuron(view, place).body.rect
    x = rect.right() if side > 0 else rect.left()
    return view.mapFromScene(x, rect.center().y())


def drag(qtbot: QtBot, view: DiagramView, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier) -> None:
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, modifier, start)
    for part in (1, 2, 3):
        qtbot.mouseMove(view.viewport(), start + (end - start) * part / 3)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, modifier, end)
