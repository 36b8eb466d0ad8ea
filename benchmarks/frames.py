"""How smoothly the window runs while it trains flat-out with all plots visible, and what that costs.

Run it with ``python benchmarks/frames.py``; it needs no display. Rounds a second in the window should be
at least 80 % of what the same engine does alone, at 50 frames a second or more, with a lateness of the
event loop of at most 17 ms for 95 of 100 ticks and never over 60 ms. ``--engine numpy`` measures the
engine that takes turns with the painting; its share is smaller.
"""

import argparse
import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.settings import open_settings
from backprop_gui.app.startup import build_application
from backprop_gui.core import engine
from backprop_gui.core.trainer import Trainer
from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session

START, SECONDS, ALONE = 4.0, 6.0, 2.0
FRAME = 16
SIZE = (2560, 1080)
"""Wide enough for all plots side by side."""

PLOTS = (
    *("error_plot", "activation_plot", "delta_plot", "gradient_plot", "weight_plot"),
    *("landscape_plot", "boundary_plot"),
)


class Pulse(QObject):
    """Ticks once a frame and notes when; counts the frames in which the plot was painted.

    Parameters
    ----------
    watched : the widget whose paintings are counted
    """

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.begin()
        watched.installEventFilter(self)
        timer = QTimer(self, interval=FRAME, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(lambda: self.ticks.append(time.perf_counter()))
        timer.start()

    def begin(self) -> None:
        """Forget what was noted."""
        self.ticks: list[float] = []
        self.paints = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.paints += event.type() == QEvent.Type.Paint
        return False

    def lateness(self) -> str:
        """Say by how much ticks came later than a frame after the one before."""
        late = np.maximum(np.diff(self.ticks) * 1000 - FRAME, 0.0)
        p50, p95, p99 = np.quantile(late, (0.5, 0.95, 0.99))
        return f"lateness p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f}, max {late.max():.1f} ms"


def stay(application: QApplication, seconds: float) -> None:
    """Let the window live for a while."""
    QTimer.singleShot(int(seconds * 1000), application.exit)
    application.exec()


def open_window(application: QApplication) -> MainWindow:
    """Open the window with all plots side by side."""
    window = MainWindow(Session(load_example("seed")), open_settings())
    window.showNormal()
    window.resize(*SIZE)
    while (panel := window.findChild(QWidget, "plot_panel")) is None:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    panel.choose(PLOTS)
    stay(application, 0.5)
    assert all(panel.views[name].plot.isVisible() for name in PLOTS)
    return window


def rate_alone(kind: str) -> float:
    """Count the rounds a second of the engine without a window."""
    project = load_example("seed")
    make = (kind == "numba" and engine.load()) or Trainer
    trainer = make(project.network, project.plan, project.data, project.state)
    trainer.advance(10**9, time.monotonic() + 0.2, stride=1 << 20, state_stride=1 << 20)
    begin, rounds = time.perf_counter(), trainer.state.rounds
    while time.perf_counter() < begin + ALONE:
        trainer.advance(10**9, time.monotonic() + 0.1, stride=1 << 20, state_stride=1 << 20)
    return (trainer.state.rounds - rounds) / (time.perf_counter() - begin)


def measure(application: QApplication, window: MainWindow, pulse: Pulse, seconds: float) -> float:
    """Train for a while, say how the window does, and return the rounds a second."""
    pulse.begin()
    rounds, begin = window.session.project.state.rounds, time.perf_counter()
    stay(application, seconds)
    passed = time.perf_counter() - begin
    print(f"{pulse.paints / passed:6.1f} frames/s, {pulse.lateness()}")
    return (window.session.project.state.rounds - rounds) / passed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=("numba", "numpy"), default="numba")
    kind = parser.parse_args().engine
    if kind == "numpy":
        engine.load_meanwhile = lambda: None
    application = build_application()
    window = open_window(application)
    pulse = Pulse(window.findChild(QWidget, "error_plot").viewport())
    window.session.run.start()
    print(f"start, the engine is loaded meanwhile ({START:.0f} s):")
    measure(application, window, pulse, START)
    print(f"flat-out ({SECONDS:.0f} s), {len(window.findChild(QWidget, 'plot_panel').names)} plots:")
    in_window = measure(application, window, pulse, SECONDS)
    window.session.run.stop()
    window.close_without_asking()
    alone = rate_alone(kind)
    print(f"{in_window:,.0f} rounds/s in the window, {alone:,.0f} alone: {in_window / alone:.0%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
