"""What a frame's plots cost: milliseconds of the window's thread for all five, drawn and painted.

Run it with ``python benchmarks/plots.py``; it needs no display. A frame has 16 ms, and training has to
have most of them: drawing and painting together should stay well under 8.
"""

import os
import sys
import time
from itertools import pairwise

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from backprop_gui.app.startup import build_application
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.trainer import Trainer
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.session.session import Session
from backprop_gui.views.plots.panel import PlotPanel

FRAMES, FIRST = 60, 5
CURVES = ("error_plot", "activation_plot", "delta_plot", "gradient_plot", "weight_plot")


def project_of(sizes: tuple[int, ...], samples: int) -> Project:
    """Make a network with random weights and as random data, whose curves jump as wildly as any."""
    generator = np.random.default_rng(1)
    layers = []
    for number, (sources, size) in enumerate(pairwise(sizes)):
        nothing = np.zeros((size, sources), dtype=bool)
        names = tuple(f"n{number}_{index}" for index in range(size))
        layers.append(Layer(names, "sigmoid", BiasKind.PER_NEURON, True, ~nothing, nothing))
    network, plan = Network(tuple(f"i{index}" for index in range(sizes[0])), tuple(layers)), TrainingPlan()
    parameters = Parameters(network, generator.normal(0.0, 0.3, network.parameter_count))
    data = Dataset(generator.normal(size=(samples, sizes[0])), generator.uniform(size=(samples, sizes[-1])))
    state = TrainingState.fresh(network, parameters, plan.optimizer)
    return Project("A network", network, state, parameters, plan, data)


def measure(project: Project, rounds_a_frame: int) -> tuple[float, float]:
    """Return the median milliseconds of drawing and of painting a frame."""
    session = Session(project)
    panel = PlotPanel(session)
    panel.resize(1060, 250)
    panel.choose(CURVES)
    panel.show()
    trainer = Trainer(project.network, project.plan, project.data, project.state)
    session.run.start()
    spent = []
    for _ in range(FRAMES):
        stride, state_stride = session.run.history.strides
        stretch = trainer.advance(rounds_a_frame, stride=stride, state_stride=state_stride)
        begun = time.thread_time()
        session.run.take(stretch, trainer.data_error(), None)
        drawn = time.thread_time()
        QApplication.processEvents()
        spent.append((drawn - begun, time.thread_time() - drawn))
    session.run.stop()
    panel.close()
    drawing, painting = np.median(spent[FIRST:], axis=0) * 1000
    return float(drawing), float(painting)


def main() -> int:
    application = build_application()
    print(f"{'network':>14} {'drawing ms':>11} {'painting ms':>12}")
    for name, project, rounds in (
        ("2-2-2", load_example("seed"), 100),
        ("2-4-2-1", project_of((2, 4, 2, 1), 10), 100),
        ("784-128-64-10", project_of((784, 128, 64, 10), 4), 2),
    ):
        drawing, painting = measure(project, rounds)
        print(f"{name:>14} {drawing:11.2f} {painting:12.2f}")
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
