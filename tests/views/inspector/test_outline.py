"""The outline shows every number of the network, follows it, and takes typed ones."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.core.network import NeuronPlace, WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.explain.render_text import number
from backprop_gui.session.edits import value_at, with_value
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.outline_model import OutlineModel
from backprop_gui.views.inspector.outline_view import OutlineView
from backprop_gui.views.inspector.panel import InspectorPanel

Open = Callable[[Project], tuple[Session, InspectorPanel]]
W1, W5 = WeightPlace(0, 0, 0), WeightPlace(1, 0, 0)


def rows(
    model: QAbstractItemModel, parent: QModelIndex | None = None, depth: int = 0
) -> list[tuple[int, str, str]]:
    """List an outline's rows from top to bottom: depth, name, value."""
    within = parent if parent is not None else QModelIndex()
    found = []
    for row in range(model.rowCount(within)):
        name = model.index(row, 0, within)
        found.append((depth, name.data(), model.index(row, 1, within).data()))
        found += rows(model, name, depth + 1)
    return found


def find(outline: OutlineView, name: str) -> QModelIndex:
    """Find the value beside a name."""
    model = outline.model()
    flag = Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly
    found = model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, name, 1, flag)
    assert found, name
    return found[0].siblingAtColumn(1)


def begin_typing(qtbot: QtBot, outline: OutlineView, name: str, key: Qt.Key = Qt.Key.Key_F2) -> QLineEdit:
    index = find(outline, name)
    outline.setCurrentIndex(index.siblingAtColumn(0))
    outline.setFocus()
    qtbot.keyClick(outline, key)
    return editor_of(outline)


def editor_of(outline: OutlineView) -> QLineEdit:
    editor = outline.findChild(QLineEdit, "number_editor")
    assert editor is not None
    return editor


def is_editing(outline: OutlineView) -> bool:
    return outline.state() is OutlineView.State.EditingState


def test_it_lists_the_whole_network(panel: InspectorPanel) -> None:
    assert rows(panel.outline.model()) == [
        (0, "Inputs (2)", ""),
        (1, "i1", "0.05"),
        (1, "i2", "0.1"),
        (0, "Hidden (2 · sigmoid)", ""),
        (1, "h1", "?"),
        (2, "w1 from i1", "0.15"),
        (2, "w2 from i2", "0.2"),
        (1, "h2", "?"),
        (2, "w3 from i1", "0.25"),
        (2, "w4 from i2", "0.3"),
        (1, "b1, shared", "0.35"),
        (0, "Outputs (2 · sigmoid)", ""),
        (1, "o1", "?"),
        (2, "w5 from h1", "0.4"),
        (2, "w6 from h2", "0.45"),
        (1, "o2", "?"),
        (2, "w7 from h1", "0.5"),
        (2, "w8 from h2", "0.55"),
        (1, "b2, shared", "0.6"),
    ]


@pytest.mark.parametrize("bias", ["none", "shared", "per_neuron"])
def test_its_model_is_sound(open_panel: Open, bias: str) -> None:
    session, panel = open_panel(project(Build(sizes=(3, 4, 2, 2), bias=bias, missing=[(0, 1, 0), (1, 0, 2)])))
    model = panel.outline.model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    names = [name for _, name, _ in rows(model)]
    assert "w4 from i1" not in names
    assert "w5 from i2" in names
    assert names[4] == "Layer 1 (4 · sigmoid)"
    assert ("b_h1_1" in names or "b_h11" in names) is (bias == "per_neuron")
    session.document.open(load_example("opening"), None)
    assert rows(model)[0][1] == "Inputs (2)"
    assert tester.model() is model


def test_outputs_appear_as_they_are_computed(session: Session, panel: InspectorPanel) -> None:
    session.cursor.go(2)
    assert find(panel.outline, "h1").data() == "0.593269992"
    assert find(panel.outline, "h2").data() == "?"


@pytest.mark.parametrize("typed", ["0.35", "0,35", "7/20", "35e-2"])
@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_a_value_is_typed(
    qtbot: QtBot, session: Session, panel: InspectorPanel, typed: str, key: Qt.Key
) -> None:
    editor = begin_typing(qtbot, panel.outline, "w5 from h1", key)
    assert editor.selectedText() == "0.4"
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value_at(session.project, W5, 0) == 0.35)
    assert find(panel.outline, "w5 from h1").data() == "0.35"
    assert session.document.undo_stack.undoText() == "Change w5 to 0.35"
    session.document.undo_stack.undo()
    assert find(panel.outline, "w5 from h1").data() == "0.4"


