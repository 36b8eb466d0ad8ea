"""A project file that is dropped on the window is opened, a table imported."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from backprop_gui.app.data_files import SUFFIXES
from backprop_gui.app.files import SUFFIX


class Dropping(QObject):
    """Takes one project file or table at a time from other programs.

    Attributes
    ----------
    dropped : (path) this file shall be opened
    table_dropped : (path) the samples in this file shall be imported
    refused : (sentence) what was dropped is neither
    """

    dropped = Signal(str)
    table_dropped = Signal(str)
    refused = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Welcome files over the window, and take them when they are let go."""
        if isinstance(event, QDragMoveEvent) and event.mimeData().hasUrls():
            _accept_copy(event)
            return True
        if isinstance(event, QDropEvent) and event.mimeData().hasUrls():
            _accept_copy(event)
            self._take([url.toLocalFile() for url in event.mimeData().urls()])
            return True
        return False

    def _take(self, paths: list[str]) -> None:
        """Open the file, but not before the program it comes from is let go."""
        if len(paths) == 1 and paths[0].lower().endswith(SUFFIX):
            QTimer.singleShot(0, self, lambda: self.dropped.emit(paths[0]))
        elif len(paths) == 1 and paths[0].lower().endswith(SUFFIXES):
            QTimer.singleShot(0, self, lambda: self.table_dropped.emit(paths[0]))
        else:
            self.refused.emit(
                f"Drop one project file, with the ending {SUFFIX}, to open it; or one table, with the ending "
                ".csv, to import it."
            )


def _accept_copy(event: QDropEvent) -> None:
    """Accept what is dropped without taking it away: for a move, the other program would remove the file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
