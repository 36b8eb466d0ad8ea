"""Zooming, moving the ground, moving nodes, and walking by keyboard."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import BiasPlace, NeuronPlace
from backprop_gui.document.examples import load_example
from backprop_gui.look.theme import themes
from backprop_gui.views.diagram.guides import Guides
from backprop_gui.views.diagram.node_item import NodeItem
from backprop_gui.views.diagram.view import DiagramView

Show = Callable[..., DiagramView]
H1 = NeuronPlace(0, 0)
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
GROUND = QPoint(4, 4)


def node(view: DiagramView, place: NeuronPlace | BiasPlace = H1) -> NodeItem:
    item = view.item_of(place)
    assert isinstance(item, NodeItem)
    return item


def point_of(view: DiagramView, item: NodeItem) -> QPoint:
    return view.mapFromScene(item.pos())


def drag(qtbot: QtBot, view: DiagramView, start: QPoint, way: QPoint, button: Qt.MouseButton = LEFT) -> None:
    qtbot.mousePress(view.viewport(), button, pos=start)
    for part in (1, 2, 3):
        qtbot.mouseMove(view.viewport(), start + way * part / 3)
    qtbot.mouseRelease(view.viewport(), button, pos=start + way)


def wheel(view: DiagramView, notches: int, modifiers: Qt.KeyboardModifier) -> None:
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_the_wheel_zooms_with_ctrl_only(diagram: DiagramView) -> None:
    wheel(diagram, 2, Qt.KeyboardModifier.NoModifier)
    assert diagram.transform().m11() == 1.0
    wheel(diagram, 2, Qt.KeyboardModifier.ControlModifier)
    assert diagram.transform().m11() > 1.2
    wheel(diagram, -4, Qt.KeyboardModifier.ControlModifier)
    assert diagram.transform().m11() < 1.0


def test_zooming_has_bounds(diagram: DiagramView) -> None:
    for _ in range(40):
        diagram.zoom_in()
    assert diagram.transform().m11() == pytest.approx(8.0)
    for _ in range(80):
        diagram.zoom_out()
    assert diagram.transform().m11() == pytest.approx(0.25)


def test_it_fits_the_window_until_somebody_zooms(diagram: DiagramView) -> None:
    diagram.resize(1100, 700)
    layout = diagram.diagram.layout
    assert layout and layout.ground.width() == diagram.viewport().width() == 1100
    diagram.zoom_in()
    diagram.resize(560, 380)
    assert diagram.diagram.layout is layout
    assert diagram.transform().m11() > 1.0
    diagram.fit()
    assert diagram.diagram.layout.ground.width() == 560
    assert diagram.transform().m11() == 1.0


@pytest.mark.parametrize("button", [LEFT, MIDDLE])
def test_dragging_the_ground_moves_everything(
    qtbot: QtBot, diagram: DiagramView, button: Qt.MouseButton
) -> None:
    before = point_of(diagram, node(diagram))
    drag(qtbot, diagram, GROUND, QPoint(60, 30), button)
    assert point_of(diagram, node(diagram)) == before + QPoint(60, 30)
    assert diagram.session.document.undo_stack.count() == 0


def test_the_middle_button_moves_the_ground_from_a_node_too(qtbot: QtBot, diagram: DiagramView) -> None:
    before = point_of(diagram, node(diagram))
    drag(qtbot, diagram, before, QPoint(60, 30), MIDDLE)
    assert point_of(diagram, node(diagram)) == before + QPoint(60, 30)
    assert diagram.session.document.undo_stack.count() == 0


def test_a_double_click_on_the_ground_fits_again(qtbot: QtBot, diagram: DiagramView) -> None:
    diagram.zoom_in()
    qtbot.mouseDClick(diagram.viewport(), LEFT, pos=GROUND)
    assert diagram.transform().m11() == 1.0


def test_dragging_a_node_is_one_step_to_undo(qtbot: QtBot, diagram: DiagramView) -> None:
    before = point_of(diagram, node(diagram))
    drag(qtbot, diagram, before, QPoint(30, 50))
    stack = diagram.session.document.undo_stack
    assert (stack.count(), stack.undoText()) == (1, "Move h1")
    moved = point_of(diagram, node(diagram)) - before
    assert (moved - QPoint(30, 50)).manhattanLength() <= 2
    positions = diagram.session.project.view["positions"]
    assert json.loads(json.dumps(positions)) == positions
    stack.undo()
    assert point_of(diagram, node(diagram)) == before
    stack.redo()
    assert point_of(diagram, node(diagram)) - before == moved


def test_a_bias_node_can_be_dragged(qtbot: QtBot, diagram: DiagramView) -> None:
    bias = node(diagram, BiasPlace(0, None))
    before = point_of(diagram, bias)
    drag(qtbot, diagram, before, QPoint(20, -20))
    assert diagram.session.document.undo_stack.undoText() == "Move b1"
    assert point_of(diagram, bias) != before


def test_a_click_moves_nothing(qtbot: QtBot, diagram: DiagramView) -> None:
    qtbot.mouseClick(diagram.viewport(), LEFT, pos=point_of(diagram, node(diagram)))
    assert diagram.session.document.undo_stack.count() == 0


def test_lines_follow_a_node_while_it_is_dragged(qtbot: QtBot, diagram: DiagramView) -> None:
    start = point_of(diagram, node(diagram))
    line = diagram.places()[2].line
    qtbot.mousePress(diagram.viewport(), LEFT, pos=start)
    qtbot.mouseMove(diagram.viewport(), start + QPoint(0, 60))
    assert diagram.places()[2].line != line
    assert diagram.session.document.undo_stack.count() == 0
    qtbot.mouseRelease(diagram.viewport(), LEFT, pos=start + QPoint(0, 60))


def test_the_network_may_change_in_the_middle_of_a_drag(
    qtbot: QtBot, diagram: DiagramView, make_project: Callable
) -> None:
    start = point_of(diagram, node(diagram))
    qtbot.mousePress(diagram.viewport(), LEFT, pos=start)
    qtbot.mouseMove(diagram.viewport(), start + QPoint(0, 60))
    diagram.session.document.open(make_project((3, 4, 3)), None)
    qtbot.mouseMove(diagram.viewport(), start + QPoint(0, 90))
    qtbot.mouseRelease(diagram.viewport(), LEFT, pos=start)
    assert diagram.session.document.undo_stack.count() == 0


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "left",
        [1, 2],
        {"h1": None},
        {"h1": [1]},
        {"h1": [True, False]},
        {"h1": ["0.5", 0.5]},
        {"h1": [float("nan"), 0.5]},
        {"h1": [10**400, 0.5]},
        {"nobody": [0.5, 0.5]},
        {"h1": {"x": 1}},
    ],
)
def test_positions_that_are_none_are_passed_over(open_diagram: Show, kept: object) -> None:
    project = load_example("seed")
    usual = open_diagram(project)
    view = open_diagram(replace(project, view={"positions": kept}))
    assert node(view).pos() == node(usual).pos()


def test_a_kept_position_is_used_and_stays_in_sight(open_diagram: Show) -> None:
    project = load_example("seed")
    view = open_diagram(replace(project, view={"positions": {"h1": [0.5, 0.4], "o1": [7, -3]}}))
    width, height = view.viewport().width(), view.viewport().height()
    assert node(view).pos() == QPointF(0.5 * width, 0.4 * height)
    assert view.viewport().rect().contains(point_of(view, node(view, NeuronPlace(1, 0))))


def test_a_click_selects_and_is_told(qtbot: QtBot, diagram: DiagramView) -> None:
    with qtbot.waitSignal(diagram.place_activated) as told:
        qtbot.mouseClick(diagram.viewport(), LEFT, pos=point_of(diagram, node(diagram)))
    assert told.args == [H1]
    assert node(diagram).isSelected()
    qtbot.mouseClick(diagram.viewport(), LEFT, pos=GROUND)
    assert not node(diagram).isSelected()


@pytest.fixture
def between_fields(qtbot: QtBot, diagram: DiagramView) -> Iterator[tuple[QLineEdit, QLineEdit]]:
    """Put the diagram between two fields, as in a window's focus order."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    before, after = QLineEdit(), QLineEdit()
    for widget in (before, diagram, after):
        column.addWidget(widget)
    qtbot.addWidget(window)
    window.resize(760, 640)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    before.setFocus()
    yield before, after
    diagram.setParent(None)


