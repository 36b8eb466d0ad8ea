"""A whole project as text on the clipboard, for mails and forums."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from backprop_gui.app.waiting import beside_the_window
from backprop_gui.document.carried_text import likely_cause, restored, without_surroundings
from backprop_gui.document.errors import FileError
from backprop_gui.document.newer import Opened, opened
from backprop_gui.document.project import Project
from backprop_gui.document.schema import encode
from backprop_gui.document.storage import check_size


def copy_project(window: QWidget, project: Project) -> int:
    """Put a project's file, as text, on the clipboard; return how many characters it has.

    Raises
    ------
    FileError
        if a number is not finite, or it was cancelled.
    """
    text = beside_the_window(window, "Copying the project", lambda: encode(project).decode())
    QGuiApplication.clipboard().setText(text)
    return len(text)


def pasted_project(window: QWidget) -> Opened:
    """Read the project that the clipboard's text holds; what stands before and after it is left out.

    Where that is no good, it is tried again without what mails and forums do to a text.

    Raises
    ------
    FileError
        if there is none, or it is no good, by the same checks as a file's; or if it was cancelled.
    """
    text = QGuiApplication.clipboard().text()
    return beside_the_window(window, "Reading what was copied", lambda: _project_in(text))


def _project_in(text: str) -> Opened:
    project = without_surroundings(text)
    if not project:
        raise FileError("expected a project as text, found no { … } in it")
    check_size(len(project.encode(errors="surrogatepass")))
    try:
        return opened(project.encode(errors="surrogatepass"))
    except FileError:
        return _opened_as_carried(text)


def _opened_as_carried(text: str) -> Opened:
    """Read the project in a text that a mail or a forum may have changed."""
    try:
        return opened(restored(text).encode(errors="surrogatepass"))
    except FileError as error:
        cause = likely_cause(text)
        raise FileError(f"{cause} ({error})" if cause else str(error)) from None
