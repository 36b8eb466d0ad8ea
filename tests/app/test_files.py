"""Files are shared with other windows, other programs and other people; nothing is lost to them."""

import json
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGraphicsView,
    QMenu,
    QMessageBox,
    QProgressDialog,
    QPushButton,
)
from pytestqt.qtbot import QtBot
from support.patience import PATIENCE

from backprop_gui.app import files, waiting
from backprop_gui.app.csv_dialog import CsvDialog
from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.network import WeightPlace
from backprop_gui.document.examples import example_file, load_example
from backprop_gui.document.schema import encode
from backprop_gui.document.storage import load, save
from backprop_gui.session.edits import value_at, with_value

W5 = WeightPlace(1, 0, 0)
Buttons = QMessageBox.StandardButton


@pytest.fixture
def opened(window: MainWindow, path: Path) -> MainWindow:
    window.files.open(str(path))
    return window


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[QMessageBox.StandardButton]]:
    """What was asked, and what will be answered."""
    texts: list[str] = []
    answers: list[QMessageBox.StandardButton] = []

    def reply(box: QMessageBox) -> QMessageBox.StandardButton:
        texts.append(box.text())
        return answers.pop(0)

    monkeypatch.setattr(QMessageBox, "exec", reply)
    return texts, answers


def trigger(window: MainWindow, name: str) -> None:
    window.findChild(QAction, f"action_{name}").trigger()


def change_w5(window: MainWindow, value: float = 1.0) -> None:
    window.session.edit(f"Change w5 to {value}", lambda p: with_value(p, W5, value, 0))


def w5(window: MainWindow) -> float | None:
    return value_at(window.session.project, W5, 0)


def test_a_file_that_another_program_changed_is_not_overwritten_unasked(
    opened: MainWindow, path: Path, asked: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, answers = asked
    theirs = example_file("opening")
    path.write_bytes(theirs)
    change_w5(opened)
    answers += [Buttons.Cancel, Buttons.Save, Buttons.Yes]
    trigger(opened, "save")
    assert path.read_bytes() == theirs
    assert texts == ["“net.bpnet” was changed by another program since it was opened here."]
    elsewhere = tmp_path / "mine.bpnet"
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_: (str(elsewhere), ""))
    trigger(opened, "save")
    assert (path.read_bytes(), value_at(load(elsewhere), W5, 0)) == (theirs, 1.0)
    opened.files._open(str(path))
    save(path, load_example("seed"))
    trigger(opened, "save")
    assert load(path).title == "Opening example"


def test_a_file_that_nobody_else_touched_is_saved_again_and_again(opened: MainWindow, path: Path) -> None:
    for value in (1.0, 2.0, 3.0):
        change_w5(opened, value)
        trigger(opened, "save")
        assert value_at(load(path), W5, 0) == value


def test_a_file_that_was_removed_is_written_anew(opened: MainWindow, path: Path) -> None:
    path.unlink()
    change_w5(opened)
    trigger(opened, "save")
    assert value_at(load(path), W5, 0) == 1.0


def test_a_file_that_is_deleted_is_told_of_and_counts_as_unsaved(
    qtbot: QtBot, opened: MainWindow, path: Path, asked: Any
) -> None:
    path.unlink()
    qtbot.waitUntil(lambda: opened.banner.sentence.startswith("net.bpnet is gone"))
    assert opened.isWindowModified()
    asked[1].append(Buttons.Cancel)
    opened.close()
    assert asked[0] == ["“Seed example” (in net.bpnet) has changes that are not saved."]
    assert opened.isVisible()
    opened.findChild(QPushButton, "banner_save_again").click()
    assert load(path).title == "Seed example"
    assert not opened.isWindowModified()
    path.rename(path.with_name("moved.bpnet"))
    qtbot.waitUntil(lambda: opened.isWindowModified())
    assert opened.banner.sentence.startswith("net.bpnet is gone")


def test_a_recent_file_that_is_gone_is_said_to_be_before_anything_is_asked(
    opened: MainWindow, path: Path, asked: Any
) -> None:
    trigger(opened, "new")
    change_w5(opened)
    path.unlink()
    recent = opened.findChild(QMenu, "menu_recent")
    recent.actions()[0].trigger()
    assert asked[0] == []
    assert opened.banner.sentence.startswith("net.bpnet was not opened: ")
    assert w5(opened) == 1.0
    assert recent.isEmpty()


def test_a_window_that_comes_to_the_front_tells_of_a_changed_file(opened: MainWindow, path: Path) -> None:
    changed = with_value(load(path), W5, 7.0, 0)
    save(path, changed)
    opened.keeping.file_watch.look()
    assert opened.banner.sentence.startswith("net.bpnet was changed by another program.")
    opened.findChild(QPushButton, "banner_revert").click()
    assert w5(opened) == 7.0
    opened.keeping.file_watch.look()
    assert opened.banner.sentence == ""


