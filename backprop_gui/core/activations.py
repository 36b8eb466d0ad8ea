"""Activation functions: how a neuron's ``net`` becomes its ``out``, and the slope there.

Slopes and constants are PyTorch's defaults: ``leaky_relu`` 0.01, ``elu`` alpha 1, ``gelu`` by the
error function. The derivative of ``relu`` at 0 is 0.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.array import Array

LEAKY_SLOPE = 0.01


def linear(net: Array) -> Array:
    return net.copy()


def linear_slope(net: Array, out: Array) -> Array:
    return np.ones_like(net)


def sigmoid(net: Array) -> Array:
    """Compute 1 / (1 + e^-net) without overflow, exact to the last digits on both sides of 0."""
    return np.exp(np.minimum(net, 0.0)) / (1.0 + np.exp(-np.abs(net)))


def sigmoid_slope(net: Array, out: Array) -> Array:
    return out * (1.0 - out)


def tanh(net: Array) -> Array:
    return np.tanh(net)


def tanh_slope(net: Array, out: Array) -> Array:
    return 1.0 - out * out


def relu(net: Array) -> Array:
    return np.maximum(net, 0.0)


def relu_slope(net: Array, out: Array) -> Array:
    return np.where(net > 0, 1.0, 0.0)


def leaky_relu(net: Array) -> Array:
    return np.where(net > 0, net, LEAKY_SLOPE * net)


def leaky_relu_slope(net: Array, out: Array) -> Array:
    return np.where(net > 0, 1.0, LEAKY_SLOPE)


def elu(net: Array) -> Array:
    return np.where(net > 0, net, np.expm1(np.minimum(net, 0.0)))


def elu_slope(net: Array, out: Array) -> Array:
    return np.where(net > 0, 1.0, np.exp(np.minimum(net, 0.0)))


def softplus(net: Array) -> Array:
    """Compute ln(1 + e^net) without overflow."""
    return np.maximum(net, 0.0) + np.log1p(np.exp(-np.abs(net)))


def softplus_slope(net: Array, out: Array) -> Array:
    return sigmoid(net)


def silu(net: Array) -> Array:
    return net * sigmoid(net)


def silu_slope(net: Array, out: Array) -> Array:
    gate = sigmoid(net)
    return gate * (1.0 + net * (1.0 - gate))


_complementary_error = np.frompyfunc(math.erfc, 1, 1)


def normal_distribution(net: Array) -> Array:
    """Compute the standard normal distribution function, ½ erfc(-net / √2), exact in both tails."""
    return 0.5 * np.asarray(_complementary_error(net / -math.sqrt(2.0)), dtype=np.float64)


def normal_density(net: Array) -> Array:
    return np.exp(-0.5 * net * net) / math.sqrt(2.0 * math.pi)


def gelu(net: Array) -> Array:
    return net * normal_distribution(net)


def gelu_slope(net: Array, out: Array) -> Array:
    return normal_distribution(net) + net * normal_density(net)


def softmax(net: Array) -> Array:
    """Compute e^net_j / Σ e^net_k over the last axis, shifted by the largest net against overflow."""
    powers = np.exp(net - net.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def softmax_slope(net: Array, out: Array) -> Array:
    """Compute the diagonal of softmax's Jacobian, ∂out_j/∂net_j; `softmax_jacobian` has all of it."""
    return out * (1.0 - out)


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
    value: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]


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
