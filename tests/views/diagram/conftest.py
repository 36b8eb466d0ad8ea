"""Diagrams of the seed's example and of other networks, shown offscreen."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session
from backprop_gui.views.diagram.view import DiagramView


def network_of(sizes: tuple[int, ...], bias: BiasKind, trainable: bool) -> Network:
    layers = []
    for number, (sources, size) in enumerate(pairwise(sizes), start=1):
        letter = "o" if number == len(sizes) - 1 else f"h{number}_" if len(sizes) > 3 else "h"
        names = tuple(f"{letter}{neuron + 1}" for neuron in range(size))
        nothing = np.zeros((size, sources), dtype=bool)
        layers.append(Layer(names, "tanh", bias, trainable, ~nothing, nothing))
    return Network(tuple(f"i{number + 1}" for number in range(sizes[0])), tuple(layers))


def project_of(sizes: tuple[int, ...], bias: BiasKind = BiasKind.SHARED, trainable: bool = True) -> Project:
    generator = np.random.default_rng(1)
    network, plan = network_of(sizes, bias, trainable), TrainingPlan()
    parameters = Parameters(network, generator.normal(0.0, 1.0, network.parameter_count))
    data = Dataset(generator.normal(size=(1, sizes[0])), generator.normal(size=(1, sizes[-1])))
    state = TrainingState.fresh(network, parameters, plan.optimizer)
    return Project("A network", network, state, parameters, plan, data)


@pytest.fixture
def make_project() -> Callable[..., Project]:
    return project_of


@pytest.fixture
def open_diagram(qtbot: QtBot) -> Iterator[Callable[..., DiagramView]]:
    """Show a diagram of any project, of any size."""

    def show(project: Project, width: int = 760, height: int = 560, text_scale: float = 1.0) -> DiagramView:
        session = Session(project)
        view = DiagramView(session)
        session.setParent(view)
        view.text_scale = text_scale
        qtbot.addWidget(view)
        view.resize(width, height)
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()
        return view

    themes.choose("light")
    yield show
    themes.choose("light")


@pytest.fixture
def diagram(open_diagram: Callable[..., DiagramView]) -> DiagramView:
    return open_diagram(load_example("seed"))
