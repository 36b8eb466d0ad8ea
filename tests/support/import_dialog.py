"""The dialog that imports a table, as a test presses its buttons and reads what it says."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from backprop_gui.app.csv_dialog import CsvDialog
from backprop_gui.app.main_window import MainWindow


class Dialog:
    """An open import dialog."""

    def __init__(self, bot: QtBot, window: MainWindow, path: Path) -> None:
        self.bot, self.window = bot, window
        window.data_files.import_from(str(path))
        self.dialog = window.findChildren(CsvDialog)[-1]
        self.wait()

    def wait(self) -> None:
        """Wait until the table is read, or refused."""
        self.bot.waitUntil(lambda: self.preview.model().columnCount() > 0 or bool(self.said))

    @property
    def preview(self) -> QTableView:
        found = self.dialog.findChild(QTableView, "csv_preview")
        assert found is not None
        return found

    @property
    def said(self) -> str:
        return self.label("csv_refusal")

    def label(self, name: str) -> str:
        found = self.dialog.findChild(QLabel, name)
        assert found is not None
        return found.text()

    @property
    def headings(self) -> list[str]:
        model = self.preview.model()
        return [
            str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())
        ]

    def button(self, name: str) -> QPushButton:
        found = self.dialog.findChild(QPushButton, name)
        assert found is not None
        return found

    def press(self, name: str) -> None:
        self.bot.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def check(self, name: str) -> QCheckBox:
        found = self.dialog.findChild(QCheckBox, name)
        assert found is not None
        return found

    def choose(self, name: str, words: str) -> None:
        box = self.dialog.findChild(QComboBox, name)
        assert box is not None
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())
