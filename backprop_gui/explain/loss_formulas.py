"""Each loss's formula for one output, and that of its slope."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.network import NeuronPlace
from backprop_gui.explain.expression import (
    Expression,
    Fraction,
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
from backprop_gui.explain.quantities import net, out, target

ONE = Number(1.0)
HALF = Number(0.5, "½")
SMALLEST = float(np.finfo(np.float64).tiny)
"""The smallest number with all its digits."""


def _ln(x: Expression) -> Expression:
    return call("ln", x)


def cross_entropy(target: Expression, out: Expression) -> Expression:
    return Negative(product(target, _ln(out)))


def binary_cross_entropy(target: Expression, out: Expression) -> Expression:
    """-(t ln o + (1 - t) ln(1 - o))."""
    hit = product(target, _ln(out))
    miss = product(minus(ONE, target), _ln(minus(ONE, out)))
    return Negative(total(hit, miss))


def binary_cross_entropy_slope(target: Expression, out: Expression) -> Expression:
    return Fraction(minus(out, target), product(out, minus(ONE, out)))


@dataclass(frozen=True)
class LossFormula:
    """How a loss is written: of (target, out, number of outputs).

    Attributes
    ----------
    words : what the error of one output is, in a sentence
    """

    value: Callable[[Expression, Expression, Number], Expression]
    slope: Callable[[Expression, Expression, Number], Expression]
    words: str


FORMULAS = {
    "half_squared_error": LossFormula(
        lambda t, o, n: product(HALF, Square(minus(t, o))),
        lambda t, o, n: Negative(minus(t, o)),
        "half the square of what is missing to its target",
    ),
    "mean_squared_error": LossFormula(
        lambda t, o, n: Fraction(Square(minus(t, o)), n),
        lambda t, o, n: Fraction(product(Number(-2.0), minus(t, o)), n),
        "the square of what is missing to its target, divided by the number of outputs",
    ),
    "mean_absolute_error": LossFormula(
        lambda t, o, n: Fraction(call("abs", minus(t, o)), n),
        lambda t, o, n: Fraction(call("sign", minus(o, t)), n),
        "its distance from its target, divided by the number of outputs",
    ),
    "binary_cross_entropy": LossFormula(
        lambda t, o, n: binary_cross_entropy(t, o),
        lambda t, o, n: binary_cross_entropy_slope(t, o),
        "the binary cross-entropy between its target and its output",
    ),
    "cross_entropy": LossFormula(
        lambda t, o, n: cross_entropy(t, o),
        lambda t, o, n: Negative(Fraction(t, o)),
        "minus its target times the logarithm of its output",
    ),
}


def value(output: int, sample: int | None, after: bool, figures: Figures) -> Expression:
    """Write E_o; where a logarithm of 0 would stand in it, an equal form in net instead."""
    place = NeuronPlace(len(figures.network.layers) - 1, output)
    wanted, given = Value(target(output, sample)), Value(out(place, sample, after))
    number_out = figures.number(given.quantity)
    from_net = _from_net(place, sample, after, figures)
    if from_net is not None and not is_inside(given, figures):
        return from_net
    if figures.plan.loss == "binary_cross_entropy" and not is_inside(given, figures):
        return _binary_value(wanted, given, figures.number(wanted.quantity))
    if figures.plan.loss == "cross_entropy" and figures.number(wanted.quantity) == 0.0 >= number_out:
        return Number(0.0)
    return FORMULAS[figures.plan.loss].value(wanted, given, _outputs(figures))


def slope(output: int, sample: int | None, figures: Figures) -> Expression:
    """Write ∂E_total/∂out_o; only E_o depends on it."""
    place = NeuronPlace(len(figures.network.layers) - 1, output)
    wanted, given = Value(target(output, sample)), Value(out(place, sample))
    number, number_out = figures.number(wanted.quantity), figures.number(given.quantity)
    if figures.plan.loss == "binary_cross_entropy" and number == number_out and number in (0.0, 1.0):
        return Negative(Fraction(ONE, given)) if number else Fraction(ONE, minus(ONE, given))
    if figures.plan.loss == "cross_entropy" and number == number_out == 0.0:
        return Number(0.0)
    return FORMULAS[figures.plan.loss].slope(wanted, given, _outputs(figures))


def has_simple_delta(place: NeuronPlace, figures: Figures) -> bool:
    """Tell whether the loss's logarithm and the outputs' activation cancel in δ."""
    last = len(figures.network.layers) - 1
    if place.layer != last:
        return False
    match figures.network.layers[last].activation, figures.plan.loss:
        case "softmax", "binary_cross_entropy":
            return len(figures.network.outputs) > 1
        case "softmax" | "sigmoid" | "softplus", "cross_entropy":
            return True
        case "sigmoid" | "tanh", "binary_cross_entropy":
            return True
        case _:
            return False


def output_delta(output: int, sample: int | None, figures: Figures) -> Expression:
    """Write what the factors of δ_o come to where one of them is beyond reach."""
    place = NeuronPlace(len(figures.network.layers) - 1, output)
    own, wanted = Value(out(place, sample)), Value(target(output, sample))
    match figures.network.layers[-1].activation, figures.plan.loss:
        case "sigmoid", "binary_cross_entropy":
            return minus(own, wanted)
        case "sigmoid", "cross_entropy":
            return Negative(product(wanted, minus(ONE, own)))
        case "tanh", "binary_cross_entropy":
            return product(minus(ONE, wanted), total(ONE, own))
        case "softplus", "cross_entropy":
            return Negative(wanted)
        case _, "binary_cross_entropy":
            return _shared_delta(place, sample, figures)
        case _:
            targets = [Value(target(each, sample)) for each in range(len(figures.network.outputs))]
            return minus(product(own, total(*targets)), wanted)


def _shared_delta(place: NeuronPlace, sample: int | None, figures: Figures) -> Expression:
    """Write δ_j = (1 - t_j) o_j - t_j (1 - o_j) + Σ_k≠j (t_k o_j - (1 - t_k) o_k · e^(net_j - L_k)).

    L_k is ln Σ_l≠k e^net_l. The power is o_j / (1 - o_k), softmax without k.
    """
    own, wanted, at = Value(out(place, sample)), Value(target(place.index, sample)), place.layer
    terms: list[Expression] = [product(minus(ONE, wanted), own), Negative(product(wanted, minus(ONE, own)))]
    for k in range(len(figures.network.outputs)):
        if k != place.index:
            hit, given = Value(target(k, sample)), Value(out(NeuronPlace(at, k), sample))
            without = _log_sum(place, sample, False, figures, without=k)
            share = PowerOfE(minus(Value(net(place, sample)), without))
            terms += [product(hit, own), Negative(product(minus(ONE, hit), given, share))]
    return total(*terms)


def _outputs(figures: Figures) -> Number:
    return Number(float(len(figures.network.outputs)))


def _binary_value(wanted: Value, given: Value, number: float) -> Expression:
    """Write the binary cross-entropy without the half that a target of 0 or 1 makes vanish."""
    if number == 1.0:
        return Negative(_ln(given))
    if number == 0.0:
        return Negative(_ln(minus(ONE, given)))
    return binary_cross_entropy(wanted, given)


def is_inside(given: Value, figures: Figures) -> bool:
    """Tell whether an out and 1 - out have logarithms, to the last digit that the net knows."""
    number, rest = figures.number(given.quantity), figures.rest(given.quantity)
    return SMALLEST <= number < 1.0 or (number == 1.0 and rest <= -SMALLEST)


def _from_net(place: NeuronPlace, sample: int | None, after: bool, figures: Figures) -> Expression | None:
    """Write E_o as a formula of nets, which are within reach where 1 - out or out is not."""
    activation, loss = figures.network.layers[place.layer].activation, figures.plan.loss
    own, wanted = Value(net(place, sample, after)), Value(target(place.index, sample))
    match activation, loss:
        case "sigmoid", "binary_cross_entropy":
            return minus(call("softplus", own), product(wanted, own))
        case "sigmoid", "cross_entropy":
            return product(wanted, call("softplus", Negative(own)))
        case "softplus", "cross_entropy" if figures.number(own.quantity) < 0.0:
            return Negative(product(wanted, own))
        case "tanh", "binary_cross_entropy" if figures.number(own.quantity) > 0.0:
            twice = call("softplus", product(Number(2.0), own))
            return product(minus(ONE, wanted), minus(twice, _ln(Number(2.0))))
        case "softmax", "cross_entropy":
            return product(wanted, minus(_log_sum(place, sample, after, figures), own))
        case "softmax", "binary_cross_entropy" if len(figures.network.outputs) > 1:
            whole = _log_sum(place, sample, after, figures)
            hit = product(wanted, minus(whole, own))
            others = _log_sum(place, sample, after, figures, without=place.index)
            return total(hit, product(minus(ONE, wanted), minus(whole, others)))
        case _:
            return None


def _log_sum(
    place: NeuronPlace, sample: int | None, after: bool, figures: Figures, without: int | None = None
) -> Expression:
    """Write ln Σ e^net over the outputs."""
    layer = [each for each in range(len(figures.network.outputs)) if each != without]
    return call("log_sum_exp", *(Value(net(NeuronPlace(place.layer, each), sample, after)) for each in layer))
