"""Import and export of samples: between the document, a table in a file and the user."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from backprop_gui.app.questions import ask_to_replace, ask_where_to_write
from backprop_gui.app.waiting import beside_the_window
from backprop_gui.document.csv_export import DECIMAL_COMMAS, export
from backprop_gui.document.csv_format import CsvFormat
from backprop_gui.document.csv_table import read_file
from backprop_gui.document.errors import FileError, counted
from backprop_gui.document.fitting import with_imported
from backprop_gui.document.names import file_name
from backprop_gui.document.naming import is_borrowed, title_of
from backprop_gui.document.project import Project
from backprop_gui.session.network_editing import STOPPED
from backprop_gui.session.session import Session

if TYPE_CHECKING:
    from backprop_gui.app.csv_dialog import CsvDialog, Import
    from backprop_gui.app.main_window import MainWindow

SUFFIX = ".csv"
SUFFIXES = (SUFFIX, ".tsv", ".txt")
IMPORT_FILTER = "Tables (*.csv *.tsv *.txt);;All files (*)"
WITH_COMMAS = f"Tables with semicolons and decimal commas (*{SUFFIX})"
EXPORT_FILTER = f"Tables (*{SUFFIX});;{WITH_COMMAS};;All files (*)"


def is_table(path: str) -> bool:
    """Whether a file's ending says that it holds a table."""
    return path.lower().endswith(SUFFIXES)


class DataFiles(QObject):
    """Imports and exports the session's samples.

    Attributes
    ----------
    failed : (sentence) a table could not be read or written
    over : (sentence) what failed before was done now
    told : (sentence) what was done
    """

    failed = Signal(str)
    over = Signal(str)
    told = Signal(str)

    def __init__(self, session: Session, window: "MainWindow") -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._last: str | None = None
        self._failure = ""
        self._dialog: CsvDialog | None = None
        window.closed.connect(self._give_up)

    def choose_and_import(self) -> None:
        """Let the user choose a table, and import it."""
        path, _ = QFileDialog.getOpenFileName(self._window, "Import data", self._folder(), IMPORT_FILTER)
        if path:
            self.import_from(path)

    def import_from(self, path: str) -> None:
        """Ask how a table's columns shall be taken, and take them in one step to undo."""
        from backprop_gui.app.csv_dialog import CsvDialog

        name = file_name(path)
        try:
            data = beside_the_window(self._window, f"Reading {name}", lambda: read_file(path))
        except FileError as error:
            self._fail(f"{name} was not imported: {error}")
            return
        self._succeed(path)
        self._give_up()
        self._dialog = dialog = CsvDialog(self._window, name, data, self._session.document.project)
        dialog.decided.connect(lambda decision: self._take(decision, path))
        dialog.finished.connect(lambda _: self._forget(dialog))
        dialog.open()

    def choose_and_export(self) -> None:
        """Ask for a file and write the samples to it."""
        suggestion = str(Path(self._folder()) / f"data{SUFFIX}")
        path, kind = ask_where_to_write(self._window, "Export data", suggestion, EXPORT_FILTER)
        if not path:
            return
        chosen = path if Path(path).suffix else path + SUFFIX
        if Path(chosen).exists() and not ask_to_replace(self._window, chosen):
            return
        self._export(chosen, DECIMAL_COMMAS if kind == WITH_COMMAS else CsvFormat())

    def _export(self, path: str, form: CsvFormat) -> None:
        name, project = file_name(path), self._session.project
        try:
            beside_the_window(self._window, f"Writing {name}", lambda: export(path, project, form))
        except FileError as error:
            self._fail(f"{name} was not written: {error}")
            return
        self._succeed(path)
        self.told.emit(f"{counted(len(project.data), 'sample')} written to {name}.")

    def _fail(self, said: str) -> None:
        self._failure = said
        self.failed.emit(said)

    def _succeed(self, path: str) -> None:
        self._last = path
        self.over.emit(self._failure)

    def _take(self, decision: "Import", path: str) -> None:
        imported, run, files = decision.imported, self._session.run, self._window.files
        is_stopped = decision.fit and run.is_running
        if is_stopped:
            run.stop()
        text = f"Import {imported.samples_in_words}"
        if decision.fit:
            text += " and fit the network"
        earlier, files.table = files.table, path

        def taken(project: Project) -> Project:
            title = title_of(path) if is_borrowed(project.title, earlier) else project.title
            project = replace(project, title=title)
            return with_imported(project, imported, decision.fit, decision.classify)

        self._session.edit(text, taken)
        stopped = f" {STOPPED}" if is_stopped else ""
        self.told.emit(f"{imported.samples_in_words} imported from {file_name(path)}.{stopped}")

    def _give_up(self) -> None:
        """Close an import that nobody has decided on."""
        if self._dialog is not None:
            self._dialog.reject()

    def _forget(self, dialog: "CsvDialog") -> None:
        if self._dialog is dialog:
            self._dialog = None

    def _folder(self) -> str:
        path = self._last or self._session.document.path
        return str(Path(path).parent if path else Path.home())
