"""Single ones of the very many weights that are drawn as one: picked, told, edited, marked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import WeightPlace
from backprop_gui.document.project import Project
from backprop_gui.session.selection import LayerPlace
from backprop_gui.views.diagram.bundle_item import BundleItem
from backprop_gui.views.diagram.view import DiagramView
from tests.support.mouse import hover

Show = Callable[..., DiagramView]
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
AT, LINE = WeightPlace(0, 30, 5), WeightPlace(1, 4, 59)
OTHER_LINE = WeightPlace(1, 0, 0)


def bundle_of(view: DiagramView, layer: int = 0) -> BundleItem:
    return next(item for item in view.places() if isinstance(item, BundleItem) and item.layer == layer)


@pytest.fixture
def view(open_diagram: Show, make_project: Callable[..., Project]) -> DiagramView:
    """Show 60 neurons that read 40 inputs as a picture of cells, and what 5 outputs read as lines."""
    shown = open_diagram(make_project((40, 60, 5)), 900, 620)
    assert bundle_of(shown).cell(AT) is not None and bundle_of(shown, 1).cell(LINE) is None
    return shown


def cell_point(view: DiagramView, place: WeightPlace = AT) -> QPoint:
    cell = bundle_of(view).cell(place)
    assert cell is not None
    return view.mapFromScene(cell.center())


def line_point(view: DiagramView, place: WeightPlace = LINE) -> QPoint:
    return view.mapFromScene(bundle_of(view, 1).line(place).pointAt(0.4))


def tooltip(view: DiagramView, point: QPoint) -> str:
    asking = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), asking)
    text = QToolTip.text()
    QToolTip.hideText()
    return text


def test_a_click_on_a_cell_chooses_its_weight_and_marks_it(qtbot: QtBot, view: DiagramView) -> None:
    without = view.grab().toImage()
    with qtbot.waitSignal(view.place_activated) as told:
        qtbot.mouseClick(view.viewport(), LEFT, pos=cell_point(view))
    assert told.args == [AT] and view.session.selection.places == (AT,)
    assert view.grab().toImage() != without


def test_a_click_near_a_line_chooses_the_nearest(qtbot: QtBot, view: DiagramView) -> None:
    qtbot.mouseClick(view.viewport(), LEFT, pos=line_point(view) + QPoint(0, 1))
    assert view.session.selection.places == (LINE,)
    qtbot.mouseClick(view.viewport(), LEFT, pos=QPoint(4, 4))
    assert view.session.selection.places == ()


@pytest.mark.parametrize("chosen", [(LINE,), (LINE, OTHER_LINE), (OTHER_LINE, LINE)])
def test_what_is_chosen_elsewhere_is_marked(view: DiagramView, chosen: tuple[WeightPlace, ...]) -> None:
    without, at = view.grab().toImage(), line_point(view)
    view.session.selection.choose(*chosen)
    assert view.grab().toImage().pixelColor(at) != without.pixelColor(at)
    view.session.selection.choose()
    assert view.grab().toImage() == without


def test_very_many_chosen_cells_are_marked_too(view: DiagramView) -> None:
    chosen = [WeightPlace(0, to, source) for to in range(60) for source in range(10)]
    without = view.grab().toImage()
    view.session.selection.choose(*chosen)
    grabbed = view.grab().toImage()
    inside, outside = cell_point(view), cell_point(view, WeightPlace(0, 30, 15))
    assert grabbed.pixelColor(inside) != without.pixelColor(inside)
    assert grabbed.pixelColor(outside) == without.pixelColor(outside)


@pytest.mark.qt_log_ignore(r"does not support raise\(\)")
@pytest.mark.parametrize(("place", "source", "to"), [(AT, "i6", "h31"), (LINE, "h60", "o5")])
def test_hovering_tells_the_weight(view: DiagramView, place: WeightPlace, source: str, to: str) -> None:
    point = cell_point(view) if place == AT else line_point(view)
    hover(view.viewport(), point)
    assert view.session.pointer.place == place
    assert view.diagram.pointed.is_lit
    project = view.session.project
    number = project.network.weight_number(place)
    value = float(project.parameters.weights[place.layer][place.to, place.source])
    assert f"w{number} from {source} to {to} = {value!r}" in tooltip(view, point)


def test_a_double_click_edits_the_weight(qtbot: QtBot, view: DiagramView) -> None:
    point = cell_point(view)
    qtbot.mouseClick(view.viewport(), LEFT, pos=point)
    qtbot.mouseDClick(view.viewport(), LEFT, pos=point)
    field = view.findChild(QLineEdit, "value_editor")
    assert field is not None and field.isVisible() and field.geometry().contains(point)
    field.setText("0.125")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert view.session.project.parameters.weights[0][30, 5] == 0.125
    number = view.session.project.network.weight_number(AT)
    assert view.session.document.undo_stack.undoText() == f"Change w{number} to 0.125"


def test_enter_edits_the_weight_that_was_chosen_elsewhere(qtbot: QtBot, view: DiagramView) -> None:
    view.session.selection.choose(LINE)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    field = view.findChild(QLineEdit, "value_editor")
    assert field is not None and field.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)


@pytest.mark.parametrize("point_of", [cell_point, line_point])
def test_dragging_on_weights_moves_the_ground(
    qtbot: QtBot, view: DiagramView, point_of: Callable[[DiagramView], QPoint]
) -> None:
    start = point_of(view)
    held = view.mapToScene(start)
    qtbot.mousePress(view.viewport(), LEFT, pos=start)
    for part in (20, 40):
        qtbot.mouseMove(view.viewport(), start + QPoint(part, part))
    qtbot.mouseRelease(view.viewport(), LEFT, pos=start + QPoint(40, 40))
    assert view.mapFromScene(held) == start + QPoint(40, 40)
    assert view.session.selection.places == ()


def test_cutting_and_freezing_act_on_it(qtbot: QtBot, view: DiagramView) -> None:
    qtbot.mouseClick(view.viewport(), RIGHT, pos=cell_point(view))
    assert view.session.selection.places == (AT,)
    view.session.editing.freeze()
    assert view.session.project.network.layers[0].frozen[30, 5]
    view.session.editing.remove()
    assert not view.session.project.network.layers[0].present[30, 5]
    qtbot.mouseClick(view.viewport(), LEFT, pos=cell_point(view))
    assert AT not in view.session.selection.places


def test_shift_takes_more_weights_by_clicks_and_by_a_frame(qtbot: QtBot, view: DiagramView) -> None:
    shift, other = Qt.KeyboardModifier.ShiftModifier, WeightPlace(0, 32, 7)
    qtbot.mouseClick(view.viewport(), LEFT, pos=cell_point(view))
    qtbot.mouseClick(view.viewport(), LEFT, shift, cell_point(view, other))
    assert view.session.selection.places == (AT, other)
    start, end = cell_point(view), cell_point(view, other)
    qtbot.mousePress(view.viewport(), LEFT, shift, start - QPoint(2, 2))
    qtbot.mouseMove(view.viewport(), end)
    qtbot.mouseMove(view.viewport(), end + QPoint(2, 2))
    qtbot.mouseRelease(view.viewport(), LEFT, shift, end + QPoint(2, 2))
    assert set(view.session.selection.places) == {
        WeightPlace(0, to, source) for to in (30, 31, 32) for source in (5, 6, 7)
    }


def test_a_frame_around_all_of_a_layer_chooses_the_layer(view: DiagramView) -> None:
    view._choosing.choose_within(view.viewport().rect())
    assert LayerPlace(0) in view.session.selection.places
    assert not view.session.selection.weights


def test_no_item_is_made_for_each_weight(qtbot: QtBot, view: DiagramView) -> None:
    before = len(view.diagram.items())
    room = bundle_of(view).boundingRect()
    for number in range(40):
        share = QPointF(room.width() * (0.3 + 0.01 * number), room.height() / 2)
        hover(view.viewport(), view.mapFromScene(room.topLeft() + share))
    assert len(view.diagram.items()) - before < 5


def test_tab_goes_on_behind_the_layer_of_the_chosen_weight(qtbot: QtBot, view: DiagramView) -> None:
    view.setFocus()
    view.session.selection.choose(AT)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    places = view.places()
    assert view.diagram.selected is places[places.index(bundle_of(view)) + 1]
