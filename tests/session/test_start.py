"""What Reset returns to: what was set before the first round, or what was made the start."""

import numpy as np

from backprop_gui.core.network import WeightPlace
from backprop_gui.session.edits import value_at, with_value
from backprop_gui.session.session import Session

W5 = WeightPlace(1, 0, 0)


def w5(session: Session) -> float:
    return value_at(session.document.project, W5, 0)


def test_a_value_typed_before_the_first_round_is_the_start(session: Session) -> None:
    session.edit("Change w5", lambda project: with_value(project, W5, 0.7, 0))
    session.run.one_round("Train 1 round")
    session.reset()
    assert w5(session) == 0.7
    for _ in range(3):
        session.document.undo_stack.undo()
    session.run.one_round("Train 1 round")
    session.reset()
    assert w5(session) == 0.4


def test_pasted_values_are_the_start(session: Session) -> None:
    session.selection.choose(W5)
    session.editing.paste("0.25")
    session.editing.set_values(0.75)
    session.run.one_round("Train 1 round")
    session.reset()
    assert w5(session) == 0.75


def test_a_value_typed_later_is_not(session: Session) -> None:
    session.run.one_round("Train 1 round")
    session.edit("Change w5", lambda project: with_value(project, W5, 0.7, 0))
    session.reset()
    assert w5(session) == 0.4


def test_later_values_are_made_the_start_and_keep_round_and_curves(session: Session) -> None:
    session.run.one_round("Train 1 round")
    trained, history = w5(session), session.run.history
    session.make_start()
    assert session.document.project.state.rounds == 1
    assert session.run.history is history
    session.run.one_round("Train 1 round")
    session.reset()
    assert (w5(session), session.document.project.state.rounds) == (trained, 0)
    for _ in range(3):
        session.document.undo_stack.undo()
    assert session.document.undo_stack.redoText() == "Make these the start"
    session.reset()
    assert w5(session) == 0.4


def test_of_an_earlier_round_that_is_shown_the_rounds_after_it_stay(session: Session) -> None:
    for _ in range(4):
        session.run.one_round("Train 1 round")
    session.past.show(2)
    earlier = session.document.project.parameters.flat
    session.make_start()
    assert session.document.project.state.rounds == 4
    assert np.array_equal(session.document.project.start.flat, earlier)


def test_the_start_itself_is_no_step(session: Session) -> None:
    session.make_start()
    assert session.document.undo_stack.count() == 0


def test_an_edit_of_an_earlier_round_keeps_the_start(session: Session) -> None:
    session.run.one_round("Train 1 round")
    session.run.one_round("Train 1 round")
    session.past.show(1)
    session.edit("Change w5", lambda project: with_value(project, W5, 0.7, 0))
    session.reset()
    assert w5(session) == 0.4