def test_an_input_is_edited_by_double_click(qtbot: QtBot, session: Session, panel: InspectorPanel) -> None:
    at = panel.outline.visualRect(find(panel.outline, "i1").siblingAtColumn(0)).center()
    for act in (qtbot.mouseClick, qtbot.mouseDClick):
        act(panel.outline.viewport(), Qt.MouseButton.LeftButton, pos=at)
    editor = editor_of(panel.outline)
    qtbot.keyClicks(editor, "0.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value_at(session.project, NeuronPlace(-1, 0), 0) == 0.5)


def test_what_is_no_number_is_refused_in_one_sentence(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    refusal = panel.findChild(QLabel, "outline_refusal")
    assert refusal is not None
    editor = begin_typing(qtbot, panel.outline, "w1 from i1")
    qtbot.keyClicks(editor, "1_000")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert is_editing(panel.outline)
    assert editor.text() == "1_000"
    assert refusal.isVisible()
    assert refusal.text().startswith("“1_000” is not a number")
    qtbot.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor, "2")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: value_at(session.project, W1, 0) == 2.0)
    assert not refusal.isVisible()


def test_escape_leaves_everything_as_it_was(qtbot: QtBot, session: Session, panel: InspectorPanel) -> None:
    editor = begin_typing(qtbot, panel.outline, "w1 from i1")
    qtbot.keyClicks(editor, "9")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not is_editing(panel.outline))
    assert value_at(session.project, W1, 0) == 0.15
    assert session.document.undo_stack.count() == 0


@pytest.mark.parametrize("name", ["h1", "Hidden (2 · sigmoid)"])
def test_computed_values_cannot_be_typed(qtbot: QtBot, panel: InspectorPanel, name: str) -> None:
    index = find(panel.outline, name)
    panel.outline.setCurrentIndex(index.siblingAtColumn(0))
    qtbot.keyClick(panel.outline, Qt.Key.Key_F2)
    assert not is_editing(panel.outline)
    assert not panel.outline.model().setData(index, 1.0)


