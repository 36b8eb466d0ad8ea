"""How smoothly the window runs while it trains: frames a second, how late they come, rounds a second.

Run it with ``python benchmarks/frames.py``; it needs no display. The window should do 50 frames a
second or more, with a lateness of at most 33 ms for 99 of 100.
"""

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from backprop_gui.app.conductor import Conductor
from backprop_gui.document.examples import load_example
from backprop_gui.look.fonts import load_fonts, ui_font
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session
from backprop_gui.views.plots.panel import PlotPanel

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
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(ui_font(13))
    themes.choose("light")
    session = Session(load_example("seed"))
    conductor = Conductor(session)
    panel, error = PlotPanel(session), QLabel()
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in (panel, error):
        column.addWidget(widget)
    session.run.advanced.connect(lambda: error.setText(f"E_total {session.data_error():.9g}"))
    window.resize(780, 260)
    window.show()
    application.processEvents()
    pulse = Pulse(panel.views[0].plot.viewport())
    QTimer.singleShot(int(SECONDS * 1000), application.quit)
    session.run.start()
    begin = time.perf_counter()
    application.exec()
    seconds = time.perf_counter() - begin
    conductor.close()
    late = pulse.lateness()
    p95, p99 = np.quantile(late, (0.95, 0.99))
    print(f"{pulse.paints / seconds:.1f} frames/s, {session.project.state.rounds / seconds:,.0f} rounds/s")
    print(f"lateness p95 {p95:.1f} ms, p99 {p99:.1f} ms, max {late.max():.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
