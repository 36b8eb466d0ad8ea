"""A whole project travels as text through the clipboard, also through mails and forums."""

import json
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel

from backprop_gui.app import files, project_text
from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.network import WeightPlace
from backprop_gui.document.schema import encode
from backprop_gui.document.storage import load
from backprop_gui.session.edits import with_value

W5 = WeightPlace(1, 0, 0)


def trigger(window: MainWindow, name: str) -> None:
    window.findChild(QAction, f"action_{name}").trigger()


def change_w5(window: MainWindow, value: float = 1.0) -> None:
    window.session.edit(f"Change w5 to {value}", lambda p: with_value(p, W5, value, 0))


def test_a_project_travels_as_text(window: MainWindow, second: MainWindow) -> None:
    change_w5(window)
    trigger(window, "copy_project")
    length = len(QGuiApplication.clipboard().text())
    note = window.findChild(QLabel, "status_note").text()
    assert note == f"“Seed example” is on the clipboard as text ({length:,} characters)."
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text().encode() == encode(window.session.project)
    clipboard.setText(f"Dear forum,\n```\n{clipboard.text()}```\nWhy is that?")
    second.banner.say("Something about the document before.")
    trigger(second, "paste_project")
    assert second.banner.sentence == ""
    assert encode(second.session.project) == encode(window.session.project)
    assert second.session.document.path is None
    assert second.session.document.has_unsaved_work


def test_text_of_a_newer_version_is_treated_like_its_file(
    window: MainWindow, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = json.loads(path.read_bytes())
    tree["version"], tree["network"]["skips"] = 2, [[0, 2]]
    QGuiApplication.clipboard().setText(json.dumps(tree))
    trigger(window, "paste_project")
    assert "written by a newer version" in window.banner.sentence
    assert "network.skips" in window.banner.sentence
    assert "(read-only)" in window.windowTitle()
    saved = tmp_path / "own.bpnet"
    monkeypatch.setattr(files.QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    trigger(window, "save")
    assert load(saved).title == "own"
    assert "(read-only)" not in window.windowTitle()


def test_a_project_from_an_answered_mail_is_opened_or_refused_with_the_cause(
    window: MainWindow, second: MainWindow
) -> None:
    change_w5(window)
    trigger(window, "copy_project")
    clipboard = QGuiApplication.clipboard()
    wrapped = "\n".join(textwrap.fill(line, 72) for line in clipboard.text().splitlines())
    clipboard.setText("You wrote:\n" + "".join(f"> {line}\n" for line in wrapped.splitlines()) + "And?")
    trigger(second, "paste_project")
    assert encode(second.session.project) == encode(window.session.project)
    clipboard.setText("> " + clipboard.text()[:-600] + "\n}")
    trigger(second, "paste_project")
    assert second.banner.sentence.startswith("Nothing was pasted: it looks quoted and wrapped, as by a mail")


@pytest.mark.parametrize("text", ["", "hello", "{}", "}{", '{"format": "backprop-gui", "version": 1}'])
def test_text_that_is_no_project_is_refused_like_a_file(window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    before = window.session.project
    trigger(window, "paste_project")
    assert window.banner.sentence.startswith("Nothing was pasted: ")
    assert window.session.project is before


def test_what_was_chosen_is_not_chosen_in_another_project(window: MainWindow) -> None:
    window.session.selection.choose(W5)
    trigger(window, "new")
    assert window.session.selection.places == ()
    window.session.selection.choose(W5)
    trigger(window, "copy_project")
    trigger(window, "paste_project")
    assert window.session.selection.places == ()


def test_text_is_written_and_read_beside_the_window(
    window: MainWindow, second: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def noted(work: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *arguments: (threads.append(threading.current_thread()), work(*arguments))[1]

    monkeypatch.setattr(project_text, "encode", noted(project_text.encode))
    monkeypatch.setattr(project_text, "opened", noted(project_text.opened))
    trigger(window, "copy_project")
    trigger(second, "paste_project")
    assert len(threads) == 2
    assert threading.main_thread() not in threads
