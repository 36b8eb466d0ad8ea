"""The conductor trains the session's run in its own thread, and ends it at any moment."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot
from support.patience import PATIENCE

from backprop_gui.app import conductor as conductor_module
from backprop_gui.app.conductor import Conductor
from backprop_gui.core import engine
from backprop_gui.core.compiled import CompiledTrainer
from backprop_gui.core.network import TargetPlace
from backprop_gui.core.trainer import NEVER, Stretch, Trainer
from backprop_gui.document.examples import load_example
from backprop_gui.session.edits import with_learning_rate, with_value
from backprop_gui.session.session import Session
from backprop_gui.worker.mailbox import Credit

ORACLE_AFTER_10000 = 0.000035101877829788458742


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(load_example("seed"))


@pytest.fixture
def conductor(session: Session) -> Iterator[Conductor]:
    made = Conductor(session)
    yield made
    assert made.close()


def training_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "training"]


def test_ten_thousand_rounds_are_exactly_ten_thousand(
    qtbot: QtBot, session: Session, conductor: Conductor
) -> None:
    with qtbot.waitSignal(session.run.finished) as finished:
        session.run.start(10_000)
    assert finished.args[0].rounds == 10_000
    assert session.project.state.rounds == 10_000
    assert session.data_error() == pytest.approx(ORACLE_AFTER_10000, rel=1e-9)
    assert session.document.undo_stack.undoText() == "Train 10,000 rounds"
    assert training_threads() == []


@pytest.mark.parametrize("rounds", [1, 2, 317])
def test_a_run_of_any_length_ends_at_its_number(
    qtbot: QtBot, session: Session, conductor: Conductor, rounds: int
) -> None:
    with qtbot.waitSignal(session.run.finished):
        session.run.start(rounds)
    assert session.project.state.rounds == rounds
    assert session.run.history.out.rows.shape == (rounds, 4)
    assert session.run.history.errors.rounds.tolist() == list(range(rounds))


def test_stopping_hands_in_the_last_stretch_before_it_returns(
    qtbot: QtBot, session: Session, conductor: Conductor
) -> None:
    with qtbot.waitSignal(session.run.advanced):
        session.run.start()
    session.run.stop()
    rounds = session.document.project.state.rounds
    assert rounds > 0
    assert session.run.history.errors.rounds[-1] <= rounds - 1
    expected = Trainer(*trained_alone(session)).advance(rounds)
    assert session.document.project.parameters.flat.tolist() == expected.state.parameters.flat.tolist()
    assert training_threads() == []


def trained_alone(session: Session) -> tuple:
    base = session.run.base
    return base.network, base.plan, base.data, base.state


def test_a_run_that_is_stopped_at_once_leaves_a_whole_document(
    session: Session, conductor: Conductor
) -> None:
    before = session.document.project
    for _ in range(20):
        session.run.start()
        session.run.stop()
    assert not session.run.is_running
    assert session.document.project.network is before.network
    assert training_threads() == []


def test_a_run_goes_on_after_an_edit(qtbot: QtBot, session: Session, conductor: Conductor) -> None:
    with qtbot.waitSignal(session.run.advanced):
        session.run.start()
    session.edit("Set η", lambda project: with_learning_rate(project, 0.25))
    assert session.run.is_running
    with qtbot.waitSignal(session.run.advanced):
        pass
    session.run.stop()
    assert session.project.plan.optimizer.learning_rate == 0.25


def test_a_run_that_diverges_stops_by_itself(qtbot: QtBot, session: Session, conductor: Conductor) -> None:
    session.edit("Set target", lambda project: with_value(project, TargetPlace(0), 1e200, 0))
    with qtbot.waitSignal(session.run.finished) as finished:
        session.run.start()
    assert finished.args[0].diverged


def test_an_error_in_training_is_said_and_the_rounds_before_are_kept(
    qtbot: QtBot, session: Session, conductor: Conductor, monkeypatch: pytest.MonkeyPatch
) -> None:
    advance, calls = Trainer.advance, []

    def advance_once(
        self: Trainer, rounds: int, deadline: float, stride: int, clock: Callable[[], float], *_: int
    ) -> Stretch:
        calls.append(rounds)
        if len(calls) > 1:
            raise ArithmeticError("a fault")
        return advance(self, 5, deadline, stride, clock)

    monkeypatch.setattr(Trainer, "advance", advance_once)
    with qtbot.waitSignal(conductor.failed) as failed:
        session.run.start()
    assert "ArithmeticError: a fault" in failed.args[0]
    assert not session.run.is_running
    assert 1 <= session.document.project.state.rounds <= 5
    assert training_threads() == []


def test_no_credit_is_given_before_a_report_is_taken(
    qtbot: QtBot, session: Session, conductor: Conductor
) -> None:
    session.run.start()
    thread = conductor._thread
    assert thread is not None
    given: list[bool] = []
    give = thread.mailbox.give
    thread.mailbox.give = lambda credit: (given.append(thread.mailbox._report is None), give(credit))  # type: ignore[method-assign, assignment, func-returns-value]
    with qtbot.waitSignals([session.run.advanced] * 3):
        pass
    session.run.stop()
    assert given
    assert all(given)


def test_a_round_that_takes_too_long_is_given_up(
    qtbot: QtBot, session: Session, conductor: Conductor, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def advance(
        self: Trainer, rounds: int, deadline: float, stride: int, clock: Callable[[], float], *_: int
    ) -> Stretch:
        begun.set()
        may_end.wait(PATIENCE)
        ended.set()
        raise ArithmeticError("too late to matter")

    monkeypatch.setattr(Trainer, "advance", advance)
    monkeypatch.setattr(conductor_module, "PATIENCE", 0.05)
    said: list[str] = []
    conductor.failed.connect(said.append)
    session.run.start()
    qtbot.waitUntil(begun.is_set)
    session.run.stop()
    assert not ended.is_set()
    assert not session.run.is_running
    assert not conductor.close()
    may_end.set()
    monkeypatch.setattr(conductor_module, "PATIENCE", PATIENCE)
    assert conductor.close()
    assert said == []


def test_no_round_is_lost_however_often_a_run_begins_anew(
    qtbot: QtBot, session: Session, conductor: Conductor
) -> None:
    session.run.start()
    for number in range(30):
        session.edit("Set η", lambda project, number=number: with_learning_rate(project, 0.1 + number / 100))
        session.run.stop()
        session.run.start()
        if number % 3 == 0:
            with qtbot.waitSignals([session.run.advanced] * 2):
                pass
    session.run.stop()
    errors, rounds = session.run.history.errors, session.project.state.rounds
    steps = np.diff(errors.rounds)
    # Each kept point stands for 1, 2, 4… rounds: fewer where a run began anew than in what came before.
    assert (np.log2(steps) % 1 == 0).all() and (np.diff(steps) <= 0).all()
    assert (errors.rounds[0], errors.last) == (0, rounds - 1)


def test_a_run_that_begins_anew_at_once_gets_one_credit(session: Session, conductor: Conductor) -> None:
    session.run.start()
    session.run.stop()
    session.run.start()
    given: list[Credit] = []
    assert conductor._thread is not None
    conductor._thread.mailbox.give = given.append  # type: ignore[method-assign]
    QCoreApplication.sendPostedEvents()
    assert len(given) == 1


CLOSING = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from backprop_gui.app.conductor import Conductor
from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session

application = QCoreApplication([])
session = Session(load_example("seed"))
conductor = Conductor(session)

def close():
    conductor.close()
    application.exit(0)

session.run.start()
QTimer.singleShot(int(sys.argv[1]), close)
code = application.exec()
print("rounds", session.project.state.rounds)
sys.exit(code)
"""


