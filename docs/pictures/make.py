"""Make the pictures of this folder from the running program: ``python docs/pictures/make.py``."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp()

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.startup import build_application, open_window
from backprop_gui.document.examples import load_example
from backprop_gui.look.theme import themes

HERE = Path(__file__).parent
SIZE = (1440, 900)
STEP = 16
ROUNDS = 10_000
SETTLED = 500


def settle() -> None:
    """Let the window draw everything that it has begun."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLED, loop.quit)
    loop.exec()


def walked(window: MainWindow) -> None:
    """Show the step that the slides are about: ∂E_total/∂w5."""
    window.session.cursor.go(STEP)


def trained(window: MainWindow) -> None:
    """Show the end of ten thousand rounds."""
    finished = QEventLoop()
    window.session.run.finished.connect(finished.quit)
    window.session.run.start(ROUNDS)
    finished.exec()


def learnt(window: MainWindow) -> None:
    """Show two classes told apart: the answers of every neuron, the error's landscape, the boundary."""
    window.session.document.open(load_example("circle"), None)
    network, panel = window.session.project.network, window.panels.docks["plots"].widget()
    window.session.pictures.look_along((network.weight_place(17), network.weight_place(18)))
    panel.choose(("error_plot", "landscape_plot", "boundary_plot"))
    window.resizeDocks([window.panels.docks["plots"]], [330], Qt.Orientation.Vertical)
    settle()
    trained(window)


def main() -> None:
    """Save one picture of each look and moment."""
    application = build_application()
    window = open_window(None)
    # The offscreen screen is small, so that the window would be as large as that.
    window.showNormal()
    window.resize(*SIZE)
    while window.findChild(QWidget, "error_plot") is None:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    for name, look, show in (
        ("window", "light", walked),
        ("training", "dark", trained),
        ("plane", "light", learnt),
    ):
        themes.choose(look)
        show(window)
        settle()
        window.grab().save(str(HERE / f"{name}.png"))
    window.close_without_asking()
    application.quit()


if __name__ == "__main__":
    main()
