"""Each activation's formula and that of its slope."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.activations import LEAKY_SLOPE
from backprop_gui.core.network import NeuronPlace
from backprop_gui.explain.expression import (
    Expression,
    Fraction,
    IfPositive,
    Negative,
    Number,
    PowerOfE,
    Square,
    Value,
    call,
    minus,
    product,
    total,
)
from backprop_gui.explain.figures import Figures
from backprop_gui.explain.quantities import Quantity, net, out

ONE = Number(1.0)
ZERO = Number(0.0)
LARGE_EXPONENT = 30.0


def logistic(x: Expression) -> Expression:
    """1 / (1 + e^-x)."""
    return Fraction(ONE, total(ONE, PowerOfE(Negative(x))))


def one_minus_square(x: Expression) -> Expression:
    return minus(ONE, Square(x))


def times_one_minus(x: Expression) -> Expression:
    """X (1 - x)."""
    return product(x, minus(ONE, x))


def softplus_form(x: Expression) -> Expression:
    """ln(1 + e^x)."""
    return call("ln", total(ONE, PowerOfE(x)))


def large_softplus_form(x: Expression) -> Expression:
    """X + ln(1 + e^-x), which is the same and does not overflow."""
    return total(x, call("ln", total(ONE, PowerOfE(Negative(x)))))


def silu_slope(x: Expression) -> Expression:
    gate = call("sigmoid", x)
    return product(gate, total(ONE, product(x, minus(ONE, gate))))


def gelu_slope(x: Expression) -> Expression:
    return total(call("normal", x), product(x, call("normal_density", x)))


@dataclass(frozen=True)
class ActivationFormula:
    """How an activation is written.

    Attributes
    ----------
    value : net -> formula of out
    slope : (net, out) -> formula of ∂out/∂net
    words : the function's name in a sentence
    """

    value: Callable[[Expression], Expression]
    slope: Callable[[Expression, Expression], Expression]
    words: str


FORMULAS = {
    "linear": ActivationFormula(lambda net: net, lambda net, out: ONE, "linear function"),
    "sigmoid": ActivationFormula(logistic, lambda net, out: times_one_minus(out), "sigmoid"),
    "tanh": ActivationFormula(lambda net: call("tanh", net), lambda net, out: one_minus_square(out), "tanh"),
    "relu": ActivationFormula(
        lambda net: call("max", ZERO, net), lambda net, out: IfPositive(net, ONE, ZERO), "ReLU"
    ),
    "leaky_relu": ActivationFormula(
        lambda net: IfPositive(net, net, product(Number(LEAKY_SLOPE), net)),
        lambda net, out: IfPositive(net, ONE, Number(LEAKY_SLOPE)),
        "leaky ReLU",
    ),
    "elu": ActivationFormula(
        lambda net: IfPositive(net, net, minus(PowerOfE(net), ONE)),
        lambda net, out: IfPositive(net, ONE, PowerOfE(net)),
        "ELU",
    ),
    "softplus": ActivationFormula(softplus_form, lambda net, out: logistic(net), "softplus"),
    "silu": ActivationFormula(
        lambda net: product(net, call("sigmoid", net)), lambda net, out: silu_slope(net), "SiLU"
    ),
    "gelu": ActivationFormula(
        lambda net: product(net, call("normal", net)), lambda net, out: gelu_slope(net), "GELU"
    ),
}
SOFTMAX_WORDS = "softmax"


def words(activation: str) -> str:
    """Name an activation in a sentence."""
    return SOFTMAX_WORDS if activation == "softmax" else FORMULAS[activation].words


def value(
    quantity: Quantity, place: NeuronPlace, figures: Figures, layer: Sequence[NeuronPlace]
) -> Expression:
    """Write a neuron's out as a formula of its net (softmax: of the layer's nets)."""
    activation = figures.network.layers[place.layer].activation
    sample, after = quantity.sample, quantity.after
    own = Value(net(place, sample, after))
    if activation == "softmax":
        return softmax_form(own, [Value(net(neuron, sample, after)) for neuron in layer], figures)
    if activation == "softplus" and figures.number(own.quantity) > LARGE_EXPONENT:
        return large_softplus_form(own)
    return FORMULAS[activation].value(own)


def softmax_form(own: Value, nets: Sequence[Value], figures: Figures) -> Expression:
    """e^net / Σ e^net, with the greatest net taken off every exponent where powers grow too large."""
    numbers = [figures.number(each.quantity) for each in nets]
    if max(map(abs, numbers)) <= LARGE_EXPONENT:
        return Fraction(PowerOfE(own), total(*map(PowerOfE, nets)))
    greatest = nets[int(np.argmax(numbers))]
    return Fraction(
        PowerOfE(minus(own, greatest)), total(*(PowerOfE(minus(each, greatest)) for each in nets))
    )


def slope(place: NeuronPlace, varied: NeuronPlace, sample: int | None, figures: Figures) -> Expression:
    """Write ∂out/∂net; for softmax one entry of its Jacobian, out_j ([j = k] - out_k)."""
    activation = figures.network.layers[place.layer].activation
    own = Value(out(place, sample))
    if activation != "softmax":
        return FORMULAS[activation].slope(Value(net(place, sample)), own)
    if place == varied:
        return times_one_minus(own)
    return Negative(product(own, Value(out(varied, sample))))
