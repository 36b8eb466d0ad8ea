"""Outputs far into saturation: every activation with every loss, in all engines, against 650 digits.

What is told and trained on is the exact function of the nets and targets, to one part in 10¹²: no number
is too small to be held to that, but those below the smallest normal one.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from mpmath import MPContext

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.array import Array
from backprop_gui.core.compiled import CompiledTrainer
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.losses import LOSSES
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.optimizers import Optimizer
from backprop_gui.core.trainer import Trainer
from backprop_gui.core.training import TrainingPlan, TrainingState, compute_round

mp = MPContext()
mp.dps = 650  # 1 - tanh(700) begins after 607 zeros
ONE, SMALLEST = mp.mpf(1), float(np.finfo(np.float64).tiny)

SIZES = [0.0, 1e-9, 0.01, 0.3, 1.0, 1.27, 2.5, 5.0, 10.0, 20.0, 28.0, 34.0, 36.0, 37.5, 41.0]
SIZES += [100.0, 300.0, 354.0, 372.0, 500.0, 700.0]
NETS = [-0.0, *sorted({sign * size for sign in (-1.0, 1.0) for size in SIZES})]
TARGETS = [0.0, 1.0, -1.0, 0.37]

Exact = Any


def exact_sigmoid(x: Exact) -> Exact:
    return ONE / (ONE + mp.exp(-x))


OUT: dict[str, Callable[[Exact], Exact]] = {
    "linear": lambda x: x,
    "sigmoid": exact_sigmoid,
    "tanh": mp.tanh,
    "relu": lambda x: max(x, mp.mpf(0)),
    "leaky_relu": lambda x: x if x > 0 else x * mp.mpf(0.01),
    "elu": lambda x: x if x > 0 else mp.exp(x) - 1,
    "softplus": lambda x: mp.log(1 + mp.exp(x)),
    "silu": lambda x: x * exact_sigmoid(x),
    "gelu": lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2,
}
SLOPE: dict[str, Callable[[Exact], Exact]] = {
    "linear": lambda x: ONE,
    "sigmoid": lambda x: exact_sigmoid(x) * exact_sigmoid(-x),
    "tanh": lambda x: mp.sech(x) ** 2,
    "relu": lambda x: ONE if x > 0 else mp.mpf(0),
    "leaky_relu": lambda x: ONE if x > 0 else mp.mpf(0.01),
    "elu": lambda x: ONE if x > 0 else mp.exp(x),
    "softplus": exact_sigmoid,
    "silu": lambda x: exact_sigmoid(x) * (1 + x * exact_sigmoid(-x)),
    "gelu": lambda x: mp.erfc(-x / mp.sqrt(2)) / 2 + x * mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi),
}


def times(weight: Exact, value: Callable[[], Exact]) -> Exact:
    """Multiply, where nothing times infinity is nothing."""
    return weight * value() if weight else mp.mpf(0)


ERROR: dict[str, Callable[[Exact, Exact, int], Exact]] = {
    "half_squared_error": lambda t, o, n: (t - o) ** 2 / 2,
    "mean_squared_error": lambda t, o, n: (t - o) ** 2 / n,
    "mean_absolute_error": lambda t, o, n: abs(t - o) / n,
    "binary_cross_entropy": lambda t, o, n: (
        -times(t, lambda: mp.log(o)) - times(1 - t, lambda: mp.log(1 - o))
    ),
    "cross_entropy": lambda t, o, n: -times(t, lambda: mp.log(o)),
}
ERROR_SLOPE: dict[str, Callable[[Exact, Exact, int], Exact]] = {
    "half_squared_error": lambda t, o, n: o - t,
    "mean_squared_error": lambda t, o, n: 2 * (o - t) / n,
    "mean_absolute_error": lambda t, o, n: mp.sign(o - t) / n,
    "binary_cross_entropy": lambda t, o, n: -times(t, lambda: 1 / o) + times(1 - t, lambda: 1 / (1 - o)),
    "cross_entropy": lambda t, o, n: -times(t, lambda: 1 / o),
}


def exact_round(
    activation: str, loss: str, nets: Sequence[float], targets: Sequence[float]
) -> tuple[list[Exact], list[Exact], list[Exact], list[Exact]]:
    """Compute every out, E_o, ∂E/∂out and δ from their definitions."""
    x, t, n = [mp.mpf(net) for net in nets], [mp.mpf(target) for target in targets], len(nets)
    if activation == "softmax":
        powers = [mp.exp(each) for each in x]
        o = [power / mp.fsum(powers) for power in powers]
    else:
        o = [OUT[activation](each) for each in x]
    errors = [ERROR[loss](*pair, n) for pair in zip(t, o, strict=True)]
    slopes = [ERROR_SLOPE[loss](*pair, n) for pair in zip(t, o, strict=True)]
    if activation == "softmax":
        deltas = [
            mp.fsum(slopes[k] * o[k] * ((1 if k == j else 0) - o[j]) for k in range(n)) for j in range(n)
        ]
    else:
        deltas = [slope * SLOPE[activation](each) for slope, each in zip(slopes, x, strict=True)]
    return o, errors, slopes, deltas


def of_nets(
    activation: str, loss: str, nets: Sequence[float], targets: Sequence[float]
) -> tuple[Network, TrainingPlan, Dataset, TrainingState]:
    """Make a layer whose nets are its inputs: weights of 1 straight ahead."""
    count = len(nets)
    names = tuple(f"o{number}" for number in range(1, count + 1))
    present = np.eye(count, dtype=bool)
    layer = Layer(names, activation, BiasKind.NONE, False, present, ~present)
    network = Network(tuple(f"i{number}" for number in range(1, count + 1)), (layer,))
    plan = TrainingPlan(loss, Optimizer("sgd", 0.5))
    parameters = Parameters(network, np.eye(count).reshape(-1))
    state = TrainingState.fresh(network, parameters, plan.optimizer)
    return network, plan, Dataset(np.array([nets]), np.array([targets])), state


def is_within_reach(exact: Exact) -> bool:
    return bool(exact == 0 or SMALLEST < abs(exact) < float(np.finfo(np.float64).max))


def differences(
    found: Sequence[float] | Array, exact: Sequence[Exact], slack: Sequence[Exact] | None = None
) -> list[str]:
    """Tell which numbers are wrong by more than one part in 10¹² and the slack that is given."""
    return [
        f"{float(number)!r}, not {mp.nstr(right, 15)}"
        for number, right, more in zip(found, exact, slack or [mp.mpf(0)] * len(exact), strict=True)
        if is_within_reach(right)
        and not abs(mp.mpf(float(number)) - right) <= abs(right) * mp.mpf(1e-12) + more
    ]


def of_crossings(
    activation: str, outs: Sequence[Exact], slopes: Sequence[Exact], targets: Sequence[float]
) -> tuple[list[Exact], list[Exact]]:
    """Compute how far rounding may carry E_o and δ where an out crosses its target, or outs each other.

    There a number is the difference of two others that are given or rounded to their own size. A whole
    target is no such place: all the distance to it hangs on the net.
    """
    unit = mp.mpf(2) ** -52
    errors = [
        0 if t in (-1.0, 0.0, 1.0) else unit * abs(slope) for t, slope in zip(targets, slopes, strict=True)
    ]
    if activation != "softmax":
        return errors, [mp.mpf(0)] * len(outs)
    count = range(len(outs))
    deltas = [
        8 * unit * mp.fsum(outs[j] * outs[k] * (abs(slopes[j]) + abs(slopes[k])) for k in count if k != j)
        + unit * outs[j] * (1 - outs[j]) * any(t not in (-1.0, 0.0, 1.0) for t in targets)
        for j in count
    ]
    return errors, deltas


def wrong(activation: str, loss: str, nets: Sequence[float], targets: Sequence[float]) -> list[str]:
    """Compare a round in all engines with the exact one."""
    try:
        outs, errors, slopes, deltas = exact_round(activation, loss, nets, targets)
    except (ZeroDivisionError, ValueError):
        return []
    if any(isinstance(each, mp.mpc) or not mp.isfinite(each) for each in (*errors, *deltas)):
        return []  # a logarithm where there is none
    given = of_nets(activation, loss, nets, targets)
    network, plan, data, state = given
    of_errors, of_deltas = of_crossings(activation, outs, slopes, targets)
    plain = compute_round(network, plan, state, data)
    found = [f"E {each}" for each in differences(plain.errors[0], errors, of_errors)]
    found += [f"δ {each}" for each in differences(plain.back.delta[0][0], deltas, of_deltas)]
    for kind in (Trainer, CompiledTrainer):
        stretch = kind(*given).advance(1, stride=1)
        total = differences(stretch.errors, [mp.fsum(errors)], [mp.fsum(of_errors)])
        found += [f"{kind.engine} E {each}" for each in total]
        found += [f"{kind.engine} δ {each}" for each in differences(stretch.delta[0], deltas, of_deltas)]
    return [f"{nets} {targets}: {each}" for each in found]


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", OUT)
def test_an_out_by_its_own_net(activation: str, loss: str) -> None:
    found = [
        each
        for net in NETS
        for target in TARGETS
        if activation != "leaky_relu" or (net, target) != (-100.0, -1.0)  # a hundredth is a rounded number
        for each in wrong(activation, loss, [net, 0.25], [target, 0.0])
    ]
    assert not found, "\n".join(found)


LAYERS = [
    *((0.0, 1.0, net) for net in NETS),
    *((net, -net, 0.5) for net in NETS[::3] if net > 0),
    *((net, net, -net) for net in NETS[::3]),
    (0.0, 0.0, 745.0),
]
SHARED_TARGETS = [
    (1.0, 0.0, 0.0),
    (0.0, 0.0, 1.0),
    (0.2, 0.45, 0.35),
    (0.0, 1.0, 1.0),
    (0.6, 0.15, 0.7),
    (0.0, 0.0, 0.0),
]


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("targets", SHARED_TARGETS, ids=str)
def test_outs_that_share_one(loss: str, targets: tuple[float, ...]) -> None:
    found = [each for nets in LAYERS for each in wrong("softmax", loss, nets, targets)]
    assert not found, "\n".join(found)


def test_a_softmax_of_one() -> None:
    for loss in LOSSES:
        assert not wrong("softmax", loss, [3.0], [1.0])


@pytest.mark.parametrize("activation", OUT)
def test_slopes(activation: str) -> None:
    kind = ACTIVATIONS[activation]
    nets = np.array([NETS])
    out, slope, at_once = kind.value(nets), np.empty_like(nets), np.empty_like(nets)
    kind.with_slope(nets, at_once, slope)
    exact_nets = [mp.mpf(net) for net in NETS]
    exact_slopes = [SLOPE[activation](net) for net in exact_nets]
    for found in (slope[0], kind.slope(nets, out)[0]):
        assert not differences(found, exact_slopes)
    for found in (out[0], at_once[0]):
        assert not differences(found, [OUT[activation](net) for net in exact_nets])


@pytest.mark.parametrize(
    ("activation", "loss", "nets", "targets"),
    [
        ("softmax", "binary_cross_entropy", [900.0, 0.0, -900.0], [0.0, 0.0, 1.0]),
        ("softmax", "cross_entropy", [900.0, 0.0, -900.0], [0.0, 0.0, 1.0]),
        ("sigmoid", "cross_entropy", [-1000.0], [1.0]),
        ("sigmoid", "binary_cross_entropy", [1000.0], [0.0]),
        ("softplus", "cross_entropy", [-1000.0], [1.0]),
    ],
)
def test_errors_whose_outs_are_beyond_reach(
    activation: str, loss: str, nets: list[float], targets: list[float]
) -> None:
    found = wrong(activation, loss, nets, targets)
    assert not found, "\n".join(found)
