"""Process start to first paint: the program beside a bare window with one pyqtgraph plot, in turn.

Run it with a display (a real one or Xvfb): ``python benchmarks/startup.py [pairs]``.
"""

import os
import statistics
import subprocess
import sys
import time

PAINTED = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QObject
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType():
            sys.stdout.write("painted\\n"); sys.stdout.flush()
            QCoreApplication.instance().removeEventFilter(self)
        return False
"""
BARE = (
    PAINTED
    + """
import pyqtgraph
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(pyqtgraph.PlotWidget())
first = FirstPaint()
application.installEventFilter(first)
window.resize(1280, 800)
window.show()
application.exec()
"""
)
OURS = (
    PAINTED
    + """
from backprop_gui.start_guard import start_objection
assert start_objection() is None
from backprop_gui.app.startup import build_application, open_window
application = build_application()
window = open_window(None)
first = FirstPaint()
application.installEventFilter(first)
window.show()
application.exec()
"""
)


def seconds_to_first_paint(program: str) -> float:
    """Start a program and time it until its window has been painted."""
    begun = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "painted\n"
    taken = time.perf_counter() - begun
    running.kill()
    running.wait()
    return taken


def main(pairs: int) -> None:
    """Print the medians and the ratio of each pair."""
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for program in (BARE, OURS):
        seconds_to_first_paint(program)
    bare, ours = [], []
    for _ in range(pairs):
        bare.append(seconds_to_first_paint(BARE))
        ours.append(seconds_to_first_paint(OURS))
    ratios = [mine / theirs for mine, theirs in zip(ours, bare, strict=True)]
    print(f"bare window with a plot  {statistics.median(bare):.3f} s")
    print(f"Backprop GUI             {statistics.median(ours):.3f} s")
    print(f"ratio                    {statistics.median(ratios):.2f} (median of {pairs} pairs)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
