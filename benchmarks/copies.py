"""What keeping a copy of the work costs: the window's thread that orders it, and the thread that makes it.

Run it with ``python benchmarks/copies.py``. The longest gap is how long a thread that wants to work all
the time, as the window's does while it draws, is held up at once while a copy is made.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from large_network import large_project

from backprop_gui.app.startup import SWITCH
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.document.recovery import Work, new_slot
from backprop_gui.worker.copying_thread import CopyingThread

COPIES = 20
ORDERS = 1000


def measured(project: Project, folder: Path) -> str:
    """Order copies, have them made, and say what that took."""
    told: list[str] = []
    slot, thread = new_slot(folder), CopyingThread(told.append)
    thread.start()
    orders, costs, took, gaps = [], [], [], []
    for number in range(COPIES):
        began = time.perf_counter()
        for _ in range(ORDERS):
            thread.keep(slot.copying(Work(project)), in_training=False)
        orders.append((time.perf_counter() - began) / ORDERS)
        gap, last = 0.0, time.perf_counter()
        while len(told) <= number:
            now = time.perf_counter()
            gap, last = max(gap, now - last), now
        gaps.append(gap)
        time.sleep(0.01)
        costs.append(thread._cost)
        took.append(thread._took)
    size = slot.path.stat().st_size
    thread.close()
    thread.join()
    slot.clear()
    slot.leave()
    return (
        f"{size / 1e6:.2f} MB; ordering {1e6 * statistics.median(orders):.1f} us; "
        f"making {1e3 * statistics.median(costs):.1f} ms of the processor, {told_in_ms(took)} in all "
        f"beside a busy thread; longest gap {told_in_ms(gaps)}"
    )


def told_in_ms(seconds: list[float]) -> str:
    return f"{1e3 * statistics.median(seconds):.1f} ms (at most {1e3 * max(seconds):.0f})"


def main() -> None:
    sys.setswitchinterval(SWITCH)
    projects = {name: load_example(name) for name in ("seed", "digits")}
    projects["784-128-64-10"] = large_project()
    with tempfile.TemporaryDirectory() as folder:
        for name, project in projects.items():
            print(f"{name:14} {measured(project, Path(folder))}")


if __name__ == "__main__":
    main()
