"""The panel tells the step that the walk has come to."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QToolButton
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.core.network import WeightPlace
from backprop_gui.core.trainer import Trainer
from backprop_gui.document.project import Project
from backprop_gui.explain import steps
from backprop_gui.explain.render_text import step_line
from backprop_gui.explain.steps import Step
from backprop_gui.look.theme import themes
from backprop_gui.session.edits import with_value
from backprop_gui.session.session import Session
from backprop_gui.views.stepper import formula_layout
from backprop_gui.views.stepper.panel import StepperPanel
from backprop_gui.views.stepper.standing import BEFORE

Open = Callable[..., tuple[Session, StepperPanel]]


def text(panel: StepperPanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert label is not None
    assert label.accessibleName() == ""
    assert label.textFormat() is Qt.TextFormat.PlainText
    return label.text()


def test_before_the_first_step_it_says_how_to_begin(panel: StepperPanel) -> None:
    assert text(panel, "step_position") == "Step 0 of 62"
    assert text(panel, "step_text") == ""
    assert panel.formula.accessibleDescription() == BEFORE.hint


def test_each_step_is_told_in_words_and_figures(session: Session, panel: StepperPanel) -> None:
    for position in range(1, 63):
        session.cursor.next_step()
        step = session.cursor.step
        assert step
        assert text(panel, "step_position") == f"Step {position} of 62"
        assert text(panel, "step_text") == step_line(step) == panel.formula.accessibleDescription()
        assert text(panel, "step_sentence") == step.sentence
        assert panel.formula.step is step


@pytest.mark.parametrize(
    ("position", "phase"),
    [
        (1, "Forward · hidden layer"),
        (5, "Forward · output layer"),
        (9, "Error"),
        (16, "Backward · output layer"),
        (28, "Backward · hidden layer"),
        (44, "Update · hidden layer"),
        (48, "Update · output layer"),
        (52, "Check · hidden layer"),
        (62, "Check"),
    ],
)
def test_the_phase_is_named(session: Session, panel: StepperPanel, position: int, phase: str) -> None:
    session.cursor.go(position)
    assert text(panel, "step_phase") == phase


def test_in_a_batch_layer_and_sample_are_numbered(open_panel: Open) -> None:
    session, panel = open_panel(project(Build(sizes=(2, 3, 2, 1), samples=4, batch_size=4)))
    session.cursor.go(len(session.cursor.round) // 4)
    step = session.cursor.step
    assert step
    assert step.quantity.sample is not None
    words = text(panel, "step_phase")
    assert words.startswith("Backward · layer ")
    assert words.endswith(f" · sample {step.quantity.sample + 1} of 4")


def test_an_edit_is_told_at_once(session: Session, panel: StepperPanel) -> None:
    session.cursor.go(1)
    session.edit("w1", lambda project: with_value(project, WeightPlace(0, 0, 0), 0.25, 0))
    assert (
        text(panel, "step_text")
        == "net_h1 = w1 · i1 + w2 · i2 + b1 · 1 = 0.25 · 0.05 + 0.2 · 0.1 + 0.35 · 1 = 0.3825"
    )
    session.document.undo_stack.undo()
    assert text(panel, "step_text").endswith(" = 0.3775")


@pytest.mark.parametrize("size", [(296, 420), (320, 560), (380, 760)])
def test_nothing_is_clipped(qtbot: QtBot, open_panel: Open, size: tuple[int, int]) -> None:
    build = Build(
        sizes=(5, 4, 3), output="softmax", loss="cross_entropy", optimizer="adam", samples=3, batch_size=3
    )
    session, panel = open_panel(project(build), *size)
    for position in (1, 20, 60, *range(len(session.cursor.round) - 60, len(session.cursor.round), 7)):
        session.cursor.go(position)
        qtbot.waitUntil(lambda: assert_whole(panel))


def test_long_names_are_not_clipped(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel(renamed("W" * 64), 300, 560)
    for position in (1, 2, 9, 16, 28, 48):
        session.cursor.go(position)
        qtbot.waitUntil(lambda: assert_whole(panel))


def renamed(name: str) -> Project:
    """Make a small project whose inputs and neurons all begin with a name."""
    made = project(Build())
    layers = tuple(
        replace(layer, neurons=tuple(f"{name[:-2]}{number}{index}" for index in range(layer.size)))
        for number, layer in enumerate(made.network.layers)
    )
    return replace(
        made, network=replace(made.network, inputs=(f"{name[:-1]}a", f"{name[:-1]}b"), layers=layers)
    )


def assert_whole(panel: StepperPanel) -> None:
    """Check that formula and words have all the room they need."""
    view = panel.formula
    layout = view.layout_of(view.step)
    assert max(each.area.right() for each in layout.placed) <= view.width() + 1
    assert layout.height <= view.height() + 1
    for name in ("step_text", "step_sentence", "step_phase"):
        label = panel.findChild(QLabel, name)
        assert label is not None
        assert label.heightForWidth(label.width()) <= label.height()
        assert label.width() <= panel.width()
    assert panel.table.height() >= 56


def test_the_look_can_change_at_any_time(session: Session, panel: StepperPanel) -> None:
    session.cursor.go(16)
    light = panel.formula.grab().toImage()
    themes.choose("dark")
    dark = panel.formula.grab().toImage()
    themes.choose("light")
    assert light != dark
    assert panel.formula.grab().toImage() == light


def test_what_a_key_leads_to_is_set_beforehand(qtbot: QtBot, session: Session, panel: StepperPanel) -> None:
    session.cursor.go(20)
    qtbot.waitUntil(lambda: not panel.prefetch.is_busy)
    for move in (session.cursor.next_step, session.cursor.next_step, session.cursor.next_parameter):
        misses = formula_layout.fitted.cache_info().misses
        move()
        assert formula_layout.fitted.cache_info().misses == misses
        qtbot.waitUntil(lambda: not panel.prefetch.is_busy)


def test_a_move_ends_what_was_being_prepared(qtbot: QtBot, session: Session, panel: StepperPanel) -> None:
    session.cursor.go(20)
    session.cursor.go(61)
    qtbot.waitUntil(lambda: not panel.prefetch.is_busy)
    misses = formula_layout.rows_of.cache_info().misses
    session.cursor.next_step()
    assert formula_layout.rows_of.cache_info().misses == misses


def test_a_large_network_is_told_without_making_its_steps(
    open_panel: Open, monkeypatch: pytest.MonkeyPatch
) -> None:

    made: list[Step] = []
    monkeypatch.setattr(steps, "Step", lambda *parts: made.append(Step(*parts)) or made[-1])
    session, _ = open_panel(project(Build(sizes=(300, 60, 10), output="softmax", loss="cross_entropy")))
    assert len(session.cursor.round) > 50_000
    session.cursor.go(40_000)
    assert len(made) < 100
    assert np.isfinite(session.cursor.step.value)


def test_a_chosen_sample_is_named_and_one_click_leads_back(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel(project(Build(samples=4)))
    choice = panel.findChild(QFrame, "sample_choice")
    assert choice is not None and not choice.isVisible()
    session.cursor.choose(2)
    assert choice.isVisible()
    assert text(panel, "sample_choice_text") == "Sample 3 alone, as you chose"
    session.cursor.next_step()
    assert text(panel, "step_phase") == "Forward · hidden layer · sample 3 of 4"
    button = panel.findChild(QToolButton, "tell_next_batch")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.cursor.chosen is None
    assert not choice.isVisible()


def test_while_training_and_looking_back_it_says_so(session: Session, panel: StepperPanel) -> None:
    session.run.start(5)
    assert text(panel, "step_phase") == "Training"
    assert panel.formula.accessibleDescription() == "Pause to walk through a round."
    project = session.run.project
    trainer = Trainer(project.network, project.plan, project.data, project.state)
    session.run.take(trainer.advance(5, state_stride=1), trainer.data_error())
    session.run.stop()
    assert text(panel, "step_phase") == "Round 5, as training left it"
    session.past.show(3)
    assert text(panel, "step_phase") == "Round 3, looked back at"
    session.next_step()
    assert text(panel, "step_phase") == "Forward · hidden layer"
    session.previous_step()
    session.past.return_to_present()
    assert text(panel, "step_phase") == "Round 5, as training left it"
    session.reset()
    assert text(panel, "step_phase") == BEFORE.heading
