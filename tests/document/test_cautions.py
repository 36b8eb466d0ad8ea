"""What will not work as one might expect is said in words, and where all is well nothing is said."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.optimizers import OPTIMIZERS, Optimizer
from backprop_gui.document.cautions import cautions
from backprop_gui.document.examples import EXAMPLES, load_example
from backprop_gui.document.project import Project
from backprop_gui.document.task import with_normalisation, with_validation_share


def said(project: Project) -> list[str]:
    return [caution.sentence for caution in cautions(project)]


def with_plan(project: Project, **changes: Any) -> Project:
    return replace(project, plan=replace(project.plan, **changes))


def with_optimizer(project: Project, name: str = "sgd", **numbers: float) -> Project:
    return with_plan(project, optimizer=Optimizer(name, **{**OPTIMIZERS[name].defaults, **numbers}))


def with_output(project: Project, activation: str, targets: list[list[float]]) -> Project:
    """Give the seed's network another output activation and other samples, all with the same inputs."""
    layers = (
        *project.network.layers[:-1],
        replace(project.network.layers[-1], activation=activation, bias_trainable=True),
    )
    inputs = np.array([[0.05, 0.1 * row] for row in range(len(targets))])
    data = Dataset(inputs + np.arange(len(targets))[:, None], np.array(targets))
    return replace(project, network=replace(project.network, layers=layers), data=data)


def one_output(project: Project, activation: str, targets: list[float]) -> Project:
    layers = (*project.network.layers[:-1], replace(project.network.layers[-1], activation=activation))
    rows = np.array(targets)[:, None]
    inputs = np.arange(2.0 * len(targets)).reshape(-1, 2)
    return replace(project, network=replace(project.network, layers=layers), data=Dataset(inputs, rows))


@pytest.fixture
def seed() -> Project:
    return load_example("seed")


@pytest.fixture
def xor() -> Project:
    return load_example("xor")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_examples_need_no_caution(example: Any) -> None:
    if example.name == "digits":
        (caution,) = cautions(example.project())
        assert not caution.is_warning
        assert caution.sentence.endswith(
            "are the same in every training sample: nothing can be learnt from them."
        )
    else:
        assert cautions(example.project()) == []


@pytest.mark.parametrize(
    ("rate", "sentence"),
    [
        (0.0, "With a learning rate of 0 no round changes anything."),
        (-0.5, "With a learning rate below 0 every step goes uphill: the error grows."),
        (1e9, "A learning rate of 1e+09 is very large: the weights will soon run away."),
    ],
)
def test_rates(seed: Project, rate: float, sentence: str) -> None:
    (caution,) = cautions(with_optimizer(seed, learning_rate=rate))
    assert (caution.sentence, caution.is_about_training) == (sentence, True)


@pytest.mark.parametrize("rate", [1e-9, 0.5, 10.0])
def test_usual_rates(seed: Project, rate: float) -> None:
    assert said(with_optimizer(seed, learning_rate=rate)) == []


def test_nothing_to_train(seed: Project) -> None:
    layers = [replace(layer, frozen=np.ones_like(layer.frozen)) for layer in seed.network.layers]
    frozen = replace(seed, network=replace(seed.network, layers=tuple(layers)))
    assert said(frozen) == ["All weights and biases are frozen: there is nothing to train."]


def test_batches(seed: Project, xor: Project) -> None:
    assert said(with_plan(xor, batch_size=5)) == [
        "A batch of 5 is more than there is: each round takes all 4 training samples."
    ]
    assert said(with_plan(seed, batch_size=2)) == [
        "A batch of 2 is more than there is: each round takes the only training sample."
    ]
    for size in (1, 4, "all"):
        assert said(with_plan(xor, batch_size=size)) == []
    assert said(with_plan(xor, batch_size=4, validation_share=0.25))[0] == (
        "A batch of 4 is more than there is: each round takes all 3 training samples."
    )


@pytest.mark.parametrize(
    ("name", "numbers", "part"),
    [
        ("momentum", {"momentum": 1.0}, "momentum of 1 or more"),
        ("nesterov", {"momentum": 2.0}, "momentum of 1 or more"),
        ("rmsprop", {"rho": 1.0}, "ρ = 1"),
        ("rmsprop", {"epsilon": 0.0}, "ε = 0"),
        ("adagrad", {"epsilon": 0.0}, "ε = 0"),
        ("adam", {"epsilon": 0.0}, "ε = 0"),
    ],
)
def test_an_optimizers_numbers(seed: Project, name: str, numbers: dict[str, float], part: str) -> None:
    (sentence,) = said(with_optimizer(seed, name, **numbers))
    assert part in sentence
    assert said(with_optimizer(seed, name)) == []
    assert said(with_optimizer(seed, "sgd", **numbers)) == []


def test_a_penalty_beyond_0(seed: Project) -> None:
    assert said(with_plan(seed, l2=2.0, l1=100.0)) == []
    assert said(with_plan(seed, l2=2.1)) == [
        "The L2 penalty times the learning rate is over 1: each step throws weights past 0."
    ]


