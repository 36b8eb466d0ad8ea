"""Each example trains to what its notes say that it shows."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from backprop_gui.core.array import Array
from backprop_gui.core.backprop import backward, error_of, forward
from backprop_gui.core.compiled import CompiledTrainer
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasPlace, WeightPlace
from backprop_gui.core.normalisation import KINDS
from backprop_gui.document.examples import EXAMPLES, GROUPS, load_example
from backprop_gui.document.making import drawn, full_network, new_project
from backprop_gui.document.project import Project
from backprop_gui.document.schema import decode, encode
from backprop_gui.document.task import normalisation_of, original_inputs, task_of, with_task
from backprop_gui.resource_files import resource
from backprop_gui.session.edits import randomized


def trained(project: Project, rounds: int) -> Project:
    """Train so many rounds; fewer where a number grows beyond all bounds."""
    trainer = CompiledTrainer(project.network, project.plan, project.data, project.state)
    while trainer.state.rounds < project.state.rounds + rounds:
        left = project.state.rounds + rounds - trainer.state.rounds
        if not trainer.advance(left, stride=10**9).finite:
            break
    return project.with_state(trainer.state)


def outputs(project: Project, data: Dataset) -> Array:
    return forward(project.network, project.parameters, data.inputs).out[-1]


def error(project: Project, data: Dataset | None = None) -> float:
    data = data or project.plan.training_data(project.data)
    return error_of(project.network, project.parameters, project.plan.loss, data.inputs, data.targets)


def kept_back(project: Project) -> Dataset:
    """Return the samples that are not trained on."""
    return project.data.split(project.plan.validation_share)[1]


def share_wrong(project: Project) -> float:
    """Compute which share of the test samples is taken for another class."""
    data = kept_back(project)
    out = outputs(project, data)
    if out.shape[1] == 1:
        return float((np.sign(out) != np.sign(data.targets)).mean())
    return float((out.argmax(axis=1) != data.targets.argmax(axis=1)).mean())


def with_rate(project: Project, rate: float) -> Project:
    optimizer = replace(project.plan.optimizer, learning_rate=rate)
    return replace(project, plan=replace(project.plan, optimizer=optimizer))


def with_parameter(project: Project, place: WeightPlace | BiasPlace, value: float) -> Project:
    return project.with_parameters(project.parameters.changed(project.network, place, value))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_each_says_what_to_watch_and_can_be_saved(example: Any) -> None:
    project = example.project()
    assert example.group in GROUPS
    assert len(example.sentence) < 90
    assert decode(encode(project)).title == example.title
    assert len(encode(project)) < 5_000_000
    assert project.state.rounds == 0
    if example.group != GROUPS[0]:
        assert "\n\nWatch: " in project.view["notes"]
    again = example.project()
    assert again.parameters.flat.tolist() == project.parameters.flat.tolist()
    assert again.data.inputs.tolist() == project.data.inputs.tolist()


@pytest.mark.parametrize(
    ("name", "answers"), [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("xor", [0, 1, 1, 0])]
)
def test_logic_is_learnt(name: str, answers: list[int]) -> None:
    project = trained(load_example(name), 10_000)
    assert project.data.targets[:, 0].tolist() == answers
    assert outputs(project, project.data)[:, 0] == pytest.approx(np.array(answers), abs=0.1)


def test_and_needs_both_weights_and_or_only_one() -> None:
    for name, alone in (("and", -1), ("or", 1)):
        project = trained(load_example(name), 10_000)
        weights, bias = project.parameters.weights[0][0], project.parameters.biases[0][0]
        assert weights[0] == pytest.approx(weights[1], rel=0.01)
        assert np.sign(weights + bias).tolist() == [alone, alone]


def test_xor_takes_its_time() -> None:
    project = load_example("xor")
    assert error(trained(project, 1000)) > 0.1
    assert error(trained(project, 10_000)) < 0.001


def test_stuck_xor_stays_stuck_with_fading_gradients() -> None:
    stuck, solved = load_example("xor_stuck"), load_example("xor")
    assert stuck.plan == solved.plan
    project = trained(stuck, 100_000)
    assert 0.062 < error(project) < 0.063
    assert sorted(outputs(project, project.data)[:, 0].round(2).tolist()) == [0.01, 0.49, 0.49, 0.99]
    ahead = forward(project.network, project.parameters, project.data.inputs)
    back = backward(project.network, project.parameters, project.plan.loss, ahead, project.data.targets)
    assert np.abs(back.gradient.flat).max() < 1e-3


def test_stuck_xor_is_found_from_other_random_weights() -> None:
    project = randomized(load_example("xor_stuck"), 1)
    assert error(trained(project, 10_000)) < 0.01


def test_a_dead_relu_stays_dead_until_its_bias_is_changed() -> None:
    start = load_example("dead_relu")
    project = trained(start, 5000)
    before, after = start.parameters, project.parameters
    assert after.weights[0][1].tolist() == before.weights[0][1].tolist()
    assert after.biases[0][1] == before.biases[0][1]
    assert (after.weights[0][0] != before.weights[0][0]).all()
    ahead = forward(project.network, after, project.data.inputs)
    assert not ahead.out[0][:, 1].any()
    assert error(project) == pytest.approx(0.083, abs=0.001)
    assert error(trained(with_parameter(project, BiasPlace(0, 1), 0.0), 5000)) < 1e-6


def gradients(project: Project) -> list[float]:
    """List each layer's mean size of a weight's gradient."""
    ahead = forward(project.network, project.parameters, project.data.inputs)
    back = backward(project.network, project.parameters, project.plan.loss, ahead, project.data.targets)
    return [float(np.abs(weights).mean()) for weights in back.gradient.weights]


@pytest.mark.parametrize("rounds", [0, 1000])
def test_gradients_vanish(rounds: int) -> None:
    project = trained(load_example("vanishing"), rounds)
    sizes = gradients(project)
    assert sizes[-1] > 1000 * sizes[0]
    assert min(sizes[4:]) > 10 * max(sizes[:2])


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_gradients_come_through_other_activations(activation: str) -> None:
    project = load_example("vanishing")
    layers = [replace(layer, activation=activation) for layer in project.network.layers[:-1]]
    network = replace(project.network, layers=(*layers, project.network.layers[-1]))
    sizes = gradients(replace(project, network=network))
    assert sizes[0] > 0.1 * sizes[-1]


def test_gradients_explode() -> None:
    start = load_example("exploding")
    ahead = forward(start.network, start.parameters, start.data.inputs)
    back = backward(start.network, start.parameters, start.plan.loss, ahead, start.data.targets)
    deltas = [float(np.abs(delta).mean()) for delta in back.delta]
    assert all(before > 1.5 * after for before, after in pairwise(deltas[:5]))
    project = trained(start, 100)
    assert project.state.rounds < 20
    assert not np.isfinite(project.parameters.flat).all() or not np.isfinite(error(project))
    assert error(trained(with_rate(start, 0.00001), 10_000)) < 1.0 < error(start)


def test_saturated_neurons_hardly_learn_until_the_loss_is_another() -> None:
    start = load_example("saturated")
    project = trained(start, 1000)
    assert error(start) == pytest.approx(0.375, abs=0.001)
    assert error(project) == pytest.approx(error(start), rel=0.001)
    out = outputs(project, project.data)
    assert (out * (1 - out)).max() < 0.001
    other = replace(start, plan=replace(start.plan, loss="binary_cross_entropy"))
    assert error(trained(other, 2000)) < 0.05


def test_equal_weights_stay_equal_until_one_is_changed() -> None:
    start = load_example("symmetric")
    project = trained(start, 10_000)
    weights = project.parameters.weights
    assert weights[0][0] == pytest.approx(weights[0][1], rel=1e-12)
    assert weights[1][0, 0] == pytest.approx(weights[1][0, 1], rel=1e-12)
    assert weights[0][0].tolist() != start.parameters.weights[0][0].tolist()
    assert error(project) > 0.1
    assert error(trained(with_parameter(start, WeightPlace(0, 0, 0), 0.6), 20_000)) < 0.001


def test_too_high_a_rate_overshoots_and_a_lower_one_settles() -> None:
    project = load_example("rate_too_high")
    errors, sides = [error(project)], []
    for _ in range(30):
        project = trained(project, 1)
        errors.append(error(project))
        sides.append(project.parameters.weights[0][0, 0] > 2.0)
    assert errors == sorted(errors)
    assert sides[:8] == [True, False] * 4
    settled = trained(with_rate(load_example("rate_too_high"), 0.4), 500)
    assert settled.parameters.flat == pytest.approx([2.0, 1.0], abs=1e-6)


def test_the_border_of_the_rate_is_what_the_curvature_gives() -> None:
    inputs = load_example("rate_too_high").data.inputs[:, 0]
    curvature = np.array([[np.mean(inputs**2), np.mean(inputs)], [np.mean(inputs), 1.0]])
    assert 2 / np.linalg.eigvalsh(curvature).max() == pytest.approx(0.476, abs=0.0005)


PLANES = ["circle", "xor_plane", "gauss", "spiral", "plane", "multi_gauss"]


@pytest.mark.parametrize("name", PLANES)
def test_the_tasks_of_the_plane_have_their_defaults(name: str) -> None:
    project = load_example(name)
    task = task_of(project)
    assert task is not None
    assert task.noise == 0
    classes = name in PLANES[:4]
    assert len(project.data) == (500 if classes else 1200)
    assert len(project.plan.training_data(project.data)) == len(project.data) / 2
    assert project.data.inputs.tolist() == task.samples_made().inputs.tolist()
    assert (project.plan.batch_size, project.plan.order) == (10, "sequential")
    assert (project.plan.loss, project.plan.optimizer.name) == ("half_squared_error", "sgd")
    assert project.plan.optimizer.learning_rate == 0.03
    activations = [layer.activation for layer in project.network.layers]
    assert activations == ["tanh", "tanh", "tanh" if classes else "linear"]
    weights = project.parameters.flat[: project.network.weight_count]
    assert np.abs(weights).max() <= 0.5
    assert project.parameters.flat[project.network.weight_count :].tolist() == pytest.approx(
        [0.1] * (project.network.parameter_count - project.network.weight_count)
    )
    if name != "spiral":
        assert project.network.sizes == (2, 4, 2, 1)
        assert task.features == ("x1", "x2")


@pytest.mark.parametrize(
    ("name", "rounds", "most_wrong", "most_error"),
    [
        ("circle", 5000, 0.01, 0.01),
        ("xor_plane", 5000, 0.02, 0.03),
        ("gauss", 1000, 0.01, 0.01),
        ("spiral", 5000, 0.05, 0.05),
    ],
)
def test_classes_are_told_apart(name: str, rounds: int, most_wrong: float, most_error: float) -> None:
    start = load_example(name)
    assert share_wrong(start) > 0.1
    project = trained(start, rounds)
    assert share_wrong(project) < most_wrong
    assert error(project, kept_back(project)) < most_error


@pytest.mark.parametrize(
    ("name", "features", "rounds"), [("circle", ("x1²", "x2²"), 2000), ("xor_plane", ("x1·x2",), 500)]
)
def test_the_right_inputs_need_no_hidden_layer(name: str, features: tuple[str, ...], rounds: int) -> None:
    project = load_example(name)
    task = task_of(project)
    assert task is not None
    data = replace(task, features=features).samples_made()
    network = full_network(features, (), "tanh", ("o1",), "tanh")
    plain = new_project("plain", network, drawn(network, 1), project.plan, data, "")
    assert share_wrong(trained(plain, rounds)) < 0.01


def test_clouds_that_overlap_are_not_told_apart() -> None:
    project = load_example("gauss")
    task = task_of(project)
    assert task is not None
    noisy = trained(with_task(project, replace(task, noise=0.5)), 5000)
    assert 0.02 < share_wrong(noisy) < 0.15


def test_the_spiral_needs_its_sines() -> None:
    project = load_example("spiral")
    task = task_of(project)
    assert task is not None
    plain = with_task(project, replace(task, features=("x1", "x2")))
    assert share_wrong(trained(plain, 5000)) > 0.05


@pytest.mark.parametrize(("name", "rounds", "most"), [("plane", 1000, 0.005), ("sine", 10_000, 0.005)])
def test_numbers_are_followed(name: str, rounds: int, most: float) -> None:
    project = trained(load_example(name), rounds)
    assert error(project, kept_back(project)) < most


def test_six_hills_are_more_than_six_neurons_can_follow() -> None:
    start = load_example("multi_gauss")
    project = trained(start, 10_000)
    flat = 0.5 * float(np.mean(kept_back(start).targets ** 2))
    assert 0.1 * flat < error(project, kept_back(project)) < 0.6 * flat


def test_the_sine_is_fitted_and_not_its_noise() -> None:
    project = trained(load_example("sine"), 10_000)
    x = np.linspace(-3, 3, 61)[:, None]
    assert outputs(project, Dataset(x, x)) == pytest.approx(np.sin(x), abs=0.2)


def test_iris() -> None:
    project = load_example("iris")
    assert project.network.sizes == (4, 6, 3)
    assert normalisation_of(project).kind == KINDS[1]
    assert sorted(map(tuple, original_inputs(project).tolist())) == sorted(iris_rows())
    assert project.data.targets.sum(axis=0).tolist() == [50, 50, 50]
    assert len(kept_back(project)) == 50
    assert share_wrong(trained(project, 2000)) <= 0.04


def iris_rows() -> list[tuple[float, ...]]:
    text = resource("data", "iris.csv").read_text(encoding="utf-8")
    return [tuple(map(float, line.split(",")[:4])) for line in text.splitlines()[1:]]


def test_digits() -> None:
    project = load_example("digits")
    grey = original_inputs(project)
    assert grey.shape == (1797, 64)
    assert set(np.unique(grey)) == set(range(17))
    assert project.data.targets.sum(axis=1).tolist() == [1.0] * 1797
    assert share_wrong(trained(project, 2000)) < 0.1


def test_the_digits_look_like_digits() -> None:
    project = load_example("digits")
    grey = original_inputs(project)
    zeros = grey[project.data.targets[:, 0] == 1].mean(axis=0).reshape(8, 8)
    assert zeros[3:5, 3:5].max() < 5 < min(zeros[3, 2], zeros[3, 5], zeros[0, 3], zeros[7, 3])
