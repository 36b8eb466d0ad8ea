"""Activation functions: how a neuron's ``net`` becomes its ``out``, and the slope there.

Slopes and constants are PyTorch's defaults: ``leaky_relu`` 0.01, ``elu`` alpha 1, ``gelu`` by the
error function. The derivative of ``relu`` at 0 is 0.

Each may be given an array to write its result ``into``; without one it makes a new one.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import MINUS_ONE, ONE, ZERO, Array, placed
from backprop_gui.core.softmax import softmax, softmax_slope

LEAKY_SLOPE = 0.01

Into = Array | None


def linear(net: Array, into: Into = None) -> Array:
    return np.positive(net, into)


def linear_slope(net: Array, out: Array, into: Into = None) -> Array:
    return placed(np.ones_like(net), into)


def sigmoid(net: Array, into: Into = None) -> Array:
    """Compute 1 / (1 + e^-net), left of 0 as e^net / (1 + e^net): no overflow, exact on both sides."""
    power: Array = np.copysign(net, MINUS_ONE, into)
    np.exp(power, power)
    one_more = np.add(power, ONE)
    np.copyto(power, ONE, where=np.greater_equal(net, ZERO))
    np.divide(power, one_more, power)
    return power


def sigmoid_slope(net: Array, out: Array, into: Into = None) -> Array:
    """Compute out (1 - out) as e^-|net| / (1 + e^-|net|)², which does not end where 1 - out rounds to 0."""
    power: Array = np.copysign(net, MINUS_ONE, into)
    np.exp(power, power)
    one_more = np.add(power, ONE)
    np.divide(power, one_more, power)
    np.divide(power, one_more, power)
    return power


def bare_sigmoid(net: Array, into: Array) -> Array:
    """Compute 1 / (1 + e^-net) with a power that may overflow, as it is meant."""
    np.negative(net, into)
    np.exp(into, into)
    np.add(into, ONE, into)
    return np.reciprocal(into, into)


def times_sigmoid_slope(delta: Array, net: Array, out: Array, room: Array) -> None:
    """Multiply by out / (1 + e^net)."""
    np.exp(net, room)
    np.add(room, ONE, room)
    np.multiply(delta, out, delta)
    np.divide(delta, room, delta)


def tanh(net: Array, into: Into = None) -> Array:
    return np.tanh(net, into)


def tanh_slope(net: Array, out: Array, into: Into = None) -> Array:
    """Compute 1 - out² as 1 / cosh²(net) = (2p / (1 + p²))², where p = e^-|net|."""
    power: Array = np.copysign(net, MINUS_ONE, into)
    np.exp(power, power)
    square_and_one = np.multiply(power, power)
    np.add(square_and_one, ONE, square_and_one)
    np.divide(power, square_and_one, power)
    np.add(power, power, power)
    return np.multiply(power, power, power)


def times_tanh_slope(delta: Array, net: Array, out: Array, room: Array) -> None:
    """Multiply by 1 / cosh²(net)."""
    np.cosh(net, room)
    np.divide(delta, room, delta)
    np.divide(delta, room, delta)


def relu(net: Array, into: Into = None) -> Array:
    out: Array = np.maximum(net, ZERO, out=into)
    return out


def relu_slope(net: Array, out: Array, into: Into = None) -> Array:
    return placed(net > ZERO, into)


def leaky_relu(net: Array, into: Into = None) -> Array:
    """Compute the larger of net and its hundredth."""
    into = np.multiply(net, LEAKY_SLOPE, into)
    return np.maximum(net, into, out=into)


def leaky_relu_slope(net: Array, out: Array, into: Into = None) -> Array:
    return placed(np.where(net > ZERO, 1.0, LEAKY_SLOPE), into)


def elu(net: Array, into: Into = None) -> Array:
    return placed(np.where(net > ZERO, net, np.expm1(np.minimum(net, ZERO))), into)


def elu_slope(net: Array, out: Array, into: Into = None) -> Array:
    return placed(np.where(net > ZERO, 1.0, np.exp(np.minimum(net, ZERO))), into)


def softplus(net: Array, into: Into = None) -> Array:
    """Compute ln(1 + e^net) without overflow."""
    out: Array = np.add(np.maximum(net, ZERO), softplus_rest(net), into)
    return out


def softplus_rest(net: Array) -> Array:
    """Compute ln(1 + e^-|net|), what softplus is above the larger of net and 0."""
    rest: Array = np.copysign(net, MINUS_ONE)
    np.exp(rest, rest)
    return np.log1p(rest, rest)


def softplus_slope(net: Array, out: Array, into: Into = None) -> Array:
    return sigmoid(net, into)


def silu(net: Array, into: Into = None) -> Array:
    into = sigmoid(net, into)
    return np.multiply(net, into, into)


def silu_slope(net: Array, out: Array, into: Into = None) -> Array:
    """Compute σ(net) (1 + net (1 - σ(net))); left of 0 as p (1 + net + p) / (1 + p)², where p = e^net.

    Near its zero at -1.28 the left form loses least: 1 + net is exact there.
    """
    power = np.exp(-np.abs(net))
    one_more = 1.0 + power
    left = power * (1.0 + net + power) / one_more
    return np.divide(np.where(net < ZERO, left, 1.0 + net * power / one_more), one_more, into)


_complementary_error = np.frompyfunc(math.erfc, 1, 1)


def normal_distribution(net: Array) -> Array:
    """Compute the standard normal distribution function, ½ erfc(-net / √2), exact in both tails."""
    return 0.5 * np.asarray(_complementary_error(net / -math.sqrt(2.0)), dtype=np.float64)


def normal_density(net: Array) -> Array:
    return np.exp(-0.5 * net * net) / math.sqrt(2.0 * math.pi)


def gelu(net: Array, into: Into = None) -> Array:
    return np.multiply(net, normal_distribution(net), into)


def gelu_slope(net: Array, out: Array, into: Into = None) -> Array:
    return np.add(normal_distribution(net), net * normal_density(net), into)


@dataclass(frozen=True)
class Activation:
    """A function and its slope, side by side.

    Attributes
    ----------
    value : net -> out, elementwise (softmax: over the last axis)
    slope : (net, out) -> ∂out/∂net
    bare : (net, into), value in fewer steps, where overflow is let pass
    times_slope : (delta, net, out, room) multiplies delta by the slope in fewer steps, likewise
    """

    name: str
    value: Callable[..., Array]
    slope: Callable[..., Array]
    bare: Callable[[Array, Array], Array] | None = None
    times_slope: Callable[[Array, Array, Array, Array], None] | None = None


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("linear", linear, linear_slope),
        Activation("sigmoid", sigmoid, sigmoid_slope, bare_sigmoid, times_sigmoid_slope),
        Activation("tanh", tanh, tanh_slope, times_slope=times_tanh_slope),
        Activation("relu", relu, relu_slope),
        Activation("leaky_relu", leaky_relu, leaky_relu_slope),
        Activation("elu", elu, elu_slope),
        Activation("softplus", softplus, softplus_slope),
        Activation("silu", silu, silu_slope),
        Activation("gelu", gelu, gelu_slope),
        Activation("softmax", softmax, softmax_slope),
    )
}