@pytest.mark.parametrize(
    ("activation", "outside", "inside", "words"),
    [
        ("sigmoid", [1.5, -0.1], [0.0, 1.0, 0.5], "sigmoid gives numbers between 0 and 1 only"),
        ("tanh", [2.0, -1.01], [-1.0, 1.0, 0.0], "tanh gives numbers between -1 and 1 only"),
        ("relu", [-1.0], [0.0, 5.0], "relu gives numbers at or above 0 only"),
        ("softplus", [-0.5], [0.1, 7.0], "softplus gives numbers above 0 only"),
        ("elu", [-1.5], [-0.9, 3.0], "elu gives numbers above -1 only"),
        ("silu", [-0.3], [-0.27, 3.0], "silu gives numbers above -0.279 only"),
        ("gelu", [-0.2], [-0.169, 3.0], "gelu gives numbers above -0.17 only"),
    ],
)
def test_targets_out_of_reach(
    xor: Project, activation: str, outside: list[float], inside: list[float], words: str
) -> None:
    assert said(one_output(xor, activation, inside)) == []
    for target in outside:
        (caution,) = cautions(one_output(xor, activation, [*inside, target]))
        assert not caution.is_about_training
        assert caution.sentence == f"Sample {len(inside) + 1} asks o1 for {target:g}, but {words}."


@pytest.mark.parametrize("activation", ["linear", "leaky_relu"])
def test_every_target_is_in_reach_of_some(xor: Project, activation: str) -> None:
    assert said(one_output(xor, activation, [-1e6, 1e6])) == []


def test_softmax(seed: Project, xor: Project) -> None:
    assert said(with_output(seed, "softmax", [[0.0, 1.0], [0.1, 0.9]])) == []
    assert said(with_output(seed, "softmax", [[0.0, 1.0], [0.5, 1.0]])) == [
        "The targets of sample 2 add up to 1.5, the outputs of a softmax always to 1."
    ]
    assert said(one_output(xor, "softmax", [1.0, 1.0])) == [
        "A softmax of a single output is always 1: it cannot learn."
    ]


def test_binary_cross_entropy(xor: Project) -> None:
    plan = replace(xor.plan, loss="binary_cross_entropy")
    assert said(replace(xor, plan=plan)) == []
    classes = replace(one_output(xor, "sigmoid", [-1.0, 1.0]), plan=plan)
    assert "Binary cross-entropy is for targets from 0 to 1; sample 1 has -1." in said(classes)
    for activation in ("tanh", "linear", "relu", "softplus"):
        assert said(replace(one_output(xor, activation, [0.0, 1.0]), plan=plan)) == [
            "Binary cross-entropy takes logarithms, so outputs have to be between 0 and 1; those of "
            f"{activation} may not be."
        ]


def test_cross_entropy(seed: Project) -> None:
    plan = replace(seed.plan, loss="cross_entropy")
    rows = [[0.0, 1.0], [1.0, 0.0]]
    assert said(replace(with_output(seed, "softmax", rows), plan=plan)) == []
    (sentence,) = said(replace(with_output(seed, "tanh", rows), plan=plan))
    assert sentence.startswith("Cross-entropy takes logarithms, so outputs have to be above 0; those of tanh")
    (sentence,) = said(replace(with_output(seed, "sigmoid", rows), plan=plan))
    assert "without softmax nothing keeps the others down" in sentence


def test_one_sample(seed: Project) -> None:
    assert said(with_plan(seed, validation_share=0.5)) == [
        "The only sample is trained on, so none is left for testing."
    ]
    for kind in ("standard", "min_max"):
        normalised = with_normalisation(seed, kind)
        assert said(normalised) == ["With a single training sample, normalising makes every input 0."]


def test_shares(xor: Project) -> None:
    assert said(with_validation_share(xor, 0.2)) == ["20 % of 4 samples is less than one to test with."]
    (caution,) = cautions(with_validation_share(xor, 0.25))
    assert caution.sentence == "Only one sample is kept for testing: its error says little."
    assert not caution.is_warning
    assert said(with_validation_share(xor, 0.99)) == ["Only one sample is left to train on."]
    assert said(with_validation_share(xor, 0.5)) == [
        "x1 is 0 in every training sample: the network can learn nothing from it."
    ]
    assert said(with_validation_share(load_example("circle"), 0.1)) == []


def with_inputs(project: Project, rows: list[list[float]]) -> Project:
    return replace(project, data=Dataset(np.array(rows), project.data.targets))


def test_constant_columns(xor: Project) -> None:
    constant = with_inputs(xor, [[0.1, row] for row in range(4)])
    expected = ["x1 is 0.1 in every training sample: the network can learn nothing from it."]
    assert said(constant) == expected
    assert said(with_normalisation(constant, "standard")) == expected
    assert said(with_inputs(xor, [[1.0, 2.0]] * 4)) == [
        "x1, x2 are the same in every training sample: nothing can be learnt from them."
    ]


def test_a_project_without_samples_is_not_looked_at(seed: Project) -> None:
    empty = Dataset(np.zeros((0, 2)), np.zeros((0, 2)))
    assert said(replace(seed, data=empty)) == []


def test_a_network_of_several_samples_whose_biases_are_all_frozen_may_need_them(seed: Project) -> None:
    rows = Dataset(np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[0.1, 0.9], [0.9, 0.1]]))
    (caution,) = cautions(replace(seed, data=rows))
    assert caution.sentence.startswith("All biases are frozen") and not caution.is_warning
    assert caution.is_about_training
    first, last = seed.network.layers
    trained = replace(seed.network, layers=(replace(first, bias_trainable=True), last))
    assert cautions(replace(seed, network=trained, data=rows)) == []
