"""Rules that end training: both engines test them in every round, and say which one was met, and when.

A rule is looked at after a batch's forward and backward pass and before its update, so that the round is
still there to be told. What is tested then is what the rounds before it have led to.

The compiled engine tests the same functions: they look into arrays, and make none.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.network import Network, Place


class Reason(IntEnum):
    """Why a run ends; the engines test the first two."""

    ERROR_BELOW = 0
    NO_PROGRESS = 1
    ROUNDS_DONE = 2
    TIME_IS_UP = 3
    NOT_FINITE = 4


ERROR_BELOW, NO_PROGRESS = int(Reason.ERROR_BELOW), int(Reason.NO_PROGRESS)

NOT_BELOW = math.inf
"""Stands for an error that is not below any limit, whatever it is."""

NEVER_BELOW = -math.inf
"""A limit that no error is below."""


@dataclass(frozen=True)
class StopRule:
    """A rule: the run ends where this comes to that.

    Attributes
    ----------
    kind : `ERROR_BELOW` or `NO_PROGRESS`
    place : whose number it is about; None is the error of all training samples
    threshold : the error that it is to be below; or the share by which the best error has to become better
    patience : in so many rounds
    every : tested every so many rounds, counted from the run's first
    """

    kind: Reason
    place: Place | None
    threshold: float
    patience: int = 0
    every: int = 1


@dataclass(frozen=True)
class Stop:
    """How a run ended.

    Attributes
    ----------
    reason : why
    place : whose number it was; None is the error of all training samples
    round : how many rounds were done by then, in all
    """

    reason: Reason
    place: Place | None
    round: int


class Rules(NamedTuple):
    """Rules as arrays, a place each, with what they remember.

    Attributes
    ----------
    due : after how many rounds it is tested next
    best, best_at : the last error that was an improvement, and after how many rounds it was measured
    met : its only number is the rule that was met, or -1
    """

    kind: IntArray
    threshold: Array
    patience: IntArray
    every: IntArray
    due: IntArray
    best: Array
    best_at: IntArray
    met: IntArray


def highest_limit(rules: Rules, rounds: int) -> float:
    """Return what the error has to be below for any rule to learn something; -∞ where none looks at it."""
    highest = NEVER_BELOW
    for rule in range(rules.kind.size):
        if rounds >= rules.due[rule]:
            limit = rules.threshold[rule]
            if rules.kind[rule] == NO_PROGRESS:
                limit = rules.best[rule] * (1.0 - limit)
            highest = max(highest, limit)
    return highest


def first_met(rules: Rules, rounds: int, error: float) -> int:
    """Return the first rule that is met after so many rounds, or -1; remember what is an improvement."""
    met = -1
    for rule in range(rules.kind.size - 1, -1, -1):
        if rounds < rules.due[rule]:
            continue
        rules.due[rule] = rounds + rules.every[rule]
        limit = rules.threshold[rule]
        if rules.kind[rule] == ERROR_BELOW:
            if error < limit:
                met = rule
        elif error < rules.best[rule] * (1.0 - limit):
            rules.best[rule], rules.best_at[rule] = error, rounds
        elif rounds - rules.best_at[rule] >= rules.patience[rule]:
            met = rule
    return met


def adds_up(network: Network, loss: str, data: Dataset) -> bool:
    """Tell whether no sample's error can be negative, so that a sum of some of them bounds that of all.

    A cross-entropy is, where a target or an out is no probability.
    """
    if loss not in ("binary_cross_entropy", "cross_entropy"):
        return True
    targets = data.targets
    return network.layers[-1].activation in ("sigmoid", "softmax") and bool(
        ((targets >= 0) & (targets <= 1)).all()
    )


class StopRules:
    """The rules of one run, which goes on with them from stretch to stretch and from engine to engine.

    Parameters
    ----------
    first : how many rounds were done before the run
    """

    def __init__(self, rules: Sequence[StopRule], first: int) -> None:
        self._rules = tuple(rules)
        self.arrays = Rules(
            kind=np.array([int(rule.kind) for rule in rules], dtype=np.int64),
            threshold=np.array([rule.threshold for rule in rules], dtype=np.float64),
            patience=np.array([rule.patience for rule in rules], dtype=np.int64),
            every=np.array([rule.every for rule in rules], dtype=np.int64),
            due=np.full(len(rules), first, dtype=np.int64),
            best=np.full(len(rules), math.inf),
            best_at=np.full(len(rules), first, dtype=np.int64),
            met=np.full(1, -1, dtype=np.int64),
        )
        self._look_ahead()

    def __bool__(self) -> bool:
        return bool(self._rules)

    def is_told_by(self, rounds: int, least: float) -> bool:
        """Tell whether an error of at least `least` may mean something to a rule after so many rounds."""
        return least < self._bound or rounds >= self._due

    def _look_ahead(self) -> None:
        """Find below which error, and from which round on, the next test can mean something."""
        bounds, dues = [NEVER_BELOW], [math.inf]
        for place, rule in enumerate(self._rules):
            if rule.every > 1:
                dues.append(float(self.arrays.due[place]))
            elif rule.kind is Reason.NO_PROGRESS:
                bounds.append(float(self.arrays.best[place]) * (1.0 - rule.threshold))
                dues.append(float(self.arrays.best_at[place] + rule.patience))
            else:
                bounds.append(rule.threshold)
        self._bound, self._due = max(bounds), min(dues)

    def test(self, rounds: int, error_unless: Callable[[float], float]) -> Stop | None:
        """Say which rule is met after so many rounds, if one is.

        Parameters
        ----------
        error_unless : measures the error of all training samples, or says `NOT_BELOW` where it is not below
            the given limit
        """
        limit = highest_limit(self.arrays, rounds)
        if limit == NEVER_BELOW:
            return None
        self.arrays.met[0] = first_met(self.arrays, rounds, error_unless(limit))
        self._look_ahead()
        return self.stop(rounds)

    def stop(self, rounds: int) -> Stop | None:
        """Say what ended the run after so many rounds, if a rule did."""
        met = int(self.arrays.met[0])
        return Stop(self._rules[met].kind, self._rules[met].place, rounds) if met >= 0 else None
