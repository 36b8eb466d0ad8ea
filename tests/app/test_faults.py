"""An error that nobody caught is logged, said once, and survived."""

import faulthandler
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.app.faults import MOST_TOLD, Faults
from backprop_gui.app.log import CRASHES, NAME, Log, begin_log, end_log
from backprop_gui.app.main_window import MainWindow
from backprop_gui.look.painting import survived


@pytest.fixture
def faults(window: MainWindow) -> Iterator[Faults]:
    made = Faults()
    made.happened.connect(window.keeping.tell_fault)
    yield made
    made.end()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    made = begin_log(tmp_path / "log", pytest.fail)
    yield tmp_path / "log" / NAME
    end_log(made)
    faulthandler.enable()


class Faulty(QWidget):
    """Fails in the middle of painting."""

    paintings = 0

    @survived
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        self.paintings += 1
        painter = QPainter(self)
        painter.drawLine(0, 0, 9, 9)
        raise ValueError("no such colour")


def fail() -> None:
    raise RuntimeError("a slot\nfailed")


def test_an_error_in_a_slot(qtbot: QtBot, window: MainWindow, faults: Faults, log: Path) -> None:
    with qtbot.waitSignal(faults.happened):
        QTimer.singleShot(0, fail)
    assert window.banner.sentence.startswith("Something went wrong inside the program (RuntimeError: a slot)")
    window.findChild(QPushButton, "banner_copy_details").click()
    details = QGuiApplication.clipboard().text()
    assert details.startswith("Traceback") and details.endswith("RuntimeError: a slot\nfailed\n")
    assert "RuntimeError: a slot" in log.read_text("utf-8")
    window.session.next_step()
    assert window.session.cursor.position == 1


def test_an_error_on_another_thread(qtbot: QtBot, window: MainWindow, faults: Faults) -> None:
    with qtbot.waitSignal(faults.happened):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert "RuntimeError" in window.banner.sentence


def test_an_error_in_painting_is_told_once_however_often_it_comes(
    qtbot: QtBot, window: MainWindow, faults: Faults, log: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    faults.happened.connect(lambda sentence, _: said.append(sentence))
    faulty = Faulty(window)
    faulty.resize(100, 100)
    faulty.show()
    for _ in range(2 * MOST_TOLD):
        faulty.repaint()
    qtbot.waitUntil(lambda: len(said) == 1)
    assert "(ValueError: no such colour)" in said[0]
    assert faulty.paintings >= 2 * MOST_TOLD
    assert log.read_text("utf-8").count("ERROR") == MOST_TOLD
    faulty.hide()
    faulty.deleteLater()
    assert "active painter" not in capfd.readouterr().err


def test_the_log_turns_over(log: Path) -> None:
    logger = logging.getLogger("test")
    for _ in range(30):
        logger.error("%s", "x" * 100_000)
    sizes = [path.stat().st_size for path in log.parent.glob(f"{NAME}*")]
    assert len(sizes) == 4 and max(sizes) < 600_000
    assert (log.parent / CRASHES).exists()


def test_a_log_that_cannot_be_written_says_so_once(tmp_path: Path) -> None:
    said: list[str] = []
    (tmp_path / "file").touch()
    log = Log(tmp_path / "file", said.append)
    for _ in range(3):
        log.handle(logging.LogRecord("test", logging.ERROR, "", 0, "x", (), None))
    log.close()
    assert len(said) == 1 and "cannot be written" in said[0]


def test_the_hooks_are_given_back() -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    Faults().end()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
