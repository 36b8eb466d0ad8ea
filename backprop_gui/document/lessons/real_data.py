"""Measured data: iris flowers and handwritten digits; where they come from: resources/README.md."""

import csv

import numpy as np

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network
from backprop_gui.core.normalisation import NormalisationKind
from backprop_gui.core.optimizers import Optimizer
from backprop_gui.core.training import TrainingPlan
from backprop_gui.document.making import dataset, drawn, full_network, new_project
from backprop_gui.document.project import Project
from backprop_gui.document.task import with_original_data
from backprop_gui.resource_files import resource

ORDER_SEED = 0
DIGITS_SIDE = 8


def iris() -> Project:
    """Make a network that tells three species of iris by four lengths."""
    with resource("data", "iris.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    species = list(dict.fromkeys(row[-1] for row in rows))
    measured = [[float(length) for length in row[:-1]] for row in rows]
    labels = np.array([species.index(row[-1]) for row in rows])
    network = full_network(heading[:-1], (6,), "tanh", species, "softmax")
    plan = TrainingPlan("cross_entropy", Optimizer("sgd", 0.1), batch_size=10, validation_share=1 / 3)
    notes = (
        "Three species of iris, four lengths in centimetres\n\n"
        "150 flowers measured in the 1930s. The outputs are the probabilities of the three species: softmax, "
        "with cross-entropy as the loss. The inputs are normalised to mean 0 and deviation 1; the table "
        "shows centimetres all the same. A third of the flowers is kept for testing.\n\n"
        "Watch: setosa is told apart within a few rounds; versicolor and virginica overlap and take longer. "
        "After 2,000 rounds at most two of the fifty test flowers are taken for another species."
    )
    return _classified("Iris", network, plan, measured, labels, "standard", notes)


def digits() -> Project:
    """Make a network that reads handwritten digits of 8 by 8 points."""
    with np.load(resource("data", "digits.npz"), allow_pickle=False) as stored:
        images, labels = stored["images"], stored["labels"].astype(np.int64)
    inputs = [f"p{row}{column}" for row in range(DIGITS_SIDE) for column in range(DIGITS_SIDE)]
    network = full_network(inputs, (16,), "relu", [f"is_{digit}" for digit in range(10)], "softmax")
    plan = TrainingPlan("cross_entropy", Optimizer("sgd", 0.2), batch_size=32, validation_share=0.25)
    notes = (
        "Handwritten digits, 8 by 8 points\n\n"
        "1,797 digits, each given as 64 grey values from 0 to 16; p23 is the point in row 2, column 3, "
        "counted from 0. Ten outputs, one for each digit: softmax and cross-entropy. A quarter of the digits "
        "is kept for testing.\n\n"
        "Watch: train 2,000 rounds. More than nine of ten test digits are read rightly, although a network "
        "this small has never seen them. Three points at the edge are empty in every picture: their weights "
        "get no gradient and never change."
    )
    return _classified("Handwritten digits", network, plan, images.tolist(), labels, "min_max", notes)


def _classified(
    title: str,
    network: Network,
    plan: TrainingPlan,
    measured: list[list[float]],
    labels: np.ndarray[tuple[int], np.dtype[np.int64]],
    normalisation: NormalisationKind,
    notes: str,
) -> Project:
    """Mix the samples, so that those kept for testing are like the others, one output for each class."""
    order = np.random.default_rng(ORDER_SEED).permutation(len(labels))
    targets = np.eye(len(network.outputs))[labels[order]]
    data: Dataset = dataset(np.array(measured)[order], targets)
    start = drawn(network, seed=1, bound=None, bias=0.0)
    return with_original_data(new_project(title, network, start, plan, data, notes), data, normalisation)
