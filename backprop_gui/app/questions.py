"""What is asked before something could be lost. Each question is calm, and says what each answer does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from backprop_gui.document.names import file_name
from backprop_gui.look.buttons import without_icons

Buttons = QMessageBox.StandardButton


def ask_where_to_write(window: QWidget, title: str, suggestion: str, kinds: str) -> tuple[str, str]:
    """Let the user choose a file to write; whether one that is there shall be replaced is not asked yet.

    Returns
    -------
    the path, empty where none was chosen, and the chosen kind of file
    """
    # Its own question would take a file's name for markup, and not know of the ending that is added.
    return QFileDialog.getSaveFileName(
        window, title, suggestion, kinds, "", QFileDialog.Option.DontConfirmOverwrite
    )


def ask_to_replace(window: QWidget, path: str) -> bool:
    """Ask whether a file that is already there shall be replaced."""
    asked = _box(window, "replace", "Replace the file?")
    asked.setText(f"“{file_name(path)}” is already there. Replace it?")
    asked.setStandardButtons(Buttons.Yes | Buttons.Cancel)
    asked.button(Buttons.Yes).setText("Replace")
    asked.setDefaultButton(Buttons.Cancel)
    return _answer(asked) == Buttons.Yes


def ask_about_unsaved(window: QWidget, title: str, path: str | None) -> QMessageBox.StandardButton:
    """Ask what becomes of changes that are not saved: Save, Discard or Cancel."""
    asked = _box(window, "unsaved_changes", "Unsaved changes")
    where = f"in {file_name(path)}" if path else "in no file yet"
    asked.setText(f"“{title}” ({where}) has changes that are not saved.")
    asked.setInformativeText("Save them before going on?")
    asked.setStandardButtons(Buttons.Save | Buttons.Discard | Buttons.Cancel)
    asked.setDefaultButton(Buttons.Save)
    return _answer(asked)


def ask_to_overwrite(window: QWidget, path: str, reason: str, can_open: bool) -> QMessageBox.StandardButton:
    """Ask before a file is overwritten that holds what this window has not seen.

    Parameters
    ----------
    can_open : whether to offer what the file holds now, instead of what the window shows

    Returns
    -------
    Yes to overwrite it, Save to save to another file, Open to show what it holds, Cancel
    """
    asked = _box(window, "overwrite", "Overwrite the file?")
    asked.setText(f"“{file_name(path)}” {reason}.")
    asked.setInformativeText("Overwrite it with what this window shows?")
    asked.setStandardButtons(Buttons.Yes | Buttons.Save | Buttons.Cancel)
    asked.button(Buttons.Yes).setText("Overwrite")
    asked.button(Buttons.Save).setText("Save As…")
    if can_open:
        asked.addButton(Buttons.Open).setText("Open the new version")
    asked.setDefaultButton(Buttons.Save)
    return _answer(asked)


def ask_to_discard(window: QWidget, work: str) -> bool:
    """Ask whether work that was kept shall be given up for ever."""
    asked = _box(window, "discard", "Discard the work?")
    asked.setText(f"Discard {work}?")
    asked.setInformativeText("It is kept nowhere else, and cannot be brought back.")
    asked.setStandardButtons(Buttons.Discard | Buttons.Cancel)
    asked.setDefaultButton(Buttons.Cancel)
    return _answer(asked) == Buttons.Discard


def ask_what_rows_are(window: QWidget, neurons: str, sources: str, size: int) -> bool | None:
    """Ask whether rows of pasted weights are a layer's sources: True, False, or None to give it up."""
    asked = _box(window, "rows_are", "Which way round?")
    asked.setText(f"These {size} × {size} weights fit both ways. What is a row of them?")
    asked.setInformativeText("PyTorch writes a row for each neuron: (out, in). Others write (in, out).")
    asked.setStandardButtons(Buttons.Yes | Buttons.No | Buttons.Cancel)
    asked.button(Buttons.Yes).setText(f"One &neuron: {neurons}")
    asked.button(Buttons.No).setText(f"One &source: {sources}")
    asked.setDefaultButton(Buttons.Yes)
    answer = _answer(asked)
    return None if answer == Buttons.Cancel else answer == Buttons.No


def _answer(asked: QMessageBox) -> QMessageBox.StandardButton:
    without_icons(asked)
    return Buttons(asked.exec())


def _box(window: QWidget, name: str, title: str) -> QMessageBox:
    asked = QMessageBox(window)
    asked.setObjectName(name)
    asked.setTextFormat(Qt.TextFormat.PlainText)
    asked.setIcon(QMessageBox.Icon.NoIcon)
    asked.setWindowTitle(title)
    return asked
