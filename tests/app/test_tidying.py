"""Garbage is collected from the event loop, and nowhere else."""

import gc
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from backprop_gui.app.tidying import Tidying


class Knot:
    """Refers to itself, so that only the collector can free it."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_goes_when_the_event_loop_has_time(qtbot: QtBot) -> None:
    keeper = QObject()
    Tidying(keeper)
    assert not gc.isenabled()
    knot = weakref.ref(Knot())
    # Much of it: what an earlier test left is freed meanwhile, and counts against it.
    litter = [[] for _ in range(100 * gc.get_threshold()[0])]
    assert knot() is not None
    qtbot.waitUntil(lambda: knot() is None)
    assert litter
