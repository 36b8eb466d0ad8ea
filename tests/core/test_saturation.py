"""Outputs far into saturation: every activation with every loss, in all engines, against 650 digits.

What is told and trained on is the exact function of the nets and targets, to one part in 10¹²: no number
is too small to be held to that, but those below the smallest normal one.
"""

from collections.abc import Sequence

import numpy as np
import pytest
from support.exact_rounds import (
    NETS,
    OUT,
    SLOPE,
    TARGETS,
    differences,
    exact_round,
    is_defined,
    mp,
    of_crossings,
    of_nets,
)

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.compiled import CompiledTrainer
from backprop_gui.core.losses import LOSSES
from backprop_gui.core.trainer import Trainer
from backprop_gui.core.training import compute_round


def wrong(activation: str, loss: str, nets: Sequence[float], targets: Sequence[float]) -> list[str]:
    """Compare a round in all engines with the exact one."""
    if not is_defined(activation, loss, nets, targets):
        return []
    outs, errors, slopes, deltas = exact_round(activation, loss, nets, targets)
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
    *((net, -net, 0.5) for net in (1.27, 20.0, 354.0)),
    *((net, net, -net) for net in (-372.0, -4.5, 1e-9, 36.0, 700.0)),
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
    out = kind.value(nets)
    exact_nets = [mp.mpf(net) for net in NETS]
    assert not differences(out[0], [OUT[activation](net) for net in exact_nets])
    assert not differences(kind.slope(nets, out)[0], [SLOPE[activation](net) for net in exact_nets])


@pytest.mark.parametrize("activation", [name for name in OUT if ACTIVATIONS[name].times_slope])
def test_the_shorter_ways_of_training(activation: str) -> None:
    kind, nets = ACTIVATIONS[activation], np.array([NETS])
    out, delta = np.empty_like(nets), np.full_like(nets, 0.5)
    (kind.bare or kind.value)(nets, out)
    assert kind.times_slope is not None
    kind.times_slope(delta, nets, out, np.empty_like(nets))
    exact_nets = [mp.mpf(net) for net in NETS]
    assert not differences(out[0], [OUT[activation](net) for net in exact_nets])
    assert not differences(delta[0], [SLOPE[activation](net) / 2 for net in exact_nets])


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
