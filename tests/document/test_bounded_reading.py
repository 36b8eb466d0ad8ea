"""What is no file, or has no end, is refused or read as far as it may go."""

import os
from pathlib import Path

import pytest

from backprop_gui.document.bounded_reading import read_bounded
from backprop_gui.document.csv_table import read_file
from backprop_gui.document.errors import FileError
from backprop_gui.document.newer import open_project


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("read", [open_project, read_file])
def test_a_window_waits_for_no_pipe(tmp_path: Path, read: object) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FileError, match="expected a file, found a pipe or a device"):
        read(pipe)  # type: ignore[operator]
    writer = os.open(pipe, os.O_RDWR)
    with pytest.raises(FileError, match="expected a file, found a pipe or a device"):
        read(pipe)  # type: ignore[operator]
    os.close(writer)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_an_endless_device() -> None:
    with pytest.raises(FileError, match="expected at most 10 MB, found more"):
        read_bounded("/dev/zero", 10_000_000, waits=True)
    with pytest.raises(FileError, match="expected a file, found a pipe or a device"):
        read_file("/dev/zero")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(12_300_000)
    with pytest.raises(FileError, match=r"expected at most 10 MB, found 12\.3 MB"):
        read_bounded(tmp_path / "large", 10_000_000)


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        read_bounded(tmp_path, 10)
