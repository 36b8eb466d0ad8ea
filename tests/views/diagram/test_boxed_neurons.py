"""Single neurons of a layer drawn as one box: shown, picked, told and edited once they can be read."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import INPUTS, NeuronPlace, TargetPlace
from backprop_gui.document.project import Project
from backprop_gui.look.theme import theme
from backprop_gui.session.selection import LayerPlace
from backprop_gui.views.diagram.column_item import ColumnItem
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.view import DiagramView
from tests.support.mouse import hover

Show = Callable[..., DiagramView]
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
NO_KEYS, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
tips = pytest.mark.qt_log_ignore(r"does not support raise\(\)")
AT, HIDDEN, OUTPUT = NeuronPlace(INPUTS, 400), NeuronPlace(0, 60), NeuronPlace(1, 3)


def box_of(view: DiagramView, layer: int = INPUTS) -> ColumnItem:
    return next(item for item in view.places() if isinstance(item, ColumnItem) and item.layer == layer)


def point_of(view: DiagramView, place: NeuronPlace = AT) -> QPoint:
    return view.mapFromScene(box_of(view, place.layer).cell(place.index).center())


def wheel(view: DiagramView, point: QPoint, notches: int) -> None:
    at = QPointF(point)
    event = QWheelEvent(
        at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, CONTROL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    for _ in range(notches):
        QApplication.sendEvent(view.viewport(), event)


def tooltip(view: DiagramView, point: QPoint) -> str:
    asking = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), asking)
    text = QToolTip.text()
    QToolTip.hideText()
    return text


@pytest.fixture
def view(open_diagram: Show, make_project: Callable[..., Project]) -> DiagramView:
    """Show 784 inputs and 128 neurons as boxes, and 10 outputs."""
    return open_diagram(make_project((784, 128, 10)), 900, 560)


@pytest.fixture
def close(view: DiagramView) -> DiagramView:
    """Look at an input from near."""
    wheel(view, point_of(view), 20)
    return view


@tips
def test_far_away_a_box_is_one_thing(qtbot: QtBot, view: DiagramView) -> None:
    assert not box_of(view).is_close
    qtbot.mouseClick(view.viewport(), LEFT, pos=point_of(view))
    assert view.session.selection.places == (LayerPlace(INPUTS),)
    assert "784 inputs" in tooltip(view, point_of(view))


@tips
def test_the_wheel_leads_to_single_neurons(close: DiagramView) -> None:
    assert box_of(close).is_close and close.viewport().rect().contains(point_of(close))
    assert tooltip(close, point_of(close)).startswith("i401\n")
    hover(close.viewport(), point_of(close))
    assert close.session.pointer.place == AT


@tips
def test_what_is_read_there_follows_the_network(close: DiagramView) -> None:
    before = close.grab().toImage()
    close.session.editing.rename(AT, "middle")
    close.session.pointer.point(None)
    assert close.grab().toImage() != before
    assert tooltip(close, point_of(close)).startswith("middle\n")


def test_a_single_neuron_is_chosen_by_a_click_and_several_in_a_frame(
    qtbot: QtBot, close: DiagramView
) -> None:
    before = point_of(close)
    with qtbot.waitSignal(close.place_activated) as told:
        qtbot.mouseClick(close.viewport(), LEFT, pos=point_of(close))
    assert told.args == [AT] and close.session.selection.places == (AT,)
    assert point_of(close) == before
    start = close.mapFromScene(box_of(close).cell(398).center() - QPointF(1.0, 0.2))
    end = close.mapFromScene(box_of(close).cell(402).center() + QPointF(1.0, 0.2))
    qtbot.mousePress(close.viewport(), LEFT, SHIFT, start)
    qtbot.mouseMove(close.viewport(), (start + end) / 2)
    qtbot.mouseMove(close.viewport(), end)
    qtbot.mouseRelease(close.viewport(), LEFT, SHIFT, end)
    assert close.session.selection.places == tuple(NeuronPlace(INPUTS, index) for index in range(398, 403))


def test_the_ground_is_dragged_by_it_and_nothing_is_moved(qtbot: QtBot, close: DiagramView) -> None:
    start = point_of(close)
    qtbot.mousePress(close.viewport(), LEFT, NO_KEYS, start)
    qtbot.mouseMove(close.viewport(), start + QPoint(0, 25))
    qtbot.mouseMove(close.viewport(), start + QPoint(0, 50))
    qtbot.mouseRelease(close.viewport(), LEFT, NO_KEYS, start + QPoint(0, 50))
    assert point_of(close).y() == pytest.approx(start.y() + 50, abs=2)
    close.session.selection.choose(AT, NeuronPlace(INPUTS, 3))
    close.align_rows()
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Right, CONTROL | SHIFT)
    assert not close.session.document.undo_stack.count() and close.session.selection.places


def test_a_name_and_an_input_are_edited_there(qtbot: QtBot, view: DiagramView) -> None:
    wheel(view, point_of(view), 20)
    qtbot.mouseDClick(view.viewport(), LEFT, pos=point_of(view))
    editor = view.findChild(QLineEdit, "name_editor")
    assert editor.isVisible()
    qtbot.keyClicks(editor, "pixel")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert view.session.project.network.neuron_name(AT) == "pixel"
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    value = view.findChild(QLineEdit, "value_editor")
    qtbot.keyClicks(value, "0.5")
    qtbot.keyClick(value, Qt.Key.Key_Return)
    assert view.session.project.data.inputs[0, AT.index] == 0.5


def test_what_is_chosen_elsewhere_is_ringed_there(view: DiagramView) -> None:
    view.session.selection.choose(HIDDEN)
    item = view.diagram.selected
    assert isinstance(item, NeuronItem) and item.whole is box_of(view, 0)
    assert item.outline().boundingRect() == box_of(view, 0).cell(HIDDEN.index)
    view.session.editing.remove()
    assert view.session.project.network.sizes[1] == 127


def test_tab_goes_on_after_its_box(qtbot: QtBot, view: DiagramView) -> None:
    view.setFocus()
    view.session.selection.choose(NeuronPlace(INPUTS, 5))
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    box = view.places().index(box_of(view))
    assert view.diagram.selected is view.places()[box + 1]


def test_dots_tell_name_and_out_from_near(view: DiagramView) -> None:
    item = view.item_of(OUTPUT)
    assert isinstance(item, NeuronItem)
    point = view.mapFromScene(item.pos())
    wheel(view, point, 8)
    view.session.pointer.point(None)
    around = view.rect_in_viewport(item.body.rect)
    before = view.grab(around).toImage()
    view.session.editing.rename(OUTPUT, "three")
    view.session.pointer.point(None)
    assert view.grab(around).toImage() != before
    assert TargetPlace(3) not in view.session.selection.places


def test_the_number_of_neurons_stays_as_small_as_it_was(view: DiagramView) -> None:
    """Beside its text the box is empty however near one looks, until neurons come."""
    wheel(view, point_of(view), 8)
    box = box_of(view)
    rect = view.rect_in_viewport(box.editing_rect())
    assert not box.is_close and rect.width() > 140
    shot = view.grab().toImage()
    x, middle = rect.left() + rect.width() // 4, view.viewport().height() // 2
    beside = {shot.pixelColor(x, y).name() for y in range(middle - 60, middle + 60)}
    assert beside == {theme().panel.name()}
    inked = {shot.pixelColor(rect.center().x(), y).name() for y in range(middle - 60, middle + 60)}
    assert len(inked) > 3
