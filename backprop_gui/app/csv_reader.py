"""Reads a table beside the window, so that it never waits: the newest way of reading counts."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from backprop_gui.core.progress import Progress
from backprop_gui.document.csv_format import CsvFormat
from backprop_gui.document.csv_table import CsvTable, parse
from backprop_gui.document.errors import FileError
from backprop_gui.worker.picture_thread import Computed, NotComputed, PictureThread

LOOK = 20
"""Milliseconds between two looks whether the table is read."""

PATIENCE = 0.5
"""Seconds to wait for the thread's end."""


@dataclass(frozen=True, eq=False)
class Reading:
    """A table to be read."""

    data: bytes
    form: CsvFormat

    def compute(self, progress: Progress) -> CsvTable | FileError:
        """Read it; what is wrong with it is an answer too."""
        try:
            return parse(self.data, self.form, progress)
        except FileError as error:
            return error


class CsvReader(QObject):
    """Has one file's table read on a thread of its own, again and again as the format is changed.

    Attributes
    ----------
    read : (CsvTable) the table, read as was asked last
    refused : (sentence) it cannot be read so
    progressed : (share) how far it is, from 0 to 1
    """

    read = Signal(object)
    refused = Signal(str)
    progressed = Signal(float)

    def __init__(self, data: bytes, parent: QObject) -> None:
        super().__init__(parent)
        self._data = data
        self._generation = 0
        self._thread = PictureThread()
        self._thread.start()
        self._looks = QTimer(self, interval=LOOK)
        self._looks.timeout.connect(self._look)

    def ask(self, form: CsvFormat) -> None:
        """Read the table so, and let an earlier reading be."""
        self._generation += 1
        self._thread.ask(self._generation, Reading(self._data, form))
        self._looks.start()

    def close(self) -> None:
        """End the thread, whatever it does."""
        self._looks.stop()
        self._thread.close()
        self._thread.join(PATIENCE)

    def _look(self) -> None:
        match self._thread.take():
            case Computed(_, FileError() as error):
                self._looks.stop()
                self.refused.emit(str(error))
            case Computed(_, CsvTable() as table):
                self._looks.stop()
                self.read.emit(table)
            case NotComputed(_, error):
                self._looks.stop()
                self.refused.emit(f"something went wrong inside the program ({error})")
            case _:
                self.progressed.emit(self._thread.share)
