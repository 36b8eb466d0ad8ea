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
    """Compute out (1 - out)."""
    into = np.subtract(ONE, out, into)
    return np.multiply(out, into, into)


def tanh(net: Array, into: Into = None) -> Array:
    return np.tanh(net, into)


def tanh_slope(net: Array, out: Array, into: Into = None) -> Array:
    """Compute 1 - out²."""
    into = np.multiply(out, out, into)
    np.subtract(ONE, into, into)
    return into


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
    out: Array = np.add(np.maximum(net, ZERO), np.log1p(np.exp(-np.abs(net))), into)
    return out


def softplus_slope(net: Array, out: Array, into: Into = None) -> Array:
    return sigmoid(net, into)


def silu(net: Array, into: Into = None) -> Array:
    into = sigmoid(net, into)
    return np.multiply(net, into, into)


def silu_slope(net: Array, out: Array, into: Into = None) -> Array:
    gate = sigmoid(net)
    return np.multiply(gate, 1.0 + net * (1.0 - gate), into)


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


def softmax(net: Array, into: Into = None) -> Array:
    """Compute e^net_j / Σ e^net_k over the last axis, shifted by the largest net against overflow."""
    into = np.subtract(net, net.max(axis=-1, keepdims=True), into)
    np.exp(into, into)
    np.divide(into, into.sum(axis=-1, keepdims=True), into)
    return into


def softmax_slope(net: Array, out: Array, into: Into = None) -> Array:
    """Compute the diagonal of softmax's Jacobian, ∂out_j/∂net_j; `softmax_jacobian` has all of it."""
    return sigmoid_slope(net, out, into)


def softmax_jacobian(out: Array) -> Array:
    """Compute ∂out_j/∂net_k = out_j ([j = k] - out_k).

    Parameters
    ----------
    out : Array, shape (neurons,)
        One sample's softmax outputs.

    Returns
    -------
    Array, shape (neurons, neurons)
        Row j, column k holds ∂out_j/∂net_k.
    """
    return np.diag(out) - np.outer(out, out)


@dataclass(frozen=True)
class Activation:
    """A function and its slope, side by side.

    Attributes
    ----------
    value : net -> out, elementwise (softmax: over the last axis)
    slope : (net, out) -> ∂out/∂net
    """

    name: str
    value: Callable[..., Array]
    slope: Callable[..., Array]


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("linear", linear, linear_slope),
        Activation("sigmoid", sigmoid, sigmoid_slope),
        Activation("tanh", tanh, tanh_slope),
        Activation("relu", relu, relu_slope),
        Activation("leaky_relu", leaky_relu, leaky_relu_slope),
        Activation("elu", elu, elu_slope),
        Activation("softplus", softplus, softplus_slope),
        Activation("silu", silu, silu_slope),
        Activation("gelu", gelu, gelu_slope),
        Activation("softmax", softmax, softmax_slope),
    )
}
