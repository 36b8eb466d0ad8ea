"""Walking a told round."""

import pytest
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.core.network import NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.document.samples import without_rows
from backprop_gui.explain.quantities import delta, error, net, out, parameter, target
from backprop_gui.session.edits import value_at, with_value
from backprop_gui.session.session import Session

H1, O1 = NeuronPlace(0, 0), NeuronPlace(1, 0)
W5 = WeightPlace(1, 0, 0)


def current(session: Session) -> str:
    return session.cursor.step.id if session.cursor.step else ""


def test_nothing_is_known_before_the_first_step(session: Session) -> None:
    assert session.cursor.position == 0
    assert session.known(net(H1)) is None
    assert session.known(parameter(W5)) == 0.40


def test_a_step_makes_its_number_known_and_going_back_forgets_it(session: Session) -> None:
    session.cursor.next_step()
    assert current(session) == "net_h1"
    assert session.known(net(H1)) == pytest.approx(0.3775)
    assert session.known(out(H1)) is None
    session.cursor.previous_step()
    assert session.known(net(H1)) is None


def test_the_update_and_the_check_replace_what_they_renew(session: Session) -> None:
    session.cursor.round_end()
    assert session.known(parameter(W5)) == pytest.approx(0.35891647971788461058, rel=1e-12)
    assert session.known(error(0)) == pytest.approx(0.267976, abs=1e-6)
    assert session.known(delta(O1)) == pytest.approx(0.13849856162855696598, rel=1e-12)


def test_walking_by_weight_steps_over_its_terms(session: Session) -> None:
    walked = []
    for _ in range(20):
        session.cursor.next_parameter()
        walked.append(current(session))
    assert walked[:4] == ["out_h1", "out_h2", "out_o1", "out_o2"]
    assert walked[7:10] == ["delta_o1", "dE_total/dw5", "dE_total/dw6"]
    for before in reversed(walked[:-1]):
        session.cursor.previous_parameter()
        assert current(session) == before


def test_walking_by_phase_goes_to_their_first_steps(session: Session) -> None:
    walked = []
    for _ in range(5):
        session.cursor.next_phase()
        walked.append(current(session))
    assert walked == ["net_h1", "E_o1", "dE_total/dout_o1", "w1+", "net_h1+"]
    session.cursor.next_step()
    session.cursor.previous_phase()
    assert current(session) == "net_h1+"
    session.cursor.previous_phase()
    assert current(session) == "w1+"


def test_phases_of_a_large_network_are_found_without_walking(qtbot: QtBot) -> None:
    session = Session(project(Build(sizes=(784, 128, 64, 10), output="softmax", loss="cross_entropy")))
    made = []
    session.cursor.round._step = lambda index: made.append(index)  # type: ignore[method-assign]
    for _ in range(4):
        session.cursor.next_phase()
    assert session.cursor.round.quantity(session.cursor.position - 1).phase == "update"
    assert not made


def test_an_edit_in_mid_round_tells_it_anew_to_the_same_step(qtbot: QtBot, session: Session) -> None:
    session.cursor.go(16)
    before = session.cursor.step.value if session.cursor.step else 0.0
    with qtbot.waitSignals([session.cursor.told, session.cursor.moved]):
        session.edit("Change w1 to 1", lambda p: with_value(p, WeightPlace(0, 0, 0), 1.0, 0))
    assert current(session) == "dE_total/dw5"
    assert session.cursor.step is not None
    assert session.cursor.step.value != before


def test_the_step_after_the_last_takes_the_round_over(session: Session) -> None:
    session.cursor.round_end()
    session.next_step()
    assert session.document.project.state.rounds == 1
    assert current(session) == "net_h1"
    assert session.data_error() == pytest.approx(0.29102777369359935087, rel=1e-12)
    session.previous_step()
    session.previous_step()
    assert session.document.project.state.rounds == 0
    assert current(session) == "E_total+"


def test_whole_rounds_show_each_rounds_error(session: Session) -> None:
    session.whole_round()
    session.whole_round()
    assert session.document.project.state.rounds == 1
    assert session.run.history.errors.rounds.tolist() == [0]


def test_a_batch_shows_the_sample_that_is_told(qtbot: QtBot) -> None:
    session = Session(project(Build(sizes=(2, 1), samples=3, batch_size=2)))
    session.cursor.next_step()
    assert (current(session), session.cursor.sample_row) == ("s1:net_o1", 0)
    while current(session) != "s2:net_o1":
        session.cursor.next_step()
    assert session.cursor.sample_row == 1
    assert session.known(net(NeuronPlace(0, 0))) is not None
    assert session.known(out(NeuronPlace(0, 0))) is None


def test_a_target_is_known_from_the_start(session: Session) -> None:
    from backprop_gui.explain.quantities import target

    assert session.known(target(0)) == 0.01
    session.edit("Change it", lambda p: with_value(p, TargetPlace(0), 0.5, 0))
    assert session.known(target(0)) == 0.5


def test_a_chosen_sample_is_told_alone_at_the_same_step(qtbot: QtBot) -> None:
    session = Session(project(Build(samples=4, batch_size=2)))
    session.cursor.go(4)
    step = current(session)
    session.cursor.choose(2)
    assert session.cursor.round.rows == (2,)
    assert session.cursor.sample_row == 2
    assert current(session) == step.removeprefix("s1:")
    session.cursor.choose(None)
    assert session.cursor.round.rows == (0, 1)
    assert current(session) == step


def test_walking_on_from_a_chosen_sample_trains_on_it_alone(qtbot: QtBot) -> None:
    session = Session(project(Build(samples=4, batch_size=2)))
    session.cursor.choose(2)
    session.cursor.round_end()
    told = [session.known(parameter(W5)), session.known(parameter(WeightPlace(0, 1, 1)))]
    session.next_step()
    assert session.project.state.rounds == 1
    assert [value_at(session.project, place, 0) for place in (W5, WeightPlace(0, 1, 1))] == told
    assert session.cursor.chosen == 2
    for _ in range(2):
        session.previous_step()
    assert session.project.state.rounds == 0


@pytest.mark.parametrize("rows", [[0], [2], [2, 3]])
def test_a_chosen_sample_that_is_no_longer_there_is_not_told(qtbot: QtBot, rows: list[int]) -> None:
    session = Session(project(Build(samples=4)))
    session.cursor.choose(2)
    session.edit("Remove", lambda before: without_rows(before, rows))
    assert session.cursor.chosen is None
    assert session.cursor.round.rows == (0,)


def test_a_chosen_sample_stays_while_it_is_edited(qtbot: QtBot) -> None:
    session = Session(project(Build(samples=4)))
    session.cursor.choose(2)
    session.edit("Change", lambda before: with_value(before, TargetPlace(0), 0.25, 2))
    session.edit("Remove", lambda before: without_rows(before, [3]))
    assert session.cursor.chosen == 2
    assert session.known(target(0)) == 0.25


def test_another_document_is_told_as_training_takes_it(qtbot: QtBot) -> None:
    session = Session(project(Build(samples=4)))
    session.cursor.choose(2)
    session.document.open(project(Build(samples=4)), None)
    assert session.cursor.chosen is None
