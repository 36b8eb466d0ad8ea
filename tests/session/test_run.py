"""A run's state, with stretches handed to it as the training thread does."""

import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.core.backprop import forward
from backprop_gui.core.network import NeuronPlace, WeightPlace
from backprop_gui.core.stop_rules import Reason, Stop
from backprop_gui.core.trainer import Trainer
from backprop_gui.document.examples import load_example
from backprop_gui.explain.quantities import delta, out
from backprop_gui.session.edits import with_learning_rate, with_value
from backprop_gui.session.run import Finish
from backprop_gui.session.session import Session

W1 = WeightPlace(0, 0, 0)


def train(session: Session, rounds: int) -> None:
    """Do rounds of the run as the worker would."""
    base = session.run.project
    trainer = Trainer(base.network, base.plan, base.data, base.state)
    session.run.take(trainer.advance(rounds), trainer.data_error())


def test_a_run_ends_in_one_step_to_undo(qtbot: QtBot, session: Session) -> None:
    session.run.start(10)
    train(session, 4)
    assert not session.run.is_complete
    train(session, 6)
    assert session.run.is_complete
    with qtbot.waitSignal(session.run.finished) as finished:
        session.run.stop()
    assert finished.args == [Finish(10, Stop(Reason.ROUNDS_DONE, None, 10))]
    assert session.document.undo_stack.undoText() == "Train 10 rounds"
    assert session.document.project.state.rounds == 10
    session.document.undo_stack.undo()
    assert session.document.project.state.rounds == 0


def test_the_document_stays_as_it_is_while_the_run_goes_on(session: Session) -> None:
    session.run.start(None)
    train(session, 5)
    assert session.document.project.state.rounds == 0
    assert session.project.state.rounds == 5
    assert session.data_error() < 0.2983


def test_what_is_shown_differently_while_a_run_goes_on_stays_so(session: Session) -> None:
    session.run.start(None)
    train(session, 5)
    session.document.show_differently("notes", "a note")
    assert session.present.view["notes"] == "a note"
    train(session, 5)
    session.run.stop()
    assert session.document.present.view["notes"] == "a note"
    assert session.document.present.state.rounds == 10


def test_live_numbers_are_those_of_the_present_weights(session: Session) -> None:
    session.run.start(None)
    train(session, 1)
    assert session.known(out(NeuronPlace(1, 0))) == pytest.approx(0.742088, abs=1e-6)
    assert session.known(delta(NeuronPlace(0, 0))) is not None
    session.run.stop()
    assert session.known(out(NeuronPlace(1, 0))) == pytest.approx(0.742088, abs=1e-6)


def test_a_run_leaves_the_walk_since_its_numbers_are_no_longer_the_present_ones(session: Session) -> None:
    session.cursor.go(16)
    session.run.start(None)
    assert session.cursor.position == 0


WAYS = {
    "step": (Session.next_step, 1),
    "row": (lambda session: session.cursor.go(6), 6),
    "weight": (lambda session: session.on_into_next_round(session.cursor.next_parameter), 2),
    "phase": (lambda session: session.on_into_next_round(session.cursor.next_phase), 1),
    "end": (lambda session: session.cursor.round_end(), 62),
    "round": (Session.whole_round, 62),
    "back": (Session.previous_step, 0),
    "phase back": (lambda session: session.cursor.previous_phase(), 0),
    "start": (lambda session: session.cursor.round_start(), 0),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_walking_first_ends_the_run_and_then_moves(session: Session, way: str) -> None:
    move, position = WAYS[way]
    session.run.start(None)
    train(session, 5)
    move(session)
    assert not session.run.is_running
    assert session.document.project.state.rounds == 5
    assert session.cursor.position == position
    assert session.document.undo_stack.undoText() == "Train 5 rounds"


def test_walking_ends_the_run_and_tells_the_trained_round(session: Session) -> None:
    session.run.start(None)
    train(session, 5)
    session.next_step()
    assert not session.run.is_running
    assert session.document.project.state.rounds == 5
    assert session.cursor.position == 1


def test_a_run_of_no_rounds_changes_nothing(session: Session) -> None:
    session.run.start(10)
    session.run.stop()
    assert session.document.undo_stack.count() == 0


def test_every_rounds_error_is_kept(session: Session) -> None:
    session.run.start(3)
    train(session, 3)
    session.run.stop()
    assert session.run.history.errors.greatest[:2] == pytest.approx([0.2983711087600027, 0.29102777369359935])
    assert session.run.history.out.rows.shape == (3, 4)


def test_training_on_after_undo_forgets_the_undone_rounds(session: Session) -> None:
    session.run.start(5)
    train(session, 5)
    session.run.stop()
    session.document.undo_stack.undo()
    session.edit("Change w1", lambda p: with_value(p, W1, 1.0, 0))
    session.run.start(2)
    train(session, 2)
    session.run.stop()
    assert session.run.history.errors.rounds.tolist() == [0, 1]


def test_an_edit_while_training_ends_the_run_and_goes_on_with_the_rest(session: Session) -> None:
    session.run.start(10)
    train(session, 4)
    session.edit("Change the learning rate to 0.1", lambda p: with_learning_rate(p, 0.1))
    assert session.document.undo_stack.count() == 2
    assert session.run.is_running
    assert session.run.wanted == 6
    assert session.run.project.plan.optimizer.learning_rate == 0.1
    assert session.run.project.state.rounds == 4
    session.run.stop()


def test_divergence_ends_the_run(qtbot: QtBot) -> None:
    session = Session(load_example("opening"))
    session.edit("Change the rate", lambda p: with_learning_rate(p, 1e6))
    session.run.start(None)
    train(session, 1000)
    assert session.run.is_complete
    assert session.run.done < 1000
    with qtbot.waitSignal(session.run.finished) as finished:
        session.run.stop()
    assert finished.args[0].diverged


def test_views_are_told_of_a_runs_numbers_now_and_then_but_always_get_the_newest(
    qtbot: QtBot, session: Session
) -> None:
    told: list[float | None] = []
    session.run.start(None)
    session.figures_changed.connect(lambda: told.append(session.known(out(NeuronPlace(1, 0)))))
    for _ in range(10):
        train(session, 1)
    assert len(told) == 1
    newest = session.known(out(NeuronPlace(1, 0)))
    assert newest != told[0], "who asks is told the present number"
    qtbot.waitUntil(lambda: told[-1] == newest)
    session.run.stop()


def test_what_a_run_ended_with_stays_in_view_until_somebody_walks_or_edits(session: Session) -> None:
    o1 = out(NeuronPlace(1, 0))
    assert session.known(o1) is None
    session.run.start(10)
    train(session, 10)
    session.run.stop()
    result = session.document.project
    ahead = forward(result.network, result.parameters, result.data.inputs)
    assert session.known(o1) == ahead.out[1][0, 0]
    session.next_step()
    assert session.known(o1) is None
    session.previous_step()
    assert session.known(o1) == ahead.out[1][0, 0]
    session.edit("Change w1 to 1", lambda project: with_value(project, W1, 1.0, 0))
    assert session.known(o1) is None
    session.document.undo_stack.undo()
    assert session.known(o1) == ahead.out[1][0, 0]
    session.document.undo_stack.undo()
    assert session.known(o1) is None


def test_another_document_shows_nothing_of_a_run_before(session: Session) -> None:
    session.run.start(10)
    train(session, 10)
    session.run.stop()
    h1_4, found = out(NeuronPlace(0, 3)), list[float | None]()
    session.document.changed.connect(lambda *_: found.append(session.known(h1_4)))
    session.document.open(load_example("circle"), None)
    assert found == [None]
