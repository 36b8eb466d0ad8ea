"""A window that lives in a process of its own, used at random until it is killed or closed.

The process is forked from one that has everything loaded, so that a life costs little more than its window.
It reports what it does, a line at a time, through a pipe that outlives it.
"""

import ctypes
import os
import random
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from backprop_gui.app import startup
from backprop_gui.app.main_window import MainWindow
from backprop_gui.core import engine
from backprop_gui.core.network import WeightPlace
from backprop_gui.session.edits import with_value
from backprop_gui.worker import copying_thread

W1 = WeightPlace(0, 0, 0)


class Life:
    """One window's life as the process that began it sees it: its id, and its reports."""

    def __init__(self, live: Callable[["Reports"], int]) -> None:
        reader, writer = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(reader)
            _end(live, Reports(writer))
        os.close(writer)
        self.reports = os.fdopen(reader)

    def lines(self) -> list[tuple[float, str]]:
        """Read everything that was reported: the time, and what."""
        with self.reports:
            read = [line.split(" ", 1) for line in self.reports if line.endswith("\n")]
        return [(float(when), what.strip()) for when, what in read]

    def wait_and_kill(self, seconds: float) -> float:
        """Kill the process when its time has come; return the time."""
        killer = threading.Timer(seconds, os.kill, (self.process, signal.SIGKILL))
        killer.start()
        self.wait()
        killer.join()
        return time.monotonic()

    def wait(self) -> int:
        """Wait for the end; return the exit code, negative for a signal."""
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


class Reports:
    """The living side's end of the pipe."""

    def __init__(self, writer: int) -> None:
        self._writer = writer

    def say(self, what: str) -> None:
        try:
            os.write(self._writer, f"{time.monotonic()} {what}\n".encode())
        except BrokenPipeError:  # whoever began this life is gone
            os._exit(1)


def _end(live: Callable[[Reports], int], reports: Reports) -> None:
    """Live, and end the interpreter as a program does, without unwinding what the parent was about."""
    code = 1
    try:
        code = live(reports)
    except BaseException:
        traceback.print_exc()
    sys.stderr.flush()
    ctypes.pythonapi.Py_Exit(code)


def open_window(folder: Path, file: Path | None, pace: float) -> tuple[QApplication, MainWindow]:
    """Open the program's window on settings and data in a folder of its own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_tell)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(folder / name.lower())
    copying_thread.SOON, copying_thread.WITHIN, copying_thread.TRAINED = (
        pace * seconds for seconds in (copying_thread.SOON, copying_thread.WITHIN, copying_thread.TRAINED)
    )
    engine.load_meanwhile = lambda: None  # compiling anew in every life would be all that happens
    application = startup.build_application()
    window = startup.open_window(str(file) if file else None)
    window.show()
    return application, window


def _tell(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if "propagateSizeHints" not in message:  # the offscreen platform says it of every window
        print(kind.name, message, file=sys.stderr)


class Edits(QTimer):
    """Edits w1 to the count of edits, again and again, and trains and saves in between.

    Parameters
    ----------
    pace : seconds between two deeds
    """

    def __init__(self, window: MainWindow, reports: Reports, seed: int, pace: float) -> None:
        super().__init__(window)
        self._window = window
        self._reports = reports
        self._random = random.Random(seed)
        self._pace = pace
        self._count = 0
        self.timeout.connect(self._act)
        window.closed.connect(self.stop)
        self.start(round(1000 * pace))

    def _act(self) -> None:
        if self._window.findChild(QWidget, "error_plot") is None:
            return  # nobody can edit what is not there yet
        if self._count == 0:
            self._reports.say("open")
        session = self._window.session
        deed = self._random.random()
        if deed < 0.1 and not session.run.is_running:
            session.run.start()
        elif deed < 0.15:
            session.run.stop()
        elif deed < 0.3 and session.document.path is not None:
            self._window.files.save()
            self._reports.say(f"saved {self._count}")
        else:
            self._count += 1
            wanted = float(self._count)
            session.edit(f"Change w1 to {wanted}", lambda project: with_value(project, W1, wanted, 0))
            session.document.show_differently("edits", self._count)
            self._reports.say(f"edit {self._count}")
        self.start(round(1000 * self._random.uniform(0.2, 1.8) * self._pace))


def threads() -> list[str]:
    """Name the threads that are left besides the main one."""
    return [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
