"""The whole window, offscreen, on settings of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.app import startup
from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.settings import open_settings
from backprop_gui.document.examples import example_file, load_example
from backprop_gui.look.fonts import load_fonts
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    load_fonts()
    themes.choose("light")
    made = MainWindow(Session(load_example("seed")), open_settings())
    qtbot.addWidget(made, before_close_func=MainWindow.close_without_asking)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.findChild(QWidget, "error_plot") is not None)
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "net.bpnet"
    path.write_bytes(example_file("seed"))
    return path


@pytest.fixture
def second(qtbot: QtBot) -> MainWindow:
    made = MainWindow(Session(load_example("opening")), open_settings())
    qtbot.addWidget(made, before_close_func=MainWindow.close_without_asking)
    made.show()
    return made


@pytest.fixture
def start(qtbot: QtBot) -> Callable[[], MainWindow]:
    """Start the program anew, as on the same machine."""

    def open_window() -> MainWindow:
        made = startup.open_window(None)
        qtbot.addWidget(made, before_close_func=MainWindow.close_without_asking)
        made.show()
        return made

    return open_window
