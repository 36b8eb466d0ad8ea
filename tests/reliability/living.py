"""A window that lives in a process of its own, used at random until it is killed or closed.

The process is forked from one that has everything loaded, so that a life costs little more than its window.
It reports what it does, a line at a time, through a pipe that outlives it.
"""

import ctypes
import os
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from backprop_gui.app import startup
from backprop_gui.app.main_window import MainWindow
from backprop_gui.core import engine
from backprop_gui.document.recovery import Slot, Work
from backprop_gui.worker import copying_thread

NOT_MEANT = ("This plugin does not support",)
"""What Qt says on some platforms of every window, and means nothing."""


class Life:
    """One window's life as the process that began it sees it: its id, and its reports."""

    def __init__(self, live: Callable[["Reports"], int]) -> None:
        self._reader, writer = os.pipe()
        self._begun = b""
        self.said: list[tuple[float, str]] = []
        self.process = os.fork()
        if self.process == 0:
            os.close(self._reader)
            _end(live, Reports(writer))
        os.close(writer)

    def hears(self, what: str, patience: float, times: int = 1) -> bool:
        """Wait until something was reported so many times; False where that takes too long."""
        deadline = time.monotonic() + patience
        while sum(line.startswith(what) for _, line in self.said) < times:
            left = max(0.0, deadline - time.monotonic())
            if not select.select([self._reader], [], [], left)[0] or not self._read():
                return False
        return True

    def lines(self) -> list[tuple[float, str]]:
        """Read everything that was reported to the end: the time, and what."""
        while self._read():
            pass
        os.close(self._reader)
        return self.said

    def kill(self, delay: float) -> float:
        """Kill the process after so many seconds; return the time of its end."""
        threading.Event().wait(delay)
        os.kill(self.process, signal.SIGKILL)
        self.wait()
        return time.monotonic()

    def wait(self) -> int:
        """Wait for the end; return the exit code, negative for a signal."""
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def _read(self) -> bool:
        """Take in what has come; False at the end."""
        data = os.read(self._reader, 65536)
        *whole, self._begun = (self._begun + data).split(b"\n")
        for line in whole:
            when, _, what = line.decode().partition(" ")
            self.said.append((float(when), what))
        return bool(data)


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


def tell_copies(reports: Reports) -> None:
    """Report the copies that are made of unsaved work, as they begin and as they are done."""
    write = Slot._write

    def told_write(slot: Slot, work: Work, cleared: int) -> None:
        reports.say("copying")
        write(slot, work, cleared)
        reports.say("copied")

    Slot._write = told_write


def _tell(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if not any(said in message for said in NOT_MEANT):
        print(kind.name, message, file=sys.stderr)


def threads() -> list[str]:
    """Name the threads that are left besides the main one."""
    return [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
