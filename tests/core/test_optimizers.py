"""The update rules, against the published formulas computed number by number with 50 digits."""

from typing import Any

import numpy as np
import pytest
from mpmath import MPContext

from backprop_gui.core.optimizers import OPTIMIZERS, Optimizer, with_penalty

mp = MPContext()
mp.dps = 50

GRADIENTS = [[0.3, -1.5, 0.0, 1e-6], [-0.1, 2.5, 0.0, -3e-6], [0.7, 0.2, 1e-3, 1e-6], [0.01, -4.0, 0.0, 0.0]]
START = [0.5, -0.25, 1.0, 3.0]
RATE = 0.1


def sgd(w: Any, gradients: list[Any], numbers: dict[str, Any]) -> Any:
    for g in gradients:
        w -= mp.mpf(RATE) * g
    return w


def momentum(w: Any, gradients: list[Any], numbers: dict[str, Any]) -> Any:
    velocity = None
    for g in gradients:
        velocity = g if velocity is None else numbers["momentum"] * velocity + g
        w -= mp.mpf(RATE) * velocity
    return w


def nesterov(w: Any, gradients: list[Any], numbers: dict[str, Any]) -> Any:
    velocity = None
    for g in gradients:
        velocity = g if velocity is None else numbers["momentum"] * velocity + g
        w -= mp.mpf(RATE) * (g + numbers["momentum"] * velocity)
    return w


def adagrad(w: Any, gradients: list[Any], numbers: dict[str, Any]) -> Any:
    total = mp.mpf(0)
    for g in gradients:
        total += g**2
        w -= mp.mpf(RATE) * g / (mp.sqrt(total) + numbers["epsilon"])
    return w


def rmsprop(w: Any, gradients: list[Any], numbers: dict[str, Any]) -> Any:
    average = mp.mpf(0)
    for g in gradients:
        average = numbers["rho"] * average + (1 - numbers["rho"]) * g**2
        w -= mp.mpf(RATE) * g / (mp.sqrt(average) + numbers["epsilon"])
    return w


def adam(w: Any, gradients: list[Any], numbers: dict[str, Any]) -> Any:
    mean = square = mp.mpf(0)
    one, two = numbers["beta1"], numbers["beta2"]
    for t, g in enumerate(gradients, start=1):
        mean = one * mean + (1 - one) * g
        square = two * square + (1 - two) * g**2
        step = (mean / (1 - one**t)) / (mp.sqrt(square / (1 - two**t)) + numbers["epsilon"])
        w -= mp.mpf(RATE) * step
    return w


RULES = {
    "sgd": (sgd, {}),
    "momentum": (momentum, {"momentum": 0.9}),
    "nesterov": (nesterov, {"momentum": 0.8}),
    "adagrad": (adagrad, {"epsilon": 1e-10}),
    "rmsprop": (rmsprop, {"rho": 0.99, "epsilon": 1e-8}),
    "adam": (adam, {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
}
# From PyTorch's documentation of torch.optim; SGD's momentum is the teacher's usual 0.9.
DEFAULTS = {name: numbers for name, (_, numbers) in RULES.items()} | {"nesterov": {"momentum": 0.9}}


def test_every_optimizer_is_tested() -> None:
    assert set(RULES) == set(OPTIMIZERS)


@pytest.mark.parametrize("name", RULES)
def test_defaults(name: str) -> None:
    assert dict(OPTIMIZERS[name].defaults) == DEFAULTS[name]


@pytest.mark.parametrize("name", RULES)
def test_rule(name: str) -> None:
    rule, numbers = RULES[name]
    optimizer = Optimizer(name, RATE, **numbers)
    values, memory = np.array(START), optimizer.empty_memory(len(START))
    for number, gradient in enumerate(GRADIENTS, start=1):
        values, memory = optimizer.step(values, np.array(gradient), memory, number)
    exact_numbers = {key: mp.mpf(value) for key, value in numbers.items()}
    for place, start in enumerate(START):
        column = [mp.mpf(gradient[place]) for gradient in GRADIENTS]
        expected = rule(mp.mpf(start), column, exact_numbers)
        assert values[place] == pytest.approx(float(expected), rel=1e-13)


@pytest.mark.parametrize("name", RULES)
def test_a_step_leaves_what_it_was_given_alone(name: str) -> None:
    optimizer = Optimizer(name, RATE)
    values, memory = np.array(START), optimizer.empty_memory(len(START))
    optimizer.step(values, np.array(GRADIENTS[0]), memory, 1)
    assert values.tolist() == START
    assert all(not vector.any() for vector in memory.values())


def test_penalties_are_for_weights_alone() -> None:
    gradient, values = np.array([1.0, 1.0, 1.0, 1.0]), np.array([2.0, -2.0, 0.0, 2.0])
    is_weight = np.array([True, True, True, False])
    found = with_penalty(gradient, values, is_weight, l1=0.1, l2=0.01)
    assert found.tolist() == pytest.approx([1.12, 0.88, 1.0, 1.0], rel=1e-15)
