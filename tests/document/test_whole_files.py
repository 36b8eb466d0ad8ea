"""Files are written whole or not at all, whatever fails in the middle."""

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backprop_gui.document import whole_files
from backprop_gui.document.errors import FileError
from backprop_gui.document.whole_files import StagedFile, check_writable, write_all_whole, write_whole

OLD, NEW = b"old", b"something new" * 1000
POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions and links are POSIX's")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "net.bpnet"
    path.write_bytes(OLD)
    return path


def failing(code: int) -> Callable[..., Any]:
    def fail(*arguments: Any, **named: Any) -> Any:
        raise OSError(code, os.strerror(code))

    return fail


def written_short(descriptor: int, data: bytes) -> int:
    """Claim to have written everything, as a full disk lets some libraries do, but keep a part."""
    _write(descriptor, data[:5])
    return len(data)


_write = os.write


def test_a_new_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "new.txt", NEW)
    assert (tmp_path / "new.txt").read_bytes() == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["new.txt"]


def test_portions(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda descriptor, data: _write(descriptor, data[:7]))
    write_whole(target, NEW)
    assert target.read_bytes() == NEW


FAULTS = [
    (
        "write",
        failing(errno.ENOSPC),
        "cannot be written: the disk is full; free some space or choose another place",
    ),
    ("write", lambda descriptor, data: 0, "cannot be written: "),
    ("write", written_short, "cannot be written: "),
    ("fsync", failing(errno.EIO), "cannot be written: "),
    ("replace", failing(errno.EACCES), "cannot be written: you may not write there; choose another place"),
    ("open", failing(errno.EROFS), "cannot be written: the place is read-only; choose another one"),
]


@pytest.mark.parametrize(("call", "fault", "message"), FAULTS)
def test_a_fault_leaves_the_old_file(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str, fault: Callable[..., Any], message: str
) -> None:
    monkeypatch.setattr(os, call, fault)
    with pytest.raises(FileError) as raised:
        write_whole(target, NEW)
    monkeypatch.undo()
    assert str(raised.value).startswith(message)
    assert raised.value.file == str(target)
    assert target.read_bytes() == OLD
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_an_interrupt_leaves_the_old_file(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(target, NEW)
    monkeypatch.undo()
    assert target.read_bytes() == OLD
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_several_files_or_none(target: Path) -> None:
    with pytest.raises(FileError):
        write_all_whole({str(target): [NEW], str(target.parent / "no" / "such" / "folder"): [NEW]})
    assert target.read_bytes() == OLD
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@POSIX
@pytest.mark.parametrize("mode", [0o640, 0o600, 0o755])
def test_permissions_stay(target: Path, mode: int) -> None:
    target.chmod(mode)
    write_whole(target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == mode


@POSIX
def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    write_whole(tmp_path / "new", NEW)
    (tmp_path / "usual").touch()
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


@POSIX
@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_a_link(tmp_path: Path, exists: bool) -> None:
    (tmp_path / "real").mkdir()
    file, link = tmp_path / "real" / "net.bpnet", tmp_path / "link.bpnet"
    if exists:
        file.write_bytes(OLD)
    link.symlink_to(Path("real") / "net.bpnet")
    write_whole(link, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW


@POSIX
def test_a_link_that_leads_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(FileError, match="its links lead in a circle"):
        write_whole(tmp_path / "a", NEW)


@POSIX
def test_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    write_whole(os.devnull, NEW)
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("no/such/net.bpnet", "cannot be written: the folder does not exist; name one that does"),
        (".", "cannot be written: it is a folder; add a file name"),
        ("net.bpnet/x", "cannot be written: part of the path is a file, not a folder; choose another place"),
        ("x" * 300, "cannot be written: the name is too long; choose a shorter one"),
        ("a\0b", "cannot be written: "),
    ],
)
@pytest.mark.parametrize("write", [lambda path: write_whole(path, NEW), check_writable])
def test_places_where_nothing_can_be_written(
    target: Path, place: str, message: str, write: Callable[[Path], None]
) -> None:
    with pytest.raises(FileError) as raised:
        write(target.parent / place)
    assert str(raised.value).startswith(message)


def test_checking_a_place_changes_nothing(target: Path) -> None:
    check_writable(target)
    check_writable(target.parent / "new")
    assert target.read_bytes() == OLD
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_is_not_replaced(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(FileError, match="you may not write there"):
        write_whole(target, NEW)
    assert target.read_bytes() == OLD


KILLED = """
import os, sys
from backprop_gui.document.whole_files import write_whole
print("ready", flush=True)
contents = [b"a" * 300_000, b"b" * 300_000]
while True:
    for data in contents:
        write_whole(sys.argv[1], data)
"""


@POSIX
@pytest.mark.parametrize("moment", range(10))
def test_killed_while_saving(target: Path, moment: int) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(target)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    limit = 20_000 * (moment + 1)
    while limit and process.poll() is None:  # spend some time without sleeping
        limit -= 1
    process.kill()
    process.wait()
    process.stdout.close()
    assert target.read_bytes() in (OLD, b"a" * 300_000, b"b" * 300_000)


def part(folder: Path, begins: str = whole_files.PARTS, made: float = 0.0) -> Path:
    """Leave a half-written file, as a program that was killed long ago does."""
    left = folder / f"{begins}{os.urandom(8).hex()}.part"
    left.touch()
    os.utime(left, (made, made))
    return left


def test_what_a_killed_program_left_half_written_goes_with_the_next_save(tmp_path: Path) -> None:
    gone = part(tmp_path)
    new = part(tmp_path, made=time.time())
    others = part(tmp_path, ".backprop-gui-elsewhere-"), part(tmp_path, ".download-")
    write_whole(tmp_path / "net.bpnet", b"new")
    assert not gone.exists()
    assert new.exists() and all(path.exists() for path in others)


def test_what_somebody_is_just_writing_stays(tmp_path: Path) -> None:
    staged = StagedFile(tmp_path / "net.bpnet", [b"new"])
    assert staged.beside is not None
    os.utime(staged.beside, (0, 0))
    whole_files.sweep(tmp_path)
    assert staged.beside is not None and staged.beside.exists()
    staged.take_place()
    staged.discard()
    assert [path.name for path in tmp_path.iterdir()] == ["net.bpnet"]
