"""How much work something is, whatever the machine and whatever else it does."""

import time
from collections.abc import Callable


def effort(work: Callable[[], object]) -> float:
    """Tell how many times as long as a loop of a million additions some work keeps this thread busy."""
    return _seconds(work) / min(_seconds(_million_additions) for _ in range(3))


def _seconds(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return time.thread_time() - begun


def _million_additions() -> None:
    total = 0
    for number in range(1_000_000):
        total += number
