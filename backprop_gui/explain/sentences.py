"""Each step in plain words, for a reader who meets the formula for the first time."""

import re
from collections.abc import Callable

from backprop_gui.core.network import INPUTS, BiasPlace, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.explain import activation_formulas, loss_formulas
from backprop_gui.explain.figures import Figures
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.quantities import Kind, Quantity

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def pretty(name: str) -> str:
    """Write a default name with its number as a Unicode subscript: w₅, h₁, h₂,₁."""
    default = re.fullmatch(r"([A-Za-z]_?)(\d+)(?:_(\d+))?", name)
    if not default:
        return name
    second = f",{default[3]}" if default[3] else ""
    return default[1].rstrip("_") + (default[2] + second).translate(_SUBSCRIPTS)


def sentence(quantity: Quantity, figures: Figures, notation: Notation) -> str:
    """Tell in words how a quantity comes about."""
    words = _Words(quantity, figures, notation)
    if words.is_mean and quantity.kind in _MEANS:
        return f"The mean, over the batch's samples, of {_MEANS[quantity.kind]} {words.neuron}."
    return words.sample() + _SENTENCES[quantity.kind](words)


_MEANS = {
    Kind.NET: "the net input of",
    Kind.OUT: "the output of",
    Kind.ERROR: "the error of",
    Kind.ERROR_BY_OUT: "the error's slope at the output of",
    Kind.DELTA: "the delta of",
}


class _Words:
    """The names that a sentence about one quantity needs."""

    def __init__(self, quantity: Quantity, figures: Figures, notation: Notation) -> None:
        self.quantity = quantity
        self.figures = figures
        self.notation = notation

    def sample(self) -> str:
        row = self.quantity.sample
        return "" if row is None else f"Sample {row + 1}: "

    @property
    def is_mean(self) -> bool:
        return self.quantity.sample is None and self.figures.is_batch

    @property
    def neuron(self) -> str:
        place = self.quantity.place
        if isinstance(place, WeightPlace):
            place = place.to_neuron
        assert isinstance(place, NeuronPlace | TargetPlace)
        return pretty(self.notation.neuron(place))

    @property
    def other(self) -> str:
        assert self.quantity.other
        return pretty(self.notation.neuron(self.quantity.other))

    @property
    def parameter(self) -> str:
        place = self.quantity.place
        assert isinstance(place, WeightPlace | BiasPlace)
        return pretty(self.notation.parameter(place))

    @property
    def source(self) -> str:
        place = self.quantity.place
        assert isinstance(place, WeightPlace)
        return pretty(self.notation.neuron(place.source_neuron))

    @property
    def layer(self) -> int:
        assert not isinstance(self.quantity.place, TargetPlace | None)
        return self.quantity.place.layer

    @property
    def activation(self) -> str:
        return activation_formulas.words(self.figures.network.layers[self.layer].activation)

    @property
    def is_softmax(self) -> bool:
        return self.figures.network.layers[self.layer].activation == "softmax"

    @property
    def is_output(self) -> bool:
        return self.layer == len(self.figures.network.layers) - 1

    @property
    def has_bias(self) -> bool:
        return self.figures.network.layers[self.layer].bias_count > 0

    def again(self, first: str, second: str) -> str:
        """Choose the sentence by whether the quantity belongs to the check after the update."""
        return second if self.quantity.after else first


def _net(words: _Words) -> str:
    sources = "input" if words.layer - 1 == INPUTS else "output before it"
    bias = ", plus the bias" if words.has_bias else ""
    told = f"each {sources} times the weight that it comes along{bias}."
    return words.again(
        f"The total net input of {words.neuron}: {told}",
        f"The net input of {words.neuron} again, with the new weights: {told}",
    )


def _out(words: _Words) -> str:
    if words.is_softmax:
        told = f"e to the net of {words.neuron}, as a share of all outputs' powers of e (softmax)."
    else:
        told = f"the {words.activation} of its net input."
    return words.again(f"The output of {words.neuron}: {told}", f"The new output of {words.neuron}: {told}")


def _error(words: _Words) -> str:
    told = loss_formulas.FORMULAS[words.figures.plan.loss].words
    return words.again(f"The error of {words.neuron}: {told}.", f"The new error of {words.neuron}: {told}.")


