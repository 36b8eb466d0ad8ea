"""For how long the window does not answer, whatever the shape of what it has opened.

Projects of all shapes that a file may have (deep, wide, long, wordy) are opened in the real window, and all
is done with them that a person does. For each action the longest hold of the event loop is printed: how long
a key would have waited, in the window thread's own processor time, so that a busy machine does not matter.

Run it with ``python benchmarks/shapes.py``, or for some shapes by name; it draws offscreen. With
``--profile ACTION`` it prints where that action's time goes.
"""

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTreeView, QWidget

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.startup import build_application
from backprop_gui.core.array import read_only
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.initialisation import initial_parameters
from backprop_gui.core.network import BiasKind, Layer, Network, WeightPlace
from backprop_gui.core.topology import default_name
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.document.storage import LARGEST_FILE
from backprop_gui.document.writing import tree_of
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session

BOUND = 0.2
"""Seconds: the window always answers within this."""

BEAT = 5
"""Milliseconds between two looks at the clock."""

QUIET, STILL = 0.25, 0.002
"""An action is over when for so many seconds no turn of the event loop has taken longer than that."""

PATIENCE = 60
"""Seconds for one action to come to rest."""

LONGEST_SHAPE = 900
"""Seconds for all actions on one shape."""


@dataclass(frozen=True)
class Shape:
    """A project's shape.

    Attributes
    ----------
    notes, line : characters of notes, and of each of their lines
    """

    sizes: tuple[int, ...]
    samples: int = 4
    batch: int | Literal["all"] = 1
    bias: BiasKind = BiasKind.PER_NEURON
    output: str = "sigmoid"
    notes: int = 0
    line: int = 80


def deep(layers: int, neurons: int = 1, **rest: object) -> Shape:
    return Shape((neurons,) * (layers + 1), **rest)  # type: ignore[arg-type]


SHAPES = {
    "1": Shape((1, 1)),
    "2-2-2": Shape((2, 2, 2)),
    "64-16-10": Shape((64, 16, 10), 200, 32),
    "20x10": deep(20, 10),
    "deep 30": deep(30),
    "deep 100": deep(100, bias=BiasKind.SHARED),
    "deep 300": deep(300),
    "deep 1000": deep(1000),
    "deep 1000 shared": deep(1000, bias=BiasKind.SHARED),
    "100x10": deep(100, 10),
    "1000x10": deep(900, 10),
    "6x64": deep(6, 64),
    "200": Shape((200, 200), output="softmax"),
    "300-300": Shape((300, 300)),
    "2000-50": Shape((2000, 50)),
    "50-2000": Shape((50, 2000), output="softmax"),
    "1-2000-1": Shape((1, 2000, 1)),
    "784-120-10": Shape((784, 120, 10), 300, 32, output="softmax"),
    "1,000 samples": Shape((2, 4, 1), 1_000, "all"),
    "10,000 samples": Shape((2, 4, 1), 10_000, "all"),
    "60,000 samples": Shape((2, 2, 1), 60_000, "all"),
    "100,000 samples": Shape((1, 2, 1), 100_000, "all"),
    "100,000 taken in turn": Shape((1, 2, 1), 100_000, 1),
    "wordy": Shape((2, 2, 2), notes=3_000_000),
    "wordy, one line": Shape((2, 2, 2), notes=3_000_000, line=3_000_000),
}


def project_of(name: str, shape: Shape) -> Project:
    """Make a project of a shape, with numbers drawn by seed 1."""
    network = Network(tuple(f"i{index + 1}" for index in range(shape.sizes[0])), tuple(_layers(shape)))
    generator = np.random.default_rng(1)
    # A few digits, or the longest tables would not find room in a file.
    inputs = read_only(generator.integers(-99, 99, (shape.samples, shape.sizes[0])) / 100)
    targets = read_only(generator.integers(0, 2, (shape.samples, shape.sizes[-1])).astype(float))
    plan = TrainingPlan(batch_size=shape.batch)
    parameters = initial_parameters(network, 1)
    state = TrainingState.fresh(network, parameters, plan.optimizer)
    view = {"notes": notes_of(shape)} if shape.notes else {}
    return Project(name, network, state, parameters, plan, Dataset(inputs, targets), view)


