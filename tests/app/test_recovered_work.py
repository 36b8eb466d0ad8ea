"""Recovered work is unsaved until it is saved or given up: no key takes it away."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from backprop_gui.app.data_folder import data_folder
from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.network import WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.document.recovery import Slot, Work, new_slot
from backprop_gui.document.storage import load, save
from backprop_gui.session.edits import value_at, with_value
from backprop_gui.worker import copying_thread

W5 = WeightPlace(1, 0, 0)
Opener = Callable[[], MainWindow]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying_thread, "SOON", 0.01)


@pytest.fixture
def left() -> Iterator[Slot]:
    """A place that a killed window has left."""
    slot = new_slot(data_folder("recovery"))
    yield slot
    slot.leave()


def recovered(qtbot: QtBot, left: Slot, start: Opener) -> MainWindow:
    """Start the program, and recover what is left."""
    left.leave()
    window = start()
    with qtbot.waitSignal(window.keeping.looked):
        pass
    window.findChild(QPushButton, "recovery_banner_recover").click()
    return window


def undo(window: MainWindow) -> None:
    QTest.keyClick(window, "z", Qt.KeyboardModifier.ControlModifier)


def w5(window: MainWindow) -> float | None:
    return value_at(window.session.project, W5, 0)


def kept() -> list[Path]:
    return sorted(data_folder("recovery").glob("*.recovery"))


def test_recovered_work_of_a_file_is_no_step_to_undo_and_guards_the_file(
    qtbot: QtBot, left: Slot, start: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "net.bpnet"
    seed = load_example("seed")
    save(path, seed)
    left.write(Work(with_value(seed, W5, 1.0, 0), str(path), None))  # written before the file was
    second = recovered(qtbot, left, start)
    assert (w5(second), second.session.document.path) == (1.0, str(path))
    assert second.files.hold.was_changed(str(path))
    undo(second)
    assert w5(second) == 1.0
    assert second.isWindowModified() and kept() == [left.path]
    second.files.revert()
    assert w5(second) == value_at(load(path), W5, 0)
    assert kept() == []
    undo(second)
    assert w5(second) == 1.0
    qtbot.waitUntil(lambda: kept() == [left.path])


def test_no_undo_takes_recovered_work_away_and_closing_asks_about_it(
    qtbot: QtBot, left: Slot, start: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    cancel = QMessageBox.StandardButton.Cancel
    monkeypatch.setattr(QMessageBox, "exec", lambda box: (asked.append(box.text()), cancel)[1])
    left.write(Work(with_value(load_example("seed"), W5, 1.0, 0)))
    second = recovered(qtbot, left, start)
    second.session.edit("Change w5 to 2", lambda p: with_value(p, W5, 2.0, 0))
    for _ in range(3):
        undo(second)
    assert w5(second) == 1.0
    assert second.isWindowModified() and kept() == [left.path]
    second.close()
    assert asked == ["“Seed example” (in no file yet) has changes that are not saved."]
    assert second.isVisible() and kept() == [left.path]
