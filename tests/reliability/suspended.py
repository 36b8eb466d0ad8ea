"""Put the program to sleep in the middle of things and move its clock back and forth.

    python tests/reliability/suspended.py

It has to edit, train and keep its work on as before, and measure a rate of training that can be.
"""

import random
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import os

from PySide6.QtCore import QTimer
from reliability.hand import Hand, edits_in
from reliability.living import Life, Reports, open_window, tell_copies
from support.patience import PATIENCE

from backprop_gui.document.recovery import left_behind

ASLEEP = 3.0
HOURS = 5 * 3600.0
FASTEST = 1e7


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        life = Life(lambda reports: _live(reports, folder))
        assert life.hears("open", PATIENCE), "the window did not open"
        assert life.hears("edit", PATIENCE, 5)
        os.kill(life.process, signal.SIGSTOP)
        threading.Event().wait(ASLEEP)
        slept = time.monotonic()
        os.kill(life.process, signal.SIGCONT)
        assert life.hears("edit", PATIENCE, 5 + _count(life, "edit"))
        made = _count(life, "edit")
        # The first may have been on its way before the last edit.
        assert life.hears("copied", PATIENCE, 2 + _count(life, "copied")), "nothing more is kept"
        killed = life.kill(0.0)
        said = life.lines()
        (slot,) = left_behind(folder / "xdg_data_home" / "backprop-gui" / "recovery")
        kept = edits_in(slot.read().project)
        slot.leave()
    awake = [(when, what) for when, what in said if when > slept]
    rates = [float(what.split()[1]) for _, what in awake if what.startswith("rate")]
    lost = [killed - when for when, what in awake if what.startswith("edit") and int(what.split()[1]) > kept]
    print(
        f"asleep for {ASLEEP:.0f} s, the clock moved by {HOURS / 3600:.0f} hours back and forth: "
        f"{sum(what.startswith('edit') for _, what in awake)} edits after it, the oldest lost one "
        f"{max(lost, default=0.0):.2f} s old; rates from {min(rates):,.0f} to {max(rates):,.0f} rounds/s"
    )
    return int(kept < made or not 0 <= min(rates) <= max(rates) < FASTEST)


def _count(life: Life, what: str) -> int:
    return sum(said.startswith(what) for _, said in life.said)


def _live(reports: Reports, folder: Path) -> int:
    now, chance = time.time, random.Random(1)
    time.time = lambda: now() + chance.choice([-HOURS, 0.0, HOURS])
    tell_copies(reports)
    application, window = open_window(folder, None, 1.0)
    Hand(window, reports, 1, 0.05)
    rates = QTimer(window)
    rates.timeout.connect(lambda: reports.say(f"rate {window.session.run.rate}"))
    rates.start(50)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
