"""The harnesses, for a short while each; by hand they run for longer (docs/reliability.md)."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.patience import PATIENCE

HERE = Path(__file__).parent
KILLS = ["kills.py", "--kills", "15", "--pace", "0.2", "--together", "2"]


@pytest.mark.parametrize(
    "command",
    [
        *([*KILLS, "--seed", seed] for seed in "1234"),
        ["damage.py", "--files", "10000"],
        ["suspended.py"],
        ["closes.py", "--closes", "15", "--patience", str(PATIENCE)],
        ["monkey.py", "--seconds", "20", "--seed", "1", "--example", "xor"],
    ],
    ids=lambda command: " ".join(command[:1] + command[7:]),
)
def test_it_finds_nothing(command: list[str], tmp_path: Path) -> None:
    script, *options = command
    done = subprocess.run(
        [sys.executable, str(HERE / script), *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