@pytest.mark.parametrize("way", ["in_place", "replaced"])
def test_a_file_that_changes_under_the_window_is_told_of_at_once(
    qtbot: QtBot, opened: MainWindow, path: Path, way: str
) -> None:
    change_w5(opened)
    trigger(opened, "save")
    theirs = encode(with_value(load(path), W5, 7.0, 0))
    if way == "in_place":
        path.write_bytes(theirs)
    else:
        (path.parent / "new").write_bytes(theirs)
        (path.parent / "new").replace(path)
    qtbot.waitUntil(lambda: opened.banner.sentence.startswith("net.bpnet was changed"))
    opened.findChild(QPushButton, "banner_revert").click()
    assert w5(opened) == 7.0
    path.write_bytes(encode(with_value(load(path), W5, 8.0, 0)))
    qtbot.waitUntil(lambda: opened.banner.sentence.startswith("net.bpnet was changed"))


def test_saving_over_a_changed_file_offers_the_new_version(
    opened: MainWindow, path: Path, asked: Any
) -> None:
    _, answers = asked
    theirs = encode(with_value(load(path), W5, 7.0, 0))
    path.write_bytes(theirs)
    change_w5(opened)
    answers.append(Buttons.Open)
    trigger(opened, "save")
    assert (w5(opened), path.read_bytes()) == (7.0, theirs)
    trigger(opened, "undo")
    assert w5(opened) == 1.0


def test_the_title_and_the_question_name_the_file(
    opened: MainWindow, asked: Any, path: Path, tmp_path: Path
) -> None:
    assert opened.windowTitle() == "Seed example[*] – net.bpnet – Backprop GUI"
    texts, answers = asked
    change_w5(opened)
    answers.append(Buttons.Cancel)
    trigger(opened, "new")
    assert texts == ["“Seed example” (in net.bpnet) has changes that are not saved."]
    opened.files._write(str(tmp_path / "a [*] & b.bpnet"))
    assert opened.windowTitle() == "a [*][*] & b[*] – a [*][*] & b.bpnet – Backprop GUI"
    trigger(opened, "new")
    assert opened.windowTitle() == "Untitled[*] – in no file yet – Backprop GUI"
    opened.session.edit("Take the title away", lambda project: replace(project, title=""))
    assert opened.windowTitle() == "Untitled[*] – in no file yet – Backprop GUI"


