"""A lock is held by one process at a time, and by none that has ended."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from backprop_gui.document.locks import ProcessLock

HOLD = """
import sys
from pathlib import Path
from backprop_gui.document.locks import ProcessLock
print(ProcessLock(Path(sys.argv[1])).acquire(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "locks" / "one.lock"


def test_one_at_a_time(path: Path) -> None:
    one, other = ProcessLock(path), ProcessLock(path)
    assert one.acquire() and one.acquire()
    assert not other.acquire()
    one.release()
    assert not path.exists()
    assert other.acquire()
    other.release()


def test_a_killed_process_holds_nothing(path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        lock = ProcessLock(path)
        assert not lock.acquire()
        holder.send_signal(signal.SIGKILL)
    assert path.exists()
    assert lock.acquire()
    lock.release()


def test_a_lock_whose_file_was_removed_is_no_lock(path: Path) -> None:
    one, other, third = (ProcessLock(path) for _ in range(3))
    assert one.acquire()
    path.unlink()
    assert other.acquire()
    one.release()  # removes the other's file, which no longer protects it
    assert third.acquire()
    other.release()
    third.release()


def test_where_no_lock_can_be_made_nobody_is_kept_from_working(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert ProcessLock(tmp_path / "file" / "one.lock").acquire()
