"""Waiting until what was put off to the next turn of the event loop is done."""

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot


def let_the_loop_turn(qtbot: QtBot) -> None:
    """Return after everything that waits for the next turn."""
    timer = QTimer(singleShot=True, interval=0)
    with qtbot.waitSignal(timer.timeout):
        timer.start()