@pytest.mark.parametrize("milliseconds", [0, 7, 40])
def test_the_program_ends_with_exit_code_0_while_training(milliseconds: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CLOSING, str(milliseconds)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("rounds")


def test_an_engine_that_lets_the_interpreter_go_trains_while_the_window_draws(
    qtbot: QtBot, session: Session, conductor: Conductor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Trainer, "releases_interpreter", True)
    begun: list[bool] = []
    session.run.advanced.connect(lambda: begun.append(conductor._is_training))
    session.run.start()
    qtbot.waitUntil(lambda: len(begun) >= 3)
    session.run.stop()
    assert all(begun[:-1]), "a credit is out before any view has drawn"
    rounds = session.run.history.errors.rounds.tolist()
    assert rounds == list(range(session.project.state.rounds))


def test_the_other_one_waits_until_everything_is_painted(
    qtbot: QtBot, session: Session, conductor: Conductor
) -> None:
    begun: list[bool] = []
    session.run.advanced.connect(lambda: begun.append(conductor._is_training))
    session.run.start()
    qtbot.waitUntil(lambda: len(begun) >= 3)
    session.run.stop()
    assert not any(begun[:-1])


def test_a_paused_compiled_run_goes_on_bit_for_bit(
    qtbot: QtBot, session: Session, conductor: Conductor, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = load_example("seed")
    alone = CompiledTrainer(project.network, project.plan, project.data, project.state)
    alone.advance(1301, stride=NEVER)
    monkeypatch.setattr(engine, "_compiled", CompiledTrainer)
    for rounds in (1234, 66):
        with qtbot.waitSignal(session.run.finished):
            session.run.start(rounds)
    session.run.one_round("Train 1 round", compiled=True)
    assert session.project.parameters.flat.tolist() == alone.state.parameters.flat.tolist()


def test_a_pace_is_kept(qtbot: QtBot, session: Session, conductor: Conductor) -> None:
    session.run.pace = 30.0
    begin = time.monotonic()
    with qtbot.waitSignal(session.run.finished):
        session.run.start(15)
    assert time.monotonic() - begin >= 0.45
    assert session.project.state.rounds == 15


def test_a_thread_that_cannot_start_leaves_nothing_to_end(
    qtbot: QtBot, session: Session, conductor: Conductor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_thread(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as short, qtbot.captureExceptions() as caught:
        short.setattr(conductor_module.TrainingThread, "start", no_thread)
        session.run.start()
        session.run.stop()
    assert [kind for kind, *_ in caught] == [RuntimeError]
    with qtbot.waitSignal(session.run.finished):
        session.run.start(5)
    assert session.project.state.rounds == 5
