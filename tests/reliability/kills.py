"""Kill the program at random while it edits, trains and saves, and look at what is left.

    python tests/reliability/kills.py --kills 1000            # as it is: copies 1 s after an edit
    python tests/reliability/kills.py --kills 1000 --pace 0.2 # five times as fast

After each kill the user's file has to open, the kept work has to open, and nothing that is older than two
seconds may be missing from both.
"""

import argparse
import random
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from reliability.living import Edits, Life, Reports, open_window

from backprop_gui.document.errors import FileError
from backprop_gui.document.examples import example_file
from backprop_gui.document.recovery import left_behind
from backprop_gui.document.storage import load

LONGEST_LOSS = 2.0


@dataclass
class Outcome:
    """What all kills together came to."""

    kills: int = 0
    unreadable: list[str] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    edits: int = 0
    recovered: int = 0
    in_write: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--pace", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    chosen = parser.parse_args()
    outcome = Outcome()
    with suppress(KeyboardInterrupt):  # what was found until then is said
        for number in range(chosen.kills):
            with tempfile.TemporaryDirectory() as folder:
                kill_one(outcome, Path(folder), random.Random(f"{chosen.seed} {number}"), chosen.pace)
    worst = max(outcome.losses, default=0.0)
    print(
        f"seed {chosen.seed}: {outcome.kills} kills, {outcome.edits} edits, "
        f"{len(outcome.unreadable)} unreadable files, work recovered after {outcome.recovered}, "
        f"killed in the middle of writing {outcome.in_write} times, "
        f"oldest lost edit {worst:.2f} s old"
    )
    print(*outcome.unreadable, sep="\n")
    return int(bool(outcome.unreadable) or worst > LONGEST_LOSS)


def kill_one(outcome: Outcome, folder: Path, chance: random.Random, pace: float) -> None:
    """Let a window live for a while, kill it, and look at what is left."""
    file = folder / "net.bpnet" if chance.random() < 0.7 else None
    if file:
        file.write_bytes(example_file("seed"))
    seed, busy = chance.randrange(2**32), chance.choice([1.0, 1.0, 0.05])
    life = Life(lambda reports: _live(reports, folder, file, seed, pace, busy))
    first = life.reports.readline()  # the window is filled, and can be used
    killed = life.wait_and_kill(chance.uniform(0.05, 5.0) * pace)
    reports = life.lines()
    outcome.kills += 1
    outcome.edits += sum(what.startswith("edit") for _, what in reports)
    if not first:
        outcome.unreadable.append("the window did not open")
        return
    outcome.in_write += any(folder.rglob(".*.part"))
    seen = max(_in_file(outcome, file), _in_kept_work(outcome, folder))
    lost = [
        killed - when for when, what in reports if what.startswith("edit") and int(what.split()[1]) > seen
    ]
    outcome.losses.append(max(lost, default=0.0))


def _live(reports: Reports, folder: Path, file: Path | None, seed: int, pace: float, busy: float) -> int:
    application, window = open_window(folder, file, pace)
    edits = Edits(window, reports, seed, 0.1 * pace * busy)
    code = application.exec()
    edits.stop()
    return code


def _in_file(outcome: Outcome, file: Path | None) -> int:
    """Tell which edit the user's file holds; 0 for none."""
    if file is None:
        return 0
    try:
        return int(load(file).view.get("edits", 0))
    except FileError as error:
        outcome.unreadable.append(f"{file.name}: {error}")
        return 0


def _in_kept_work(outcome: Outcome, folder: Path) -> int:
    """Tell which edit the kept work holds; 0 where there is none."""
    newest = 0
    for slot in left_behind(folder / "xdg_data_home" / "backprop-gui" / "recovery"):
        try:
            newest = max(newest, int(slot.read().project.view.get("edits", 0)))
            outcome.recovered += 1
        except FileError as error:
            outcome.unreadable.append(f"{slot.path.name}: {error}")
        slot.leave()
    return newest


if __name__ == "__main__":
    sys.exit(main())
