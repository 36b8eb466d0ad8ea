"""The script behind the README's two commands, without installing anything."""

import importlib.util
import os
import stat
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load packaging/run.py with every command recorded in `commands` instead of run."""
    spec = importlib.util.spec_from_file_location("run_script", CHECKOUT / "packaging" / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.commands = []

    def record(*command: object) -> int:
        module.commands.append([str(part) for part in command])
        return 0

    monkeypatch.setattr(module, "run", record)
    return module


@pytest.fixture
def new_checkout(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("pyproject.toml", "uv.lock"):
        (tmp_path / name).write_bytes((CHECKOUT / name).read_bytes())
    environment = tmp_path / ".venv"
    environment.mkdir()
    for name, path in {
        "CHECKOUT": tmp_path,
        "ENVIRONMENT": environment,
        "PYTHON": environment / "bin" / "python",
    }.items():
        monkeypatch.setattr(script, name, path)
    return tmp_path


def test_program_gets_its_arguments(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "provide_system_packages", lambda testing: None)
    monkeypatch.setattr(script, "provide_environment", lambda extras: None)
    script.main(["trace", "a b.bpnet", "--sample", "1"])
    assert script.commands == [[str(script.PROGRAMS / "backprop-gui"), "trace", "a b.bpnet", "--sample", "1"]]


def test_pytest_gets_its_arguments(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setattr(script, "provide_system_packages", lambda testing: None)
    monkeypatch.setattr(script, "provide_environment", lambda extras: None)
    script.main(["test", "tests/core", "-x"])
    assert script.commands == [[str(script.PYTHON), "-m", "pytest", "tests/core", "-x"]]


def test_environment_is_made_once(script: ModuleType, new_checkout: Path) -> None:
    script.provide_environment("fast,test")
    made, installed = script.commands
    assert made[1:] == ["-m", "venv", "--without-pip", str(new_checkout / ".venv")]
    assert installed[-1] == f"{new_checkout}[fast,test]"
    script.provide_environment("fast,test")
    assert len(script.commands) == 2


def test_environment_follows_the_lock(script: ModuleType, new_checkout: Path) -> None:
    script.provide_environment("fast")
    with (new_checkout / "uv.lock").open("a") as lock:
        lock.write("\n")
    script.provide_environment("fast")
    assert sum("pip" in command for command in script.commands) == 2


def test_failed_installation_is_tried_again(
    script: ModuleType, new_checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "run", lambda *command: 7)
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


def test_others_are_told_how(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script, "loads", lambda library: False)
    monkeypatch.setattr(script.shutil, "which", lambda program: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    script.provide_system_packages(testing=False)
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("  sudo apt-get install ")
    assert {"libegl1", "libxcb-cursor0"} <= set(last.split())
    assert script.commands == []


def test_tests_stop_where_qt_cannot_load(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "loads", lambda library: False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="1"):
        script.main(["test"])
    assert script.commands == []


def test_tests_go_on_without_an_x_server(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "loads", lambda library: True)
    monkeypatch.setattr(script.shutil, "which", lambda program: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert script.missing_packages(testing=True) == ["xvfb"]
    script.provide_system_packages(testing=True)
    assert script.commands == []


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
