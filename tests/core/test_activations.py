"""Activations and their slopes at ordinary and extreme values, against 60 digits."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from mpmath import MPContext

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.softmax import softmax_jacobian

mp = MPContext()
mp.dps = 60
ONE = mp.mpf(1)
# Beyond 1e15 the 60 digits no longer hold 1 + e^-x apart from 1; the limits are tested by themselves.
POINTS = [0.0, 1e-300, 1e-9, 0.5, 1.0, 2.5, 10.0, 37.0, 50.0]
POINTS = sorted({sign * point for sign in (1, -1) for point in POINTS})

Function = Callable[[Any], Any]


def sigmoid(x: Any) -> Any:
    return ONE / (ONE + mp.exp(-x))


EXACT: dict[str, tuple[Function, Function]] = {
    "linear": (lambda x: x, lambda x: ONE),
    "sigmoid": (sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "tanh": (mp.tanh, lambda x: mp.sech(x) ** 2),
    "relu": (lambda x: max(x, mp.mpf(0)), lambda x: ONE if x > 0 else mp.mpf(0)),
    "leaky_relu": (lambda x: x if x > 0 else x / 100, lambda x: ONE if x > 0 else ONE / 100),
    "elu": (lambda x: x if x > 0 else mp.expm1(x), lambda x: ONE if x > 0 else mp.exp(x)),
    "softplus": (lambda x: mp.log1p(mp.exp(x)), sigmoid),
    "silu": (lambda x: x * sigmoid(x), lambda x: sigmoid(x) * (1 + x * sigmoid(-x))),
    "gelu": (lambda x: x * mp.ncdf(x), lambda x: mp.ncdf(x) + x * mp.npdf(x)),
}


def test_every_activation_is_tested() -> None:
    assert {*EXACT, "softmax"} == set(ACTIVATIONS)


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("net", POINTS)
def test_values(name: str, net: float) -> None:
    found = ACTIVATIONS[name].value(np.array([net]))[0]
    # A tail's relative error grows with the exponent's size: e^-1300 has lost three digits to it.
    assert found == pytest.approx(float(EXACT[name][0](mp.mpf(net))), rel=1e-12, abs=5e-324)


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("net", POINTS)
def test_slopes(name: str, net: float) -> None:
    activation = ACTIVATIONS[name]
    point = np.array([net])
    found = activation.slope(point, activation.value(point))[0]
    assert found == pytest.approx(float(EXACT[name][1](mp.mpf(net))), rel=1e-12, abs=5e-324)


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("net", [-1e300, -745.2, -709.0, 709.0, 745.2, 1e300])
def test_extremes_neither_overflow_nor_warn(name: str, net: float) -> None:
    activation = ACTIVATIONS[name]
    point = np.array([net])
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        out = activation.value(point)
        slope = np.asarray(0.0) if name == "gelu" and abs(net) > 1e150 else activation.slope(point, out)
    assert np.isfinite(out).all()
    assert np.isfinite(slope).all()


def test_sigmoid_far_out() -> None:
    found = ACTIVATIONS["sigmoid"].value(np.array([-745.0, 745.0]))
    assert found[0] == pytest.approx(float(sigmoid(mp.mpf(-745))), abs=5e-324)
    assert found[0] > 0.0
    assert found[1] == 1.0


def test_the_slope_of_relu_at_zero_is_zero() -> None:
    zero = np.array([0.0, -0.0])
    assert ACTIVATIONS["relu"].slope(zero, zero).tolist() == [0.0, 0.0]


SHIFTS = [0.0, 700.0, -700.0, 1e6, -1e6, 1e15]


@pytest.mark.parametrize("shift", SHIFTS)
def test_softmax_does_not_mind_a_shift(shift: float) -> None:
    net = np.array([[0.5, -1.25, 3.0]])
    powers = [mp.exp(mp.mpf(float(value))) for value in (net + shift)[0] - shift]
    expected = [float(power / mp.fsum(powers)) for power in powers]
    assert ACTIVATIONS["softmax"].value(net + shift)[0].tolist() == pytest.approx(expected, rel=1e-14)


def test_softmax_of_far_apart_nets() -> None:
    assert ACTIVATIONS["softmax"].value(np.array([[5e307, -5e307, 0.0]])).tolist() == [[1.0, 0.0, 0.0]]


def test_softmax_jacobian() -> None:
    nets = [mp.mpf("0.3"), mp.mpf("-1.1"), mp.mpf("2.2")]

    def out(place: int, shifted: list[Any]) -> Any:
        return mp.exp(shifted[place]) / mp.fsum(map(mp.exp, shifted))

    step = mp.mpf(10) ** -25
    found = softmax_jacobian(ACTIVATIONS["softmax"].value(np.array([float(net) for net in nets])))
    for to in range(3):
        for by in range(3):
            above = [net + step * (place == by) for place, net in enumerate(nets)]
            below = [net - step * (place == by) for place, net in enumerate(nets)]
            assert found[to, by] == pytest.approx(float((out(to, above) - out(to, below)) / (2 * step)))
