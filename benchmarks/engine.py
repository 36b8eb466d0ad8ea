"""How fast a round is: the engines beside the same round in C, PyTorch, scikit-learn and micrograd.

Run ``uv run --group peers python benchmarks/engine.py``. All use one thread, and what is measured is the
processor's time. All runs of a contest take turns, and a ratio is the median of the ratios within one
turn, so that whatever else the machine does hits all alike. What is not installed is left out and said.
After that comes what a weight costs as networks grow.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module

import numpy as np
from rivals.contest import Contest, Rounds, digits, playground, seed, square

from backprop_gui.core import engine
from backprop_gui.core.trainer import NEVER, Trainer

TURNS = 11
TURN = 0.04
"""Seconds for which each takes its turn."""

CHECKED = 7
"""Rounds after which all that compute the same must have the same error."""

RIVALS = {
    "C, cc -O3": "c_loop.rounds",
    "NumPy by hand": "by_hand.rounds",
    "PyTorch, float64": "torch_eager.doubles",
    "PyTorch, float32": "torch_eager.floats",
    "scikit-learn": "sklearn_mlp.rounds",
    "micrograd": "micrograd_values.rounds",
}
INEXACT = {"PyTorch, float32": 1e-4}
LEFT_OUT = {
    "2-4-2-1, batch 10": ("NumPy by hand",),
    "784-128-64-10, batch 32": ("C, cc -O3", "NumPy by hand", "micrograd"),
}


def rounds_of(kind: type[Trainer], contest: Contest) -> Rounds:
    trainer = kind(*contest.training)

    def train(count: int) -> float:
        done = 0
        while done < count:
            stretch = trainer.advance(count - done, stride=NEVER)
            done += len(stretch.errors)
        return float(stretch.errors[-1])

    return train


def entrants(contest: Contest) -> dict[str, Callable[[], Rounds]]:
    """Name all who take part, and how each begins."""
    found: dict[str, Callable[[], Rounds]] = {"engine numpy": lambda: rounds_of(Trainer, contest)}
    if (compiled := engine.load()) is not None:
        found["engine numba"] = lambda: rounds_of(compiled, contest)
    for name, place in RIVALS.items():
        if name in LEFT_OUT.get(contest.name, ()):
            continue
        try:
            found[name] = partial(rival(place), contest)
        except ImportError as error:
            print(f"  {name} is left out: {error}")
    return found


def rival(place: str) -> Callable[[Contest], Rounds]:
    """Find a rival's function that begins a contest."""
    module, function = place.split(".")
    found: Callable[[Contest], Rounds] = getattr(import_module(f"rivals.{module}"), function)
    return found


def compete(contest: Contest) -> None:
    """Let all take turns; print each one's time for a round, and how our engines compare."""
    print(f"\n{contest.name}: {contest.loss}, {contest.activations[-1]} outputs")
    running: dict[str, Rounds] = {}
    expected = rounds_of(Trainer, contest)(CHECKED)
    for name, begin in entrants(contest).items():
        try:
            running[name] = begin()
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"  {name} is left out: {error}")
            continue
        error = running[name](CHECKED)
        if error is not None and abs(error - expected) > INEXACT.get(name, 1e-9) * abs(expected):
            raise SystemExit(f"{name} computes something else: error {error}, not {expected}")
    show(take_turns(running))


def take_turns(running: dict[str, Rounds]) -> dict[str, list[float]]:
    """Time all of them in turns, in microseconds a round."""
    counts = {name: fitting(train) for name, train in running.items()}
    taken: dict[str, list[float]] = {name: [] for name in running}
    for _ in range(TURNS):
        for name, train in running.items():
            taken[name].append(1e6 * seconds(train, counts[name]) / counts[name])
    return taken


def seconds(train: Rounds, count: int) -> float:
    begun = time.process_time()
    train(count)
    return time.process_time() - begun


def fitting(train: Rounds) -> int:
    """Find how many rounds fill a turn."""
    count = 1
    while (taken := seconds(train, count)) < TURN / 4:
        count *= 4
    return max(1, round(count * TURN / taken))


def show(taken: dict[str, list[float]]) -> None:
    """Print a line for each; a ratio above 1 means that our engine takes longer."""
    ours = [name for name in taken if name.startswith("engine")]
    print(f"  {'':20}{'µs a round':>12}" + "".join(f"{name + ' /':>18}" for name in ours))
    for name, times in taken.items():
        ratios = [
            statistics.median(mine / its for mine, its in zip(taken[our], times, strict=True)) for our in ours
        ]
        print(f"  {name:20}{statistics.median(times):12.3f}" + "".join(f"{ratio:18.3g}" for ratio in ratios))


SERIES = {
    "weights": [(size, 32) for size in (32, 64, 128, 256, 512)],
    "batch": [(64, batch) for batch in (8, 16, 32, 64, 128, 256)],
}


def growth() -> None:
    """Print how a round's time grows with the weights and with the batch."""
    kinds = {kind.engine: kind for kind in (Trainer, engine.load()) if kind is not None}
    for what, series in SERIES.items():
        print(f"\ncost of a round with more {what}: n-n-n, tanh")
        columns = "".join(f"{name + ' µs':>12}{'ps each':>9}" for name in kinds)
        print(f"  {'n':>5}{'batch':>7}{'weights × batch':>17}{columns}")
        points: dict[str, list[tuple[int, float]]] = {name: [] for name in kinds}
        for size, batch in series:
            contest, work = square(size, batch), 2 * size * size * batch
            taken = take_turns({name: rounds_of(kind, contest) for name, kind in kinds.items()})
            medians = {name: statistics.median(times) for name, times in taken.items()}
            for name, median in medians.items():
                points[name].append((work, median))
            cells = "".join(f"{time:12.1f}{1e6 * time / work:9.0f}" for time in medians.values())
            print(f"  {size:5}{batch:7}{work:17,}{cells}")
        for name, measured in points.items():
            exponent = np.polyfit(*np.log(np.array(measured[-3:])).T, 1)[0]
            print(f"  {name}: time grows as (weights × batch)^{exponent:.2f} over the last three")


def main() -> int:
    print(
        f"NumPy {np.__version__}, OPENBLAS_NUM_THREADS {os.environ['OPENBLAS_NUM_THREADS']}",
        engine.trouble() or "",
    )
    for contest in (seed(), playground(), digits()):
        compete(contest)
    growth()
    return 0


if __name__ == "__main__":
    sys.exit(main())
