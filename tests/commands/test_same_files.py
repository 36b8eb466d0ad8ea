"""No output of a command is also its input, or another output, by whatever names they go."""

import io
import os
import sys
from pathlib import Path

import pytest
from support.commands import Run

from backprop_gui.commands import same_files
from backprop_gui.core.trainer import Trainer


@pytest.fixture(autouse=True)
def nothing_runs(monkeypatch: pytest.MonkeyPatch, in_folder: Path) -> None:
    monkeypatch.setattr(Trainer, "advance", lambda *given, **named: pytest.fail("trained before complaining"))
    Path("folder").mkdir()
    Path("by-link.bpnet").symlink_to("net.bpnet")
    Path("by-name.bpnet").hardlink_to("net.bpnet")
    Path("to-come").symlink_to("new.csv")
    Path("by-folder").symlink_to("folder")


@pytest.mark.parametrize(
    ("command", "ends"),
    [
        (["train", "net.bpnet", "--rounds", "1", "--history", "net.bpnet"], ("FILE", "--history")),
        (["train", "net.bpnet", "--rounds", "1", "--history", "folder/../net.bpnet"], ("FILE", "--history")),
        (["train", "net.bpnet", "--rounds", "1", "--history", "by-link.bpnet"], ("FILE", "--history")),
        (["train", "net.bpnet", "--rounds", "1", "--history", "by-name.bpnet"], ("FILE", "--history")),
        (
            ["train", "net.bpnet", "--rounds", "1", "-o", "new.csv", "--history", "./new.csv"],
            ("-o", "--history"),
        ),
        (
            ["train", "net.bpnet", "--rounds", "1", "-o", "new.csv", "--history", "to-come"],
            ("-o", "--history"),
        ),
        (
            ["train", "net.bpnet", "--rounds", "1", "-o", "folder/x", "--history", "by-folder/x"],
            ("-o", "--history"),
        ),
        (["trace", "net.bpnet", "-o", "by-link.bpnet"], ("FILE", "-o")),
    ],
    ids=lambda given: " ".join(given[4:] or given),
)
def test_one_file_under_two_names_is_refused(run: Run, command: list[str], ends: tuple[str, str]) -> None:
    before = Path("net.bpnet").read_bytes()
    expected = f"{command[0]}: {ends[0]} and {ends[1]}: expected two files, found the same one twice"
    assert run(*command).complaint == f"backprop-gui: {expected}"
    assert Path("net.bpnet").read_bytes() == before
    assert not Path("new.csv").exists()


def test_the_file_behind_standard_output_counts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("net.bpnet").open("a") as behind:
        monkeypatch.setattr(sys, "stdout", behind)
        code = run("trace", "net.bpnet").code
        assert (code, behind.tell()) == (2, Path("net.bpnet").stat().st_size)


def test_the_file_behind_standard_input_counts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("net.bpnet").open("rb") as behind:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(behind))
        assert run("trace", "-", "-o", "by-link.bpnet").complaint.startswith(
            "backprop-gui: trace: FILE and -o: "
        )


def test_where_letters_case_makes_no_difference(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given = ("train", "net.bpnet", "--rounds", "0", "-o", "Out", "--history", "out")
    monkeypatch.setattr(same_files, "ignores_case", lambda folder: True)
    assert "found the same one twice" in run(*given).complaint
    monkeypatch.setattr(same_files, "ignores_case", lambda folder: False)
    assert run(*given).code == 0


def test_a_folder_of_this_system_ignores_case_or_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "Folder"
    folder.mkdir()
    assert same_files.ignores_case(folder) == (tmp_path / "fOLDER").exists()


def test_training_onto_the_file_itself_and_into_devices_is_allowed(run: Run) -> None:
    assert run("train", "net.bpnet", "--rounds", 0, "-o", "by-link.bpnet").code == 0
    assert Path("by-link.bpnet").is_symlink()
    assert run("train", "net.bpnet", "--rounds", 0, "-o", os.devnull, "--history", os.devnull).code == 0
