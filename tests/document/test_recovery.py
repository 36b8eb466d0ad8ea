"""Kept work: written whole, found again when its window is gone, never when it lives."""

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from support.patience import PATIENCE
from support.projects import project_of, seed_tree

from backprop_gui.document import recovery, whole_files
from backprop_gui.document.errors import FileError
from backprop_gui.document.recovery import Slot, Work, left_behind, new_slot, sweep
from backprop_gui.document.schema import encode
from backprop_gui.document.stamps import Stamp

SEED = project_of(seed_tree())
WORK = Work(SEED, "/home/somebody/net.bpnet", Stamp(1, 2, 3))


def kept(folder: Path, work: Work = WORK) -> Slot:
    slot = new_slot(folder)
    slot.write(work)
    return slot


@pytest.mark.parametrize("work", [WORK, Work(SEED), Work(SEED, "/home/\udcff/ü\n.bpnet")])
def test_what_is_kept_comes_back(tmp_path: Path, work: Work) -> None:
    found = kept(tmp_path, work).read()
    assert encode(found.project) == encode(SEED)
    assert (found.file, found.stamp) == (work.file, work.stamp)


def test_only_the_work_of_windows_that_are_gone_is_found(tmp_path: Path) -> None:
    living, gone = kept(tmp_path), kept(tmp_path)
    gone._lock._close()  # as the system does when its process is killed
    assert [slot.path for slot in left_behind(tmp_path)] == [gone.path]
    assert [slot.path for slot in left_behind(tmp_path)] == []  # it is offered in one window only
    living.leave()


def test_nothing_is_found_where_nothing_was_kept(tmp_path: Path) -> None:
    slot = kept(tmp_path)
    slot.clear()
    slot.leave()
    assert list(left_behind(tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


def test_what_is_just_being_written_when_all_is_saved_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot, staged, go_on = new_slot(tmp_path), threading.Event(), threading.Event()
    fsync = os.fsync

    def slow(descriptor: int) -> None:
        staged.set()
        assert go_on.wait(PATIENCE)
        fsync(descriptor)

    monkeypatch.setattr(whole_files.os, "fsync", slow)
    writer = threading.Thread(target=slot.write, args=(WORK,))
    writer.start()
    assert staged.wait(PATIENCE)
    slot.clear()
    go_on.set()
    writer.join()
    slot.leave()
    assert list(tmp_path.iterdir()) == []


DAMAGED = [
    b"",
    b"\0" * 500,
    b"[" * 5000,
    b"[]\n",
    b"{}\n{}",
    recovery.written(WORK)[:-100],
    recovery.written(WORK).replace(b'"version": 1, "file"', b'"version": 7, "file"', 1),
    recovery.written(WORK).replace(b"recovery", b"recipe", 1),
]


@pytest.mark.parametrize("data", DAMAGED)
def test_damaged_files_are_told_and_can_be_set_aside(tmp_path: Path, data: bytes) -> None:
    slot = kept(tmp_path)
    slot.path.write_bytes(data)
    with pytest.raises(FileError):
        slot.read()
    aside = slot.set_aside()
    slot.leave()
    assert aside.read_bytes() == data
    assert list(left_behind(tmp_path)) == []


def test_a_failed_copy_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slot = kept(tmp_path)

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_files.os, "write", full)
    with pytest.raises(FileError, match="the disk is full"):
        slot.write(replace(WORK, file=None))
    assert slot.read().file == WORK.file
    slot.leave()


def test_what_the_killed_left_is_swept_up(tmp_path: Path) -> None:
    living, gone = new_slot(tmp_path), new_slot(tmp_path)
    gone._lock._close()
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {living._lock.path.name}
    living.leave()