def test_tab_walks_through_all_items_and_out_at_the_end(
    qtbot: QtBot, diagram: DiagramView, between_fields: tuple[QLineEdit, QLineEdit]
) -> None:
    before, after = between_fields
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    walked = []
    while diagram.hasFocus():
        selected = diagram.diagram.selected
        assert selected
        walked.append(selected.title)
        qtbot.keyClick(diagram, Qt.Key.Key_Tab)
    assert walked[:4] == ["i1", "i2", "w1 from i1 to h1", "w2 from i2 to h1"]
    assert len(walked) == len(diagram.places()) == 18
    assert after.hasFocus()
    qtbot.keyClick(after, Qt.Key.Key_Backtab)
    assert diagram.hasFocus() and diagram.diagram.selected is diagram.places()[-1]
    qtbot.keyClick(diagram, Qt.Key.Key_Backtab)
    assert diagram.diagram.selected is diagram.places()[-2]


def test_the_focus_is_seen(
    qtbot: QtBot, diagram: DiagramView, between_fields: tuple[QLineEdit, QLineEdit]
) -> None:
    without = diagram.grab().toImage()
    qtbot.keyClick(between_fields[0], Qt.Key.Key_Tab)
    assert diagram.grab().toImage() != without
    assert diagram.diagram.ring.boundingRect().contains(diagram.places()[0].editing_rect())


