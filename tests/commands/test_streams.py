"""Commands, and the window's start, whose standard streams are closed or full, or that are given a pipe."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backprop_gui.resource_files import resource

SEED = str(resource("examples", "seed.bpnet"))
PROGRAM = f"'{sys.executable}' -m backprop_gui"
pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a shell and /dev/full")


def shell(line: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a line of the shell, in which PROGRAM is this program."""
    command = ["bash", "-c", line.replace("PROGRAM", f"exec {PROGRAM}").replace("SEED", f"'{SEED}'")]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
    )


COMMANDS = [
    "trace SEED",
    "train SEED --rounds 2",
    "check SEED",
    "example",
    "--help",
    "trace --help",
    "--version",
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("closing", [">&-", ">/dev/full", "<&- >&-"])
def test_where_nothing_can_be_printed_one_line_says_so(command: str, closing: str) -> None:
    done = shell(f"PROGRAM {command} {closing}")
    assert done.returncode == 2
    assert done.stderr.startswith("backprop-gui: standard output: cannot be written: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("closing", ["2>&-", "2>/dev/full"])
def test_without_standard_error_the_code_stays(closing: str) -> None:
    fine = shell(f"PROGRAM train SEED --rounds 2 {closing}")
    assert (fine.returncode, fine.stdout.count("\n")) == (0, 2)
    refused = shell(f"PROGRAM trace none.bpnet {closing}")
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", "")


def test_closed_standard_input() -> None:
    done = shell("PROGRAM trace - <&-")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "backprop-gui: -: cannot be read: standard input is closed; give it a file, or name one\n"
    )
    assert shell("PROGRAM trace SEED <&-").returncode == 0


def test_what_is_written_does_not_fall_into_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = shell(f"PROGRAM trace SEED --format json -o '{out}' <&- >&- 2>&-")
    assert done.returncode == 0
    assert json.loads(out.read_text())["version"] == 1


@pytest.mark.parametrize("command", ["trace", "check", "train --rounds 1", ""])
def test_a_pipe_that_nobody_writes_into_is_refused_at_once(tmp_path: Path, command: str) -> None:
    os.mkfifo(tmp_path / "net.bpnet")
    environment = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    done = shell(f"PROGRAM {command} '{tmp_path}/net.bpnet'", **environment)
    assert done.returncode == 2
    assert done.stderr.endswith("net.bpnet: expected a file, found a pipe into which nothing is written\n")


@pytest.mark.parametrize("file", ["<(cat SEED)", "/dev/stdin < SEED", "- < SEED", "/dev/stdin < <(cat SEED)"])
def test_a_pipe_that_somebody_writes_into_is_read(file: str) -> None:
    done = shell(f"PROGRAM trace {file}")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Seed example, round 1")


@pytest.mark.parametrize("platform", ["nonsense", "xcb"])
def test_where_qt_can_open_no_window_one_sentence_says_so(platform: str) -> None:
    done = shell("PROGRAM", QT_QPA_PLATFORM=platform, DISPLAY="", WAYLAND_DISPLAY="")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"backprop-gui: no window can be opened with QT_QPA_PLATFORM={platform}: ")
    assert done.stderr.count("\n") == 1
