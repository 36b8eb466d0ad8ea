"""Disks that are really full or read-only: the old file stays, and one line says what to do."""

import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from backprop_gui.document.errors import FileError
from backprop_gui.document.examples import load_example
from backprop_gui.document.recovery import Work, new_slot
from backprop_gui.document.storage import load, save

SEED = load_example("seed")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few pages, with the seed's example on it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("needs the right to mount a disk")
    save(folder / "net.bpnet", SEED)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def filled(disk: Path) -> None:
    """Fill a disk to its last byte."""
    with (disk / "filling").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            pass


def test_a_full_disk(disk: Path) -> None:
    before = (disk / "net.bpnet").read_bytes()
    filled(disk)
    with pytest.raises(FileError, match=r"^cannot be written: the disk is full; free some space"):
        save(disk / "net.bpnet", load_example("opening"))
    assert (disk / "net.bpnet").read_bytes() == before
    assert {path.name for path in disk.iterdir()} == {"net.bpnet", "filling"}
    (disk / "filling").unlink()
    save(disk / "net.bpnet", load_example("opening"))
    assert load(disk / "net.bpnet").title == "Opening example"


def test_a_full_disk_for_the_copies(disk: Path) -> None:
    slot = new_slot(disk / "recovery")
    slot.write(Work(SEED))
    filled(disk)
    with pytest.raises(FileError, match="the disk is full"):
        slot.write(Work(load_example("opening")))
    assert slot.read().project.title == "Seed example"
    slot.leave()


def test_a_read_only_disk(disk: Path) -> None:
    before = (disk / "net.bpnet").read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(FileError, match="cannot be written"):
        save(disk / "net.bpnet", load_example("opening"))
    assert (disk / "net.bpnet").read_bytes() == before
    slot = new_slot(disk / "recovery")  # not even a lock can be made there
    with pytest.raises(FileError, match="read-only"):
        slot.write(Work(SEED))


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    save(tmp_path / "net.bpnet", SEED)
    before = (tmp_path / "net.bpnet").read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, limits[1]))
    try:
        with pytest.raises(FileError, match="larger than files may be there"):
            save(tmp_path / "net.bpnet", load_example("opening"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / "net.bpnet").read_bytes() == before


def test_a_link_and_its_permissions_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "real.bpnet", tmp_path / "link.bpnet"
    save(file, SEED)
    file.chmod(0o640)
    link.symlink_to("real.bpnet")
    save(link, load_example("opening"))
    assert (link.is_symlink(), link.readlink()) == (True, Path("real.bpnet"))
    assert file.stat().st_mode & 0o777 == 0o640
    assert load(file).title == "Opening example"
