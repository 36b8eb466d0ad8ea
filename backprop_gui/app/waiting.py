"""Work on files, done beside the window: a slow disk or a large file never freezes it."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from backprop_gui.document.errors import FileError
from backprop_gui.look.labels import plain_label, plain_title

Result = TypeVar("Result")

UNNOTICED = 0.2
"""Seconds that nobody notices; only then progress is shown."""

LOOK = 20
"""Milliseconds between two looks whether the work is done."""


GIVEN_UP, DONE = 1, 2


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
    if errand.is_alive() and not _waited(window, doing, errand):
        raise FileError("it was cancelled")
    if errand.error is not None:
        raise errand.error
    return errand.results[0]


def _waited(window: QWidget, doing: str, errand: _Errand[Result]) -> bool:
    """Show that something goes on; return whether it was waited for, or given up or the program ended."""
    dialog = QProgressDialog("", "Cancel", 0, 0, window)
    dialog.setObjectName("file_progress")
    dialog.setLabel(plain_label("file_progress_text", f"{doing}…"))
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setWindowTitle(plain_title(doing))
    loop = QEventLoop()
    dialog.canceled.connect(lambda: loop.exit(GIVEN_UP))
    timer = QTimer()
    timer.timeout.connect(lambda: None if errand.is_alive() else loop.exit(DONE))
    timer.start(LOOK)
    dialog.show()
    code = loop.exec()
    timer.stop()
    dialog.close()
    dialog.deleteLater()
    return code == DONE
