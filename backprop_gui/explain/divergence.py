"""Where a round leaves the finite numbers: its first step whose number is infinite or not a number.

A large network's round has hundreds of thousands of steps, and so has a large batch's. So the arrays are
looked through first, of all samples at once and then a layer at a time; only the steps of the neuron that
is found there are asked one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite, isnan

import numpy as np

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.array import Array, BoolArray
from backprop_gui.core.softmax import softmax_jacobian
from backprop_gui.explain.figures import Figures
from backprop_gui.explain.quantities import Kind, parameter
from backprop_gui.explain.render_text import formula_line
from backprop_gui.explain.sections import Section
from backprop_gui.explain.steps import Round

OF_NEURONS = {Kind.NET, Kind.OUT, Kind.ERROR_BY_OUT}
"""What the means of a batch's neurons begin with."""

LONGEST_FORMULA = 90
"""Characters; a longer one is not put into the sentence."""


@dataclass(frozen=True)
class Divergence:
    """What of a round is not finite.

    Attributes
    ----------
    step : the step that tells it, counted from 0; None where no step does
    sentence : names it
    """

    step: int | None
    sentence: str


def divergence(told: Round) -> Divergence:
    """Name what makes a round diverge."""
    begin = f"Training stopped in round {told.figures.before.rounds + 1:,}:"
    place = first_non_finite(told)
    if place is not None:
        step = told[place]
        formula = formula_line(step)
        shown = f" ({formula})" if len(formula) <= LONGEST_FORMULA else ""
        return Divergence(place, f"{begin} {told.notation.text(step.quantity)} {_fault(step.value)}{shown}.")
    for name, vector in told.computed.after.memory.items():
        for index in np.flatnonzero(~np.isfinite(vector)).tolist():
            weight = told.figures.network.place(index)
            what = f"the optimizer's {name.replace('_', ' ')} of {told.notation.parameter(weight)}"
            place = told.find(parameter(weight, after=True))
            return Divergence(place, f"{begin} {what} {_fault(float(vector[index]))}.")
    return Divergence(None, f"{begin} a number is no longer finite.")


def first_non_finite(told: Round) -> int | None:
    """Find the first step in order whose number is not finite; None where all are finite."""
    with np.errstate(all="ignore"):
        suspects = {after: _suspect_samples(told.figures, after) for after in (False, True)}

        def is_suspect(sample: int | None, after: bool) -> bool:
            return sample is None or bool(suspects[after][told.figures.position(sample)])

        for start, section in told.sections(is_suspect):
            for member in _suspects(section, told.figures):
                for place in range(section.starts[member], section.starts[member + 1]):
                    if not isfinite(told.figures.number(section[place])):
                        return start + place
    return None


def _suspect_samples(figures: Figures, after: bool) -> BoolArray:
    """Mark the samples of a batch that have a number that is not finite, or may have one."""
    ahead, errors = figures.check, figures.errors_after
    if not after:
        ahead, errors = figures.computed.ahead, figures.computed.errors
    found = _bad(errors.sum(axis=1))
    for net, out in zip(ahead.net, ahead.out, strict=True):
        found |= _bad_rows(net) | _bad_rows(out)
    return found if after else found | _backward_suspect_samples(figures)


def _backward_suspect_samples(figures: Figures) -> BoolArray:
    """Mark the samples whose backward pass is not finite; a product is, if that of the largest factors is."""
    ahead, delta = figures.computed.ahead, figures.computed.back.delta
    found = np.zeros(len(figures.rows), dtype=bool)
    for number, (own, by_out) in enumerate(zip(delta, figures.error_by_out, strict=True)):
        found |= _bad_rows(own) | _bad_rows(by_out)
        found |= _bad(_largest(own) * _largest(ahead.source(number)))
        if number:
            found |= _bad(_largest(own) * np.abs(figures.before.parameters.weights[number]).max(initial=0.0))
        activation = figures.network.layers[number].activation
        if activation != "softmax":  # whose slopes are products of outs: finite where these are
            found |= _bad_rows(ACTIVATIONS[activation].slope(ahead.net[number], ahead.out[number]))
    return found


def _largest(table: Array) -> Array:
    """Return each row's largest size."""
    return np.asarray(np.abs(table).max(axis=1, initial=0.0))


def _suspects(section: Section, figures: Figures) -> Iterator[int]:
    """List the members of a section's row that have a number that is not finite, or may have one."""
    return iter(np.flatnonzero(_may_be_infinite(section, figures)).tolist())


def _may_be_infinite(section: Section, figures: Figures) -> BoolArray:
    layer, sample = section.layer, figures.position(section.sample)
    everyone = np.ones(len(section.sizes), dtype=bool)
    is_mean = figures.is_batch and section.sample is None and section.kinds[0] in OF_NEURONS
    if layer is None or is_mean:
        return everyone
    ahead = figures.check if section.after else figures.computed.ahead
    if Kind.NET in section.kinds or Kind.OUT in section.kinds:
        return _bad(ahead.net[layer][sample]) | _bad(ahead.out[layer][sample])
    if Kind.DELTA in section.kinds:
        return _backward_suspects(layer, sample, figures)
    if section.kinds == (Kind.ERROR_BY_WEIGHT,):
        return _bad_rows(figures.computed.back.gradient.weights[layer])
    if section.kinds == (Kind.WEIGHT,):
        return _bad_rows(figures.computed.after.parameters.weights[layer])
    return everyone


def _backward_suspects(layer: int, sample: int, figures: Figures) -> BoolArray:
    """Look through all that the backward pass computes of a layer's neurons for one sample."""
    ahead, delta = figures.computed.ahead, figures.computed.back.delta
    own = delta[layer][sample]
    found = _bad(own) | _bad(figures.error_by_out[layer][sample]) | _bad(_slopes(layer, sample, figures))
    found |= _bad_rows(np.outer(own, ahead.source(layer)[sample]))
    if layer + 1 < len(delta):
        weights = figures.before.parameters.weights[layer + 1]
        found |= _bad_rows(weights.T * delta[layer + 1][sample])
    return found


def _slopes(layer: int, sample: int, figures: Figures) -> Array:
    """Return ∂out/∂net of each neuron; of a softmax the sum over all outs, which is finite if each is."""
    ahead, activation = figures.computed.ahead, figures.network.layers[layer].activation
    out = ahead.out[layer][sample]
    if activation == "softmax":
        return np.asarray(softmax_jacobian(out).sum(axis=0))
    return ACTIVATIONS[activation].slope(ahead.net[layer][sample], out)


def _bad(values: Array) -> BoolArray:
    return ~np.isfinite(values)


def _bad_rows(table: Array) -> BoolArray:
    return np.asarray(_bad(table).any(axis=1))


def _fault(value: float) -> str:
    return "is not a number" if isnan(value) else "is infinite"
