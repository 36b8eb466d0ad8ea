"""Whether memory stays flat while the window trains: megabytes gained per million rounds.

Run it with ``python benchmarks/memory.py``; it needs no display. It trains 10 million rounds of the seed's
example with the window open, and prints the slope of the memory in use, without the first fifth in which
the history fills. It should stay under 1 MB per million rounds.
"""

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.settings import open_settings
from backprop_gui.app.startup import build_application
from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session

MILLION = 1_000_000
LOOK = 50
WARM = 0.2


def megabytes_in_use() -> float:
    """Return the memory that the process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=10 * MILLION)
    parser.add_argument("--pace", type=float, help="rounds a second at most, to look for longer")
    arguments = parser.parse_args()
    application = build_application()
    window = MainWindow(Session(load_example("seed")), open_settings())
    window.show()
    while window.findChild(QWidget, "plot_panel") is None:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    run, seen = window.session.run, []
    timer = QTimer(interval=LOOK)
    timer.timeout.connect(lambda: seen.append((run.done, megabytes_in_use())))
    timer.start()
    run.finished.connect(lambda _: application.exit())
    run.pace = arguments.pace
    begin = time.perf_counter()
    run.start(arguments.rounds)
    application.exec()
    seconds = time.perf_counter() - begin
    window.close_without_asking()
    rounds, megabytes = np.array(seen).T
    later = rounds > WARM * arguments.rounds
    slope = np.polyfit(rounds[later] / MILLION, megabytes[later], 1)[0]
    print(f"{arguments.rounds:,} rounds in {seconds:.1f} s, {megabytes[0]:.0f} MB → {megabytes[-1]:.0f} MB")
    print(f"slope {slope:.2f} MB per million rounds, from {int(later.sum())} readings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