def notes_of(shape: Shape) -> str:
    line = ("word " * (shape.line // 5))[:-1] + "\n"
    return line * (shape.notes // len(line))


def write(path: str, project: Project) -> None:
    """Write a project's file, as short as can be: the longest tables are to find room in it."""
    text = json.dumps(tree_of(project), separators=(",", ":"), ensure_ascii=False)
    assert len(text) <= LARGEST_FILE, f"{project.title}: a file of {len(text):,} bytes"
    Path(path).write_text(text, encoding="utf-8")


def _layers(shape: Shape) -> Iterator[Layer]:
    last = len(shape.sizes) - 2
    for number, (sources, size) in enumerate(pairwise(shape.sizes)):
        names = tuple(default_name(last, number, index) for index in range(size))
        everywhere = np.ones((size, sources), dtype=bool)
        activation = shape.output if number == last else "tanh"
        yield Layer(names, activation, shape.bias, True, everywhere, ~everywhere)


class Holds(QObject):
    """Measures for how long the event loop is held: the processor time from one beat to the next."""

    def __init__(self) -> None:
        super().__init__()
        self._beats = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._beats.timeout.connect(self._beat)
        self._last = self._longest = 0.0
        self._disturbed = 0.0
        self._beats.start()

    def _beat(self) -> None:
        now = time.thread_time()
        took, self._last = now - self._last, now
        self._longest = max(self._longest, took)
        if took > STILL:
            self._disturbed = time.monotonic()

    def of(self, action: Callable[[], object], lasting: float = 0.0) -> float:
        """Do something, and return the longest hold until all has come to rest, or for some seconds."""
        self._last, self._longest = time.thread_time(), 0.0
        self._disturbed = began = time.monotonic()
        action()
        while not self._is_over(time.monotonic(), began, lasting):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            QApplication.sendPostedEvents(None, 0)
        self._beat()
        return self._longest

    def _is_over(self, now: float, began: float, lasting: float) -> bool:
        if lasting:
            return now - began > lasting
        return now - self._disturbed > QUIET or now - began > PATIENCE


class Person:
    """Does with a window what a person does."""

    def __init__(self, window: MainWindow, path: str) -> None:
        self.window, self.session = window, window.session
        self._path = path

    def actions(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield what is done, in an order that makes sense."""
        yield "open", lambda: self.window.files.open(self._path)
        yield from self._walking()
        yield from self._choosing()
        yield from self._looking()
        yield from self._editing()
        yield from self._training()
        yield from self._around()
        yield "save", lambda: self._do("save")

    def _walking(self) -> Iterator[tuple[str, Callable[[], object]]]:
        for name in ("step", "step_back", "next_parameter", "next_phase", "round_end", "previous_phase"):
            yield name.replace("_", " "), lambda name=name: self._do(name)
        yield "next sample", lambda: self._rows(1)
        yield "next round", lambda: (self._do("round_end"), self._do("step"))
        yield "go to the middle", lambda: self.session.cursor.go(len(self.session.cursor.round) // 2)
        yield "round start", lambda: self._do("round_start")

    def _choosing(self) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "Ctrl+A", lambda: self._do("select_all")
        yield "point at it", self._sweep_over
        yield "freeze all", lambda: self._do("freeze")
        yield "undo it", lambda: self._do("undo")
        yield "choose nothing", lambda: self.session.selection.choose()
        yield "choose a weight", lambda: self.session.selection.choose(self._weight())
        yield "click", self._click
        yield "Tab", lambda: QTest.keyClick(self._diagram, Qt.Key.Key_Tab)

    def _looking(self) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "zoom in", lambda: self._do("zoom_in")
        yield "zoom in further", lambda: [self._do("zoom_in") for _ in range(12)]
        yield "pan", lambda: self._diagram.pan(QPoint(300, 40))  # type: ignore[attr-defined]
        yield "fit", lambda: self._do("fit")
        yield "smaller window", lambda: self.window.resize(1024, 768)
        yield "larger window", lambda: self.window.resize(1920, 1080)
        yield "dark", lambda: themes.choose("dark")
        yield "light", lambda: themes.choose("light")
        yield "answers", lambda: self._do("heat_maps")
        yield "no answers", lambda: self._do("heat_maps")
        yield "open the outline", self._open_outline
        yield "scroll it", lambda: self._outline().scrollToBottom()
        yield "close it", lambda: self._outline().collapseAll()
        yield "a panel off", lambda: self.window.panels.docks["network"].hide()
        yield "and on", lambda: self.window.panels.docks["network"].show()

    def _editing(self) -> Iterator[tuple[str, Callable[[], object]]]:
        editing, last = self.session.editing, len(self.session.document.project.network.layers) - 1
        yield (
            "edit a weight",
            lambda: (self.session.selection.choose(self._weight()), editing.set_values(0.5)),
        )
        yield "undo", lambda: self._do("undo")
        yield "redo", lambda: self._do("redo")
        yield "add a neuron", lambda: editing.add_neuron(last // 2)
        yield "add a layer", lambda: editing.add_layer(last // 2)
        yield "undo the layer", lambda: self._do("undo")
        yield "undo the neuron", lambda: self._do("undo")
        yield "random weights", lambda: self._do("randomize")
        yield "batch of 2", lambda: self._batch(2)
        yield "undo that", lambda: self._do("undo")

    def _training(self) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "one round", lambda: self._do("one_round")
        yield "train", lambda: self._do("train")
        yield "pause", lambda: self._do("train")
        yield "look back", lambda: self.session.past.show(0)
        yield "return", lambda: self.session.past.return_to_present()
        names = [offer.name for offer in self.window.panels._plots._shelf._offers.values()]  # type: ignore[union-attr]
        for name in names:
            yield name, lambda name=name: self.window.panels._plots.choose([name])  # type: ignore[union-attr]
        yield "train with it", lambda: self._do("train")
        yield "pause again", lambda: self._do("train")
        yield "all plots", lambda: self.window.panels._plots.choose(names)  # type: ignore[union-attr]
        yield "reset", lambda: self._do("reset")

    def _around(self) -> Iterator[tuple[str, Callable[[], object]]]:
        for name in ("samples_table", "weights_table", "notes", "keys"):
            yield name.replace("_", " "), lambda name=name: self._do(name)
            yield f"close {name.replace('_', ' ')}", self._close_dialogs
        yield "present", lambda: self._do("present")
        yield "step there", lambda: self._do("step")
        yield "leave", lambda: self._do("present")
        yield "copy as text", lambda: self._do("copy_project")

    @property
    def _diagram(self) -> QWidget:
        assert self.window.panels.diagram
        return self.window.panels.diagram

    def _do(self, name: str) -> None:
        self.window.findChild(QAction, f"action_{name}").trigger()

    def _outline(self) -> QTreeView:
        return self.window.findChild(QTreeView, "network_outline")

    def _open_outline(self) -> None:
        outline = self._outline()
        outline.setCurrentIndex(outline.model().index(1, 0))
        QTest.keyClick(outline, Qt.Key.Key_Asterisk)

    def _rows(self, row: int) -> None:
        self.session.cursor.choose(row if len(self.session.project.data) > 1 else None)

    def _weight(self) -> WeightPlace:
        network = self.session.document.project.network
        return network.weight_place(network.weight_count // 2 + 1)

    def _batch(self, size: int) -> None:
        from dataclasses import replace

        self.session.edit(
            "Batch", lambda project: replace(project, plan=replace(project.plan, batch_size=size))
        )

    def _click(self) -> None:
        view = self._diagram.viewport()  # type: ignore[attr-defined]
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center())

    def _sweep_over(self) -> None:
        view = self._diagram.viewport()  # type: ignore[attr-defined]
        middle = view.rect().center()
        for step in range(-20, 20):
            QTest.mouseMove(view, middle + QPoint(10 * step, step))
            QApplication.processEvents()

    def _close_dialogs(self) -> None:
        for dialog in self.window.findChildren(QDialog):
            dialog.close()


LASTING = {"train": 2.0, "train with it": 2.0}
"""Seconds for what does not come to rest by itself."""


def walk_over(name: str, shape: Shape, profiled: str | None) -> None:
    """Do everything with one shape, and print each action's longest hold."""
    application = build_application()
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "shape.bpnet")
        write(path, project_of(name, shape))
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Session(load_example("seed")), settings)
        window.resize(1280, 800)
        window.show()
        while window.findChild(QWidget, "error_plot") is None:
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        holds = Holds()
        holds.of(lambda: None)
        for action, do in Person(window, path).actions():
            profile = cProfile.Profile() if action == profiled else nullcontext()
            with profile:
                longest = holds.of(do, LASTING.get(action, 0.0))
            assert window.session.document.path == path, window.banner.sentence
            print(f"{longest:.4f}\t{name}\t{action}", flush=True)
            if isinstance(profile, cProfile.Profile):
                pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
                break
        window.close_without_asking()
    os._exit(0)


def measured(name: str) -> list[tuple[float, str, str]]:
    """Measure one shape in a process of its own, and print its line."""
    command = [sys.executable, __file__, "--shape", name]
    began = time.monotonic()
    try:
        output = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_SHAPE).stdout
        ended = ""
    except subprocess.TimeoutExpired as late:
        output = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
        ended = ", and did not end"
    lines = [line.split("\t") for line in output.splitlines() if line.count("\t") == 2]
    found = [(float(longest), shape, action) for longest, shape, action in lines]
    longest, _, action = max(found, default=(0.0, name, "nothing"))
    over = sum(each[0] > BOUND for each in found)
    print(
        f"{name:22} {len(found):3} actions, longest hold {1000 * longest:7.0f} ms ({action}), "
        f"{over} over {1000 * BOUND:.0f} ms; {time.monotonic() - began:.0f} s{ended}",
        flush=True,
    )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help=f"one of: {', '.join(SHAPES)}")
    parser.add_argument("--shape", choices=SHAPES, help="one shape, in this process, action by action")
    parser.add_argument("--profile", metavar="ACTION", help="with --shape: where that action's time goes")
    arguments = parser.parse_args()
    if arguments.shape:
        walk_over(arguments.shape, SHAPES[arguments.shape], arguments.profile)
    found = [each for name in arguments.shapes or SHAPES for each in measured(name)]
    print(f"\nThe longest of {len(found):,} actions:")
    for longest, shape, action in sorted(found, reverse=True)[:20]:
        print(f"{1000 * longest:8.0f} ms  {shape:22} {action}")
    return 0 if found and max(found)[0] <= BOUND else 1


if __name__ == "__main__":
    sys.exit(main())