@pytest.mark.parametrize("key", ["Left", "Right", "Up", "Down", "Space", "PgUp", "PgDown", "Home", "End"])
def test_walking_keys_are_left_to_the_window(qtbot: QtBot, diagram: DiagramView, key: str) -> None:
    action = QAction(diagram.window())
    action.setShortcut(QKeySequence(key))
    diagram.window().addAction(action)
    diagram.zoom_in()
    diagram.setFocus()
    place = diagram.horizontalScrollBar().value()
    with qtbot.waitSignal(action.triggered):
        qtbot.keyClick(diagram, QKeySequence(key)[0].key())
    assert diagram.horizontalScrollBar().value() == place


H2, O1 = NeuronPlace(0, 1), NeuronPlace(1, 0)


def places_of(view: DiagramView) -> list[QPoint]:
    return [point_of(view, node(view, place)) for place in (H1, H2, O1)]


def test_all_chosen_nodes_move_together_in_one_step(qtbot: QtBot, diagram: DiagramView) -> None:
    diagram.session.selection.choose(H2, H1)
    before, way = places_of(diagram), QPoint(33, 47)
    drag(qtbot, diagram, before[0], way)
    stack = diagram.session.document.undo_stack
    assert (stack.count(), stack.undoText()) == (1, "Move 2 nodes")
    moved = [now - was for now, was in zip(places_of(diagram), before, strict=True)]
    assert all((each - way).manhattanLength() <= 2 for each in moved[:2]) and moved[2] == QPoint()
    assert diagram.session.selection.places == (H2, H1)
    stack.undo()
    assert places_of(diagram) == before


def test_a_click_on_one_of_several_chooses_it_alone(qtbot: QtBot, diagram: DiagramView) -> None:
    diagram.session.selection.choose(H2, H1)
    qtbot.mouseClick(diagram.viewport(), LEFT, pos=point_of(diagram, node(diagram)))
    assert diagram.session.selection.places == (H1,)


