"""The display server killed under the program: it ends with a line, and the work is offered again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.patience import PATIENCE

from backprop_gui.core.network import WeightPlace
from backprop_gui.document.recovery import left_behind
from backprop_gui.session.edits import value_at

pytestmark = pytest.mark.desktop

PROGRAM = """
import sys
from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from backprop_gui.app import startup
from backprop_gui.app.data_folder import data_folder
from backprop_gui.core.network import WeightPlace
from backprop_gui.session.edits import with_value
application = startup.build_application()
window = startup.open_window(None)
window.show()
QTest.qWaitForWindowExposed(window)
window.session.edit("Change w5", lambda project: with_value(project, WeightPlace(1, 0, 0), 7.0, 0))
window.session.run.start()
while not list(data_folder("recovery").glob("*.recovery")):
    application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
window.session.run.stop()
print("ready", flush=True)
startup.end(application, application.exec())
"""


def test_the_display_dies(own_display: tuple[str, int], own_folders: None, tmp_path: Path) -> None:
    name, server = own_display
    environment = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
    environment |= {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path)}
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    os.kill(server, signal.SIGKILL)
    _, errors = running.communicate(timeout=PATIENCE)
    assert running.returncode == 1, errors  # no signal, no core
    assert "connection" in errors and "Traceback" not in errors
    (slot,) = left_behind(Path(os.environ["XDG_DATA_HOME"]) / "backprop-gui" / "recovery")
    work = slot.read()
    slot.leave()
    w5 = value_at(work.project, WeightPlace(1, 0, 0), 0)
    assert w5 is not None and w5 > 5.0  # 0.4 before the edit
