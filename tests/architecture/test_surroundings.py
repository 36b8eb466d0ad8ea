"""The tests' surroundings catch what they promise to catch."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]

FAULTY = """
import threading, warnings
from pathlib import Path
from PySide6.QtCore import QObject, QSettings, QStandardPaths, qWarning
import conftest

conftest.SECONDS_TO_STOP = 0.01
stop = threading.Event()

def test_good(tmp_path):
    assert 1 + 1 == 2

def test_leaked_thread():
    threading.Thread(target=stop.wait, daemon=True).start()

def test_stopped_thread():
    stop.set()

def test_failing_thread():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_python_warning():
    warnings.warn("careful")

def test_qt_warning():
    qWarning("careful")

def test_folders_are_not_the_users(tmp_path_factory):
    base = tmp_path_factory.getbasetemp()
    places = QStandardPaths.StandardLocation
    for place in (places.AppDataLocation, places.CacheLocation, places.ConfigLocation):
        assert Path(QStandardPaths.writableLocation(place)).is_relative_to(base)
    assert Path(QSettings("a", "b").fileName()).is_relative_to(base)
"""


def test_faults_are_caught(tmp_path: Path) -> None:
    shutil.copy(CHECKOUT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_faulty.py").write_text(FAULTY)
    options = [
        "-c",
        CHECKOUT / "pyproject.toml",
        "--rootdir",
        tmp_path,
        "--import-mode=prepend",
        "-rA",
        "-n0",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-p", "no:cacheprovider", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    outcomes = re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)", done.stdout, re.MULTILINE)
    assert {" ".join(outcome) for outcome in outcomes} == {
        "PASSED test_good",
        "PASSED test_leaked_thread",
        "ERROR test_leaked_thread",
        "PASSED test_stopped_thread",
        "FAILED test_failing_thread",
        "FAILED test_python_warning",
        "FAILED test_qt_warning",
        "PASSED test_folders_are_not_the_users",
    }, done.stdout + done.stderr
