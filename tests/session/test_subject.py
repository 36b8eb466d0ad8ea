"""A picture is asked for while somebody looks; the newest question wins."""

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from backprop_gui.session import subject as module
from backprop_gui.session.subject import Subject


class Desk:
    """Takes the requests of a subject and answers them when the test says so."""

    def __init__(self, subject: Subject[str]) -> None:
        self.orders: list[tuple[int, str]] = []
        self.withdrawn = 0
        subject.asked.connect(lambda generation, request: self.orders.append((generation, request)))
        subject.withdrawn.connect(self.count)

    def count(self) -> None:
        self.withdrawn += 1


class Asking:
    def __init__(self) -> None:
        self.number = 0
        self.subject: Subject[str] = Subject(self.make)
        self.desk = Desk(self.subject)

    def make(self) -> str | None:
        self.number += 1
        return f"question {self.number}"


@pytest.fixture
def asking(qtbot: QtBot) -> Asking:
    return Asking()


def test_nothing_is_asked_while_nobody_looks(qtbot: QtBot, asking: Asking) -> None:
    asking.subject.renew()
    asking.subject.refresh()
    one, other = object(), object()
    asking.subject.watch(one, True)
    asking.subject.watch(other, True)
    qtbot.waitUntil(lambda: len(asking.desk.orders) == 1)
    asking.subject.watch(one, False)
    asking.subject.watch(one, False)
    assert asking.desk.withdrawn == 0 and asking.subject.is_watched
    asking.subject.watch(other, False)
    assert asking.desk.withdrawn == 1 and not asking.subject.is_outstanding
    asking.subject.renew()
    asking.subject.refresh()
    assert not asking.subject._wait.isActive()
    assert asking.number == 1


def test_a_stale_answer_is_dropped(qtbot: QtBot, asking: Asking) -> None:
    subject, orders = asking.subject, asking.desk.orders
    subject.watch(asking, True)
    qtbot.waitUntil(lambda: len(orders) == 1)
    subject.renew()
    subject.take(orders[0][0], "too late")
    assert subject.picture is None
    qtbot.waitUntil(lambda: len(orders) == 2)
    subject.take(orders[0][0], "much too late")
    assert subject.picture is None
    with qtbot.waitSignal(subject.changed):
        subject.take(orders[1][0], "in time")
    assert subject.picture == "in time"
    subject.take(orders[1][0], "twice")
    assert subject.picture == "in time"


def test_a_later_moment_waits_for_what_is_being_computed(qtbot: QtBot, asking: Asking) -> None:
    subject, orders = asking.subject, asking.desk.orders
    subject.watch(asking, True)
    qtbot.waitUntil(lambda: len(orders) == 1)
    for _ in range(5):
        subject.refresh()
    assert asking.desk.withdrawn == 0 and len(orders) == 1
    subject.take(orders[0][0], "first")
    assert subject.picture == "first"
    qtbot.waitUntil(lambda: len(orders) == 2)
    subject.take(orders[1][0], "second")
    assert not subject._wait.isActive()


def test_what_takes_long_is_asked_for_seldom(
    qtbot: QtBot, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([10.0, 12.0, 12.0, 12.0])
    subject, orders = asking.subject, asking.desk.orders
    subject.watch(asking, True)
    monkeypatch.setattr(module.time, "monotonic", lambda: next(times, 12.0))
    qtbot.waitUntil(lambda: len(orders) == 1)
    subject.refresh()
    subject.take(orders[0][0], "took two seconds")
    assert subject._wait.remainingTime() > 1500


def test_trouble_and_progress_are_told(qtbot: QtBot, asking: Asking) -> None:
    subject, orders = asking.subject, asking.desk.orders
    subject.watch(asking, True)
    qtbot.waitUntil(lambda: len(orders) == 1)
    assert subject.share == 0.0
    with qtbot.waitSignal(subject.changed):
        subject.note(0.5)
    assert subject.share == 0.5
    subject.fail(orders[0][0], "No way.")
    assert (subject.picture, subject.trouble, subject.share) == (None, "No way.", None)


def test_where_there_is_no_such_picture_the_old_one_goes(qtbot: QtBot, asking: Asking) -> None:
    subject, orders = asking.subject, asking.desk.orders
    subject.watch(asking, True)
    qtbot.waitUntil(lambda: len(orders) == 1)
    subject.take(orders[0][0], "a picture")
    asking.subject._make = lambda: None
    with qtbot.waitSignal(subject.changed):
        subject.renew()
    assert subject.picture is None and len(orders) == 1


def test_what_takes_long_can_be_cancelled(
    qtbot: QtBot, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject, orders = asking.subject, asking.desk.orders
    subject.watch(asking, True)
    qtbot.waitUntil(lambda: len(orders) == 1)
    assert not subject.is_slow
    begun = subject._began
    monkeypatch.setattr(module.time, "monotonic", lambda: begun + 1.0)
    assert subject.is_slow
    with qtbot.waitSignal(subject.changed):
        subject.cancel()
    assert asking.desk.withdrawn == 1 and not subject.is_slow
    assert "Cancelled" in subject.trouble
    subject.take(orders[0][0], "too late")
    assert subject.picture is None
    subject.renew()
    qtbot.waitUntil(lambda: len(orders) == 2)
    subject.take(orders[1][0], "a picture")
    subject.renew()
    qtbot.waitUntil(lambda: len(orders) == 3)
    subject.cancel()
    assert (subject.picture, subject.trouble) == ("a picture", "")


def test_a_view_that_outlives_the_session_may_look_away(qtbot: QtBot, asking: Asking) -> None:
    asking.subject.watch(asking, True)
    Shiboken.delete(asking.subject)
    asking.subject.watch(asking, False)
