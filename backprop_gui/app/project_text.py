"""A whole project as text on the clipboard, for mails and forums."""

from PySide6.QtGui import QGuiApplication

from backprop_gui.document.errors import FileError
from backprop_gui.document.newer import Opened, opened
from backprop_gui.document.project import Project
from backprop_gui.document.schema import encode
from backprop_gui.document.storage import check_size


def copy_project(project: Project) -> int:
    """Put a project's file, as text, on the clipboard; return how many characters it has.

    Raises
    ------
    FileError
        if a number is not finite.
    """
    text = encode(project).decode()
    QGuiApplication.clipboard().setText(text)
    return len(text)


def pasted_project() -> Opened:
    """Read the project that the clipboard's text holds; what stands before and after it is left out.

    Raises
    ------
    FileError
        if there is none, or it is no good: the same checks as a file's.
    """
    text = QGuiApplication.clipboard().text()
    begin, end = text.find("{"), text.rfind("}")
    if begin < 0 or end < begin:
        raise FileError("expected a project as text, found no { … } in it")
    data = text[begin : end + 1].encode(errors="surrogatepass")
    check_size(len(data))
    return opened(data)