def test_a_file_without_permission_to_write_is_read_only_from_the_start(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def may(place: Path, mode: int) -> bool:
        return not (Path(place) == path and mode == os.W_OK)

    with monkeypatch.context() as locked:
        locked.setattr(os, "access", may)  # the one who runs this may write all files
        window.files.open(str(path))
        assert window.banner.sentence == "You may not write net.bpnet; it is read-only. Save As works."
        assert "(read-only)" in window.windowTitle()
        change_w5(window)
        trigger(window, "save")
        assert window.findChild(QPushButton, "banner_save_as") is not None
    trigger(window, "save")
    assert "(read-only)" not in window.windowTitle()


@pytest.mark.parametrize("way", ["at the start", "chosen"])
def test_a_table_that_is_opened_is_imported(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "semi.CSV"
    table.write_text("a;b\n1,5;0\n2,5;1\n")
    monkeypatch.setattr(files.QFileDialog, "getOpenFileName", lambda *_: (str(table), ""))
    if way == "chosen":
        trigger(window, "open")
    else:
        window.files.open(str(table))
    qtbot.waitUntil(lambda: bool([each for each in window.findChildren(CsvDialog) if each.isVisible()]))


def test_the_second_window_on_a_file_is_read_only_until_the_first_lets_go(
    opened: MainWindow, second: MainWindow, path: Path
) -> None:
    second.files.open(str(path))
    assert second.banner.sentence.startswith("net.bpnet is open in another window")
    assert "(read-only)" in second.windowTitle() and "(read-only)" not in opened.windowTitle()
    before = path.read_bytes()
    change_w5(second)
    trigger(second, "save")
    assert "read-only" in second.banner.sentence
    assert second.findChild(QPushButton, "banner_save_as") is not None
    assert path.read_bytes() == before
    opened.close()
    trigger(second, "save")
    assert value_at(load(path), W5, 0) == 1.0


def test_save_as_leaves_other_windows_files_alone(
    opened: MainWindow, second: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    before = path.read_bytes()
    trigger(second, "save_as")
    assert "open in another window; choose another name" in second.banner.sentence
    assert path.read_bytes() == before


def test_save_as_writes_and_asks_about_the_name_with_its_ending(
    window: MainWindow, tmp_path: Path, asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, answers = asked
    typed = tmp_path / "noext"
    typed.write_text("something else")
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_: (str(typed), ""))
    trigger(window, "save_as")
    answers.append(Buttons.Cancel)
    trigger(window, "save_as")
    assert texts == ["“noext.bpnet” is already there. Replace it?"]
    assert typed.read_text() == "something else"
    assert load(tmp_path / "noext.bpnet").title == "noext"


def test_a_newer_file_is_read_only_and_overwriting_it_asks(
    window: MainWindow, path: Path, asked: Any
) -> None:
    texts, answers = asked
    tree = json.loads(path.read_bytes())
    tree["version"], tree["network"]["skips"] = 2, [[0, 2]]
    path.write_text(json.dumps(tree))
    window.files.open(str(path))
    assert "written by a newer version" in window.banner.sentence
    assert "network.skips" in window.banner.sentence
    assert "(read-only)" in window.windowTitle()
    change_w5(window)
    answers += [Buttons.Cancel, Buttons.Yes]
    trigger(window, "save")
    assert json.loads(path.read_bytes())["version"] == 2
    trigger(window, "save")
    assert "newer version of this program" in texts[0]
    assert value_at(load(path), W5, 0) == 1.0
    assert "(read-only)" not in window.windowTitle()


def test_save_as_is_offered_where_a_file_cannot_be_written(
    opened: MainWindow, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere.bpnet"
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_: (str(elsewhere), ""))
    opened.session.document.saved(str(tmp_path / "gone" / "net.bpnet"))
    change_w5(opened)
    trigger(opened, "save")
    opened.findChild(QPushButton, "banner_save_as").click()
    assert value_at(load(elsewhere), W5, 0) == 1.0
    assert not opened.isWindowModified()


def test_revert_goes_back_to_the_file_and_can_be_undone(window: MainWindow, path: Path) -> None:
    assert not window.findChild(QAction, "action_revert").isEnabled()
    window.files.open(str(path))
    original = w5(window)
    change_w5(window)
    trigger(window, "revert")
    assert (w5(window), window.isWindowModified()) == (original, False)
    trigger(window, "undo")
    assert (w5(window), window.isWindowModified()) == (1.0, True)


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    either = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    rest = (either, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(window.rect().center(), *rest)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted() and enter.dropAction() is Qt.DropAction.CopyAction
    let_go = QDropEvent(QPointF(window.rect().center()), *rest)
    let_go.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(window, let_go)
    assert let_go.dropAction() is Qt.DropAction.CopyAction


def test_a_dropped_project_opens(qtbot: QtBot, second: MainWindow, path: Path) -> None:
    drop(second, path)
    qtbot.waitUntil(lambda: second.session.document.path == str(path))


def test_no_picture_takes_a_file_from_the_window(window: MainWindow) -> None:
    pictures = [*window.findChildren(QGraphicsView), *window.findChildren(QAbstractItemView)]
    assert len(pictures) > 5
    for each in (*pictures, *(picture.viewport() for picture in pictures)):
        assert not each.acceptDrops(), each.objectName()


def test_anything_else_that_is_dropped_is_refused_in_words(window: MainWindow, path: Path) -> None:
    drop(window, path, path)
    assert window.banner.sentence.startswith("Drop one project file, with the ending .bpnet, to open it")


def slow_until(event: threading.Event, work: Callable[..., Any]) -> Callable[..., Any]:
    def slowly(*arguments: Any) -> Any:
        assert event.wait(PATIENCE)
        return work(*arguments)

    return slowly


def progress(window: MainWindow) -> QProgressDialog:
    found = [dialog for dialog in window.findChildren(QProgressDialog) if dialog.isVisible()]
    assert found
    return found[0]


def give_up(window: MainWindow) -> None:
    progress(window).findChild(QPushButton).click()


def test_a_slow_disk_shows_progress_and_the_file_opens(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived = threading.Event()
    monkeypatch.setattr(files, "open_project", slow_until(arrived, files.open_project))
    monkeypatch.setattr(waiting, "UNNOTICED", 0.01)
    seen: list[str] = []

    def look() -> None:
        seen.append(progress(window).labelText())
        arrived.set()

    waiting.QTimer.singleShot(100, window, look)
    window.files.open(str(path))
    assert seen == ["Opening net.bpnet…"]
    assert window.session.document.path == str(path)


def test_opening_from_a_slow_disk_can_be_cancelled(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived = threading.Event()
    monkeypatch.setattr(files, "open_project", slow_until(arrived, files.open_project))
    monkeypatch.setattr(waiting, "UNNOTICED", 0.01)
    waiting.QTimer.singleShot(100, window, lambda: (give_up(window), arrived.set()))
    window.files.open(str(path))
    assert window.banner.sentence == "net.bpnet was not opened: it was cancelled"
    assert window.session.document.path is None
