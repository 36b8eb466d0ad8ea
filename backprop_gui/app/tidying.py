"""Python's garbage collector, run only when no Qt call is under way, and only on the window's thread.

Left alone, the collector starts whenever enough was allocated. In the middle of connecting a signal it
may then destroy a widget, which waits for the very lock that the connecting holds: the window stands
still for good. On the training thread it would destroy widgets of another thread. So it is switched off
and asked from the event loop, as often as it would have run by itself.
"""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE = 100
"""Milliseconds between two looks."""


class Tidying(QObject):
    """Collects garbage from the event loop until it is destroyed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(tidy)
        self._timer.start(PAUSE)


def set_aside() -> None:
    """Leave out of collections what there is now: looking through it all takes longer than a few frames."""
    gc.freeze()


def take_back() -> None:
    """Let collections look through everything again."""
    gc.unfreeze()


def tidy() -> None:
    """Collect the oldest generation that has grown beyond its threshold, as the collector would."""
    grown = [
        generation
        for generation, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > most
    ]
    if grown:
        gc.collect(grown[-1])
