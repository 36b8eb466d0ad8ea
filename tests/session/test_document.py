"""Changing the document, undoing it, and what counts as unsaved work."""

from weakref import ref

import pytest
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.core.network import BiasPlace, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.document.schema import encode
from backprop_gui.session.document import RECENT
from backprop_gui.session.edits import (
    name_of,
    randomized,
    value_at,
    with_learning_rate,
    with_optimizer,
    with_value,
)
from backprop_gui.session.session import Session

PLACES = [WeightPlace(1, 0, 0), BiasPlace(0, None), NeuronPlace(-1, 1), TargetPlace(0)]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_number_can_be_changed_and_undone(session: Session, place: object) -> None:
    before = encode(session.document.project)
    session.edit("Change it", lambda p: with_value(p, place, 0.875, 0))  # type: ignore[arg-type]
    assert value_at(session.document.project, place, 0) == 0.875  # type: ignore[arg-type]
    session.document.undo_stack.undo()
    assert encode(session.document.project) == before
    session.document.undo_stack.redo()
    assert value_at(session.document.project, place, 0) == 0.875  # type: ignore[arg-type]


def test_setting_the_same_number_is_no_change(session: Session) -> None:
    session.edit("Change w5", lambda p: with_value(p, PLACES[0], 0.40, 0))
    session.edit("Change the rate", lambda p: with_learning_rate(p, 0.5))
    assert session.document.undo_stack.count() == 0


def test_changes_with_one_key_become_one_step(session: Session) -> None:
    for value in (0.1, 0.2, 0.3):
        session.edit("Change w5", lambda p, value=value: with_value(p, PLACES[0], value, 0), "w5")
    assert session.document.undo_stack.count() == 1
    session.document.undo_stack.undo()
    assert value_at(session.document.project, PLACES[0], 0) == 0.40


def test_an_edit_leaves_the_old_project_as_it_was(session: Session) -> None:
    old = session.document.project
    session.edit("Change w5", lambda p: with_value(p, PLACES[0], 9.0, 0))
    assert value_at(old, PLACES[0], 0) == 0.40


def test_training_alone_is_no_work_to_lose_but_an_edit_is(session: Session) -> None:
    session.whole_round()
    session.next_step()
    assert session.document.is_modified
    assert not session.document.has_unsaved_work
    session.edit("Change w5", lambda p: with_value(p, PLACES[0], 9.0, 0))
    assert session.document.has_unsaved_work
    session.document.undo_stack.undo()
    assert not session.document.has_unsaved_work


def test_of_a_saved_document_training_counts_too(session: Session) -> None:
    session.document.saved("/somewhere/net.bpnet")
    assert not session.document.has_unsaved_work
    session.whole_round()
    session.next_step()
    assert session.document.has_unsaved_work


def test_opening_begins_anew(qtbot: QtBot, session: Session) -> None:
    session.edit("Change w5", lambda p: with_value(p, PLACES[0], 9.0, 0))
    with qtbot.waitSignal(session.document.changed):
        session.document.open(load_example("opening"), None)
    assert not session.document.undo_stack.canUndo()
    assert session.cursor.position == 0
    assert not session.document.is_modified


def test_reset_returns_to_the_same_start_weights(session: Session) -> None:
    session.whole_round()
    session.next_step()
    session.reset()
    assert session.document.project.state.rounds == 0
    assert value_at(session.document.project, PLACES[0], 0) == 0.40
    session.document.undo_stack.undo()
    assert session.document.project.state.rounds == 1


def test_new_random_weights_follow_their_seed_and_keep_what_is_not_trained() -> None:
    build = Build(sizes=(2, 2, 1), missing=[(0, 0, 1)], frozen=[(1, 0, 0)])
    before = project(build)
    first, again, other = randomized(before, 1), randomized(before, 1), randomized(before, 2)
    assert first.parameters.flat.tolist() == again.parameters.flat.tolist()
    assert first.parameters.flat.tolist() != other.parameters.flat.tolist()
    assert first.parameters.weights[0][0, 1] == 0.0
    assert first.parameters.weights[1][0, 0] == before.parameters.weights[1][0, 0]
    assert first.start is first.parameters


def test_another_optimizer_begins_its_own_count(session: Session) -> None:
    for _ in range(3):
        session.run.one_round("Walk 1 round")
    before = session.document.project.parameters.flat.copy()
    session.edit("Change the optimizer to Adam", lambda p: with_optimizer(p, "adam"))
    assert session.document.project.state.rounds == 0
    session.run.one_round("Walk 1 round")
    moved = abs(session.document.project.parameters.flat - before)[:8]
    assert moved == pytest.approx([0.5] * 8, rel=1e-3), "Adam's first step is the learning rate itself"


def test_what_is_edited_has_a_name(session: Session) -> None:
    names = [name_of(session.document.project, place) for place in PLACES]
    assert names == ["w5", "b1", "i2", "target of o1"]


def test_far_back_the_choice_the_step_and_the_curves_come_back(session: Session) -> None:
    far = 3 * RECENT
    session.run.one_round("Train 1 round")
    measured = session.run.history
    session.selection.choose(PLACES[0])
    session.cursor.go(7)
    for value in range(far):
        session.edit("Change w5", lambda p, value=value: with_value(p, PLACES[0], float(value), 0))
        session.selection.choose(PLACES[1])
        session.cursor.go(0)
    session.edit("Begin anew", lambda p: randomized(p, 1))
    assert session.run.history is not measured
    for _ in range(far + 1):
        session.document.undo_stack.undo()
    assert session.selection.places == (PLACES[0],)
    assert session.cursor.position == 7
    assert session.run.history is measured
    session.document.undo_stack.undo()
    for _ in range(far + 2):
        session.document.undo_stack.redo()
    assert session.selection.places == (PLACES[1],)


def test_a_step_back_and_on_leads_to_the_very_same_project(session: Session) -> None:
    session.edit("Change w5", lambda p: with_value(p, PLACES[0], 0.5, 0))
    shown = session.document.project
    session.document.undo_stack.undo()
    session.document.undo_stack.redo()
    assert session.document.project is shown


def test_a_long_drag_is_undone_and_redone_as_one(session: Session) -> None:
    before = encode(session.document.project)
    for value in range(3 * RECENT):
        session.edit("Drag w5", lambda p, value=value: with_value(p, PLACES[0], float(value), 0), "w5")
    after = encode(session.document.project)
    session.document.undo_stack.undo()
    assert encode(session.document.project) == before
    session.document.undo_stack.redo()
    assert encode(session.document.project) == after


def test_what_is_shown_differently_stays_so_when_a_step_is_undone(session: Session) -> None:
    session.edit("Change w5", lambda p: with_value(p, PLACES[0], 0.5, 0))
    session.document.show_differently("decimals", 4)
    session.document.undo_stack.undo()
    assert session.document.project.view["decimals"] == 4
    session.document.undo_stack.redo()
    assert session.document.project.view["decimals"] == 4
    assert value_at(session.document.project, PLACES[0], 0) == 0.5


def test_old_projects_are_not_kept(session: Session) -> None:
    session.edit("Change w5", lambda p: with_value(p, PLACES[0], 9.0, 0))
    old = ref(session.document.project)
    for value in range(RECENT):
        session.edit("Change w5", lambda p, value=value: with_value(p, PLACES[0], float(value), 0))
    assert old() is None
