"""Notices when somebody else writes or deletes the document's file, also while the window is in front."""

from pathlib import Path

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from backprop_gui.app.hold import FileHold
from backprop_gui.session.document import Document

SETTLED = 300
"""Milliseconds after a sign of a change: whoever writes a file seldom does it in one step."""


class FileWatch(QObject):
    """Watches the file and its folder, where files take each other's places.

    Some disks, those on networks above all, give no sign: the file is looked at whenever the window comes
    to the front, too.

    Attributes
    ----------
    changed : (path) somebody else has written the file; told once for each state that was seen here
    gone : (path) the file was deleted, moved or renamed; told once for each state that was seen here
    """

    changed = Signal(str)
    gone = Signal(str)

    def __init__(self, window: QWidget, document: Document, hold: FileHold) -> None:
        super().__init__(window)
        self._document, self._hold = document, hold
        self._told_of: object = None
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLED)
        self._soon.timeout.connect(self.look)
        self._watcher.fileChanged.connect(self._soon.start)
        self._watcher.directoryChanged.connect(self._soon.start)
        document.renamed.connect(self._follow)
        window.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the window comes to the front."""
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return False

    def look(self) -> None:
        """Compare the file with what was last seen of it."""
        self._follow()
        if (path := self._document.path) is None:
            return
        is_gone = self._hold.is_gone(path)
        found = (path, self._hold.stamp, is_gone)
        if self._told_of != found and (is_gone or self._hold.was_changed(path)):
            self._told_of = found
            (self.gone if is_gone else self.changed).emit(path)

    def _follow(self) -> None:
        """Watch the present file; one that was replaced has to be watched anew."""
        wanted, watched = self._places(), {*self._watcher.files(), *self._watcher.directories()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))

    def _places(self) -> set[str]:
        """Return the file and its folder, as far as they exist."""
        if self._document.path is None:
            return set()
        try:
            target = Path(self._document.path).resolve()
            return {str(place) for place in (target, target.parent) if place.exists()}
        except (OSError, ValueError, RuntimeError):  # a null character, or links in a circle
            return set()
