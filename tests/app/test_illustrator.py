"""Pictures are computed on threads, while somebody looks, and end with the window."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.app.illustrator import Illustrator
from backprop_gui.core.progress import Progress
from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(load_example("seed"))


@pytest.fixture
def illustrator(session: Session) -> Iterator[Illustrator]:
    made = Illustrator(session)
    yield made
    assert made.close()


def picture_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "pictures"]


def test_no_thread_is_begun_before_somebody_looks(
    qtbot: QtBot, session: Session, illustrator: Illustrator
) -> None:
    session.pictures.landscape.renew()
    assert picture_threads() == []
    session.pictures.landscape.watch(session, True)
    qtbot.waitUntil(lambda: session.pictures.landscape.picture is not None)
    assert len(picture_threads()) == 1 and session.pictures.answers.picture is None
    session.pictures.answers.watch(session, True)
    qtbot.waitUntil(lambda: session.pictures.answers.picture is not None)
    assert len(picture_threads()) == 2


def test_training_renews_the_pictures(qtbot: QtBot, session: Session, illustrator: Illustrator) -> None:
    from backprop_gui.app.conductor import Conductor

    conductor = Conductor(session)
    session.pictures.answers.watch(session, True)
    seen: list[int] = []

    def note() -> None:
        if (picture := session.pictures.answers.picture) is not None:
            seen.append(picture.project.state.rounds)

    session.pictures.answers.changed.connect(note)
    session.run.start()
    qtbot.waitUntil(lambda: len(set(seen)) > 5)
    session.run.stop()
    assert seen == sorted(seen)
    qtbot.waitUntil(lambda: seen[-1] == session.document.project.state.rounds)
    assert conductor.close()


@dataclass
class Stubborn:
    """Work that says rarely how far it is."""

    def compute(self, progress: Progress) -> str:
        while True:
            progress(0.1)
            threading.Event().wait(0.05)


def test_work_in_hand_does_not_hold_up_the_close(qtbot: QtBot, session: Session) -> None:
    illustrator, subject = Illustrator(session), session.pictures.landscape
    subject._make = lambda: Stubborn()
    subject.watch(session, True)
    qtbot.waitUntil(lambda: subject.share == 0.1)
    assert illustrator.close()


def test_looking_away_ends_the_work(qtbot: QtBot, session: Session, illustrator: Illustrator) -> None:
    made = project(Build((2, 40, 40, 1), samples=500, batch_size=500))
    session.document.open(made, None)
    network, subject = made.network, session.pictures.landscape
    session.pictures.look_along((network.weight_place(1), network.weight_place(2)))
    subject.watch(session, True)
    qtbot.waitUntil(lambda: bool(subject.share and subject.share > 0.0))
    subject.watch(session, False)
    assert subject.share is None and subject.picture is None


def test_an_error_is_told_in_words(qtbot: QtBot, session: Session, illustrator: Illustrator, caplog) -> None:
    class Broken:
        def compute(self, progress: Progress) -> str:
            raise ValueError("a broken picture")

    subject = session.pictures.landscape
    subject._make = lambda: Broken()
    with qtbot.waitSignal(subject.changed):
        subject.watch(session, True)
    qtbot.waitUntil(lambda: subject.trouble != "")
    assert "ValueError: a broken picture" in subject.trouble
