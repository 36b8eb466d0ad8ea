"""How a network of 784-128-64-10 (109,184 weights) is opened, moved and edited in the window.

Run it with ``python benchmarks/large_network.py``; it needs no display and draws in software. It should
be open in under a second, pan and zoom at 30 frames a second or more, and take less than 400 MB.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QPoint, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.startup import build_application
from backprop_gui.core.array import read_only
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.initialisation import initial_parameters
from backprop_gui.core.network import BiasKind, Layer, Network, NeuronPlace
from backprop_gui.core.topology import default_name
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.session.session import Session
from backprop_gui.views.diagram.view import DiagramView

SIZES = (784, 128, 64, 10)
SAMPLES = 10
FRAMES = 40


def large_project() -> Project:
    """Make the network, with weights drawn by seed 1 and a few random samples."""
    layers = []
    for number, (sources, size) in enumerate(pairwise(SIZES)):
        names = tuple(default_name(len(SIZES) - 2, number, index) for index in range(size))
        everywhere = np.ones((size, sources), dtype=bool)
        layers.append(Layer(names, "sigmoid", BiasKind.PER_NEURON, True, everywhere, ~everywhere))
    network = Network(tuple(f"i{index + 1}" for index in range(SIZES[0])), tuple(layers))
    parameters, plan = initial_parameters(network, 1), TrainingPlan()
    generator = np.random.default_rng(1)
    inputs = read_only(generator.uniform(0, 1, (SAMPLES, SIZES[0])))
    targets = read_only(np.eye(SIZES[-1])[np.arange(SAMPLES) % SIZES[-1]])
    state = TrainingState.fresh(network, parameters, plan.optimizer)
    return Project("Large", network, state, parameters, plan, Dataset(inputs, targets))


def settled(application: QApplication) -> None:
    """Paint all that is waiting to be painted."""
    for _ in range(3):
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def frames(view: DiagramView, step: Callable[[int], None]) -> str:
    """Do a step and paint the diagram, again and again, and say how many a second that makes."""
    took = []
    for number in range(FRAMES):
        began = time.perf_counter()
        step(number)
        view.viewport().repaint()
        took.append(time.perf_counter() - began)
    return f"{1 / np.mean(took):.0f} frames/s, slowest {1000 * max(took):.0f} ms"


def main() -> int:
    application = build_application()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(Session(load_example("seed")), settings)
    window.resize(1280, 800)
    window.show()
    while window.findChild(QWidget, "error_plot") is None:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    settled(application)
    view, session, project = window.panels.diagram, window.session, large_project()
    assert view is not None
    began = time.perf_counter()
    session.document.open(project, None)
    settled(application)
    print(f"open: {time.perf_counter() - began:.2f} s")
    print(f"pan: {frames(view, lambda number: view.pan(QPoint(5 if number % 20 < 10 else -5, 2)))}")
    print(f"zoom: {frames(view, lambda number: view.zoom_in() if number % 20 < 10 else view.zoom_out())}")
    view.fit()
    session.selection.choose(NeuronPlace(0, 5))
    for name, edit in (("add a neuron", session.editing.add_neuron), ("remove it", session.editing.remove)):
        began = time.perf_counter()
        edit()
        settled(application)
        print(f"{name}: {time.perf_counter() - began:.2f} s")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
    window.close_without_asking()
    return 0


if __name__ == "__main__":
    sys.exit(main())
