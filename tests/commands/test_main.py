"""The program's door: which way a command line leads, and how it complains."""

import io
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from support.commands import Run, write
from support.projects import seed_tree

from backprop_gui import __version__, start_guard

DISPLAY_NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in DISPLAY_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Give a list of what a window was opened with, without opening one."""
    files: list[str | None] = []
    startup = ModuleType("startup")

    def run_window(path: str | None) -> int:
        files.append(path)
        return 7

    startup.run_window = run_window  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "backprop_gui.app.startup", startup)
    monkeypatch.setattr(start_guard, "start_objection", lambda: None)
    monkeypatch.setenv("DISPLAY", ":99")
    return files


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"backprop-gui {__version__}\n", "")


@pytest.mark.parametrize("command", [[], ["trace"], ["train"], ["check"], ["example"]])
def test_help(run: Run, command: list[str]) -> None:
    done = run(*command, "--help")
    assert done.code == 0
    assert done.out.startswith(" ".join(["usage: backprop-gui", *command]))


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        ([], [None]),
        (["net.bpnet"], ["net.bpnet"]),
        (["./trace"], ["./trace"]),
        (["--", "trace.x"], ["trace.x"]),
    ],
)
def test_the_window(run: Run, opened: list[str | None], arguments: list[str], files: list[str]) -> None:
    assert run(*arguments).code == 7
    assert opened == files


def test_a_python_that_would_crash(run: Run, opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start_guard, "start_objection", lambda: "it would crash")
    assert run() == (1, "", "backprop-gui: it would crash\n")
    assert opened == []


def test_without_a_display_the_example_is_told(run: Run, no_display: None) -> None:
    done = run()
    assert done.code == 0
    assert done.err == "backprop-gui: there is no display for a window; here is the round as text\n"
    assert done.out.startswith("Seed example, round 1, sample 1\n")


def test_without_a_display_a_file_is_told(run: Run, no_display: None, in_folder: Path) -> None:
    tree = seed_tree() | {"title": "Mine"}
    write(tree)
    assert run("net.bpnet").out.startswith("Mine, round 1")


def test_without_a_display_a_bad_file_is_refused(run: Run, no_display: None, in_folder: Path) -> None:
    done = run("none.bpnet")
    assert (done.code, done.out) == (2, "")
    (told,) = done.err.splitlines()
    assert told.startswith("backprop-gui: none.bpnet: cannot be read: there is no such file")


@pytest.mark.parametrize("name", DISPLAY_NAMES)
def test_each_of_these_means_a_display(
    run: Run, no_display: None, opened: list[str | None], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setenv(name, "x")
    assert run().code == 7


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--nope"], "unrecognized arguments: --nope"),
        (["a.bpnet", "b.bpnet"], "expected one FILE, found 2: a window shows one project"),
        (
            ["trian", "net.bpnet"],
            "expected one FILE or a command (trace, train, check, example), found 'trian'",
        ),
        (["trace"], "trace: the following arguments are required: FILE"),
        (["trace", "a", "b"], "trace: unrecognized arguments: b"),
        (["trace", "a", "--form", "json"], "trace: unrecognized arguments: --form json"),
        (["check", "a\nb", "--x\x1b"], r"check: unrecognized arguments: --x\x1b"),
    ],
)
def test_usage(run: Run, arguments: list[str], complaint: str) -> None:
    assert run(*arguments).complaint == f"backprop-gui: {complaint}"


@pytest.mark.parametrize("arguments", [["trace"], ["train", "--rounds", "1"], ["check"]])
@pytest.mark.parametrize(
    ("file", "complaint"),
    [
        ("bad.bpnet", "bad.bpnet: network.layers[1].weights[0]: expected 2 numbers, found 3"),
        ("./bad.bpnet", "./bad.bpnet: network.layers[1].weights[0]: expected 2 numbers, found 3"),
        ("none.bpnet", "none.bpnet: cannot be read: there is no such file; check the name and the folder"),
        (".", ".: cannot be read: it is a folder; name a file in it"),
        (
            "a\nb\x1b[31m",
            r"a\nb\x1b[31m: cannot be read: there is no such file; check the name and the folder",
        ),
    ],
)
def test_bad_files(run: Run, in_folder: Path, arguments: list[str], file: str, complaint: str) -> None:
    tree = seed_tree()
    tree["network"]["layers"][1]["weights"][0] = [1, 2, 3]
    write(tree, "bad.bpnet")
    name, *rest = arguments
    assert run(name, file, *rest).complaint == f"backprop-gui: {complaint}"


def test_standard_input(run: Run, in_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = Path("net.bpnet").read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert run("trace", "-").out.startswith("Seed example")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"{}")))
    assert run("trace", "-").complaint == 'backprop-gui: -: expected the key "format", found none'
