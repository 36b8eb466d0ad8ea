"""Kill the program at random while it edits, trains and saves, and look at what is left.

    python tests/reliability/kills.py --kills 1000 --together 2   # at the pace of a person in a hurry
    python tests/reliability/kills.py --kills 1000 --pace 0.2     # five times as fast

A kill comes at any moment, or shortly after something was begun: a save, a copy, a run of training. After
some of them the program is started again, recovers the work, and is killed again. After each the user's
file has to open, the kept work has to open, and nothing that is older than two seconds may be missing from
both; of what was edited before a save that has returned, nothing at all.
"""

import argparse
import multiprocessing
import random
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtWidgets import QPushButton
from reliability.hand import Hand, edits_in
from reliability.living import Life, Reports, open_window, tell_copies
from support.patience import PATIENCE

from backprop_gui.document.errors import FileError
from backprop_gui.document.examples import example_file
from backprop_gui.document.project import Project
from backprop_gui.document.recovery import Slot, left_behind
from backprop_gui.document.storage import load

LONGEST_LOSS = 2.0
AGAIN = 0.25
"""The share of lives that are followed by one that recovers the work and is killed too."""

SHORTLY = {
    "saving": 0.006,
    "copying": 0.006,
    "training": 1.5,
    "edit": 5.0,
    "recovering": 0.012,
}
"""What a kill may follow, and within how many seconds it does."""
FIRST = ("saving", "copying", "training", "edit")

ENDS = {"saving": "saved", "copying": "copied", "training": "trained", "recovering": "recovered"}


