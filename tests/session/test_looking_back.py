"""Looking back over a run: earlier rounds as they were, and going on from there."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import NeuronPlace, WeightPlace
from backprop_gui.core.trainer import Trainer
from backprop_gui.document.schema import decode, encode
from backprop_gui.explain.quantities import out
from backprop_gui.session.edits import value_at, with_optimizer, with_value
from backprop_gui.session.session import Session

W1 = WeightPlace(0, 0, 0)


def train(session: Session, rounds: int) -> None:
    """Run so many rounds as the worker would."""
    session.run.start(rounds)
    base = session.run.project
    trainer = Trainer(base.network, base.plan, base.data, base.state)
    session.run.take(trainer.advance(rounds, stride=1, state_stride=1), trainer.data_error())
    session.run.stop()


def flat_after(rounds: int, session: Session) -> list[float]:
    """Train alone from the start, and return the parameters."""
    start = session.document.project
    trainer = Trainer(start.network, start.plan, start.data, start.reset().state)
    if rounds:
        trainer.advance(rounds)
    return trainer.state.parameters.flat.tolist()


@pytest.fixture
def trained(session: Session) -> Session:
    train(session, 20)
    return session


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_an_earlier_round_is_shown_as_it_was(session: Session, optimizer: str) -> None:
    if optimizer != "sgd":
        session.edit("Use Adam", lambda project: with_optimizer(project, optimizer))
    train(session, 20)
    session.past.show(7)
    shown, present = session.document.project, session.document.present
    assert (shown.state.rounds, session.run.shown_round, present.state.rounds) == (7, 7, 20)
    alone = Trainer(present.network, present.plan, present.data, present.reset().state)
    alone.advance(7)
    assert shown.parameters.flat.tolist() == alone.state.parameters.flat.tolist()
    for name, vector in alone.state.memory.items():
        assert shown.state.memory[name].tolist() == vector.tolist()


def test_views_hear_of_the_earlier_round_as_of_any_change(qtbot: QtBot, trained: Session) -> None:
    with qtbot.waitSignal(trained.document.changed) as changed:
        trained.past.show(3)
    before, now = changed.args
    assert (before.state.rounds, now.state.rounds) == (20, 3)
    assert trained.document.undo_stack.count() == 1, "looking is no change"


def test_past_the_last_kept_round_is_the_present(trained: Session) -> None:
    assert trained.past.rounds.tolist() == list(range(20))
    trained.past.show(3)
    trained.past.show(20)
    assert trained.run.shown_round is None
    assert trained.document.project is trained.document.present


def test_its_numbers_are_shown_without_a_walk(trained: Session) -> None:
    o1 = out(NeuronPlace(1, 0))
    present = trained.known(o1)
    trained.past.show(0)
    assert trained.known(o1) == pytest.approx(0.75136507, abs=1e-8)
    trained.past.return_to_present()
    assert trained.known(o1) == present != pytest.approx(0.75136507, abs=1e-3)


def test_walking_tells_the_earlier_round_and_goes_on_to_the_next(trained: Session) -> None:
    trained.past.show(5)
    trained.cursor.round_end()
    assert trained.cursor.round.figures.before.rounds == 5
    trained.next_step()
    assert trained.run.shown_round == 6
    assert trained.cursor.position == 1
    assert trained.document.undo_stack.count() == 1
    trained.past.show(19)
    trained.cursor.round_end()
    trained.next_step()
    assert trained.run.shown_round is None, "after the last one comes the present"


def test_one_step_is_followed_through_the_rounds(trained: Session) -> None:
    trained.cursor.go(16)
    step = trained.cursor.step.id
    values = []
    for place in (0, 5, 10):
        trained.past.show(place)
        assert trained.cursor.step.id == step
        values.append(trained.cursor.step.value)
    assert len(set(values)) == 3


def test_continuing_from_here_is_one_step_to_undo(trained: Session) -> None:
    present = trained.document.present
    trained.past.show(8)
    trained.past.continue_from_here()
    assert trained.document.undo_stack.undoText() == "Continue from round 8"
    assert trained.document.present.state.rounds == 8
    assert trained.run.shown_round is None
    trained.document.undo_stack.undo()
    assert trained.document.present is present


def test_a_branch_has_its_own_curves_and_undoing_brings_the_old_ones_back(trained: Session) -> None:
    curve = trained.run.history.errors.greatest.tolist()
    trained.past.show(8)
    trained.past.continue_from_here()
    assert trained.run.history.errors.greatest.tolist() == curve, "forgotten only when training goes on"
    trained.edit("Change w1", lambda project: with_value(project, W1, 3.0, 0))
    train(trained, 4)
    errors = trained.run.history.errors
    assert errors.rounds.tolist() == list(range(12))
    assert errors.greatest[:8].tolist() == curve[:8]
    assert errors.greatest[8] != curve[8]
    for _ in range(3):
        trained.document.undo_stack.undo()
    assert trained.document.present.state.rounds == 20
    assert trained.run.history.errors.greatest.tolist() == curve
    for _ in range(3):
        trained.document.undo_stack.redo()
    assert trained.run.history.errors.rounds.tolist() == list(range(12))


def test_training_while_looking_back_goes_on_from_the_present(trained: Session) -> None:
    trained.past.show(4)
    train(trained, 5)
    assert trained.document.present.state.rounds == 25
    assert trained.run.history.errors.rounds.tolist() == list(range(25))
    assert trained.document.project.parameters.flat.tolist() == flat_after(25, trained)


def test_editing_while_looking_back_branches_in_the_same_step(trained: Session) -> None:
    present = trained.document.present
    trained.past.show(6)
    w1 = value_at(trained.document.project, W1, 0)
    trained.edit("Change w1", lambda project: with_value(project, W1, w1 + 1, 0), "w1")
    assert trained.document.present.state.rounds == 6
    assert trained.document.undo_stack.undoText() == "Change w1, from round 6"
    assert trained.run.shown_round is None
    trained.document.undo_stack.undo()
    assert trained.document.present is present


def test_undoing_while_looking_back_is_about_the_present(trained: Session) -> None:
    trained.past.show(6)
    trained.document.undo_stack.undo()
    assert trained.document.present.state.rounds == 0
    assert trained.run.shown_round is None
    assert not len(trained.past.rounds)


def test_moving_a_node_while_looking_back_stays_there(trained: Session) -> None:
    trained.past.show(6)
    trained.document.show_differently("notes", "a note")
    assert trained.run.shown_round == 6
    assert trained.document.present.view["notes"] == "a note"
    trained.past.return_to_present()
    assert trained.document.project.view["notes"] == "a note"


def test_looking_back_pauses_the_run(session: Session) -> None:
    session.run.start()
    base = session.run.project
    trainer = Trainer(base.network, base.plan, base.data, base.state)
    session.run.take(trainer.advance(10, state_stride=1), trainer.data_error())
    session.past.show(2)
    assert not session.run.is_running
    assert session.run.shown_round == 2
    assert session.document.present.state.rounds == 10


def test_resetting_and_training_again_keeps_what_undo_needs(trained: Session) -> None:
    curve = trained.run.history.errors.greatest.tolist()
    trained.reset()
    trained.edit("Change w1", lambda project: with_value(project, W1, -2.0, 0))
    train(trained, 3)
    assert np.diff(trained.run.history.errors.rounds).tolist() == [1, 1]
    for _ in range(3):
        trained.document.undo_stack.undo()
    assert trained.run.history.errors.greatest.tolist() == curve


def test_an_edit_that_changes_nothing_goes_on_looking_back(trained: Session) -> None:
    trained.past.show(6)
    w1 = value_at(trained.document.project, W1, 0)
    trained.edit("Change w1", lambda project: with_value(project, W1, w1, 0))
    assert trained.run.shown_round == 6
    assert trained.document.undo_stack.count() == 1


def test_a_connection_that_was_cut_since_is_in_no_earlier_round(trained: Session) -> None:
    trained.editing.cut([W1])
    trained.past.show(7)
    assert trained.document.project.parameters.weights[0][0, 0] == 0.0
    assert encode(decode(encode(trained.document.project))) == encode(trained.document.project)
