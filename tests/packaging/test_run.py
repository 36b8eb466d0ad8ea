"""The script behind the README's two commands, without installing anything."""

import importlib.util
import os
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


def loaded() -> ModuleType:
    """Load what packaging/run.py starts."""
    spec = importlib.util.spec_from_file_location("set_up", CHECKOUT / "packaging" / "set_up.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script with every command recorded in `commands` instead of run."""
    module = loaded()
    module.commands = []

    def record(*command: object, **_: object) -> int:
        module.commands.append([str(part) for part in command])
        return 0

    monkeypatch.setattr(module, "run", record)
    monkeypatch.setattr(module, "run_quietly", record)
    return module


@pytest.fixture
def new_checkout(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("pyproject.toml", "uv.lock"):
        (tmp_path / name).write_bytes((CHECKOUT / name).read_bytes())
    monkeypatch.setattr(script, "find_spec", lambda name: True)
    environment = tmp_path / ".venv"
    (environment / "bin").mkdir(parents=True)
    for name, path in {
        "CHECKOUT": tmp_path,
        "ENVIRONMENT": environment,
        "PROGRAMS": environment / "bin",
        "PYTHON": environment / "bin" / "python",
    }.items():
        monkeypatch.setattr(script, name, path)
    return tmp_path


def test_program_gets_its_arguments(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "provide_system_packages", lambda testing: "")
    monkeypatch.setattr(script, "provide_environment", lambda extras: None)
    script.main(["trace", "a b.bpnet", "--sample", "1"])
    started = [str(script.PYTHON), "-P", "-m", "backprop_gui"]
    assert script.commands == [[*started, "trace", "a b.bpnet", "--sample", "1"]]


def test_pytest_gets_its_arguments(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setattr(script, "provide_system_packages", lambda testing: "")
    monkeypatch.setattr(script, "provide_environment", lambda extras: None)
    script.main(["test", "tests/core", "-x"])
    assert script.commands == [[str(script.PYTHON), "-m", "pytest", "tests/core", "-x"]]


def test_environment_is_made_once(script: ModuleType, new_checkout: Path) -> None:
    script.provide_environment("fast,test")
    made, installed = script.commands
    assert made[1:] == ["-m", "venv", "--without-pip", str(new_checkout / ".venv")]
    assert installed[1:3] == ["-m", "pip"] and "install" in installed
    script.provide_environment("fast,test")
    assert len(script.commands) == 2


def test_environment_follows_the_lock(script: ModuleType, new_checkout: Path) -> None:
    script.provide_environment("fast")
    with (new_checkout / "uv.lock").open("a") as lock:
        lock.write("\n")
    script.provide_environment("fast")
    assert sum("pip" in command for command in script.commands) == 2


def test_environment_follows_a_move(
    script: ModuleType, new_checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.provide_environment("fast")
    moved = new_checkout.rename(new_checkout.with_name("umgezögen"))
    for name in ("CHECKOUT", "ENVIRONMENT", "PROGRAMS", "PYTHON"):
        monkeypatch.setattr(script, name, moved / getattr(script, name).relative_to(new_checkout))
    script.provide_environment("fast")
    assert sum("pip" in command for command in script.commands) == 2


def test_no_file_that_python_reads_at_its_start_names_the_checkout(
    script: ModuleType, new_checkout: Path
) -> None:
    libraries = new_checkout / ".venv" / "lib" / "python3.11" / "site-packages"
    libraries.mkdir(parents=True)
    (libraries / "_backprop_gui.pth").write_text(str(new_checkout))
    script.provide_environment("fast")
    assert [path.name for path in libraries.iterdir()] == ["checkout.pth"]
    assert (libraries / "checkout.pth").read_text().isascii()


def test_the_start_script_finds_its_python_wherever_it_stands(script: ModuleType, new_checkout: Path) -> None:
    script.provide_environment("fast")
    python = new_checkout / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    link = new_checkout / "link"
    link.symlink_to(python.with_name("backprop-gui"))
    told = subprocess.run([link, "trace", "a b"], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["-P", "-m", "backprop_gui", "trace", "a b"]


def test_all_that_the_lists_wish_is_installed(script: ModuleType) -> None:
    wishes = script.requirements(["fast", "test"])
    assert {"numpy>=2.0", "numba>=0.61", "pytest>=8.3"} <= set(wishes)


def test_without_pip_it_is_said_how_to_get_it(
    script: ModuleType, new_checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"has no pip; this installs it:\n  .*pip"):
        script.provide_environment("fast")
    assert script.commands == []


def test_failed_installation_is_tried_again(
    script: ModuleType, new_checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "run", lambda *command: 7)
    monkeypatch.setattr(script, "run_quietly", lambda *command, **_: 7)
    for _ in range(2):
        with pytest.raises(SystemExit, match="7"):
            script.provide_environment("fast")


def test_versions_come_from_the_lock(script: ModuleType) -> None:
    versions = dict(line.split("==") for line in script.locked_versions())
    assert versions["pyside6-essentials"].startswith("6.11.")
    assert "backprop-gui" not in versions


def test_nothing_is_installed_where_nothing_lacks(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "loads", lambda library: True)
    monkeypatch.setattr(script.shutil, "which", lambda program: program)
    script.provide_system_packages(testing=True)
    assert script.commands == []


def test_root_installs_what_lacks(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(script.shutil, "which", lambda program: program)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("DEBIAN_FRONTEND", "")
    script.provide_system_packages(testing=False)
    update, install = script.commands
    assert update[:2] == ["apt-get", "update"]
    assert install[:2] == ["apt-get", "install"]
    assert "libegl1" in install
    assert "libgl1" not in install


@pytest.mark.parametrize(
    ("sudo", "expected"),
    [
        ("/usr/bin/sudo", "  sudo apt-get update && sudo apt-get install --yes "),
        (None, "  su -c 'apt-get update && apt-get install --yes "),
    ],
)
def test_others_are_told_how_at_the_end(
    script: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sudo: str | None,
    expected: str,
) -> None:
    monkeypatch.setattr(script, "loads", lambda library: False)
    monkeypatch.setattr(script.shutil, "which", lambda program: sudo)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(script, "provide_environment", lambda extras: None)
    monkeypatch.setattr(script, "run", lambda *command: print("the round as text", file=sys.stderr) or 3)
    assert script.main([]) == 3
    assert "the round as text" in capsys.readouterr().err.splitlines()[0]
    script.main([])
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(expected)
    assert {"libegl1", "libxcb-cursor0"} <= set(last.split())


def test_what_fails_is_shown_whole_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = loaded()
    command = [sys.executable, "-c", "import sys; print('367 lines'); sys.exit(int(sys.argv[1]))"]
    assert script.run_quietly(*command, "0") == 0
    assert capsys.readouterr().err == ""
    assert script.run_quietly(*command, "7") == 7
    assert capsys.readouterr().err.endswith("failed:\n367 lines\n\n")


def test_progress_is_one_line_a_download(script: ModuleType) -> None:
    lines = [
        "Collecting numpy>=2.0",
        "  Downloading numpy-2.3.1-cp313-cp313-manylinux_2_28_x86_64.whl.metadata (62 kB)",
        "  Downloading https://files.pythonhosted.org/a/b/numpy-2.3.1-cp313-cp313-linux_x86_64.whl (16.6 MB)",
        "Downloading pyqtgraph-0.14.0-py3-none-any.whl (2.0 MB)",
        "Installing collected packages: numpy",
    ]
    told = [script.download(line) for line in lines]
    assert told == [
        *("", "", "downloading numpy 2.3.1 (16.6 MB)", "downloading pyqtgraph 0.14.0 (2.0 MB)"),
        "installing what was downloaded",
    ]


def test_tests_stop_where_qt_cannot_load(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "loads", lambda library: False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert script.main(["test"]) == 1
    assert script.commands == []


def test_tests_go_on_without_an_x_server(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "loads", lambda library: True)
    monkeypatch.setattr(script.shutil, "which", lambda program: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert script.missing_packages(testing=True) == ["xvfb"]
    assert script.provide_system_packages(testing=True)
    assert script.commands == []


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_an_older_python_is_told_so_in_a_sentence(version: tuple[int, int, int]) -> None:
    text = (CHECKOUT / "packaging" / "run.py").read_text(encoding="ascii")
    assert not re.search(r"\bf\"|->|:=|: [A-Z]\w* =", text), "older Pythons have to read it"
    check = text.split("from set_up")[0].replace("sys.version_info", str(version))
    with pytest.raises(SystemExit, match=f"needs Python 3.11 or newer; this is Python {version[0]}"):
        exec(check, {})


def test_script_needs_only_the_standard_library(script: ModuleType) -> None:
    used = {name for name, value in vars(script).items() if isinstance(value, ModuleType)}
    assert used <= sys.stdlib_module_names


def test_ci_runs_the_readme_command() -> None:
    ci = CHECKOUT / ".ci" / "run"
    assert ci.stat().st_mode & stat.S_IXUSR
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    for command in ("python3 packaging/run.py", "python3 packaging/run.py test"):
        assert f"```sh\n{command}\n```" in readme
    assert "python3 packaging/run.py test" in ci.read_text(encoding="utf-8")


def test_lock_names_only_the_public_registry() -> None:
    lock = tomllib.loads((CHECKOUT / "uv.lock").read_text(encoding="utf-8"))
    sources = [source for package in lock["package"] for source in package["source"].values()]
    assert set(sources) == {"https://pypi.org/simple", "."}
    files = [file for package in lock["package"] for file in package.get("wheels", [])]
    assert {file["url"].split("/")[2] for file in files} == {"files.pythonhosted.org"}
