"""A network takes the inputs and outputs of imported samples; what was there keeps its weights."""

import numpy as np
import pytest
from support.networks import Build, project

from backprop_gui.core.backprop import forward
from backprop_gui.core.dataset import Dataset
from backprop_gui.document.csv_import import Imported
from backprop_gui.document.examples import load_example
from backprop_gui.document.fitting import fitted, weights_when_fitted, with_imported
from backprop_gui.document.project import Project
from backprop_gui.document.samples import table_of
from backprop_gui.document.schema import decode, encode
from backprop_gui.document.task import normalisation_of, with_normalisation


def imported(inputs: tuple[str, ...], targets: tuple[str, ...], samples: int = 4) -> Imported:
    random = np.random.default_rng(3)
    rows = random.normal(size=(samples, len(inputs))).round(3)
    data = Dataset(rows, random.uniform(size=(samples, len(targets))))
    return Imported(inputs, targets, data, 0, False)


def weight(made: Project, layer: int, to: str, source: str) -> float:
    network = made.network
    row = network.layers[layer].neurons.index(to)
    return float(made.parameters.weights[layer][row, network.source_names(layer).index(source)])


@pytest.mark.parametrize("bias", ["none", "shared", "per_neuron"])
@pytest.mark.parametrize("sizes", [(2, 3, 2), (2, 2), (2, 3, 4, 2)])
def test_what_has_a_name_that_was_there_keeps_its_weights(sizes: tuple[int, ...], bias: str) -> None:
    before = project(Build(sizes, bias=bias, missing=[(0, 1, 1)], frozen=[(0, 0, 1)]))
    made = fitted(before, ("x", "i2", "y"), ("o2", "a", "b", "c"))
    assert made.network.sizes == (3, *sizes[1:-1], 4)
    to = "o2" if len(sizes) == 2 else before.network.layers[0].neurons[0]
    if len(sizes) > 2:
        assert weight(made, 0, to, "i2") == weight(before, 0, to, "i2")
        assert np.argwhere(made.network.layers[0].frozen).tolist() == [[0, 1]]
    hidden = before.network.source_names(len(sizes) - 2)[-1]
    source = hidden if len(sizes) > 2 else "i2"
    assert weight(made, len(sizes) - 2, "o2", source) == weight(before, len(sizes) - 2, "o2", source)
    assert made.state.rounds == 0
    decode(encode(with_imported(before, imported(("x", "i2", "y"), ("o2", "a", "b", "c")), fit=True)))


def test_new_weights_are_small_and_all_there() -> None:
    made = fitted(project(Build((2, 5, 2))), tuple(f"x{k}" for k in range(9)), ("o1", "o2", "new"))
    first, last = made.parameters.weights
    assert 0 < np.abs(first).max() <= np.sqrt(6 / (9 + 5))
    assert 0 < np.abs(last[2]).max() <= np.sqrt(6 / (5 + 3))
    assert made.parameters.biases[1][2] == 0.0
    assert all(layer.present.all() for layer in made.network.layers)
    assert np.array_equal(made.start.flat, made.parameters.flat)


def test_a_shared_bias_stays_whatever_the_outputs_are() -> None:
    before = load_example("seed")
    made = fitted(before, ("a", "b", "c"), ("x", "y", "z"))
    assert [bias.tolist() for bias in made.parameters.biases] == [[0.35], [0.60]]


def test_other_names_alone_change_no_number() -> None:
    before = project(Build((2, 3, 2)))
    made = fitted(before, ("a", "b"), ("c", "d"))
    assert (made.network.inputs, made.network.outputs) == (("a", "b"), ("c", "d"))
    assert made.state is before.state and made.start is before.start


def test_hidden_neurons_give_way_to_names() -> None:
    made = fitted(project(Build((2, 2, 1))), ("h1", "h2"), ("o1",))
    assert made.network.layers[0].neurons == ("h1_h", "h2_h")


@pytest.mark.parametrize("kind", ["none", "standard"])
def test_samples_come_in_normalised_as_before(kind: str) -> None:
    before = with_normalisation(project(Build((2, 3, 2), samples=5)), kind)
    taken = imported(("a", "b", "c"), ("d",))
    made = with_imported(before, taken, fit=True)
    assert normalisation_of(made).kind == kind
    assert np.array_equal(table_of(made)[:, :3], taken.data.inputs)
    assert forward(made.network, made.parameters, made.data.inputs).out[-1].shape == (4, 1)
    assert np.array_equal(table_of(decode(encode(made))), table_of(made))


def test_classes_can_become_probabilities() -> None:
    made = with_imported(load_example("seed"), imported(("a", "b"), ("c", "d")), fit=True, classify=True)
    assert made.network.layers[-1].activation == "softmax"
    assert made.plan.loss == "cross_entropy"


def test_samples_are_nobodys_task_any_more() -> None:
    before = load_example("circle") if "task" in load_example("circle").view else load_example("seed")
    made = with_imported(before, imported(before.network.inputs, before.network.outputs), fit=False)
    assert "task" not in made.view


def test_weights_are_counted_before_they_are_made() -> None:
    assert weights_when_fitted(project(Build((2, 3, 2))).network, 5, 4) == 5 * 3 + 3 * 4
