"""What every test may rely on: no display needed, no user's folder touched, nothing left running."""

import gc
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot
from support.patience import PATIENCE

SECONDS_TO_STOP = PATIENCE

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

is_worker = "PYTEST_XDIST_WORKER" in os.environ

# Numba would not notice that a file which the kernel imports has changed: compile it for these tests.
if not is_worker:  # those share what the process that began them has made
    numba_cache = tempfile.TemporaryDirectory(prefix="backprop-gui-tests-")
    os.environ["NUMBA_CACHE_DIR"] = numba_cache.name

# Let every wait of pytest-qt last that long: it has no setting for it.
for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive):
    wait.__kwdefaults__["timeout"] = round(1000 * PATIENCE)

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run the tests in as many processes as there are processors, unless something else is asked for.

    Here instead of among pytest's options, which would have to be known where xdist is turned off.
    """
    option = config.option
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # else every worker would begin workers of its own, without end
    if config.pluginmanager.hasplugin("xdist") and option.numprocesses is None and not option.usepdb:
        option.numprocesses = "logical"
        option.dist = "worksteal"


def lacking(what: str) -> None:
    """Skip the test for want of something; where everything has to be there (CI), fail it."""
    reason = f"needs {what}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def shared_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep caches and the runtime folder out of the user's home, once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
            folder = tmp_path_factory.mktemp(name.lower())
            folder.chmod(0o700)
            patch.setenv(name, str(folder))
        yield


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test its own empty settings, data and state folders."""
    from PySide6.QtCore import QSettings

    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(home / "xdg_config_home"))


@pytest.fixture(autouse=True)
def tidy_afterwards() -> Iterator[None]:
    """Collect garbage between tests only: inside a Qt call it could destroy widgets and lock up.

    What outlives a test is not looked at again after the next ones: most of it is modules, and looking
    through all of them took longer than the tests.
    """
    gc.disable()
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def numpy_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the compiled engine, which takes a while to load, to the tests that are about it."""
    from backprop_gui.core import engine

    if "compiled_engine" not in request.fixturenames:
        monkeypatch.setattr(engine, "load_meanwhile", lambda: None)
        monkeypatch.setattr(engine, "_compiled", None)


@pytest.fixture(autouse=True)
def kernel_compiled_once(request: pytest.FixtureRequest) -> None:
    """Compile the kernel where the first test needs it; what runs beside that waits for it."""
    if hasattr(request.module, "CompiledTrainer") and not os.environ.get("NUMBA_DISABLE_JIT"):
        compile_for_all()


@cache
def compile_for_all() -> None:
    from PySide6.QtCore import QLockFile

    from backprop_gui.core import kernel_cache

    folder = Path(os.environ["NUMBA_CACHE_DIR"])
    lock = QLockFile(str(folder / "filling"))
    lock.setStaleLockTime(0)
    lock.lock()
    if not kernel_cache.is_whole(folder):
        kernel_cache.fill(folder)
    lock.unlock()


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a Python thread running."""
    before = set(threading.enumerate())
    yield
    begun = [thread for thread in threading.enumerate() if thread not in before]
    # Threads that Qt owns show up as dummies and never leave the list; Qt itself aborts on those.
    own = [thread for thread in begun if not isinstance(thread, threading._DummyThread)]
    for thread in own:
        thread.join(SECONDS_TO_STOP)
    left = [thread.name for thread in own if thread.is_alive()]
    if left:
        pytest.fail(f"threads still running: {', '.join(left)}")


@contextmanager
def x_server() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start an X server without a screen; give its display's name and its process."""
    if shutil.which("Xvfb") is None:
        lacking("Xvfb")
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as answer:
        number = answer.readline().strip()
    if not number:
        pytest.fail(f"Xvfb gave no display and ended with {server.wait(SECONDS_TO_STOP)}")
    yield f":{number}", server
    server.terminate()
    server.wait(SECONDS_TO_STOP)


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """Give the name of a display that all tests share."""
    with x_server() as (name, _):
        yield name


@pytest.fixture
def own_display() -> Iterator[tuple[str, int]]:
    """Give the name of a display for one test alone, and its server's process."""
    with x_server() as (name, server):
        yield name, server.pid


@pytest.fixture
def x_environment(x_display: str, own_folders: None, tmp_path: Path) -> dict[str, str]:
    """Return the environment for a program that shall open a real window of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    return environment | {"DISPLAY": x_display, "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path)}
