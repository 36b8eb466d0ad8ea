"""From the command line to the open window."""

import logging
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import NoReturn

from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from backprop_gui.app.data_folder import data_folder
from backprop_gui.app.fatal_start import end_without_colours, telling_fatal_start
from backprop_gui.app.faults import Faults
from backprop_gui.app.log import begin_log
from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.settings import open_settings, set_damaged_settings_aside
from backprop_gui.app.tidying import Tidying
from backprop_gui.core import engine
from backprop_gui.document.examples import load_example
from backprop_gui.look.fonts import load_fonts, ui_font
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session

UI_TEXT = 13

SWITCH = 0.0005
"""Seconds for which one thread may hold the interpreter while another waits: the window never waits long."""


def run_window(path: str | None) -> NoReturn:
    """Open the window, stay until it is closed, and end the process.

    Parameters
    ----------
    path : a project file to open; None opens the seed's example
    """
    damage = set_damaged_settings_aside()
    application = build_application()
    faults = Faults(application)
    engine.take_working_memory()
    window = open_window(path, damage)
    ending = EndBySignal(application)
    ending.asked.connect(window.keeping.end_window)
    faults.happened.connect(window.keeping.tell_fault)
    begin_log(data_folder("log"), window.banner.say)
    window.show()
    end(application, application.exec())


def end(application: QApplication, code: int) -> NoReturn:
    """End the process: all that Qt has to put in order is done, and nothing is left to be kept.

    The system takes the memory back at once; the interpreter would take a third of a second, or on a busy
    machine more than one, to destroy every object by itself.
    """
    application.shutdown()
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or none at all
            stream.flush()
    os._exit(code)


def build_application() -> QApplication:
    """Make the application with its style, fonts and colours."""
    QGuiApplication.setDesktopFileName("backprop-gui")
    with telling_fatal_start():
        application = QApplication(sys.argv[:1])
    end_without_colours(application.primaryScreen().depth())
    Tidying(application)
    sys.setswitchinterval(SWITCH)
    application.setApplicationName("backprop-gui")
    application.setApplicationDisplayName("Backprop GUI")
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(ui_font(UI_TEXT))
    themes.follow_system()
    themes.choose(str(open_settings().value("look", "system")))
    return application


def open_window(path: str | None, notice: str = "") -> MainWindow:
    """Make the window with a file or the seed's example.

    Parameters
    ----------
    path : a project, or a table whose samples are imported
    notice : what has to be said of the start
    """
    window = MainWindow(Session(load_example("seed")), open_settings())
    if path is not None:
        window.files.open(path)
    if notice:
        window.banner.say(f"{window.banner.sentence} {notice}".strip())
    window.keeping.offer()
    return window


class EndBySignal(QObject):
    """Turns the system's wish to end the program into a closed window."""

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        signal.set_wakeup_fd(self._write.fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def _woken(self) -> None:
        self._read.recv(64)
        self.asked.emit()
