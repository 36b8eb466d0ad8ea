"""From a key press to its picture: walk the seed's round in the window and time every step.

A step's time is from the key's event until the window has painted everything that it changed. Run it
with a display (a real one or Xvfb), or it draws offscreen: ``python benchmarks/keypress.py``.
"""

import os
import statistics
import time

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.startup import build_application, open_window

PAUSE = 33
"""Milliseconds between two presses: a key that is held down repeats 30 times a second."""


def milliseconds_to_step(window: MainWindow, key: Qt.Key) -> float:
    """Press a key and paint what it changed."""
    begun = time.perf_counter()
    QTest.keyClick(window, key)
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return 1000 * (time.perf_counter() - begun)


def main() -> None:
    """Print the distribution, forwards and back."""
    application = build_application()
    window = open_window(None)
    window.show()
    QTest.qWait(3000)
    for name, key in (("forwards", Qt.Key.Key_Right), ("back", Qt.Key.Key_Left)):
        taken = []
        for _ in range(61):
            taken.append(milliseconds_to_step(window, key))
            QTest.qWait(PAUSE)
        in_order = sorted(taken)
        worst = 1 + taken.index(in_order[-1])
        print(
            f"{name:9} median {statistics.median(taken):5.1f} ms, p95 {in_order[57]:5.1f} ms, "
            f"max {in_order[-1]:5.1f} ms (press {worst})"
        )
    window.close_without_asking()
    application.quit()


if __name__ == "__main__":
    main()
