"""Edit, train and save on a disk that takes seconds to answer, and see whether the window stands still.

    python tests/reliability/slow_disk.py

Every ``fsync`` of the program is held up by strace, for three seconds if nothing else is asked for.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QTimer
from reliability.living import open_window

from backprop_gui.core.network import WeightPlace
from backprop_gui.document.examples import example_file
from backprop_gui.document.storage import load
from backprop_gui.session.edits import value_at, with_value

W1 = WeightPlace(0, 0, 0)
TICK = 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--inside", action="store_true", help="this is the process that is held up")
    chosen = parser.parse_args()
    if chosen.inside:
        return _use()
    if shutil.which("strace") is None:
        print("needs strace")
        return 1
    held_up = f"inject=fsync:delay_enter={round(1e6 * chosen.seconds)}"
    command = ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=fsync", "-e", held_up]
    return subprocess.run([*command, sys.executable, __file__, "--inside"], check=False).returncode


def _use() -> int:
    """Edit and train for a while, save, and say how long the window stood still at most."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "net.bpnet"
        file.write_bytes(example_file("seed"))
        application, window = open_window(folder, file, 1.0)
        gaps: list[float] = []
        last = [0.0]

        def tick() -> None:
            now = time.monotonic()
            gaps.append(now - last[0])
            last[0] = now

        ticks = QTimer(window, interval=TICK)
        ticks.timeout.connect(tick)

        def begin() -> None:
            last[0] = time.monotonic()
            ticks.start()
            window.session.edit("Change w1", lambda project: with_value(project, W1, 7.0, 0))
            window.session.run.start()
            QTimer.singleShot(4000, window, save)

        def save() -> None:
            began = time.monotonic()
            done = window.files.save()
            print(f"saved: {done}, after {time.monotonic() - began:.1f} s")
            ticks.stop()
            window.close_without_asking()

        QTimer.singleShot(2000, window, begin)
        application.exec()
        print(f"{len(gaps)} looks at the window, which stood still for {1000 * max(gaps):.0f} ms at most")
        return int(max(gaps) > 0.5 or value_at(load(file), W1, 0) is None)


if __name__ == "__main__":
    sys.exit(main())
