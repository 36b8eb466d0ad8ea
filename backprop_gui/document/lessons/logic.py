"""Logic gates: four samples, two inputs, one answer."""

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.optimizers import Optimizer
from backprop_gui.core.training import TrainingPlan
from backprop_gui.document.making import dataset, drawn, full_network, new_project
from backprop_gui.document.project import Project

INPUTS = ((0, 0), (0, 1), (1, 0), (1, 1))
SOLVING_SEED, STUCK_SEED = 3, 2


def and_gate() -> Project:
    """Make one neuron that learns AND."""
    return _one_neuron(
        "AND",
        (0, 0, 0, 1),
        "One neuron learns AND\n\n"
        "The answer is 1 only where both inputs are 1. One straight line parts that corner of the square "
        "from the other three, and one neuron can draw one line.\n\n"
        "Watch: train 10,000 rounds. Both weights grow to the same positive size, and the bias becomes more "
        "negative than either of them alone could outweigh.",
    )


def or_gate() -> Project:
    """Make one neuron that learns OR."""
    return _one_neuron(
        "OR",
        (0, 1, 1, 1),
        "One neuron learns OR\n\n"
        "The answer is 1 where at least one input is 1. The line that AND needs is only moved: compare the "
        "bias with the one that AND ends with.\n\n"
        "Watch: train 10,000 rounds. Each weight alone outweighs the bias.",
    )


def _one_neuron(title: str, answers: tuple[int, ...], notes: str) -> Project:
    network = full_network(("x1", "x2"), (), "sigmoid", ("o1",), "sigmoid")
    plan = TrainingPlan(optimizer=Optimizer("sgd", 0.5))
    return new_project(title, network, drawn(network, 1, bias=0.0), plan, _samples(answers), notes)


def xor() -> Project:
    """Make a 2-2-1 network from whose start weights XOR is found."""
    return _two_hidden(
        "XOR",
        SOLVING_SEED,
        "Two hidden neurons learn XOR\n\n"
        "The answer is 1 where the inputs differ. No single line parts those corners from the others, so one "
        "neuron cannot do it. Two hidden neurons draw a line each, and the output combines them.\n\n"
        "Watch: train 10,000 rounds. For more than 1,000 rounds the error hardly moves; then the "
        "hidden neurons part ways and it falls quickly.",
    )


def xor_stuck() -> Project:
    """Make the same network with start weights from which training comes to a standstill."""
    return _two_hidden(
        "XOR, stuck",
        STUCK_SEED,
        "The same network, other start weights: stuck\n\n"
        "Network, samples and learning rate are those of the example XOR. Only the start weights differ. "
        "Training settles where two answers are right and two stay near one half: the error is 0.0626 "
        "however long it runs, because the slope there is almost flat.\n\n"
        "Watch: train 100,000 rounds; the gradients fade although the error is large. Then choose Train ▸ "
        "New random weights once or twice and train again.",
    )


def _two_hidden(title: str, seed: int, notes: str) -> Project:
    network = full_network(("x1", "x2"), (2,), "sigmoid", ("o1",), "sigmoid")
    plan = TrainingPlan(optimizer=Optimizer("sgd", 0.5))
    start = drawn(network, seed, bound=1.0, bias=0.0)
    return new_project(title, network, start, plan, _samples((0, 1, 1, 0)), notes)


def _samples(answers: tuple[int, ...]) -> Dataset:
    return dataset(INPUTS, [[answer] for answer in answers])
