"""The harnesses, for a short while each; by hand they run for longer (docs/reliability.md)."""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    "command",
    [
        ["kills.py", "--kills", "20", "--pace", "0.25"],
        ["damage.py", "--files", "10000"],
        ["closes.py", "--closes", "7", "--patience", "5"],
    ],
    ids=lambda command: command[0],
)
def test_it_finds_nothing(command: list[str], tmp_path: Path) -> None:
    script, *options = command
    done = subprocess.run(
        [sys.executable, str(HERE / script), *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
