"""How smoothly the window runs while it trains: frames a second, how late they come, rounds a second.

Run it with ``python benchmarks/frames.py``; it needs no display. The window should do 50 frames a
second or more, with a lateness of at most 33 ms for 99 of 100.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QWidget

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.startup import build_application
from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session

SECONDS = 5.0
FRAME = 16


class Pulse(QObject):
    """Ticks once a frame and notes when; counts the frames in which the plot was painted.

    Parameters
    ----------
    watched : the widget whose paintings are counted
    """

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.ticks: list[float] = []
        self.paints = 0
        watched.installEventFilter(self)
        timer = QTimer(self, interval=FRAME, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(lambda: self.ticks.append(time.perf_counter()))
        timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.paints += event.type() == QEvent.Type.Paint
        return False

    def lateness(self) -> np.ndarray:
        """Return by how many milliseconds each tick came later than a frame after the one before."""
        return np.maximum(np.diff(self.ticks) * 1000 - FRAME, 0.0)


def main() -> int:
    application = build_application()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Session(load_example("seed")), settings)
    window.resize(1280, 800)
    window.show()
    while (plot := window.findChild(QWidget, "error_plot")) is None:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    pulse = Pulse(plot.viewport())
    QTimer.singleShot(int(SECONDS * 1000), application.quit)
    window.session.run.start()
    begin = time.perf_counter()
    application.exec()
    seconds = time.perf_counter() - begin
    window.close_without_asking()
    rounds = window.session.project.state.rounds
    late = pulse.lateness()
    p95, p99 = np.quantile(late, (0.95, 0.99))
    print(f"{pulse.paints / seconds:.1f} frames/s, {rounds / seconds:,.0f} rounds/s")
    print(f"lateness p95 {p95:.1f} ms, p99 {p99:.1f} ms, max {late.max():.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
