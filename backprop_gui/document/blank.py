"""The project that New begins with."""

import numpy as np

from backprop_gui.core.array import read_only
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.document.project import Project

TITLE = "Untitled"


def blank_project() -> Project:
    """Make a 2-2-2 network of sigmoids with small weights, zero biases and one sample."""
    network = Network(("i1", "i2"), (_layer("h1", "h2"), _layer("o1", "o2")))
    parameters = Parameters.zeros(network)
    parameters.weights[0][:] = [[0.1, -0.2], [0.3, 0.4]]
    parameters.weights[1][:] = [[0.5, -0.4], [-0.3, 0.2]]
    read_only(parameters.flat)
    plan = TrainingPlan()
    data = Dataset(read_only(np.array([[1.0, 0.0]])), read_only(np.array([[1.0, 0.0]])))
    state = TrainingState.fresh(network, parameters, plan.optimizer)
    return Project(TITLE, network, state, parameters, plan, data)


def _layer(*neurons: str) -> Layer:
    everywhere = np.ones((2, 2), dtype=bool)
    return Layer(neurons, "sigmoid", BiasKind.PER_NEURON, True, everywhere, ~everywhere)
