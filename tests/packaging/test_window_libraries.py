"""A bare Qt window opens under X11: the system libraries that packaging/run.py installs are enough."""

import subprocess
import sys

import pytest
from support.patience import PATIENCE

WINDOW = """
from PySide6.QtGui import QFontDatabase, QGuiApplication, QWindow
application = QGuiApplication([])
window = QWindow()
window.show()
while not window.isExposed():
    application.processEvents()
print(application.platformName(), len(QFontDatabase.families()) >= 0)
"""


@pytest.mark.desktop
def test_bare_window_opens(x_environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WINDOW],
        env=x_environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.stdout.split() == ["xcb", "True"], done.stderr
