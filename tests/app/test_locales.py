"""Whatever the machine's language: 0.5 and 0,5 are one half, and the files are the same byte for byte."""

from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.settings import open_settings
from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session

LANGUAGES = ("C", "de_DE", "fr_FR", "ar_EG")
MEANT = {"0.5": 0.5, "0,25": 0.25, "1234.5": 1234.5, "0,5": 0.5}


def open_window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(Session(load_example("seed")), open_settings())
    qtbot.addWidget(window, before_close_func=MainWindow.close_without_asking)
    window.show()
    qtbot.waitUntil(lambda: window.findChild(QLineEdit, "learning_rate_field") is not None)
    return window


def type_rates(qtbot: QtBot, window: MainWindow) -> dict[str, float]:
    """Type learning rates one after the other; return what each was taken for."""
    taken = {}
    field = window.findChild(QLineEdit, "learning_rate_field")
    for typed in MEANT:
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        taken[typed] = window.session.project.plan.optimizer.learning_rate
    return taken


def test_numbers_and_files(qtbot: QtBot, tmp_path: Path) -> None:
    before, files = QLocale(), set()
    for language in LANGUAGES:
        QLocale.setDefault(QLocale(language))
        try:
            window = open_window(qtbot)
            assert type_rates(qtbot, window) == MEANT
            with qtbot.waitSignal(window.session.run.finished):
                window.session.run.start(7)
            (tmp_path / language).mkdir()
            window.files._write(str(tmp_path / language / "net.bpnet"))
        finally:
            QLocale.setDefault(before)
        files.add((tmp_path / language / "net.bpnet").read_bytes())
    assert len(files) == 1
    assert b'"learning_rate": 0.5}' in files.pop()
