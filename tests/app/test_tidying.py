"""Garbage is collected from the event loop, and nowhere else."""

import gc
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from backprop_gui.app.conductor import Conductor
from backprop_gui.app.tidying import Tidying
from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session


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


def test_a_run_sets_aside_what_is_there_and_gives_it_back(qtbot: QtBot) -> None:
    session = Session(load_example("seed"))
    conductor = Conductor(session)
    gc.unfreeze()
    session.run.start()
    assert gc.get_freeze_count() > 1000
    session.run.stop()
    assert gc.get_freeze_count() == 0
    assert conductor.close()
