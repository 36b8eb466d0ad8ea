"""Losses and their slopes at ordinary and extreme values, against 330 digits."""

from typing import Any

import numpy as np
import pytest
from mpmath import MPContext

from backprop_gui.core.losses import LOSSES
from backprop_gui.core.outputs import Outputs

mp = MPContext()
mp.dps = 330

OUTS = [1e-300, 1e-12, 0.25, 0.5, 0.9, 1.0 - 2.0**-53]
TARGETS = [0.0, 0.01, 0.5, 1.0]
COUNT = 3

EXACT: dict[str, tuple[Any, Any]] = {
    "half_squared_error": (lambda o, t: (t - o) ** 2 / 2, lambda o, t: o - t),
    "mean_squared_error": (lambda o, t: (t - o) ** 2 / COUNT, lambda o, t: 2 * (o - t) / COUNT),
    "mean_absolute_error": (lambda o, t: abs(t - o) / COUNT, lambda o, t: mp.sign(o - t) / COUNT),
    "binary_cross_entropy": (
        lambda o, t: -t * mp.log(o) - (1 - t) * mp.log(1 - o),
        lambda o, t: -t / o + (1 - t) / (1 - o),
    ),
    "cross_entropy": (lambda o, t: -t * mp.log(o), lambda o, t: -t / o),
}


def given(activation: str, net: Any, out: Any) -> Outputs:
    return Outputs(activation, np.array(net), np.array(out))


def padded(value: float) -> Any:
    """Make an array with the value among `COUNT` outputs: the means count them."""
    return np.array([[value, 0.5, 0.5]])


def test_every_loss_is_tested() -> None:
    assert set(EXACT) == set(LOSSES)


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("out", OUTS)
@pytest.mark.parametrize("target", TARGETS)
def test_values_and_slopes(name: str, out: float, target: float) -> None:
    value, slope = EXACT[name]
    exact_out, exact_target = mp.mpf(out), mp.mpf(target)
    outputs = given("linear", padded(out), padded(out))
    found = LOSSES[name].value(outputs, padded(target))[0, 0]
    assert found == pytest.approx(float(value(exact_out, exact_target)), rel=1e-12, abs=0)
    found_slope = LOSSES[name].slope(outputs, padded(target))[0, 0]
    assert found_slope == pytest.approx(float(slope(exact_out, exact_target)), rel=1e-12, abs=0)


def test_outs_that_meet_their_targets() -> None:
    out, target = given("linear", [[0.0, 1.0]], [[0.0, 1.0]]), np.array([[0.0, 1.0]])
    assert LOSSES["binary_cross_entropy"].value(out, target).tolist() == [[0.0, 0.0]]
    assert LOSSES["cross_entropy"].value(out, target).tolist() == [[0.0, 0.0]]
    # The limits, as the out comes nearer: (o - t) / (o (1 - o)).
    assert LOSSES["binary_cross_entropy"].slope(out, target).tolist() == [[1.0, -1.0]]


@pytest.mark.parametrize(
    ("net", "target"),
    [
        ([1000.0, 0.0], [0.0, 1.0]),
        ([0.5, -0.5], [0.3, 0.7]),
        ([-1e6, 1e6], [1.0, 0.0]),
        ([3.0, 3.0], [1.0, 0.0]),
    ],
)
def test_cross_entropy_of_saturated_softmax(net: list[float], target: list[float]) -> None:
    exact = [mp.mpf(value) for value in net]
    log_sum = max(exact) + mp.log(mp.fsum(mp.exp(value - max(exact)) for value in exact))
    expected = [float(t * (log_sum - value)) for t, value in zip(target, exact, strict=True)]
    found = LOSSES["cross_entropy"].value(given("softmax", [net], [net]), np.array([target]))
    assert found[0].tolist() == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("net", [-800.0, -40.0, -1.0, 0.0, 2.0, 36.0, 800.0])
@pytest.mark.parametrize("target", TARGETS)
def test_binary_cross_entropy_of_saturated_sigmoid(net: float, target: float) -> None:
    x, t = mp.mpf(net), mp.mpf(target)
    expected = t * mp.log1p(mp.exp(-x)) + (1 - t) * (x + mp.log1p(mp.exp(-x)))
    found = LOSSES["binary_cross_entropy"].value(given("sigmoid", [net], [net]), np.array([target]))[0]
    assert found == pytest.approx(float(expected), rel=1e-13, abs=0)
