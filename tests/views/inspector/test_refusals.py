"""A number that was refused is told once its field was left, and the old one stands there plainly."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from support.turning import let_the_loop_turn

from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.panel import InspectorPanel
from tests.views.inspector.test_training_form import refusal, type_rate


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "0",
            "0 was not taken: the learning rate is greater than 0 and at most 1,000,000. It is still 0.5.",
        ),
        ("fast", "“fast” is not a number: write for example 0.35, 0,35, 7/20 or 1e-3. It is still 0.5."),
    ],
)
def test_a_refused_rate_that_is_left_is_told_beside_the_old_one(
    qtbot: QtBot, panel: InspectorPanel, typed: str, said: str
) -> None:
    field = type_rate(qtbot, panel, typed)
    assert field.property("refused")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "0.5"
    assert not field.property("refused")
    assert refusal(panel).text() == said
    type_rate(qtbot, panel, "0.25")
    assert not refusal(panel).isVisible()


def test_undoing_takes_back_what_was_said_about_another_rate(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    type_rate(qtbot, panel, "0.25")
    qtbot.keyClick(type_rate(qtbot, panel, "0"), Qt.Key.Key_Tab)
    assert refusal(panel).isVisible()
    session.document.undo_stack.undo()
    assert not refusal(panel).isVisible()


def test_what_was_said_goes_when_the_walk_goes_on(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    qtbot.keyClick(type_rate(qtbot, panel, "0"), Qt.Key.Key_Tab)
    assert refusal(panel).isVisible()
    let_the_loop_turn(qtbot)
    session.next_step()
    assert not refusal(panel).isVisible()


def test_a_caution_is_not_taken_for_a_refusal(qtbot: QtBot, panel: InspectorPanel) -> None:
    type_rate(qtbot, panel, "1000000")
    caution = panel.findChild(QLabel, "training_cautions_1")
    assert caution.text() == "A learning rate of 1,000,000 is very large: the weights will soon run away."
    type_rate(qtbot, panel, "0")
    role = QPalette.ColorRole.WindowText
    assert caution.palette().color(role) == themes.current.ink
    assert refusal(panel).palette().color(role) == themes.current.warning
