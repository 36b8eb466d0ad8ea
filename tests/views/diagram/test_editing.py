"""Changing values where they are seen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import BiasPlace, NeuronPlace, Place, TargetPlace, WeightPlace
from backprop_gui.document.project import Project
from backprop_gui.session.edits import value_at, with_value
from backprop_gui.views.diagram.view import DiagramView

W5 = WeightPlace(1, 0, 0)
EDITABLE = [W5, BiasPlace(0, None), NeuronPlace(-1, 0), TargetPlace(1)]


def middle_of(view: DiagramView, place: Place) -> QPoint:
    item = view.item_of(place)
    assert item
    return view.mapFromScene(item.editing_rect().center())


def open_editor(qtbot: QtBot, view: DiagramView, place: Place) -> QLineEdit:
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, place))
    return editor_of(view)


def editor_of(view: DiagramView) -> QLineEdit:
    found = view.findChild(QLineEdit, "value_editor")
    assert isinstance(found, QLineEdit)
    return found


def sentence_of(view: DiagramView) -> str:
    bubble = view.findChild(QLabel, "value_editor_error")
    assert isinstance(bubble, QLabel)
    return "" if bubble.isHidden() else bubble.text()


def value(view: DiagramView, place: Place) -> float:
    return value_at(view.session.project, place, 0)


@pytest.mark.parametrize("place", EDITABLE)
def test_a_double_click_opens_a_field_with_all_digits_selected(
    qtbot: QtBot, diagram: DiagramView, place: Place
) -> None:
    editor = open_editor(qtbot, diagram, place)
    assert editor.isVisible()
    assert editor.hasFocus()
    assert float(editor.text()) == value(diagram, place)
    assert editor.selectedText() == editor.text()
    assert editor.geometry().contains(middle_of(diagram, place))


@pytest.mark.parametrize("place", EDITABLE)
def test_enter_accepts_in_one_step_to_undo(qtbot: QtBot, diagram: DiagramView, place: Place) -> None:
    before = value(diagram, place)
    editor = open_editor(qtbot, diagram, place)
    qtbot.keyClicks(editor, "0.45")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert value(diagram, place) == 0.45
    assert editor.isHidden()
    assert diagram.hasFocus()
    diagram.session.document.undo_stack.undo()
    assert value(diagram, place) == before


def test_the_step_to_undo_says_what_it_does(qtbot: QtBot, diagram: DiagramView) -> None:
    qtbot.keyClicks(open_editor(qtbot, diagram, W5), "0.45\r")
    qtbot.keyClick(editor_of(diagram), Qt.Key.Key_Return)
    assert diagram.session.document.undo_stack.undoText() == "Change w5 to 0.45"


@pytest.mark.parametrize("locale", ["C", "de_DE", "fr_FR", "ar_EG"])
@pytest.mark.parametrize(
    ("typed", "meant"), [("0.35", 0.35), ("0,35", 0.35), ("7/20", 0.35), ("1e-3", 0.001), ("-,5", -0.5)]
)
def test_numbers_mean_the_same_in_every_locale(
    qtbot: QtBot, diagram: DiagramView, locale: str, typed: str, meant: float
) -> None:
    usual = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        editor = open_editor(qtbot, diagram, W5)
        qtbot.keyClicks(editor, typed)
        qtbot.keyClick(editor, Qt.Key.Key_Enter)
        assert value(diagram, W5) == meant
    finally:
        QLocale.setDefault(usual)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_accepts(qtbot: QtBot, diagram: DiagramView, key: Qt.Key) -> None:
    editor = open_editor(qtbot, diagram, W5)
    qtbot.keyClicks(editor, "0.45")
    qtbot.keyClick(editor, key)
    assert value(diagram, W5) == 0.45
    assert diagram.hasFocus()


def test_clicking_away_accepts(qtbot: QtBot, diagram: DiagramView) -> None:
    editor = open_editor(qtbot, diagram, W5)
    qtbot.keyClicks(editor, "0.45")
    qtbot.mouseClick(diagram.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert value(diagram, W5) == 0.45
    assert editor.isHidden()


def test_escape_rejects(qtbot: QtBot, diagram: DiagramView) -> None:
    editor = open_editor(qtbot, diagram, W5)
    qtbot.keyClicks(editor, "0.45")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert value(diagram, W5) == 0.4
    assert editor.isHidden()
    assert diagram.session.document.undo_stack.count() == 0


def test_accepting_an_untouched_value_is_no_step(qtbot: QtBot, diagram: DiagramView) -> None:
    qtbot.keyClick(open_editor(qtbot, diagram, W5), Qt.Key.Key_Return)
    assert diagram.session.document.undo_stack.count() == 0


@pytest.mark.parametrize("typed", ["abc", "", "1_000", "infinity", "1/0", "0.1.2", "1e999"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_bad_input_is_told_right_there_and_the_field_stays(
    qtbot: QtBot, diagram: DiagramView, typed: str, key: Qt.Key
) -> None:
    editor = open_editor(qtbot, diagram, W5)
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, key)
    assert editor.isVisible() and editor.text() == typed
    assert sentence_of(diagram).endswith(".")
    assert value(diagram, W5) == 0.4
    qtbot.keyClicks(editor, "5")
    assert sentence_of(diagram) == ""


def test_leaving_bad_input_keeps_the_old_value_and_the_sentence(qtbot: QtBot, diagram: DiagramView) -> None:
    editor = open_editor(qtbot, diagram, W5)
    qtbot.keyClicks(editor, "much")
    qtbot.mouseClick(diagram.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert editor.isHidden()
    assert "“much” is not a number" in sentence_of(diagram)
    assert value(diagram, W5) == 0.4
    assert diagram.session.document.undo_stack.count() == 0


def test_the_field_keeps_the_walking_keys_for_itself(qtbot: QtBot, diagram: DiagramView) -> None:
    from PySide6.QtGui import QAction, QKeySequence

    pressed = []
    for key in ("T", "Left", "Space", "PgDown", "Home", "Esc"):
        action = QAction(diagram)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _=False, key=key: pressed.append(key))
        diagram.addAction(action)
    editor = open_editor(qtbot, diagram, W5)
    for key in (Qt.Key.Key_T, Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Home):
        qtbot.keyClick(editor, key)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert pressed == []
    assert editor.isHidden()


def test_enter_edits_the_selected_item(qtbot: QtBot, diagram: DiagramView) -> None:
    item = diagram.item_of(W5)
    assert item
    diagram.setFocus()
    diagram.select(item)
    qtbot.keyClick(diagram, Qt.Key.Key_Return)
    assert editor_of(diagram).isVisible()
    assert editor_of(diagram).text() == "0.4"


def test_neurons_have_nothing_to_edit(qtbot: QtBot, diagram: DiagramView) -> None:
    qtbot.mouseDClick(
        diagram.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(diagram, NeuronPlace(0, 0))
    )
    assert editor_of(diagram).isHidden()


def test_the_field_follows_the_window(qtbot: QtBot, diagram: DiagramView) -> None:
    editor = open_editor(qtbot, diagram, W5)
    diagram.resize(1100, 700)
    assert editor.geometry().contains(middle_of(diagram, W5))
    diagram.zoom_in()
    assert editor.geometry().contains(middle_of(diagram, W5))


def test_another_document_closes_the_field(
    qtbot: QtBot, diagram: DiagramView, make_project: Callable[..., Project]
) -> None:
    editor = open_editor(qtbot, diagram, W5)
    qtbot.keyClicks(editor, "0.45")
    diagram.session.document.open(make_project((3, 4, 3)), None)
    assert editor.isHidden()
    assert diagram.session.document.undo_stack.count() == 0


def test_an_edit_while_training_goes_on_training(qtbot: QtBot, diagram: DiagramView) -> None:
    diagram.session.run.start()
    editor = open_editor(qtbot, diagram, W5)
    qtbot.keyClicks(editor, "0.45")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert value(diagram, W5) == 0.45
    assert diagram.session.run.is_running
    diagram.session.run.stop()


def test_walking_goes_on_after_an_edit(qtbot: QtBot, diagram: DiagramView) -> None:
    editor = open_editor(qtbot, diagram, WeightPlace(0, 0, 0))
    qtbot.keyClicks(editor, "0.45")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(diagram, Qt.Key.Key_Tab)
    assert diagram.diagram.selected is diagram.item_of(WeightPlace(0, 0, 1))


def test_what_was_said_of_a_refusal_goes_with_the_next_thing_done(qtbot: QtBot, diagram: DiagramView) -> None:
    editor = open_editor(qtbot, diagram, WeightPlace(1, 0, 0))
    editor.setText("x")
    diagram.setFocus()
    assert sentence_of(diagram)
    diagram.session.edit("Change w1", lambda project: with_value(project, WeightPlace(0, 0, 0), 1.0, 0))
    assert not sentence_of(diagram)
    editor = open_editor(qtbot, diagram, WeightPlace(1, 0, 0))
    editor.setText("x")
    diagram.setFocus()
    assert sentence_of(diagram)
    diagram.session.next_step()
    assert not sentence_of(diagram)