class Painted(QObject):
    """Notes which parts of a widget are drawn anew."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_it_follows_edits_made_elsewhere(qtbot: QtBot, session: Session, panel: InspectorPanel) -> None:
    painted = Painted(panel.outline.viewport())
    changed, kept = (panel.outline.visualRect(find(panel.outline, name)) for name in ("w1 from i1", "i1"))
    session.figures_changed.emit()
    qtbot.waitUntil(lambda: painted.region.contains(changed))
    painted.region = QRegion()
    session.edit("w1", lambda project: with_value(project, W1, 0.123456789123, 0))
    qtbot.waitUntil(lambda: painted.region.contains(changed))
    assert not painted.region.intersects(kept)
    assert find(panel.outline, "w1 from i1").data() == "0.123456789"
    assert "0.123456789123" in find(panel.outline, "w1 from i1").data(Qt.ItemDataRole.ToolTipRole)


def test_a_large_network_is_listed_only_where_it_is_opened(open_panel: Open) -> None:
    build = Build(sizes=(784, 128, 10), output="softmax", loss="cross_entropy")
    session, panel = open_panel(project(build))
    outline, model = panel.outline, panel.outline.model()
    layer = model.index(1, 0)
    assert model.rowCount(layer) == 128
    assert not outline.isExpanded(layer)
    neuron = model.index(127, 0, layer)
    outline.expand(layer)
    outline.expand(neuron)
    assert model.rowCount(neuron) == 785
    weight = WeightPlace(0, 127, 783)
    assert model.index(783, 1, neuron).data() == number(value_at(session.project, weight, 0))


def selected(outline: OutlineView) -> set[str]:
    return {index.data() for index in outline.selectionModel().selectedRows(0)}


def test_all_that_is_chosen_elsewhere_is_selected(session: Session, panel: InspectorPanel) -> None:
    session.selection.choose(NeuronPlace(0, 0), NeuronPlace(0, 1), W5)
    assert selected(panel.outline) == {"h1", "h2", "w5 from h1"}
    assert panel.outline.currentIndex().data() == "w5 from h1"
    session.selection.choose()
    assert selected(panel.outline) == set()


def test_rows_that_are_selected_by_keys_are_chosen(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    panel.outline.setFocus()
    panel.outline.setCurrentIndex(find(panel.outline, "w1 from i1").siblingAtColumn(0))
    assert session.selection.places == (W1,)
    qtbot.keyClick(panel.outline, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert session.selection.places == (W1, WeightPlace(0, 0, 1))
    qtbot.keyClick(panel.outline, Qt.Key.Key_Up)
    assert session.selection.places == (W1,)


def test_what_is_chosen_is_selected_in_a_branch_that_opens(session: Session, panel: InspectorPanel) -> None:
    h1 = find(panel.outline, "h1").siblingAtColumn(0)
    panel.outline.collapse(h1)
    session.selection.choose(W1, W5)
    assert selected(panel.outline) == {"w5 from h1"} and session.selection.places == (W1, W5)
    panel.outline.expand(h1)
    assert selected(panel.outline) == {"w1 from i1", "w5 from h1"}


def test_the_outline_opens_to_a_single_thing_that_is_chosen(open_panel: Open) -> None:
    session, panel = open_panel(project(Build(sizes=(784, 128, 10), output="softmax", loss="cross_entropy")))
    outline = panel.outline
    session.selection.choose(WeightPlace(0, 64, 232))
    assert selected(outline) == {"w50409 from i233"} and outline.currentIndex().data() == "w50409 from i233"
    assert outline.viewport().rect().contains(outline.visualRect(outline.currentIndex()))
    assert session.selection.places == (WeightPlace(0, 64, 232),)


def test_a_branch_that_is_closed_stays_closed_when_a_number_is_edited(
    session: Session, panel: InspectorPanel
) -> None:
    session.selection.choose(W1)
    h1 = find(panel.outline, "h1").siblingAtColumn(0)
    panel.outline.collapse(h1)
    session.edit("w1", lambda project: with_value(project, W1, 2.0, 0))
    assert not panel.outline.isExpanded(h1)


def test_a_branch_that_is_too_long_is_not_opened(open_panel: Open) -> None:
    session, panel = open_panel(project(Build(sizes=(1200, 2, 1))))
    session.selection.choose(WeightPlace(0, 1, 7))
    assert not panel.outline.isExpanded(find(panel.outline, "h2").siblingAtColumn(0))
    assert session.selection.places == (WeightPlace(0, 1, 7),)


def test_a_cut_and_its_undo_keep_outline_and_choice_together(session: Session, panel: InspectorPanel) -> None:
    panel.outline.setFocus()
    session.selection.choose(W1, W5)
    session.editing.cut([W1])
    assert W1 not in session.selection.places
    session.document.undo_stack.undo()
    assert session.selection.places == (W1, W5)
    assert selected(panel.outline) == {"w1 from i1", "w5 from h1"}


def before_name(outline: OutlineView, name: str) -> QImage:
    """See what stands before a name."""
    rect = outline.visualRect(find(outline, name).siblingAtColumn(0))
    return outline.viewport().grab(QRect(rect.x() - 14, rect.y(), 14, rect.height())).toImage()


def test_what_is_frozen_is_marked_and_said(session: Session, panel: InspectorPanel) -> None:
    role, unlocked = Qt.ItemDataRole.AccessibleTextRole, before_name(panel.outline, "w1 from i1")
    bias = find(panel.outline, "b1, shared")
    assert before_name(panel.outline, "b1, shared") != unlocked
    assert bias.siblingAtColumn(0).data(role) == "b1, shared, frozen"
    assert "frozen: no round changes it" in bias.data(Qt.ItemDataRole.ToolTipRole)
    session.selection.choose(W1)
    session.editing.freeze()
    session.selection.choose()
    assert before_name(panel.outline, "w1 from i1") != unlocked
    assert find(panel.outline, "w1 from i1").siblingAtColumn(0).data(role) == "w1 from i1, frozen"


def test_opening_many_branches_selects_their_rows_once(
    open_panel: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, panel = open_panel(project(Build(sizes=(10,) * 21)))
    session.selection.choose(*(NeuronPlace(layer, index) for layer in range(20) for index in range(10)))
    asked: list[object] = []
    find_row = OutlineModel.index_of
    monkeypatch.setattr(OutlineModel, "index_of", lambda *of: (asked.append(of[1]), find_row(*of))[1])
    session.editing.freeze()
    assert panel.outline.isExpanded(panel.outline.model().index(3, 0))
    assert len(asked) < 3 * 200, "not again for each branch that opens"


def test_a_deep_network_begins_with_its_layers_alone(open_panel: Open) -> None:
    _, panel = open_panel(project(Build(sizes=(1,) * 301)))
    model = panel.outline.model()
    assert not any(panel.outline.isExpanded(model.index(row, 0)) for row in range(model.rowCount()))


@pytest.mark.parametrize(("size", "opens_all"), [(10, True), (200, False)])
def test_the_asterisk_opens_branches_as_far_as_that_is_quick(
    qtbot: QtBot, open_panel: Open, size: int, opens_all: bool
) -> None:
    _, panel = open_panel(project(Build(sizes=(size, size))))
    outline = panel.outline
    layer = outline.model().index(1, 0)
    outline.collapseAll()
    outline.setCurrentIndex(layer)
    qtbot.keyClick(outline, Qt.Key.Key_Asterisk)
    assert outline.isExpanded(layer)
    assert outline.isExpanded(outline.model().index(0, 0, layer)) == opens_all
