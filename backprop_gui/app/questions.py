"""What is asked before something could be lost. Each question is calm, and says what each answer does."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

Buttons = QMessageBox.StandardButton


def ask_to_replace(window: QWidget, path: str) -> bool:
    """Ask whether a file that is already there shall be replaced."""
    text = f"“{Path(path).name}” is already there. Replace it?"
    answer = QMessageBox.question(
        window, "Replace the file?", text, Buttons.Yes | Buttons.No, Buttons.No
    )  # fmt: skip
    return answer == Buttons.Yes


def ask_about_unsaved(window: QWidget, title: str) -> QMessageBox.StandardButton:
    """Ask what becomes of changes that are not saved: Save, Discard or Cancel."""
    asked = _box(window, "unsaved_changes", "Unsaved changes")
    asked.setText(f"“{title}” has changes that are not saved.")
    asked.setInformativeText("Save them before going on?")
    asked.setStandardButtons(Buttons.Save | Buttons.Discard | Buttons.Cancel)
    asked.setDefaultButton(Buttons.Save)
    return Buttons(asked.exec())


def ask_to_overwrite(window: QWidget, path: str, reason: str) -> QMessageBox.StandardButton:
    """Ask before a file is overwritten that holds what this window has not seen: Yes, Save As, or Cancel.

    Returns
    -------
    Yes to overwrite it, Save to save to another file, Cancel
    """
    asked = _box(window, "overwrite", "Overwrite the file?")
    asked.setText(f"“{Path(path).name}” {reason}.")
    asked.setInformativeText("Overwrite it with what this window shows?")
    asked.setStandardButtons(Buttons.Yes | Buttons.Save | Buttons.Cancel)
    asked.button(Buttons.Yes).setText("Overwrite")
    asked.button(Buttons.Save).setText("Save As…")
    asked.setDefaultButton(Buttons.Save)
    return Buttons(asked.exec())


def _box(window: QWidget, name: str, title: str) -> QMessageBox:
    asked = QMessageBox(window)
    asked.setObjectName(name)
    asked.setIcon(QMessageBox.Icon.NoIcon)
    asked.setWindowTitle(title)
    return asked