def _total_error(words: _Words) -> str:
    told = "the mean of the samples' errors" if words.is_mean else "the sum of the outputs' errors"
    if not words.quantity.after:
        return f"The total error: {told}."
    before = words.figures.number(Quantity(Kind.TOTAL_ERROR, sample=words.quantity.sample))
    after = words.figures.number(words.quantity)
    change = "less than" if after < before else "no less than"
    return f"The total error after the update, {told}: {change} {before:.9g} before it."


def _error_by_out(words: _Words) -> str:
    if words.is_output:
        return (
            f"How the total error changes with the output of {words.neuron}: "
            f"only its own error depends on it."
            if not words.is_softmax
            else f"How the total error changes with the output of {words.neuron}, taken by itself."
        )
    return (
        f"How the total error changes with the output of {words.neuron}: "
        f"the sum over all the ways that lead from it to an error."
    )


def _path(words: _Words) -> str:
    return (
        f"The part that reaches {words.neuron} through {words.other}: "
        f"the delta of {words.other} times the weight between them."
    )


def _out_by_net(words: _Words) -> str:
    if words.is_softmax:
        return f"How the output of {words.neuron} changes with the net input of {words.other} (softmax)."
    return (
        f"The slope of the {words.activation} at {words.neuron}: how its output changes with its net input."
    )


def _delta(words: _Words) -> str:
    if words.is_softmax:
        return (
            f"The delta of {words.neuron}: its net input moves every softmax output, "
            f"so the error's slope is summed over all of them."
        )
    return (
        f"The delta of {words.neuron}: the error's slope at its output, "
        f"times the slope of the {words.activation} there."
    )


def _net_by_weight(words: _Words) -> str:
    return (
        f"How the net input of {words.neuron} changes with {words.parameter}: "
        f"by what {words.source} sent along it."
    )


def _error_by_weight(words: _Words) -> str:
    if words.is_mean:
        return f"The mean of the samples' gradients of {words.parameter}: this is what the update uses."
    if words.is_softmax:
        return (
            f"How much the total error changes when {words.parameter} changes: "
            f"the delta of {words.neuron}, times what {words.source} sent along {words.parameter}."
        )
    return (
        f"How much the total error changes when {words.parameter} changes: the error's slope at the "
        f"output of {words.neuron}, times the slope of the {words.activation} there, "
        f"times what {words.source} sent along {words.parameter}."
    )


def _error_by_bias(words: _Words) -> str:
    if words.is_mean:
        return f"The mean of the samples' gradients of {words.parameter}: this is what the update uses."
    place = words.quantity.place
    if isinstance(place, BiasPlace) and place.to is None:
        return (
            f"How much the total error changes when the shared bias {words.parameter} changes: "
            f"it enters every neuron of its layer, so their deltas are added."
        )
    return f"How much the total error changes when {words.parameter} changes: the neuron's delta itself."


_RULES = {
    "sgd": "the old value minus the learning rate times its gradient",
    "momentum": "the old value minus the learning rate times the velocity, "
    "which keeps a share of earlier gradients",
    "nesterov": "the old value minus the learning rate times the gradient plus a share of the new velocity",
    "adagrad": "a step against the gradient, the smaller the more the parameter has already moved",
    "rmsprop": "a step against the gradient, divided by the gradient's recent size",
    "adam": "a step against the gradient's recent mean, divided by its recent size",
}


def _new_value(words: _Words) -> str:
    return f"The new value of {words.parameter}: {_RULES[words.figures.plan.optimizer.name]}."


_SENTENCES: dict[Kind, Callable[[_Words], str]] = {
    Kind.NET: _net,
    Kind.OUT: _out,
    Kind.ERROR: _error,
    Kind.TOTAL_ERROR: _total_error,
    Kind.ERROR_BY_OUT: _error_by_out,
    Kind.PATH: _path,
    Kind.OUT_BY_NET: _out_by_net,
    Kind.DELTA: _delta,
    Kind.NET_BY_WEIGHT: _net_by_weight,
    Kind.ERROR_BY_WEIGHT: _error_by_weight,
    Kind.ERROR_BY_BIAS: _error_by_bias,
    Kind.WEIGHT: _new_value,
    Kind.BIAS: _new_value,
}
