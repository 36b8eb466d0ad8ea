"""Open the window and close it in the middle of things, again and again.

    python tests/reliability/closes.py --closes 500

Each time it has to end with code 0 within a second of being closed, without a thread left, without a word
on standard error, and with nothing kept for the next start.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QApplication
from reliability.hand import Hand
from reliability.living import Life, Reports, open_window, threads

from backprop_gui.app import files, startup
from backprop_gui.app.data_folder import data_folder
from backprop_gui.app.main_window import MainWindow
from backprop_gui.document.examples import example_file
from backprop_gui.document.newer import open_project
from backprop_gui.document.recovery import Work, new_slot
from backprop_gui.document.storage import save

Moment = Callable[[MainWindow, Reports, int], object]


def editing(window: MainWindow, reports: Reports, seed: int) -> None:
    Hand(window, reports, seed, 0.01)


def training(window: MainWindow, reports: Reports, seed: int) -> None:
    window.session.run.start()


def walking(window: MainWindow, reports: Reports, seed: int) -> None:
    walk = QTimer(window)
    walk.timeout.connect(window.session.next_step)
    walk.start(5)


def asking(window: MainWindow, reports: Reports, seed: int) -> None:
    """Leave a question open that holds the window up."""
    training(window, reports, seed)
    window.session.reset()
    window.actions_by_name["randomize"].trigger()
    window.files.open(str(window.session.document.path))


def reading(window: MainWindow, reports: Reports, seed: int) -> None:
    window.actions_by_name["keys"].trigger()
    window.actions_by_name["about"].trigger()


def presenting(window: MainWindow, reports: Reports, seed: int) -> None:
    window.actions_by_name["present"].trigger()
    training(window, reports, seed)


def importing(window: MainWindow, reports: Reports, seed: int) -> None:
    table = Path(str(window.session.document.path)).with_name("table.csv")
    table.write_text("a,b,c,d\n" + "0.1,0.2,0.3,0.4\n" * 20_000)
    window.data_files.import_from(str(table))


def opening(window: MainWindow, reports: Reports, seed: int) -> None:
    """Open a file from a disk that takes its time."""
    file = str(window.session.document.path)
    files.open_project = lambda path: (slow_disk.wait(0.3), open_project(path))[1]
    window.files.open(file)


def saving(window: MainWindow, reports: Reports, seed: int) -> None:
    """Save to a disk that takes its time."""
    training(window, reports, seed)
    files.save = lambda path, project: (slow_disk.wait(0.3), save(path, project))[1]
    window.files.save()


def in_table(window: MainWindow, reports: Reports, seed: int) -> None:
    window.actions_by_name["weights_table"].trigger()


def in_field(window: MainWindow, reports: Reports, seed: int) -> None:
    if window.panels.diagram:
        window.panels.diagram.choose_all()
    window.actions_by_name["rename"].trigger()
    window.actions_by_name["set_values"].trigger()


def in_menu(window: MainWindow, reports: Reports, seed: int) -> None:
    if window.panels.diagram:
        middle = window.panels.diagram.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, window.mapToGlobal(middle))
        QApplication.sendEvent(window.panels.diagram.viewport(), event)


def picturing(window: MainWindow, reports: Reports, seed: int) -> None:
    """Have pictures computed while training goes on."""
    for toggle in window.findChildren(QAbstractButton):
        if toggle.isCheckable() and toggle.objectName().startswith("show_"):
            toggle.setChecked(True)
    window.session.pictures.look_at(None)
    training(window, reports, seed)


def offered(window: MainWindow, reports: Reports, seed: int) -> None:
    """Leave the offer of earlier work unanswered."""
    slot = new_slot(data_folder("recovery"))
    slot.write(Work(window.session.project))
    slot.leave()
    window.keeping.offer()


def at_once(window: MainWindow, reports: Reports, seed: int) -> None:
    pass


MOMENTS: list[Moment] = [
    *(editing, training, walking, asking, reading, presenting, importing, opening, saving),
    *(in_table, in_field, in_menu, picturing, offered, at_once),
]
slow_disk = threading.Event()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--closes", type=int, default=15)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--patience", type=float, default=1.0, help="seconds that an end may take")
    chosen = parser.parse_args()
    faults: list[str] = []
    ends: list[float] = []
    with suppress(KeyboardInterrupt):  # what was found until then is said
        for number in range(chosen.closes):
            chance = random.Random(f"{chosen.seed} {number}")
            moment = MOMENTS[number % len(MOMENTS)]
            with tempfile.TemporaryDirectory() as folder:
                fault, seconds = close_one(Path(folder), chance, moment)
            ends.append(seconds)
            if seconds > chosen.patience:
                fault = f"{fault} took {seconds:.2f} s to end"
            if fault:
                faults.append(f"{moment.__name__}: {fault}")
    print(
        f"seed {chosen.seed}: {len(ends)} closes, {len(faults)} out of order, "
        f"{median(ends):.2f} s from close to the end of the process, {max(ends):.2f} s the slowest"
    )
    print(*faults, sep="\n")
    return int(bool(faults))


def close_one(folder: Path, chance: random.Random, moment: Moment) -> tuple[str, float]:
    """Open a window, close it after a while, and say what was out of order, if anything was."""
    file = folder / "net.bpnet"
    file.write_bytes(example_file("seed"))
    after, seed = chance.uniform(0.0, 0.8), chance.randrange(2**32)
    errors = folder / "errors"
    life = Life(lambda reports: _live(reports, folder, file, errors, moment, after, seed))
    code = life.wait()
    ended = time.monotonic()
    reports = life.lines()
    closed = [when for when, what in reports if what == "close"]
    seconds = ended - closed[-1] if closed else 0.0
    left = [what for _, what in reports if what.startswith("threads") and moment not in (opening, saving)]
    kept = [path.name for path in folder.rglob("*.recovery") if moment is not offered]
    said = errors.read_text() if errors.exists() else ""
    if code or not closed or left or kept or said:
        return f"code {code}, closed {bool(closed)}, {left} {kept} {said}", seconds
    return "", seconds


def _live(
    reports: Reports, folder: Path, file: Path, errors: Path, moment: Moment, after: float, seed: int
) -> int:
    sys.stderr = errors.open("w")
    application, window = open_window(folder, file, 0.05)

    def close() -> None:
        reports.say("close")
        window.close_without_asking()

    QTimer.singleShot(round(500 * after), window, lambda: moment(window, reports, seed))
    QTimer.singleShot(round(1000 * after), window, close)
    code = application.exec()
    if left := threads():
        reports.say(f"threads left: {', '.join(left)}")
    startup.end(application, code)


if __name__ == "__main__":
    sys.exit(main())
