"""Whether the outputs can be what the targets ask for, and whether the loss can judge them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backprop_gui.core.array import Array, BoolArray
from backprop_gui.document.project import Project
from backprop_gui.explain.render_text import number

SHORT = 9
SUM_TOLERANCE = 1e-6
Said = tuple[Literal["loss", "targets"], str]


@dataclass(frozen=True)
class Reach:
    """What an activation's outputs lie between, and how to say so."""

    low: float
    high: float
    words: str


REACHES = {
    "sigmoid": Reach(0.0, 1.0, "between 0 and 1"),
    "softmax": Reach(0.0, 1.0, "between 0 and 1"),
    "tanh": Reach(-1.0, 1.0, "between -1 and 1"),
    "relu": Reach(0.0, np.inf, "at or above 0"),
    "softplus": Reach(0.0, np.inf, "above 0"),
    "elu": Reach(-1.0, np.inf, "above -1"),
    "silu": Reach(-0.279, np.inf, "above -0.279"),
    "gelu": Reach(-0.17, np.inf, "above -0.17"),
}
"""Activations whose outputs do not reach everywhere; a target on the border can be come as near as one
likes to."""

LOGARITHMIC = ("binary_cross_entropy", "cross_entropy")


def about_outputs(project: Project) -> Iterator[Said]:
    """Look at targets, output activation and loss, which have to fit one another."""
    activation, targets = project.network.layers[-1].activation, project.data.targets
    loss = project.plan.loss
    yield from _out_of_reach(project, activation, targets)
    if activation == "softmax":
        yield from _about_softmax(project, targets)
    if loss in LOGARITHMIC:
        yield from _about_logarithms(loss, activation, targets)


def _out_of_reach(project: Project, activation: str, targets: Array) -> Iterator[Said]:
    reach = REACHES.get(activation)
    if reach is None:
        return
    place = _first(~((targets >= reach.low) & (targets <= reach.high)))
    if place:
        row, column = place
        asked = number(float(targets[row, column]), SHORT)
        name, called = project.network.outputs[column], activation.replace("_", " ")
        yield (
            "targets",
            f"Sample {row + 1} asks {name} for {asked}, but {called} gives numbers {reach.words} only.",
        )


def _about_softmax(project: Project, targets: Array) -> Iterator[Said]:
    if targets.shape[1] == 1:
        yield "loss", "A softmax of a single output is always 1: it cannot learn."
        return
    sums = targets.sum(axis=1, keepdims=True)
    place = _first(np.abs(sums - 1.0) > SUM_TOLERANCE)
    if place:
        added = number(float(sums[place[0], 0]), SHORT)
        yield (
            "targets",
            f"The targets of sample {place[0] + 1} add up to {added}, the outputs of a softmax always to 1.",
        )


def _about_logarithms(loss: str, activation: str, targets: Array) -> Iterator[Said]:
    """Look at what the logarithms of a cross-entropy are taken of."""
    named = loss.replace("_", "-").capitalize().replace("Binary-cross", "Binary cross")
    if place := _first((targets < 0) | (targets > 1)):
        asked = number(float(targets[place]), SHORT)
        yield "targets", f"{named} is for targets from 0 to 1; sample {place[0] + 1} has {asked}."
    reach = REACHES.get(activation)
    below = reach is None or reach.low < 0 or activation == "relu"
    above = loss == "binary_cross_entropy" and (reach is None or reach.high > 1)
    if below or above:
        allowed = "between 0 and 1" if loss == "binary_cross_entropy" else "above 0"
        called = activation.replace("_", " ")
        yield (
            "loss",
            f"{named} takes logarithms, so outputs have to be {allowed}; those of {called} may not be.",
        )
    elif loss == "cross_entropy" and activation != "softmax":
        yield (
            "loss",
            "Cross-entropy looks only at outputs whose target is not 0; without softmax nothing keeps the "
            "others down.",
        )


def _first(wrong: BoolArray) -> tuple[int, int] | None:
    """Find the first place that is wrong, row by row."""
    places = np.argwhere(wrong)
    return (int(places[0][0]), int(places[0][1])) if len(places) else None
