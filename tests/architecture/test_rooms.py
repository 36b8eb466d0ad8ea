"""Who may import whom: the contracts in pyproject.toml hold, and cover every room."""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]

NO_QT = """
import pkgutil, sys
import backprop_gui
for room in ("core", "explain", "document", "export", "commands"):
    package = __import__(f"backprop_gui.{room}", fromlist=["__path__"])
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        __import__(module.name)
print(*sorted({"PySide6", "shiboken6", "pyqtgraph", "ziamath"} & set(sys.modules)))
"""


def test_contracts_are_kept(tmp_path: Path) -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    options = ["--no-logo", "--cache-dir", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", command, *options], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_lower_rooms_load_no_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_QT], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
