"""The training's choices are shown, and changed in steps that can be undone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.panel import InspectorPanel
from backprop_gui.views.inspector.training_form import parse_rate

Open = Callable[[Project], tuple[Session, InspectorPanel]]


def rate_field(panel: InspectorPanel) -> QLineEdit:
    field = panel.findChild(QLineEdit, "learning_rate_field")
    assert field is not None
    return field


def refusal(panel: InspectorPanel) -> QLabel:
    label = panel.findChild(QLabel, "learning_rate_refusal")
    assert label is not None
    return label


def type_rate(qtbot: QtBot, panel: InspectorPanel, text: str) -> QLineEdit:
    field = rate_field(panel)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return field


def rate_of(session: Session) -> float:
    return session.project.plan.optimizer.learning_rate


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "ar_EG"])
@pytest.mark.parametrize("typed", ["0.1", "0,1", "1/10", "1e-1"])
def test_a_learning_rate_is_typed(
    qtbot: QtBot, session: Session, panel: InspectorPanel, typed: str, locale: str
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        field = type_rate(qtbot, panel, typed)
    finally:
        QLocale.setDefault(before)
    assert rate_of(session) == 0.1
    assert field.text() == "0.1"
    assert session.document.undo_stack.undoText() == "Change learning rate to 0.1"
    session.document.undo_stack.undo()
    assert rate_of(session) == 0.5
    assert field.text() == "0.5"


@pytest.mark.parametrize("typed", ["0", "-1", "1000001", "1e400", "fast", " ", "nan", "1 000"])
def test_a_bad_rate_is_refused_where_it_was_typed(
    qtbot: QtBot, session: Session, panel: InspectorPanel, typed: str
) -> None:
    field = type_rate(qtbot, panel, typed)
    assert rate_of(session) == 0.5
    assert refusal(panel).isVisible()
    assert refusal(panel).text().endswith(".")
    assert field.text() == typed
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0.5"
    assert not refusal(panel).isVisible()


def test_leaving_the_field_takes_a_good_rate_and_drops_a_bad_one(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    field = rate_field(panel)
    for typed, expected in (("0,25", 0.25), ("quick", 0.25)):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, typed)
        panel.outline.setFocus()
        qtbot.waitUntil(lambda: field.text() == "0.25")
        assert rate_of(session) == expected


@pytest.mark.parametrize("text", ["0", "-0.5", "1e7"])
def test_rates_out_of_reach_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="greater than 0 and at most"):
        parse_rate(text)


def choose(qtbot: QtBot, panel: InspectorPanel, name: str, key: Qt.Key) -> QComboBox:
    box = panel.findChild(QComboBox, name)
    assert box is not None
    box.setFocus()
    qtbot.keyClick(box, key)
    return box


def test_the_loss_is_chosen(qtbot: QtBot, session: Session, panel: InspectorPanel) -> None:
    box = choose(qtbot, panel, "loss_field", Qt.Key.Key_Down)
    assert session.project.plan.loss == "mean_squared_error"
    session.document.undo_stack.undo()
    assert session.project.plan.loss == "half_squared_error"
    assert box.currentText() == "½ (t − o)²"


def test_the_optimizer_is_chosen_with_an_empty_memory(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    choose(qtbot, panel, "optimizer_field", Qt.Key.Key_End)
    project = session.project
    assert project.plan.optimizer.name == "adam"
    assert rate_of(session) == 0.5
    assert set(project.state.memory) == {"mean", "squares"}
    session.cursor.go(48)
    assert session.cursor.step
    session.document.undo_stack.undo()
    assert set(session.project.state.memory) == set()


def test_batch_and_order_are_said(open_panel: Open) -> None:
    seed = load_example("seed")
    _, panel = open_panel(replace(seed, plan=replace(seed.plan, batch_size="all", order="shuffled")))
    words = [panel.findChild(QLabel, name).text() for name in ("batch_size_text", "order_text")]
    assert words == ["all samples", "shuffled"]


def test_notes_are_shown_as_they_stand(qtbot: QtBot, open_panel: Open) -> None:
    seed = load_example("seed")
    session, panel = open_panel(replace(seed, view={"notes": "<b>b1</b> is 0.35"}))
    notes = panel.findChild(QPlainTextEdit, "notes_section_text")
    heading = panel.findChild(QToolButton, "heading_notes")
    assert notes is not None
    assert heading is not None
    assert not notes.isVisible()
    qtbot.mouseClick(heading, Qt.MouseButton.LeftButton)
    assert notes.isVisible()
    assert notes.toPlainText() == "<b>b1</b> is 0.35"
    session.document.open(replace(seed, view={"notes": 5}), None)
    assert not heading.isVisible()


def test_the_training_section_closes(qtbot: QtBot, panel: InspectorPanel) -> None:
    heading = panel.findChild(QToolButton, "heading_training")
    assert heading is not None
    heading.setFocus()
    qtbot.keyClick(heading, Qt.Key.Key_Space)
    assert not rate_field(panel).isVisible()
    qtbot.keyClick(heading, Qt.Key.Key_Space)
    assert rate_field(panel).isVisible()