@dataclass(frozen=True)
class Kill:
    """What one kill came to.

    Attributes
    ----------
    during : what had been begun and was not done, of ``saving``, ``copying``, ``training``, ``recovering``
    in_file, in_copy : whether a half-written file was left beside the user's file, or in the kept work
    lost_edit, lost_round : how old, in seconds, the oldest edit and the oldest round were that are gone
    """

    during: frozenset[str]
    in_file: bool
    in_copy: bool
    edits: int
    recovered: bool
    lost_edit: float
    lost_round: float
    unreadable: tuple[str, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20, help="those of second lives come on top")
    parser.add_argument("--pace", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--together", type=int, default=1, help="how many live at the same time")
    chosen = parser.parse_args()
    kills: list[Kill] = []
    fork = multiprocessing.get_context("fork")
    with fork.Pool(chosen.together, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        lives = pool.imap_unordered(partial(lived, chosen.seed, chosen.pace), range(chosen.kills))
        with suppress(KeyboardInterrupt):  # what was found until then is said
            for killed in lives:
                kills += killed
    return said(chosen.seed, kills)


def said(seed: int, kills: list[Kill]) -> int:
    """Say what all kills together came to; return the exit code."""
    unreadable = [said for kill in kills for said in kill.unreadable]
    lost_edit = max((kill.lost_edit for kill in kills), default=0.0)
    lost_round = max((kill.lost_round for kill in kills), default=0.0)
    during = {name: sum(name in kill.during for kill in kills) for name in ENDS}
    print(
        f"seed {seed}: {len(kills)} kills, {sum(kill.edits for kill in kills)} edits, "
        f"{len(unreadable)} unreadable files, work to recover after {sum(kill.recovered for kill in kills)}; "
        f"{during['training']} fell into training, {during['saving']} into saving, {during['copying']} into "
        f"copying, {during['recovering']} into recovering; half-written beside the user's file "
        f"{sum(kill.in_file for kill in kills)}, beside a copy {sum(kill.in_copy for kill in kills)}; "
        f"the oldest lost edit was {lost_edit:.2f} s old, the oldest lost round {lost_round:.2f} s"
    )
    print(*unreadable, sep="\n")
    return int(bool(unreadable) or max(lost_edit, lost_round) > LONGEST_LOSS)


def lived(seed: int, pace: float, number: int) -> list[Kill]:
    """Let a window live for a while, kill it, and look at what is left; and now and then once more."""
    chance = random.Random(f"{seed} {number}")
    with tempfile.TemporaryDirectory() as name:
        folder, moment = Path(name), chance.choice(FIRST)
        file = folder / "net.bpnet" if moment == "saving" or chance.random() < 0.7 else None
        if file:
            file.write_bytes(example_file("seed"))
        kills = [kill_one(folder, file, chance, pace, moment)]
        if kills[0].recovered and chance.random() < AGAIN:
            moment = chance.choice(["recovering", "open"])
            kills.append(kill_one(folder, file, chance, pace, moment))
        return kills


def kill_one(folder: Path, file: Path | None, chance: random.Random, pace: float, moment: str) -> Kill:
    """Let a window live until some time after a moment, kill it, and look at what is left."""
    had = [project for project, _ in found(folder, file)]
    again = moment in ("recovering", "open")
    seed, busy = chance.randrange(2**32), chance.choice([1.0, 1.0, 0.05])
    life = Life(lambda reports: _live(reports, folder, file, seed, pace, busy, again))
    complaint = () if life.hears("recovering" if again else "open", PATIENCE) else ("no window",)
    life.hears(moment, 5.0 * pace, 1 if again else chance.randrange(1, 4))
    within = SHORTLY.get(moment, pace)
    killed = life.kill(chance.uniform(0.0, within * (pace if within > 1.0 else 1.0)))
    reports = [(killed - when, what) for when, what in life.lines()]
    left = found(folder, file)
    kept = [project for project, _ in left if project]
    return Kill(
        frozenset(name for name in ENDS if _is_going_on(name, reports)),
        any(folder.glob(".*.part")),
        any(_kept_in(folder).glob(".*.part")),
        sum(what.startswith("edit ") for _, what in reports),
        any(_kept_in(folder).glob("*.recovery")),
        _oldest(reports, "edit ", max(map(edits_in, kept), default=0)),
        _oldest(reports, "rounds ", max((project.state.rounds for project in kept), default=0)),
        (*complaint, *(said for _, said in left if said), *_gone(had, kept), *_unsaved(reports, kept)),
    )


def _live(
    reports: Reports, folder: Path, file: Path | None, seed: int, pace: float, busy: float, again: bool
) -> int:
    tell_copies(reports)
    application, window = open_window(folder, file, pace)
    keeping = window.keeping

    def begin() -> None:
        if again:
            reports.say("recovering")
            window.findChild(QPushButton, "recovery_banner_recover").click()
            reports.say("recovered")
        Hand(window, reports, seed, 0.1 * pace * busy)

    keeping.looked.connect(begin)
    return application.exec()


def found(folder: Path, file: Path | None) -> list[tuple[Project | None, str]]:
    """Read the user's file and the kept work: each as a project, or what is wrong with it."""
    results: list[tuple[Project | None, str]] = []
    for name, read in _readers(folder, file):
        try:
            results.append((read(), ""))
        except FileError as error:
            results.append((None, f"{name}: {error}"))
    return results


def _readers(folder: Path, file: Path | None) -> Iterator[tuple[str, partial[Project]]]:
    if file:
        yield file.name, partial(load, file)
    for slot in left_behind(_kept_in(folder)):
        yield slot.path.name, partial(_project_in, slot)


def _project_in(slot: Slot) -> Project:
    try:
        return slot.read().project
    finally:
        slot.leave()


def _kept_in(folder: Path) -> Path:
    return folder / "xdg_data_home" / "backprop-gui" / "recovery"


def _is_going_on(name: str, reports: list[tuple[float, str]]) -> bool:
    """Whether something was begun, and its end not reported: saving, saved."""
    said = [what for _, what in reports if what in (name, ENDS[name])]
    return bool(said) and said[-1] == name


def _oldest(reports: list[tuple[float, str]], what: str, kept: int) -> float:
    """Tell the age of the oldest thing that was reported and is nowhere any more; 0 if all is there."""
    lost = [age for age, said in reports if said.startswith(what) and int(said.split()[1]) > kept]
    return max(lost, default=0.0)


def _unsaved(reports: list[tuple[float, str]], kept: list[Project]) -> Iterator[str]:
    """Say so where an edit is gone that came before a save which has returned."""
    edits = saving = saved = 0
    for _, what in reports:
        if what.startswith("edit "):
            edits = int(what.split()[1])
        elif what == "saving":
            saving = edits
        elif what == "saved":
            saved = saving
    if saved > max(map(edits_in, kept), default=0):
        yield f"edit {saved} was saved, and is gone"


def _gone(had: list[Project | None], kept: list[Project]) -> Iterator[str]:
    """Say so where work that was there before a life is not there after it."""
    for tell in (edits_in, lambda project: project.state.rounds):
        if max((tell(project) for project in had if project), default=0) > max(map(tell, kept), default=0):
            yield "work that was kept before is gone"


if __name__ == "__main__":
    sys.exit(main())
