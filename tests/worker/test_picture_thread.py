"""The thread computes the newest request, ends work that nobody wants, and ends itself when told."""

import threading
from collections.abc import Callable, Iterator

import pytest
from support.patience import PATIENCE

from backprop_gui.core.progress import Cancelled, Progress
from backprop_gui.worker.picture_thread import Computed, NotComputed, PictureThread


class Work:
    """A request that goes on until it is let go or ended."""

    def __init__(self, done: Callable[[], str] = lambda: "done") -> None:
        self.done = done
        self.begun, self.let_go, self.ended = threading.Event(), threading.Event(), threading.Event()

    def compute(self, progress: Progress) -> str:
        try:
            progress(0.25)
            self.begun.set()
            while not self.let_go.wait(0.001):
                progress(0.5)
            return self.done()
        except Cancelled:
            self.ended.set()
            raise


@pytest.fixture
def thread() -> Iterator[PictureThread]:
    made = PictureThread()
    made.start()
    yield made
    made.close()
    made.join(PATIENCE)
    assert not made.is_alive()


def answer_of(thread: PictureThread) -> Computed | NotComputed:
    while (answer := thread.take()) is None:
        assert thread.is_alive()
    return answer


def test_a_request_is_answered_with_its_generation(thread: PictureThread) -> None:
    work = Work()
    thread.ask(7, work)
    assert work.begun.wait(PATIENCE) and thread.share > 0.0
    assert thread.take() is None
    work.let_go.set()
    answer = answer_of(thread)
    assert isinstance(answer, Computed) and (answer.generation, answer.picture) == (7, "done")
    assert thread.take() is None


def test_a_newer_request_ends_the_older_work(thread: PictureThread) -> None:
    old, new = Work(), Work(lambda: "new")
    thread.ask(1, old)
    assert old.begun.wait(PATIENCE)
    thread.ask(2, new)
    assert old.ended.wait(PATIENCE)
    new.let_go.set()
    answer = answer_of(thread)
    assert isinstance(answer, Computed) and (answer.generation, answer.picture) == (2, "new")


def test_withdrawn_work_ends_without_an_answer(thread: PictureThread) -> None:
    work, following = Work(), Work()
    thread.ask(1, work)
    assert work.begun.wait(PATIENCE)
    thread.withdraw()
    assert work.ended.wait(PATIENCE)
    assert thread.take() is None
    following.let_go.set()
    thread.ask(2, following)
    assert answer_of(thread).generation == 2


def test_an_answer_that_comes_after_the_withdrawal_is_not_kept(thread: PictureThread) -> None:
    work = Work(lambda: thread.withdraw() or "too late")
    work.let_go.set()
    thread.ask(1, work)
    following = Work()
    following.let_go.set()
    assert work.begun.wait(PATIENCE)
    thread.ask(2, following)
    assert answer_of(thread).generation == 2


def test_an_error_is_an_answer_and_the_thread_goes_on(thread: PictureThread) -> None:
    def stumble() -> str:
        raise ZeroDivisionError("by zero")

    work, following = Work(stumble), Work()
    work.let_go.set()
    following.let_go.set()
    thread.ask(1, work)
    answer = answer_of(thread)
    assert isinstance(answer, NotComputed) and isinstance(answer.error, ZeroDivisionError)
    thread.ask(2, following)
    assert isinstance(answer_of(thread), Computed)


def test_closing_ends_work_in_hand() -> None:
    thread, work = PictureThread(), Work()
    thread.start()
    thread.ask(1, work)
    assert work.begun.wait(PATIENCE)
    thread.close()
    thread.join(PATIENCE)
    assert not thread.is_alive() and work.ended.is_set()
