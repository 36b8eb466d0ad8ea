"""Work survives what ends the window out of order, and leaves nothing where it ends in order."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from support.patience import PATIENCE

from backprop_gui.app import autosave, startup
from backprop_gui.app.banner import Banner
from backprop_gui.app.data_folder import data_folder
from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.settings import open_settings, set_damaged_settings_aside
from backprop_gui.app.training_watch import TrainingWatch
from backprop_gui.core.network import WeightPlace
from backprop_gui.document import recovery
from backprop_gui.document.errors import FileError
from backprop_gui.document.recovery import Slot, Work, new_slot
from backprop_gui.document.storage import save
from backprop_gui.session.edits import value_at, with_value
from backprop_gui.worker import copying_thread

W5 = WeightPlace(1, 0, 0)
Opener = Callable[[], MainWindow]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying_thread, "SOON", 0.01)
    monkeypatch.setattr(copying_thread, "TRAINED", 0.02)


@pytest.fixture
def window(start: Opener) -> MainWindow:
    return start()


@pytest.fixture
def left(window: MainWindow) -> Iterator[Slot]:
    """A place that a killed window has left."""
    slot = new_slot(data_folder("recovery"))
    yield slot
    slot.leave()


def change_w5(window: MainWindow, value: float = 1.0) -> None:
    window.session.edit(f"Change w5 to {value}", lambda p: with_value(p, W5, value, 0))


def w5(window: MainWindow) -> float | None:
    return value_at(window.session.project, W5, 0)


def kept() -> list[Path]:
    return sorted(data_folder("recovery").glob("*.recovery"))


def killed(window: MainWindow) -> None:
    """Let the window's lock go as the system does when a process is killed; all else stays."""
    window.keeping.autosave._slot._lock._close()


def offered(window: MainWindow) -> Banner:
    banner = window.findChild(Banner, "recovery_banner")
    assert banner is not None
    return banner


def press(qtbot: QtBot, window: MainWindow, answer: str) -> None:
    button = window.findChild(QPushButton, f"recovery_banner_{answer}")
    assert button is not None
    button.click()
    button.setObjectName("")  # it is deleted later


def test_an_edit_is_kept_and_offered_at_the_next_start(
    qtbot: QtBot, window: MainWindow, start: Opener
) -> None:
    change_w5(window)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    killed(window)
    second = start()
    qtbot.waitUntil(lambda: bool(offered(second).sentence))
    assert "“Seed example” (in no file yet)" in offered(second).sentence
    press(qtbot, second, "recover")
    assert w5(second) == 1.0
    assert second.isWindowModified()
    assert second.session.document.has_unsaved_work
    assert len(kept()) == 1  # still there, should this window be killed too


def test_training_is_kept_while_it_runs(qtbot: QtBot, window: MainWindow) -> None:
    window.session.run.start()
    qtbot.waitUntil(lambda: len(kept()) == 1)
    first = Slot(kept()[0]).read().project.state.rounds
    qtbot.waitUntil(lambda: Slot(kept()[0]).read().project.state.rounds > first)
    window.session.run.stop()


