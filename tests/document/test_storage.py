"""Loading and saving: limits, standard input, and errors in words."""

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.projects import project_of, seed_tree

from backprop_gui.document import bounded_reading, storage
from backprop_gui.document.errors import FileError
from backprop_gui.document.schema import encode
from backprop_gui.document.storage import load, save

SEED = project_of(seed_tree())


def test_save_and_load(tmp_path: Path) -> None:
    save(tmp_path / "net.bpnet", SEED)
    assert encode(load(tmp_path / "net.bpnet")) == encode(SEED) == (tmp_path / "net.bpnet").read_bytes()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(encode(SEED))))
    assert load("-").title == "Seed example"


def reason(path: str | Path) -> str:
    with pytest.raises(FileError) as raised:
        load(path)
    assert raised.value.file == str(path)
    return str(raised.value)


def test_a_file_that_there_is_not(tmp_path: Path) -> None:
    expected = "cannot be read: there is no such file; check the name and the folder"
    assert reason(tmp_path / "none.bpnet") == expected


def test_a_folder(tmp_path: Path) -> None:
    assert reason(tmp_path) == "cannot be read: it is a folder; name a file in it"


def test_a_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    expected = "cannot be read: part of the path is a file, not a folder; check the path"
    assert reason(tmp_path / "file" / "net.bpnet") == expected


def test_an_impossible_path() -> None:
    assert reason("a\0b").startswith("cannot be read: ")


def test_the_file_is_named_with_what_is_wrong_in_it(tmp_path: Path) -> None:
    (tmp_path / "net.bpnet").write_text("{}")
    assert reason(tmp_path / "net.bpnet") == 'expected the key "format", found none'


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.bpnet"
    with path.open("wb") as file:
        file.truncate(7_300_000_000)  # takes no room on the disk
    monkeypatch.setattr(bounded_reading, "read_to_end", lambda file: pytest.fail("read"))
    assert reason(path) == "expected at most 5 MB, found 7300.0 MB"


def test_an_endless_stream_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless:
        def read(self, size: int) -> bytes:
            return b" " * size

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Endless()))
    assert reason("-") == "expected at most 5 MB, found more"


def test_what_could_not_be_opened_again_is_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "LARGEST_FILE", 500)
    with pytest.raises(FileError, match="expected at most"):
        save(tmp_path / "net.bpnet", SEED)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "net.bpnet"
    path.touch(mode=0)
    assert reason(path).startswith("cannot be read: you may not read it")