def test_escape_in_the_middle_of_a_drag_gives_all_back(qtbot: QtBot, diagram: DiagramView) -> None:
    diagram.session.selection.choose(H2, H1)
    before = places_of(diagram)
    lines = [item.line for item in diagram.places() if hasattr(item, "line")]
    qtbot.mousePress(diagram.viewport(), LEFT, pos=before[0])
    qtbot.mouseMove(diagram.viewport(), before[0] + QPoint(40, 40))
    assert places_of(diagram)[:2] != before[:2]
    qtbot.keyClick(diagram, Qt.Key.Key_Escape)
    assert places_of(diagram) == before
    assert [item.line for item in diagram.places() if hasattr(item, "line")] == lines
    qtbot.mouseMove(diagram.viewport(), before[0] + QPoint(60, 60))
    qtbot.mouseRelease(diagram.viewport(), LEFT, pos=before[0] + QPoint(60, 60))
    assert places_of(diagram) == before and diagram.session.document.undo_stack.count() == 0
    assert diagram.session.selection.places == (H2, H1)


def test_the_line_that_a_node_has_caught_is_shown_until_it_is_let_go(
    qtbot: QtBot, diagram: DiagramView
) -> None:
    guides = next(item for item in diagram.diagram.items() if isinstance(item, Guides))
    start, line = point_of(diagram, node(diagram)), node(diagram, H2).pos().x()
    qtbot.mousePress(diagram.viewport(), LEFT, pos=start)
    qtbot.mouseMove(diagram.viewport(), start + QPoint(60, 37))
    assert not guides.lines
    without = diagram.grab().toImage()
    qtbot.mouseMove(diagram.viewport(), start + QPoint(3, 37))
    assert [(each.x1(), each.x2()) for each in guides.lines] == [(line, line)]
    assert node(diagram).pos().x() == line
    with_guide = diagram.grab().toImage()
    x, accent = diagram.mapFromScene(QPointF(line, 0)).x(), themes.current.accent.name()
    near = range(x - 1, x + 2)
    column = {(at, y) for at in near for y in range(40)}
    assert any(with_guide.pixelColor(*each).name() == accent for each in column)
    assert not any(without.pixelColor(*each).name() == accent for each in column)
    qtbot.mouseRelease(diagram.viewport(), LEFT, pos=start + QPoint(3, 37))
    assert not guides.lines


def test_a_node_may_be_removed_while_it_is_dragged(qtbot: QtBot, diagram: DiagramView) -> None:
    start = point_of(diagram, node(diagram))
    qtbot.mousePress(diagram.viewport(), LEFT, pos=start)
    qtbot.mouseMove(diagram.viewport(), start + QPoint(0, 60))
    diagram.session.editing.remove()
    assert diagram.session.project.network.sizes == (2, 1, 2)
    qtbot.mouseMove(diagram.viewport(), start + QPoint(0, 90))
    qtbot.mouseRelease(diagram.viewport(), LEFT, pos=start + QPoint(0, 90))
    assert diagram.session.document.undo_stack.count() == 1
    assert not diagram.grab().isNull()


def test_undoing_in_the_middle_of_a_drag_ends_it(qtbot: QtBot, diagram: DiagramView) -> None:
    start = point_of(diagram, node(diagram))
    drag(qtbot, diagram, start, QPoint(30, 50))
    moved = point_of(diagram, node(diagram))
    qtbot.mousePress(diagram.viewport(), LEFT, pos=moved)
    qtbot.mouseMove(diagram.viewport(), moved + QPoint(0, 40))
    diagram.session.document.undo_stack.undo()
    assert point_of(diagram, node(diagram)) == start
    qtbot.mouseRelease(diagram.viewport(), LEFT, pos=moved + QPoint(0, 40))
    assert diagram.session.document.undo_stack.index() == 0