def test_saving_and_undoing_leave_nothing_to_keep(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    change_w5(window)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    window.files._write(str(tmp_path / "net.bpnet"))
    assert kept() == []
    change_w5(window, 2.0)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    window.session.document.undo_stack.undo()
    assert kept() == []


def test_a_window_closed_in_order_leaves_nothing(qtbot: QtBot, window: MainWindow, start: Opener) -> None:
    change_w5(window)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    window.close_without_asking()
    assert list(data_folder("recovery").iterdir()) == []
    second = start()
    with qtbot.waitSignal(second.keeping.looked):
        pass
    assert offered(second).sentence == ""


def test_unsaved_work_of_a_window_that_the_system_ends_is_offered_at_the_next_start(
    qtbot: QtBot, window: MainWindow, start: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying_thread, "SOON", 1e9)  # the copy in the end does not wait for its time
    change_w5(window)
    window.keeping.end_window()
    second = start()
    qtbot.waitUntil(lambda: bool(offered(second).sentence))
    press(qtbot, second, "recover")
    assert w5(second) == 1.0


def test_a_window_that_the_system_ends_with_all_saved_leaves_nothing(window: MainWindow) -> None:
    window.session.run.start()
    window.keeping.end_window()
    assert kept() == []


def test_a_living_windows_work_is_not_offered_elsewhere(
    qtbot: QtBot, window: MainWindow, start: Opener
) -> None:
    change_w5(window)
    qtbot.waitUntil(lambda: len(kept()) == 1)
    second = start()
    with qtbot.waitSignal(second.keeping.looked):
        pass
    assert offered(second).sentence == ""


def test_discard_and_later(qtbot: QtBot, left: Slot, start: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: (asked.append(box.text()), answers.pop(0))[1])
    left.write(Work(startup.load_example("opening")))
    left.leave()
    second = start()
    qtbot.waitUntil(lambda: "Opening example" in offered(second).sentence)
    press(qtbot, second, "later")
    assert offered(second).sentence == "" and kept() == [left.path]
    third = start()
    qtbot.waitUntil(lambda: bool(offered(third).sentence))
    press(qtbot, third, "discard")
    assert asked[0].startswith("Discard “Opening example” (in no file yet), ")
    assert "Opening example" in offered(third).sentence and kept() == [left.path]
    press(qtbot, third, "discard")
    assert offered(third).sentence == "" and kept() == []


def test_a_damaged_copy_is_set_aside_with_a_notice(qtbot: QtBot, left: Slot, start: Opener) -> None:
    left.path.write_bytes(b"no good")
    left.leave()
    second = start()
    qtbot.waitUntil(lambda: "is damaged, and was set aside" in second.banner.sentence)
    assert left.path.with_suffix(".damaged").read_bytes() == b"no good"


def settings_after_a_window(window: MainWindow) -> Path:
    window.close_without_asking()
    return Path(window.settings.fileName())


@pytest.mark.parametrize(
    "damage",
    [
        lambda good: b"[General\nlook=dark\n\0\0garbage",
        lambda good: b"hello {{{ not ini\n",
        lambda good: bytes(range(256)),
        lambda good: good[: len(good) // 2],
        lambda good: b"",
        lambda good: good + good[: len(good) // 3],
    ],
)
def test_damaged_settings_are_set_aside_with_a_notice(
    window: MainWindow, damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = settings_after_a_window(window)
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    open_settings().value("look")  # Qt says of a damaged file once at most that it is one
    notice = set_damaged_settings_aside()
    assert "settings were damaged" in notice
    assert path.with_name(path.name + ".damaged").read_bytes() == damaged
    assert not path.exists()


def test_settings_as_a_window_leaves_them_are_good(window: MainWindow, tmp_path: Path) -> None:
    window.files._write(str(tmp_path / "größer = [1], 100 %;.bpnet"))
    path = settings_after_a_window(window)
    assert set_damaged_settings_aside() == ""
    assert path.exists()


def test_the_notice_of_damaged_settings_stays_beside_what_opening_says(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "net.bpnet"
    save(path, startup.load_example("seed"))
    for file, said in ((path, ""), (tmp_path / "gone.bpnet", "gone.bpnet was not opened")):
        made = startup.open_window(str(file), "The settings were damaged.")
        qtbot.addWidget(made, before_close_func=MainWindow.close_without_asking)
        assert made.banner.sentence.startswith(said)
        assert made.banner.sentence.endswith("The settings were damaged.")


def test_a_full_disk_is_said_once_and_training_goes_on(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def full(slot: Slot, work: Work, cleared: int) -> None:
        tries.append(work)
        raise FileError("cannot be written: the disk is full", str(slot.path))

    monkeypatch.setattr(Slot, "_write", full)
    said: list[str] = []
    window.keeping.autosave.failed.connect(said.append)
    window.session.run.start()
    qtbot.waitUntil(lambda: len(tries) >= 3)
    assert len(said) == 1 and "the disk is full" in said[0]
    assert window.session.run.is_running
    window.session.run.stop()


def test_training_that_failed_or_stands_still_is_offered_to_be_restarted(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = window.findChild(TrainingWatch)
    watch._silence.setInterval(20)
    with monkeypatch.context() as stuck:
        stuck.setattr(window.session.run, "take", lambda *_: None)  # nothing ever comes
        window.session.run.start()
        qtbot.waitUntil(lambda: "has not finished a round" in window.banner.sentence)
    window.findChild(QPushButton, "banner_restart").click()
    qtbot.waitUntil(lambda: window.session.run.done > 0)
    window.session.run.stop()
    window.conductor.failed.emit("Training stopped.")
    assert window.banner.sentence == "Training stopped."
    window.findChildren(QPushButton, "banner_restart")[-1].click()
    assert window.session.run.is_running
    window.session.run.stop()


def test_an_edit_does_not_wait_for_the_slow_copies_of_training(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying_thread, "TRAINED", 1e9)
    monkeypatch.setattr(copying_thread, "RARELY", 1e9)
    window.session.run.start()
    qtbot.waitUntil(lambda: len(kept()) == 1)
    change_w5(window, 0.125)
    qtbot.waitUntil(lambda: value_at(Slot(kept()[0]).read().project, W5, 0) == 0.125)
    window.session.run.stop()


def test_a_run_that_ends_is_kept_at_every_moment(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.run.start()
    qtbot.waitUntil(lambda: len(kept()) == 1)
    monkeypatch.setattr(copying_thread, "SOON", 1e9)
    window.session.run.stop()
    assert len(kept()) == 1
    window.session.document.undo_stack.undo()
    assert kept() == []


def test_work_is_kept_while_the_window_stands_still(window: MainWindow) -> None:
    change_w5(window)
    patience = time.monotonic() + PATIENCE
    while not kept() and time.monotonic() < patience:
        pass  # no event is handled
    assert len(kept()) == 1


def test_a_run_of_no_round_leaves_nothing(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.session.run, "take", lambda *_: None)
    window.session.run.start()
    window.keeping.autosave.note()
    qtbot.waitUntil(lambda: len(kept()) == 1)
    window.session.run.stop()
    assert kept() == []


def test_a_disk_that_does_not_answer_is_spoken_of_once(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, said, full = threading.Event(), list[str](), Slot._write
    monkeypatch.setattr(autosave, "SILENCE", 0.01)
    monkeypatch.setattr(Slot, "_write", lambda *order: (answers.wait(PATIENCE), full(*order)))
    window.keeping.autosave.failed.connect(said.append)
    window.session.run.start()
    qtbot.waitUntil(lambda: bool(said))
    before = window.session.run.done
    qtbot.waitUntil(lambda: window.session.run.done > before + 10)
    window.session.run.stop()
    answers.set()
    qtbot.waitUntil(lambda: len(kept()) == 1)
    assert len(said) == 1 and "the disk does not answer" in said[0]


def test_an_error_in_copying_is_told_and_the_next_copy_is_made(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda found: told.append(str(found.exc_value)))
    with monkeypatch.context() as faulty:
        faulty.setattr(recovery, "written", lambda work: 1 / 0)
        change_w5(window)
        qtbot.waitUntil(lambda: told == ["division by zero"])
    change_w5(window, 2.0)
    qtbot.waitUntil(lambda: len(kept()) == 1)


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_clock_that_is_set_loses_nothing(
    qtbot: QtBot, window: MainWindow, start: Opener, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    now = time.time
    window.session.run.start()
    qtbot.waitUntil(lambda: len(kept()) == 1)
    monkeypatch.setattr(time, "time", lambda: now() + 3600 * hours)
    change_w5(window, 0.125)
    qtbot.waitUntil(lambda: value_at(Slot(kept()[0]).read().project, W5, 0) != 0.4)
    qtbot.waitUntil(lambda: window.session.run.done > 10)
    assert 0.0 < window.session.run.rate < 1e7
    window.session.run.stop()
    killed(window)
    second = start()
    qtbot.waitUntil(lambda: bool(offered(second).sentence))
    when = datetime.fromtimestamp(kept()[0].stat().st_mtime)  # the disk's own time
    assert f"{when:%H:%M}" in offered(second).sentence
