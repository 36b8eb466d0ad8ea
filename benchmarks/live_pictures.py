"""How many pictures a second come while training: the window with the boundary, the landscape, the heat maps.

Run it with a display (a real one or Xvfb), or it draws offscreen: ``python benchmarks/live_pictures.py``.
"""

import os
import tempfile

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp()

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.startup import build_application, open_window
from backprop_gui.document.examples import load_example
from backprop_gui.session.subject import Subject

SECONDS = 4
SETS: tuple[tuple[str, bool, tuple[str, ...]], ...] = (
    ("numbers in the nodes, the error's plot", False, ("error_plot",)),
    ("pictures in the nodes", True, ("error_plot",)),
    ("pictures in the nodes, the boundary", True, ("error_plot", "boundary_plot")),
    ("pictures in the nodes, the landscape", True, ("landscape_plot",)),
    ("all of them", True, ("boundary_plot", "landscape_plot")),
)


class Counter:
    """Counts how often a signal comes."""

    def __init__(self) -> None:
        self.times = 0

    def count(self, *_: object) -> None:
        self.times += 1


def trained(window: MainWindow) -> tuple[float, float, float, float]:
    """Train for a while; return rounds, frames, answers and landscapes a second."""
    session = window.session
    frames, answers, landscapes = Counter(), Counter(), Counter()
    session.run.advanced.connect(frames.count)
    watched: list[tuple[Subject, Counter]] = [
        (session.pictures.answers, answers),
        (session.pictures.landscape, landscapes),
    ]
    for subject, counter in watched:
        subject.changed.connect(counter.count)
    loop = QEventLoop()
    QTimer.singleShot(1000 * SECONDS, loop.quit)
    session.run.start()
    loop.exec()
    rate = session.run.rate
    counts = [counter.times / SECONDS for counter in (frames, answers, landscapes)]
    session.run.stop()
    session.run.advanced.disconnect(frames.count)
    for subject, counter in watched:
        subject.changed.disconnect(counter.count)
    return rate, *counts


def main() -> None:
    """Print the table."""
    application = build_application()
    window = open_window(None)
    window.showNormal()
    window.resize(1600, 950)
    QTest.qWait(3000)
    window.session.document.open(load_example("circle"), None)
    network = window.session.project.network
    window.session.pictures.look_along((network.weight_place(17), network.weight_place(18)))
    panel = window.panels.docks["plots"].widget()
    trained(window)  # while this goes on the compiled engine is loaded
    QTest.qWait(5000)
    print(f"{'a second':42} {'rounds':>9} {'frames':>7} {'answers':>8} {'landscapes':>10}")
    for name, in_nodes, plots in SETS:
        window.session.pictures.choose_in_nodes(in_nodes)
        panel.choose(plots)
        QTest.qWait(500)
        rounds, frames, answers, landscapes = trained(window)
        print(f"{name:42} {rounds:9,.0f} {frames:7.0f} {answers:8.1f} {landscapes:10.1f}")
    window.close_without_asking()
    application.quit()


if __name__ == "__main__":
    main()
