"""New, open, save: between the document, its file and the user."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from backprop_gui.app.data_files import is_table
from backprop_gui.app.data_folder import data_folder
from backprop_gui.app.hold import FileHold
from backprop_gui.app.project_text import copy_project, pasted_project
from backprop_gui.app.questions import ask_about_unsaved, ask_to_overwrite, ask_to_replace, ask_where_to_write
from backprop_gui.app.recent import RecentFiles
from backprop_gui.app.waiting import beside_the_window
from backprop_gui.document.blank import blank_project
from backprop_gui.document.errors import FileError
from backprop_gui.document.examples import load_example
from backprop_gui.document.names import file_name
from backprop_gui.document.naming import is_borrowed, title_of
from backprop_gui.document.newer import Opened, open_project
from backprop_gui.document.project import Project
from backprop_gui.document.recovery import Work
from backprop_gui.document.stamps import stamp_of
from backprop_gui.document.storage import save
from backprop_gui.document.whole_files import sweep
from backprop_gui.session.session import Session

SUFFIX = ".bpnet"
MOST_NAMED = 5
FILTER = f"Backprop GUI projects (*{SUFFIX});;All files (*)"


class Files(QObject):
    """Opens and saves the session's document; asks before anything is lost.

    Attributes
    ----------
    table : the last one whose samples were imported, after which the project may be called
    failed : (sentence) a file could not be read
    unwritten : (sentence) a file could not be written; another place may help
    noticed : (sentence) what the user should know of a file that was opened
    told : (sentence) what was done
    table_chosen : (path) what shall be opened is no project, but a table to import
    succeeded : a file was read or written, or another project begun
    recent_changed : the list of recent files is another one
    """

    failed = Signal(str)
    unwritten = Signal(str)
    noticed = Signal(str)
    told = Signal(str)
    table_chosen = Signal(str)
    succeeded = Signal()
    recent_changed = Signal()

    def __init__(self, session: Session, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._recent = RecentFiles(settings)
        self._window = window
        self.table: str | None = None
        self.hold = FileHold(data_folder("locks"))

    @property
    def recent(self) -> list[str]:
        """The files that were last opened or saved, the newest first."""
        return self._recent.paths

    def new(self) -> None:
        self._replace(blank_project)

    def open_example(self, name: str) -> None:
        self._replace(lambda: load_example(name))

    def choose_and_open(self) -> None:
        """Let the user choose a file, and open it."""
        if not self.may_leave():
            return
        path, _ = QFileDialog.getOpenFileName(self._window, "Open a project", self._folder(), FILTER)
        if is_table(path):
            self.table_chosen.emit(path)
        elif path:
            self._open(path)

    def open(self, path: str) -> None:
        """Open a file after asking about unsaved changes; a table is imported into what is open."""
        if is_table(path):
            self.table_chosen.emit(path)
        elif self._is_there(path) and self.may_leave():
            self._open(path)

    def open_unsaved(self, work: Work, newer: int | None = None) -> bool:
        """Open work that is in no file as it stands; return whether the user let it come.

        That is no step to undo: the work is unsaved until it is saved or given up.

        Parameters
        ----------
        newer : the version of what it was read from, where that is a newer one than this program writes
        """
        if not self.may_leave():
            return False
        self.hold.take(work.file, work.stamp, newer)
        self._session.document.open(work.project, work.file, is_saved=False)
        self.succeeded.emit()
        return True

    def revert(self) -> None:
        """Go back to what the file holds, in a step that can be undone."""
        document = self._session.document
        self._session.run.stop()
        if (path := document.path) is None:
            return
        stamp = stamp_of(path)
        if opened := self._read(path):
            document.change(f"Revert to {file_name(path)}", opened.project)
            self.hold.take(path, stamp, opened.newer)
            document.saved(path)
            self.succeeded.emit()
            self._tell_of(path, opened)

    def copy_as_text(self) -> None:
        """Put the whole project on the clipboard, as the text of its file."""
        project = self._session.present
        try:
            size = copy_project(self._window, project)
        except FileError as error:
            self.failed.emit(f"The project was not copied: {error}")
            return
        self.told.emit(f"“{project.title}” is on the clipboard as text ({size:,} characters).")

    def paste_text(self) -> None:
        """Open the project that the clipboard holds as text; it is in no file yet."""
        try:
            pasted = pasted_project(self._window)
        except FileError as error:
            self.failed.emit(f"Nothing was pasted: {error}")
            return
        is_open = self.open_unsaved(Work(pasted.project), pasted.newer)
        if is_open and pasted.newer is not None:
            self.noticed.emit(f"What was pasted {_of_newer_version(pasted)} Saving asks for another file.")

    def save(self) -> bool:
        """Save to the document's file, or ask for one; return whether it is saved."""
        path = self._session.document.path
        if path is None:
            return self.save_as()
        if not self.hold.may_write(path):
            self.unwritten.emit(f"{file_name(path)} is open in another window, and read-only in this one.")
            return False
        if reason := self._surprise(path):
            answer = ask_to_overwrite(self._window, path, reason, self.hold.was_changed(path))
            if answer == QMessageBox.StandardButton.Save:
                return self.save_as()
            if answer == QMessageBox.StandardButton.Open:
                self.revert()
            if answer != QMessageBox.StandardButton.Yes:
                return False
        return self._write(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it; return whether it is saved."""
        self._session.run.stop()
        name = "".join("-" if character in "/\\" else character for character in self._session.project.title)
        suggestion = str(Path(self._folder()) / (name + SUFFIX))
        path, _ = ask_where_to_write(self._window, "Save the project", suggestion, FILTER)
        if not path:
            return False
        chosen = path if path.endswith(SUFFIX) else path + SUFFIX
        if not self.hold.may_write(chosen):
            self.unwritten.emit(f"{file_name(chosen)} is open in another window; choose another name.")
            return False
        if Path(chosen).exists() and not ask_to_replace(self._window, chosen):
            return False
        return self._write(chosen)

    def may_leave(self) -> bool:
        """Ask about unsaved changes, if there are any; return whether the document may be left."""
        self._session.run.stop()
        if not self._session.document.has_unsaved_work:
            return True
        document = self._session.document
        answer = ask_about_unsaved(self._window, document.project.title, document.path)
        buttons = QMessageBox.StandardButton
        return answer == buttons.Discard or (answer == buttons.Save and self.save())

    def _surprise(self, path: str) -> str:
        """Say why saving would destroy what the user has not seen; empty if it would not."""
        if self.hold.was_changed(path):
            return "was changed by another program since it was opened here"
        if self.hold.newer is not None:
            return "was written by a newer version of this program, and may hold more than is shown"
        return ""

    def _replace(self, make: Callable[[], Project]) -> None:
        if self.may_leave():
            self.hold.take(None, None)
            self._session.document.open(make(), None)
            self.succeeded.emit()
            self.succeeded.emit()

    def _is_there(self, path: str) -> bool:
        """Return whether there is a file to open; if not, say so and list it no longer."""
        if stamp_of(path) is not None:
            return True
        self._recent.drop(path)
        self.recent_changed.emit()
        return self._read(path) is not None

    def _open(self, path: str) -> None:
        stamp = stamp_of(path)
        if opened := self._read(path):
            self.hold.take(path, stamp, opened.newer)
            self._session.document.open(opened.project, path)
            self._remember(path)
            self._tell_of(path, opened)

    def _read(self, path: str) -> Opened | None:
        name = file_name(path)
        try:
            return beside_the_window(self._window, f"Opening {name}", lambda: _opened(path))
        except FileError as error:
            self.failed.emit(f"{name} was not opened: {error}")
            return None

    def _tell_of(self, path: str, opened: Opened) -> None:
        """Say what is out of the ordinary about a file that was opened."""
        name = file_name(path)
        if opened.newer is not None:
            self.noticed.emit(f"{name} {_of_newer_version(opened)} Saving over it will ask.")
        elif not self.hold.is_ours:
            self.noticed.emit(
                f"{name} is open in another window; it is read-only in this one. Save As works."
            )
        elif self.hold.is_read_only:
            self.noticed.emit(f"You may not write {name}; it is read-only. Save As works.")

    def _write(self, path: str) -> bool:
        self._session.run.stop()
        document, project = self._session.document, self._session.present
        name, revision, title = file_name(path), document.revision, self._title_in(path)
        project = replace(project, title=title)
        try:
            beside_the_window(self._window, f"Saving {name}", lambda: save(path, project))
        except FileError as error:
            self.unwritten.emit(f"{name} was not saved: {error}")
            return False
        self.hold.take(path, stamp_of(path))
        if title != document.present.title:
            document.name(title)
        document.saved(path, revision)
        self._remember(path)
        return True

    def _title_in(self, path: str) -> str:
        """Return the title that the project has in a file: the file's own, unless somebody gave it one.

        A file that is saved again keeps the title it has.
        """
        document = self._session.document
        title = document.present.title
        is_another = path != document.path
        return title_of(path) if is_another and is_borrowed(title, document.path, self.table) else title

    def _remember(self, path: str) -> None:
        self._recent.add(path)
        self.recent_changed.emit()
        self.succeeded.emit()

    def _folder(self) -> str:
        path = self._session.document.path or next(iter(self.recent), None)
        return str(Path(path).parent if path else Path.home())


def _of_newer_version(opened: Opened) -> str:
    """Say what is to be known of a project that a newer version of the program wrote."""
    named = ", ".join(opened.left_out[:MOST_NAMED]) + (", …" if len(opened.left_out) > MOST_NAMED else "")
    left = f" Left out here: {named}." if opened.left_out else ""
    by = f"was written by a newer version of this program (file version {opened.newer})"
    return f"{by}; it is read-only here.{left}"


def _opened(path: str) -> Opened:
    """Open a project, and remove what a program that was killed in saving has left beside it."""
    opened = open_project(path)
    sweep(Path(path).parent)
    return opened
