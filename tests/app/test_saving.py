"""Saving: what a project is called by it, and what counts as saved."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot
from support.import_dialog import Dialog

from backprop_gui.app import files
from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.network import WeightPlace
from backprop_gui.document.schema import encode
from backprop_gui.document.storage import load
from backprop_gui.session.edits import value_at, with_value

W5 = WeightPlace(1, 0, 0)


@pytest.fixture
def opened(window: MainWindow, path: Path) -> MainWindow:
    window.files.open(str(path))
    return window


@pytest.fixture
def iris(tmp_path: Path) -> Path:
    path = tmp_path / "iris.csv"
    path.write_text("length,width,kind\n5.1,0.2,setosa\n7.0,1.4,versicolor\n")
    return path


def trigger(window: MainWindow, name: str) -> None:
    action = window.findChild(QAction, f"action_{name}")
    assert action is not None
    action.trigger()


def change_w5(window: MainWindow, value: float = 1.0) -> None:
    window.session.edit("Change w5", lambda p: with_value(p, W5, value, 0))


def test_the_first_save_names_an_example_after_its_file_without_a_step_to_undo(
    window: MainWindow, tmp_path: Path
) -> None:
    change_w5(window)
    klasse = tmp_path / "klasse.bpnet"
    assert window.files._write(str(klasse))
    assert window.windowTitle() == "klasse[*] – klasse.bpnet – Backprop GUI"
    assert window.session.document.undo_stack.undoText() == "Change w5"
    assert not window.isWindowModified()
    trigger(window, "undo")
    assert (value_at(window.session.project, W5, 0), window.session.project.title) == (0.4, "klasse")
    trigger(window, "redo")
    assert not window.isWindowModified()
    assert encode(window.session.project) == klasse.read_bytes()


def test_a_title_follows_its_file_until_somebody_gives_it_one(opened: MainWindow, tmp_path: Path) -> None:
    trigger(opened, "save")
    assert opened.session.project.title == "Seed example", "a file that is saved again keeps its title"
    for name in ("first", "second"):
        assert opened.files._write(str(tmp_path / f"{name}.bpnet"))
        assert load(tmp_path / f"{name}.bpnet").title == name
    opened.session.edit("Name it", lambda project: replace(project, title="Lesson 3"))
    assert opened.files._write(str(tmp_path / "third.bpnet"))
    assert load(tmp_path / "third.bpnet").title == "Lesson 3"


def test_an_example_is_called_after_the_table_and_then_after_its_file(
    qtbot: QtBot, window: MainWindow, iris: Path, tmp_path: Path
) -> None:
    Dialog(qtbot, window, iris).press("csv_import")
    assert window.windowTitle().startswith("iris[*] – in no file yet")
    klasse = tmp_path / "klasse.bpnet"
    assert window.files._write(str(klasse))
    assert window.windowTitle().startswith("klasse[*] – klasse.bpnet")
    stack = window.session.document.undo_stack
    assert (stack.count(), stack.undoText()) == (1, "Import 2 samples and fit the network")
    stack.undo()
    assert window.session.project.title == "klasse"
    stack.redo()
    assert (window.isWindowModified(), encode(window.session.project)) == (False, klasse.read_bytes())
    Dialog(qtbot, window, iris).press("csv_import")
    assert window.session.project.title == "klasse", "the file's name is no example's"


def test_what_is_changed_while_the_disk_writes_counts_as_unsaved(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(window: Any, doing: str, work: Any) -> Any:
        change_w5(opened, 3.0)
        return work()

    change_w5(opened, 2.0)
    monkeypatch.setattr(files, "beside_the_window", busy)
    trigger(opened, "save")
    assert opened.isWindowModified()
