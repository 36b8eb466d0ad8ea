"""The first number of a round that is not finite is found, named, and found fast."""

from dataclasses import replace
from math import isfinite

import numpy as np
import pytest

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.optimizers import OPTIMIZERS, Optimizer
from backprop_gui.core.training import TrainingPlan, TrainingState
from backprop_gui.explain.divergence import divergence, first_non_finite
from backprop_gui.explain.figures import Figures
from backprop_gui.explain.steps import Round
from backprop_gui.explain.tell import tell


def layer(names: tuple[str, ...], activation: str, sources: int) -> Layer:
    present = np.ones((len(names), sources), dtype=bool)
    return Layer(names, activation, BiasKind.PER_NEURON, True, present, ~present)


def told(values: dict[int, float], plan: TrainingPlan | None = None, activation: str = "linear") -> Round:
    """Tell the round of a 2-2-1 network, all of whose parameters are 0.5 but for some."""
    network = Network(("i1", "i2"), (layer(("h1", "h2"), activation, 2), layer(("o1",), "linear", 2)))
    plan = plan or TrainingPlan(optimizer=Optimizer("sgd", 0.5))
    flat = np.full(network.parameter_count, 0.5)
    for index, value in values.items():
        flat[index] = value
    state = TrainingState.fresh(network, Parameters(network, flat), plan.optimizer)
    data = Dataset(np.array([[1.0, 2.0], [1.5, 1.0]]), np.array([[0.3], [0.7]]))
    return tell(network, plan, replace(state, rounds=1233), data)


def first_by_walking(walked: Round) -> int | None:
    with np.errstate(all="ignore"):
        return next((n for n in range(len(walked)) if not isfinite(walked[n].value)), None)


def test_a_round_of_finite_numbers_has_none() -> None:
    assert first_non_finite(told({})) is None


@pytest.mark.parametrize("batch", [1, 2])
@pytest.mark.parametrize(
    "values",
    [{0: 1e308, 1: 1e308}, {2: 1.7e308, 3: 1.7e308}, {4: 1e200}, {4: 1e160, 0: 1e160}, {5: -1e160, 0: 1e5}],
)
def test_it_is_the_first_that_a_walk_would_meet(values: dict[int, float], batch: int) -> None:
    plan = TrainingPlan(optimizer=Optimizer("sgd", 0.5), batch_size=batch)
    walked = told(values, plan)
    assert first_non_finite(walked) == first_by_walking(walked) is not None


def test_it_is_named_with_its_round_and_formula() -> None:
    found = divergence(told({2: 1.7e308, 3: 1.7e308}))
    assert found.sentence.startswith("Training stopped in round 1,234: net_h2 is infinite (net_h2 = w3 ·")
    assert found.step == 2, "after net_h1 and out_h1"


def test_a_saturated_neuron_does_not_hide_its_infinite_net() -> None:
    found = divergence(told({2: 1.7e308, 3: 1.7e308}, activation="sigmoid"))
    assert "net_h2 is infinite" in found.sentence


def test_the_optimizers_memory_is_named_where_every_step_is_finite() -> None:
    optimizer = Optimizer("adam", 0.001, **OPTIMIZERS["adam"].defaults)
    values = {**dict.fromkeys((0, 1, 2, 3, 5, 7, 8), 0.0), 4: 1e152, 6: 100.0}
    walked = told(values, TrainingPlan(optimizer=optimizer))
    assert first_by_walking(walked) is None
    found = divergence(walked)
    assert found.sentence.startswith("Training stopped in round 1,234: the optimizer's")
    assert found.sentence.endswith("of w1 is infinite.")
    assert found.step is not None
    assert walked[found.step].id == "w1+"


def test_of_a_large_networks_round_few_steps_are_asked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    sizes = (784, 128, 64, 10)
    names = [tuple(f"n{number}_{place}" for place in range(size)) for number, size in enumerate(sizes)]
    layers = tuple(layer(names[n], "linear" if n == 3 else "tanh", sizes[n - 1]) for n in (1, 2, 3))
    network, plan = Network(names[0], layers), TrainingPlan(batch_size=8)
    flat = rng.normal(0, 0.05, network.parameter_count)
    flat[network.weight_count - 1] = 1e307
    state = TrainingState.fresh(network, Parameters(network, flat), plan.optimizer)
    walked = tell(network, plan, state, Dataset(rng.random((8, 784)), rng.random((8, 10))))
    asked: list[object] = []
    number = Figures.number
    monkeypatch.setattr(Figures, "number", lambda self, each: (asked.append(each), number(self, each))[1])
    place = first_non_finite(walked)
    assert len(asked) < 3000 < len(walked)
    assert place is not None
    assert not isfinite(walked[place].value)


@pytest.mark.parametrize("row", [0, 1_234, 2_999])
@pytest.mark.parametrize("target", [1e200, 0.5])
def test_of_a_large_batch_only_the_samples_that_diverge_are_walked_over(
    row: int, target: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = Network(("i1",), (layer(("h1",), "linear", 1), layer(("o1",), "linear", 1)))
    plan = TrainingPlan(batch_size="all", optimizer=Optimizer("sgd", 0.5))
    flat = np.full(network.parameter_count, 0.5)
    state = TrainingState.fresh(network, Parameters(network, flat), plan.optimizer)
    inputs, targets = np.ones((3_000, 1)), np.ones((3_000, 1))
    inputs[row] = 1e160 if target < 1 else 1.0
    targets[row] = target
    walked = tell(network, plan, state, Dataset(inputs, targets))
    asked: list[object] = []
    number = Figures.number
    monkeypatch.setattr(Figures, "number", lambda self, each: (asked.append(each), number(self, each))[1])
    place = first_non_finite(walked)
    assert len(asked) < 50 < len(walked)
    assert place == first_by_walking(walked) is not None
    assert walked[place].quantity.sample == row
