"""What goes wrong in training, each in the smallest network that shows it."""

import numpy as np

from backprop_gui.core.array import read_only
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Parameters
from backprop_gui.core.optimizers import Optimizer
from backprop_gui.core.training import TrainingPlan
from backprop_gui.document.making import dataset, drawn, full_network, given, new_project
from backprop_gui.document.project import Project

CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))


def dead_relu() -> Project:
    """Make a network whose second hidden neuron is never active."""
    network = full_network(("x1", "x2"), (2,), "relu", ("o1",), "linear")
    start = given(network, [[(0.5, -0.4), (0.4, 0.3)], [(0.5, 0.5)]], [(0.1, -2.0), 0.0])
    return new_project(
        "Dead ReLU",
        network,
        start,
        TrainingPlan(optimizer=Optimizer("sgd", 0.1)),
        _corners(0, 1, 1, 0),
        "A neuron that cannot learn any more\n\n"
        "The bias of h2 is -2, so its net is below 0 for every sample. There ReLU gives 0, and its slope is "
        "0 as well: the delta of h2 is 0, so neither its weights nor its bias ever change. The other hidden "
        "neuron works alone, and alone it cannot learn XOR.\n\n"
        "Watch: train 5,000 rounds. In the plots of activations and deltas h2 stays at 0, and the error "
        "stays at 0.083. Then set the bias of h2 to 0 and train again: it is active for some samples, gets a "
        "gradient, and XOR is found.",
    )


def vanishing() -> Project:
    """Make a deep network of sigmoids whose first layers hardly learn."""
    network = full_network(("x1", "x2"), (3,) * 7, "sigmoid", ("o1",), "sigmoid")
    return new_project(
        "Vanishing gradients",
        network,
        drawn(network, 1, bound=1.0, bias=0.0),
        TrainingPlan(optimizer=Optimizer("sgd", 0.5)),
        _corners(0, 1, 1, 0),
        "The further back, the smaller the gradient\n\n"
        "Seven hidden layers of sigmoids. On its way back the error's slope is multiplied, layer by layer, "
        "by a slope of at most 0.25 and by a weight of at most 1. At the first layer less than a thousandth "
        "of it is left.\n\n"
        "Watch: in the plot of gradients, those of the first layers lie flat on 0 while the last layer's "
        "move. Then change the hidden activation to tanh or ReLU under Training: the gradients come through.",
    )


def exploding() -> Project:
    """Make a deep network with large weights that runs away within a few rounds."""
    network = full_network(("x1", "x2"), (3,) * 5, "leaky_relu", ("o1",), "linear")
    random = np.random.default_rng(1)
    flat = np.zeros(network.parameter_count)
    flat[: network.weight_count] = random.uniform(0.5, 1.5, network.weight_count)
    return new_project(
        "Exploding gradients",
        network,
        Parameters(network, read_only(flat)),
        TrainingPlan(optimizer=Optimizer("sgd", 0.1)),
        _corners(0, 1, 1, 2),
        "The further back, the larger the gradient\n\n"
        "Five hidden layers whose weights lie around 1. Each neuron adds up three of them, so a layer makes "
        "everything about three times as large: the outputs on the way forward, the deltas on the way back. "
        "The first update throws the weights far beyond where they should be, and the next one further.\n\n"
        "Watch: walk the first round and compare the deltas of the layers. Then train: after a few rounds a "
        "number grows beyond all bounds, and training stops. Undo, and try a learning rate of 0.00001.",
    )


def saturated() -> Project:
    """Make a network of sigmoids whose large weights leave no slope to learn from."""
    network = full_network(("x1", "x2"), (2,), "sigmoid", ("o1",), "sigmoid")
    start = given(network, [[(10, 10), (12, 8)], [(8, 8)]], [0.0, 0.0])
    return new_project(
        "Saturated neurons",
        network,
        start,
        TrainingPlan(optimizer=Optimizer("sgd", 0.5)),
        _corners(0, 0, 0, 1),
        "Very sure, wrong, and unable to learn\n\n"
        "The weights are so large that the output is almost exactly 1 for every sample, although three of "
        "four answers should be 0. Out there a sigmoid is flat: ∂out/∂net is nearly 0, and with it every "
        "gradient. The error is as large as it can be, and the weights stand still.\n\n"
        "Watch: walk a round and look at ∂out_o1/∂net_o1. Train 1,000 rounds: hardly anything happens. Then "
        "change the loss to binary cross-entropy: its slope cancels the flat one, δ = out - target, and the "
        "network learns within 2,000 rounds.",
    )


def symmetric() -> Project:
    """Make a network whose hidden neurons begin alike and therefore stay alike."""
    network = full_network(("x1", "x2"), (2,), "sigmoid", ("o1",), "sigmoid")
    return new_project(
        "All weights equal",
        network,
        given(network, [0.5, 0.5], [0.0, 0.0]),
        TrainingPlan(optimizer=Optimizer("sgd", 0.5)),
        _corners(0, 1, 1, 0),
        "Two neurons that do one neuron's work\n\n"
        "Every weight begins at 0.5. The two hidden neurons get the same inputs, give the same output and "
        "receive the same delta, round after round. They stay equal for ever, so the network is no better "
        "than one with a single hidden neuron and cannot learn XOR. That is why start weights are drawn at "
        "random.\n\n"
        "Watch: in every plot h1 and h2 lie on each other. Change one weight by hand, by 0.1, and train "
        "20,000 rounds: they part, and XOR is found.",
    )


def rate_too_high() -> Project:
    """Make one linear neuron whose steps overshoot further each time."""
    network = full_network(("x1",), (), "linear", ("o1",), "linear")
    return new_project(
        "Learning rate too high",
        network,
        given(network, [0.0], [0.0]),
        TrainingPlan(optimizer=Optimizer("sgd", 0.5), batch_size="all"),
        dataset([[0], [1], [2], [3]], [[1], [3], [5], [7]]),
        "Too large a step lands on the other side, and higher up\n\n"
        "One neuron shall learn o1 = 2 · x1 + 1. Its error is a bowl over weight and bias. The step down the "
        "bowl is the learning rate times the slope; with a rate of 0.5 it ends on the opposite wall, a "
        "little higher each time.\n\n"
        "Watch: the weight jumps to and fro and the error grows. Reset, set the learning rate to 0.4 and "
        "train: it settles at weight 2 and bias 1. The border lies at 0.476, which is 2 divided by the "
        "bowl's greatest curvature.",
    )


def _corners(*targets: float) -> Dataset:
    return dataset(CORNERS, [[target] for target in targets])
