"""Where within a stretch of rounds something became so: they are trained once more, exactly, to find it."""

from collections.abc import Callable

import numpy as np

from backprop_gui.core.backprop import forward
from backprop_gui.core.trainer import NEVER, Trainer
from backprop_gui.core.training import TrainingState

SAFE = 1e300
"""Nets below this are finite, with room for rounding."""


def rounds_until(
    trainer: Trainer, before: TrainingState, rounds: int, is_so: Callable[[Trainer], bool]
) -> int:
    """Find by halving after how many rounds from `before` something becomes so.

    Parameters
    ----------
    trainer : is left as it is
    rounds : after so many it is so

    Returns
    -------
    int
        after so many rounds it is so, and after one round less it is not; 0 where it is so before them.
    """
    standing, done = trainer.again(before), 0
    if is_so(standing):
        return 0
    while rounds - done > 1:
        middle = (done + rounds) // 2
        tried = standing.again(standing.state)
        tried.advance(middle - done, stride=NEVER)
        if is_so(tried):
            rounds = middle
        else:
            standing, done = tried, middle
    return rounds


def has_infinite_net(trainer: Trainer) -> bool:
    """Tell whether some neuron's net is not finite for some training sample.

    A saturated neuron hides it: its out, and so the error, stay finite.
    """
    if _greatest_net(trainer) < SAFE:
        return False
    with np.errstate(all="ignore"):
        ahead = forward(trainer.network, trainer.state.parameters, trainer.data.inputs)
    return not all(np.isfinite(net).all() for net in ahead.net)


def _greatest_net(trainer: Trainer) -> float:
    """Bound all nets from above without a forward pass: no activation gives more than 1 + |net|."""
    parameters = trainer.state.parameters
    bound = 1.0 + float(np.abs(trainer.data.inputs).max(initial=0.0))
    with np.errstate(all="ignore"):
        for weights, bias in zip(parameters.weights, parameters.biases, strict=True):
            greatest = float(np.abs(weights).max(initial=0.0))
            bound = 1.0 + weights.shape[1] * greatest * bound + float(np.abs(bias).max(initial=0.0))
    return bound
