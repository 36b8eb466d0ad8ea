"""The program in a real window: walked, trained, and closed at any moment."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.patience import PATIENCE

FIGURES = json.loads((Path(__file__).parents[1] / "reference" / "seed_figures.json").read_text())["figures"]
PROGRAM = [sys.executable, "-m", "backprop_gui"]

pytestmark = pytest.mark.desktop


def test_the_seed_is_walked_and_trained_by_key(x_environment: dict[str, str]) -> None:
    script = Path(__file__).with_name("walk_and_train.py")
    done = subprocess.run(
        [sys.executable, str(script)],
        env=x_environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    *lines, trained, ended = done.stdout.splitlines()
    assert (done.returncode, ended) == (0, "exit 0"), done.stderr
    assert "Traceback" not in done.stderr
    assert lines[0].startswith("Step 1 of 62 | Forward · hidden layer | net_h1 = ")
    assert lines[0].endswith(" = 0.3775")
    assert lines[-1].startswith("Step 62 of 62 | Check")
    told = "\n".join(lines)
    for figure in FIGURES:
        if "rounds" not in figure["symbol"] and figure["symbol"] != "E_total after round 1":
            assert f"{float(figure['exact']):.9g}" in told, figure["symbol"]
    assert "0.291027774" in lines[-1]
    assert trained.startswith("Round 10,000 | E_total 3.51018778e-05 | Seed example")


@pytest.mark.parametrize("moment", ["at once", "once shown", "training"])
def test_it_ends_in_order_when_the_system_ends_it(x_environment: dict[str, str], moment: str) -> None:
    program = START + {"at once": "", "once shown": SHOWN, "training": SHOWN + TRAINING}[moment] + RUN
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        env=x_environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    running.send_signal(signal.SIGTERM)
    _, errors = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, errors
    assert "Traceback" not in errors


START = """
import sys
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from backprop_gui.app import startup
application = startup.build_application()
window = startup.open_window(None)
ending = startup.EndBySignal(application)
ending.asked.connect(window.close_without_asking)
window.show()
"""
SHOWN = """
QTest.qWaitForWindowExposed(window)
"""
TRAINING = """
window.session.run.start(None)
while window.session.run.done < 100:
    application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
"""
RUN = """
QTimer.singleShot(0, lambda: print("ready", flush=True))
sys.exit(application.exec())
"""
