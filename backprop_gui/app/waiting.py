"""Work on files, done beside the window: a slow disk or a large file never freezes it."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from backprop_gui.document.errors import FileError

Result = TypeVar("Result")

UNNOTICED = 0.2
"""Seconds that nobody notices; only then progress is shown."""

LOOK = 20
"""Milliseconds between two looks whether the work is done."""


class _Errand(threading.Thread, Generic[Result]):
    """Does the work, and keeps its result or its error."""

    def __init__(self, work: Callable[[], Result]) -> None:
        super().__init__(name="files", daemon=True)
        self._work = work
        self.results: list[Result] = []
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.results.append(self._work())
        except Exception as error:
            self.error = error


def beside_the_window(window: QWidget, doing: str, work: Callable[[], Result]) -> Result:
    """Do the work on another thread and wait for it, the window being alive but held back.

    Parameters
    ----------
    doing : what the progress says, such as ``Opening net.bpnet``

    Raises
    ------
    FileError
        if it was cancelled; its result, should it come, goes to nobody.
    Exception
        whatever the work raises.
    """
    errand = _Errand(work)
    errand.start()
    errand.join(UNNOTICED)
    if errand.is_alive():
        _wait(window, doing, errand)
    if errand.error is not None:
        raise errand.error
    if not errand.results:
        raise FileError("nobody waited for it")
    return errand.results[0]


def _wait(window: QWidget, doing: str, errand: _Errand[Result]) -> None:
    """Show that something goes on until it is done, cancelled, or the program ends."""
    dialog = QProgressDialog(f"{doing}…", "Cancel", 0, 0, window)
    dialog.setObjectName("file_progress")
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setWindowTitle(doing)
    loop = QEventLoop()
    dialog.canceled.connect(loop.quit)
    timer = QTimer()
    timer.timeout.connect(lambda: None if errand.is_alive() else loop.quit())
    timer.start(LOOK)
    dialog.show()
    loop.exec()
    timer.stop()
    dialog.close()
    dialog.deleteLater()
