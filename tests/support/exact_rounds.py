"""Rounds of single layers, computed from their definitions with 650 digits; and what is held against them."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from mpmath import MPContext

from backprop_gui.core.array import Array
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.optimizers import Optimizer
from backprop_gui.core.training import TrainingPlan, TrainingState

mp = MPContext()
mp.dps = 650  # 1 - tanh(700) begins after 607 zeros
ONE, SMALLEST = mp.mpf(1), float(np.finfo(np.float64).tiny)

SIZES = [0.0, 1e-9, 0.3, 1.27, 2.6, 4.5, 10.0, 20.0, 36.0, 41.0, 354.0, 372.0, 700.0]
"""Near silu's least slope, where an out counts as saturated, where 1 - out ends, where squares end."""

NETS = [-0.0, *sorted({sign * size for sign in (-1.0, 1.0) for size in SIZES})]
TARGETS = [0.0, 1.0, -1.0, 0.37]

Exact = Any


def exact_sigmoid(x: Exact) -> Exact:
    return ONE / (ONE + mp.exp(-x))


@cache
def exact_normal(x: Exact) -> Exact:
    return mp.erfc(-x / mp.sqrt(2)) / 2


OUT: dict[str, Callable[[Exact], Exact]] = {
    "linear": lambda x: x,
    "sigmoid": exact_sigmoid,
    "tanh": mp.tanh,
    "relu": lambda x: max(x, mp.mpf(0)),
    "leaky_relu": lambda x: x if x > 0 else x * mp.mpf(0.01),
    "elu": lambda x: x if x > 0 else mp.exp(x) - 1,
    "softplus": lambda x: mp.log(1 + mp.exp(x)),
    "silu": lambda x: x * exact_sigmoid(x),
    "gelu": lambda x: x * exact_normal(x),
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
    "gelu": lambda x: exact_normal(x) + x * mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi),
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
    return _exact_round(activation, loss, tuple(nets), tuple(targets))


@cache
def _exact_round(
    activation: str, loss: str, nets: tuple[float, ...], targets: tuple[float, ...]
) -> tuple[list[Exact], list[Exact], list[Exact], list[Exact]]:
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


def is_defined(activation: str, loss: str, nets: Sequence[float], targets: Sequence[float]) -> bool:
    """Tell whether no logarithm is taken where there is none."""
    try:
        _, errors, _, deltas = exact_round(activation, loss, nets, targets)
    except (ZeroDivisionError, ValueError):
        return False
    return not any(isinstance(each, mp.mpc) or not mp.isfinite(each) for each in (*errors, *deltas))


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
