"""Use the real window as a person does, and print what its labels say. Run by test_real_window.py."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.patience import PATIENCE

from backprop_gui.app import startup


def label(name: str) -> str:
    return window.findChild(QLabel, name).text()


def wait_until(condition: Callable[[], bool]) -> None:
    """Let the window work until a condition holds."""
    patience = QDeadlineTimer(round(1000 * PATIENCE))
    while not condition():
        assert not patience.hasExpired()
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def use() -> None:
    """Walk the round by the Right key, then run ten thousand rounds, then close."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, round(1000 * PATIENCE))
    wait_until(lambda: window.findChild(object, "error_plot") is not None)
    for _ in range(62):
        QTest.keyClick(window, Qt.Key.Key_Right)
        print(label("step_position"), "|", label("step_phase"), "|", label("step_text"))
    QTest.keyClick(window, Qt.Key.Key_Home)
    window.findChild(QLineEdit, "rounds_field").setText("10,000")
    window.findChild(QAction, "action_run_rounds").trigger()
    wait_until(lambda: label("status_round") == "Round 10,000")
    print(label("status_round"), "|", label("status_error"), "|", window.windowTitle())
    QTimer.singleShot(0, window.close)


application = startup.build_application()
window = startup.open_window(None)
window.show()
QTimer.singleShot(0, use)
code = QApplication.exec()
print("exit", code)
sys.exit(code)
