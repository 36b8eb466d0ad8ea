"""New, open, save: between the document, its file and the user."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from backprop_gui.document.blank import TITLE, blank_project
from backprop_gui.document.errors import FileError
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.document.reading import require_samples
from backprop_gui.document.storage import load, save
from backprop_gui.session.session import Session

SUFFIX = ".bpnet"
FILTER = f"Backprop GUI projects (*{SUFFIX});;All files (*)"
MOST_RECENT = 8


class Files(QObject):
    """Opens and saves the session's document; asks before anything is lost.

    Attributes
    ----------
    failed : (sentence) a file could not be read or written
    succeeded : a file was read or written
    recent_changed : the list of recent files is another one
    """

    failed = Signal(str)
    succeeded = Signal()
    recent_changed = Signal()

    def __init__(self, session: Session, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window

    @property
    def recent(self) -> list[str]:
        """The files that were last opened or saved, the newest first."""
        stored = self._settings.value("recent_files", [])
        listed = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return [path for path in listed if isinstance(path, str)][:MOST_RECENT]

    def new(self) -> None:
        self._replace(blank_project, None)

    def open_example(self, name: str) -> None:
        self._replace(lambda: load_example(name), None)

    def choose_and_open(self) -> None:
        """Let the user choose a file, and open it."""
        if not self.may_leave():
            return
        path, _ = QFileDialog.getOpenFileName(self._window, "Open a project", self._folder(), FILTER)
        if path:
            self._open(path)

    def open(self, path: str) -> None:
        """Open a file after asking about unsaved changes."""
        if self.may_leave():
            self._open(path)

    def save(self) -> bool:
        """Save to the document's file, or ask for one; return whether it is saved."""
        path = self._session.document.path
        return self._write(path) if path else self.save_as()

    def save_as(self) -> bool:
        """Ask for a file and save to it; return whether it is saved."""
        self._session.run.stop()
        name = "".join("-" if character in "/\\" else character for character in self._session.project.title)
        suggestion = str(Path(self._folder()) / (name + SUFFIX))
        path, _ = QFileDialog.getSaveFileName(self._window, "Save the project", suggestion, FILTER)
        if not path:
            return False
        chosen = path if path.endswith(SUFFIX) else path + SUFFIX
        return self._may_replace(chosen, path) and self._write(chosen)

    def _may_replace(self, chosen: str, asked_about: str) -> bool:
        """Ask about an existing file that the file dialog, seeing a name without ending, did not."""
        if chosen == asked_about or not Path(chosen).exists():
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Replace the file?",
            f"“{Path(chosen).name}” is already there. Replace it?",
            buttons.Yes | buttons.No,
            buttons.No,
        )
        return answer == buttons.Yes

    def may_leave(self) -> bool:
        """Ask about unsaved changes, if there are any; return whether the document may be left."""
        self._session.run.stop()
        if not self._session.document.has_unsaved_work:
            return True
        buttons = QMessageBox.StandardButton
        asked = QMessageBox(self._window)
        asked.setObjectName("unsaved_changes")
        asked.setIcon(QMessageBox.Icon.NoIcon)
        asked.setWindowTitle("Unsaved changes")
        asked.setText(f"“{self._session.project.title}” has changes that are not saved.")
        asked.setInformativeText("Save them before going on?")
        asked.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        asked.setDefaultButton(buttons.Save)
        answer = asked.exec()
        return answer == buttons.Discard or (answer == buttons.Save and self.save())

    def _replace(self, make: Callable[[], Project], path: str | None) -> None:
        if self.may_leave():
            self._session.document.open(make(), path)

    def _open(self, path: str) -> None:
        try:
            project = load(path)
            require_samples(project)
        except FileError as error:
            self.failed.emit(f"{Path(path).name} was not opened: {error}")
            return
        self._session.document.open(project, path)
        self._remember(path)

    def _write(self, path: str) -> bool:
        self._session.run.stop()
        document, project = self._session.document, self._session.present
        if project.title == TITLE:
            project = replace(project, title=Path(path).stem[:64])
        try:
            save(path, project)
        except FileError as error:
            self.failed.emit(f"{Path(path).name} was not saved: {error}")
            return False
        if project.title != document.project.title:
            document.change(f"Name the project {project.title}", project)
        document.saved(path)
        self._remember(path)
        return True

    def _remember(self, path: str) -> None:
        absolute = str(Path(path).resolve())
        self._settings.setValue(
            "recent_files", [absolute, *(each for each in self.recent if each != absolute)][:MOST_RECENT]
        )
        self.recent_changed.emit()
        self.succeeded.emit()

    def _folder(self) -> str:
        path = self._session.document.path or next(iter(self.recent), None)
        return str(Path(path).parent if path else Path.home())
