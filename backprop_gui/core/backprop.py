"""One round of backpropagation, vectorised: the reference that everything else is held against.

Arrays of a batch have one row a sample. A layer's weights have shape (neurons, sources).
"""

from dataclasses import dataclass

import numpy as np

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.array import Array
from backprop_gui.core.losses import LOSSES, output_delta
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.outputs import Outputs


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """What a forward pass computes.

    Attributes
    ----------
    inputs : shape (samples, inputs)
    net, out : for each layer, shape (samples, neurons)
    """

    inputs: Array
    net: tuple[Array, ...]
    out: tuple[Array, ...]

    def source(self, layer: int) -> Array:
        """Return what layer number `layer` reads, shape (samples, sources)."""
        return self.out[layer - 1] if layer else self.inputs


@dataclass(frozen=True, eq=False)
class BackwardPass:
    """What a backward pass computes.

    Attributes
    ----------
    delta : for each layer ∂E/∂net of each sample, shape (samples, neurons)
    gradient : ∂E_total/∂parameter, the mean over the samples
    """

    delta: tuple[Array, ...]
    gradient: Parameters


def net_input(layer_weights: Array, layer_bias: Array, source: Array) -> Array:
    """Compute net_j = Σ_i w_ji · source_i + b_j."""
    net = source @ layer_weights.T
    return net + layer_bias if layer_bias.size else net


def forward(network: Network, parameters: Parameters, inputs: Array) -> ForwardPass:
    """Compute every neuron's net and out.

    Parameters
    ----------
    inputs : shape (samples, inputs)
    """
    source, nets, outs = inputs, [], []
    for layer, weights, bias in zip(network.layers, parameters.weights, parameters.biases, strict=True):
        net = net_input(weights, bias, source)
        source = ACTIVATIONS[layer.activation].value(net)
        nets.append(net)
        outs.append(source)
    return ForwardPass(inputs, tuple(nets), tuple(outs))


def outputs_of(network: Network, done: ForwardPass) -> Outputs:
    """Return the last layer's outs as a loss reads them."""
    return Outputs(network.layers[-1].activation, done.net[-1], done.out[-1])


def output_errors(network: Network, loss: str, done: ForwardPass, targets: Array) -> Array:
    """Compute E_o of each sample and output, shape (samples, outputs)."""
    return LOSSES[loss].value(outputs_of(network, done), targets)


def total_error(errors: Array) -> float:
    """Compute the mean over the samples of E_total = Σ_o E_o; infinite where it is beyond all numbers."""
    with np.errstate(over="ignore", invalid="ignore"):
        return float(errors.sum()) / len(errors)


def delta_from_slope(layer: Layer, net: Array, out: Array, error_by_out: Array) -> Array:
    """Compute δ = ∂E/∂out · ∂out/∂net."""
    return error_by_out * ACTIVATIONS[layer.activation].slope(net, out)


def error_by_hidden_out(following_delta: Array, following_weights: Array) -> Array:
    """Compute ∂E/∂out_i = Σ_j δ_j · w_ji, the sum over all paths to the following layer."""
    return following_delta @ following_weights


def deltas(
    network: Network, parameters: Parameters, loss: str, done: ForwardPass, targets: Array
) -> tuple[Array, ...]:
    """Compute δ = ∂E/∂net of every neuron, from the outputs back to the first layer."""
    delta = output_delta(loss, outputs_of(network, done), targets)
    found = [delta]
    for number in range(len(network.layers) - 2, -1, -1):
        error_by_out = error_by_hidden_out(delta, parameters.weights[number + 1])
        delta = delta_from_slope(network.layers[number], done.net[number], done.out[number], error_by_out)
        found.append(delta)
    return tuple(reversed(found))


def bias_gradient(layer: Layer, delta: Array) -> Array:
    """Compute ∂E/∂b: the neuron's mean δ, or for a shared bias the sum of the layer's."""
    match layer.bias:
        case BiasKind.NONE:
            return np.empty(0)
        case BiasKind.SHARED:
            return np.array([delta.sum() / len(delta)])
        case BiasKind.PER_NEURON:
            return np.asarray(delta.sum(axis=0) / len(delta))


def gradients(network: Network, done: ForwardPass, delta: tuple[Array, ...]) -> Parameters:
    """Compute ∂E/∂w_ji = mean δ_j · source_i and ∂E/∂b; 0 where there is no connection."""
    gradient = Parameters.zeros(network)
    for number, layer in enumerate(network.layers):
        layer_weights = gradient.weights[number]
        np.matmul(delta[number].T, done.source(number), out=layer_weights)
        layer_weights *= layer.present / len(done.inputs)
        gradient.biases[number][:] = bias_gradient(layer, delta[number])
    return gradient


def backward(
    network: Network, parameters: Parameters, loss: str, done: ForwardPass, targets: Array
) -> BackwardPass:
    """Compute every delta and gradient after a forward pass."""
    delta = deltas(network, parameters, loss, done, targets)
    return BackwardPass(delta, gradients(network, done, delta))


def error_of(network: Network, parameters: Parameters, loss: str, inputs: Array, targets: Array) -> float:
    """Compute the mean error of samples with the given parameters; infinite or NaN beyond all bounds."""
    with np.errstate(all="ignore"):
        done = forward(network, parameters, inputs)
        return total_error(output_errors(network, loss, done, targets))
