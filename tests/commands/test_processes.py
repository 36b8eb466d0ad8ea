"""Commands as processes of their own: what they load, what they leave, how they end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.patience import PATIENCE

from backprop_gui.resource_files import resource

PROGRAM = [sys.executable, "-m", "backprop_gui"]
SEED = str(resource("examples", "seed.bpnet"))
QT = {"PySide6", "shiboken6", "pyqtgraph", "ziamath"}
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and pipes as POSIX has them")

LOADED = """
import sys
from backprop_gui.__main__ import main
code = main(sys.argv[1:])
print("loaded", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded(*arguments: str) -> set[str]:
    """Run a command and return the top-level modules that it loaded."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DISPLAY", "QT_", "WAY"))
    }
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    return set(done.stderr.splitlines()[-1].split()[1:])


@pytest.mark.parametrize(
    "arguments",
    [
        ["trace", SEED],
        ["trace", SEED, "--format", "json"],
        ["train", SEED, "--rounds", "2"],
        ["check", SEED],
        ["example"],
        ["example", "seed"],
        ["trace", "none.bpnet"],
        pytest.param([], marks=pytest.mark.skipif(sys.platform != "linux", reason="a display is there")),
    ],
    ids=" ".join,
)
def test_commands_load_no_qt(arguments: list[str]) -> None:
    assert loaded(*arguments) & QT == set()


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["train", "--help"], ["trace"]], ids=" ".join
)
def test_help_and_usage_load_nothing_slow(arguments: list[str]) -> None:
    assert loaded(*arguments) & (QT | {"numpy", "msgspec"}) == set()


def test_module_entry() -> None:
    done = subprocess.run([*PROGRAM, "trace", "none.bpnet"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("backprop-gui: none.bpnet: ")
    assert done.stderr.count("\n") == 1


def test_output_is_utf8_whatever_the_locale() -> None:
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = subprocess.run([*PROGRAM, "trace", SEED], capture_output=True, env=environment, check=True)
    assert "∂E_total/∂w5" in done.stdout.decode("utf-8")


@POSIX
def test_a_reader_that_has_gone_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*PROGRAM, "trace", SEED], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "trace", SEED], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("backprop-gui: standard output: cannot be written: ")
    assert done.stderr.count("\n") == 1


INTERRUPTED = """
import os, signal, sys, threading
from backprop_gui.__main__ import main
from backprop_gui.core.trainer import Trainer

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
advance = Trainer.advance
def begin(self, *arguments, **named):
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
    Trainer.advance = advance
    return advance(self, *arguments, **named)

Trainer.advance = begin
sys.exit(main(sys.argv[1:]))
"""


@POSIX
def test_ctrl_c_ends_in_one_line(tmp_path: Path) -> None:
    out = tmp_path / "out.bpnet"
    command = [sys.executable, "-c", INTERRUPTED, "train", SEED, "--rounds", "1000000000", "-o", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "backprop-gui: interrupted; nothing was written\n"
    assert list(tmp_path.iterdir()) == []
