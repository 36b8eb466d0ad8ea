"""The round of `backprop` over arrays made beforehand: how the NumPy engine trains.

The formulas are the same, and so is their order; but a round makes no array, turns no matrix and looks
nothing up. `backprop` stays the reference that this is held against. A sample's δ is its share of the
batch's: ∂E/∂net of the mean error.
"""

import math

import numpy as np

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.array import ZERO, Array
from backprop_gui.core.losses import LOSSES, DifferenceLoss, output_delta
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.optimizers import with_penalty
from backprop_gui.core.outputs import Missing, Outputs, way_to_missing
from backprop_gui.core.training import TrainingPlan, TrainingState


class PreparedLayer:
    """A layer, its part of the parameters and of the gradient, and room for a batch's numbers.

    Parameters
    ----------
    weights, bias : views of the layer's parameters
    weight_gradient, bias_gradient : views of their gradient
    """

    def __init__(
        self,
        layer: Layer,
        weights: Array,
        bias: Array,
        weight_gradient: Array,
        bias_gradient: Array,
        samples: int,
    ) -> None:
        self.layer = layer
        activation = ACTIVATIONS[layer.activation]
        self._value, self._slope = activation.bare or activation.value, activation.slope
        self._times_slope = activation.times_slope
        self.source = np.empty((samples, layer.sources))
        self.net, self.out, self.delta, self._room = (np.empty((samples, layer.size)) for _ in range(4))
        self.weights, self.weights_turned, self.delta_turned = weights, weights.T, self.delta.T
        self.weight_gradient, self.bias_gradient = weight_gradient, bias_gradient
        self.has_bias = layer.bias is not BiasKind.NONE
        self.has_gaps = not layer.present.all()
        self.bias, self.ones, self.summands = bias, np.ones(samples), np.asarray(self.delta)
        if layer.bias is BiasKind.SHARED:
            self.bias, self.bias_gradient = bias.reshape(()), bias_gradient.reshape(())
            self.summands, self.ones = self.delta.reshape(-1), np.ones(self.delta.size)
        elif samples == 1:
            self.bias = bias.reshape(1, -1)

    def forward(self, source: Array) -> Array:
        """Compute net_j = Σ_i w_ji · source_i + b_j, and out from it."""
        self.source = source
        np.dot(source, self.weights_turned, self.net)
        if self.has_bias:
            np.add(self.net, self.bias, self.net)
        return self._value(self.net, self.out)

    def times_slope(self) -> None:
        """Turn ∂E/∂out into δ = ∂E/∂out · ∂out/∂net."""
        if self._times_slope is not None:
            self._times_slope(self.delta, self.net, self.out, self._room)
        else:
            np.multiply(self.delta, self._slope(self.net, self.out, self._room), self.delta)

    def hidden_delta(self, following: "PreparedLayer") -> None:
        """Compute ∂E/∂out_i = Σ_j δ_j · w_ji over all paths to the following layer, and from it δ_i."""
        np.dot(following.delta, following.weights, self.delta)
        self.times_slope()

    def weight_gradients(self) -> None:
        """Compute ∂E/∂w_ji = Σ δ_j · source_i over the samples; 0 where there is no connection."""
        np.dot(self.delta_turned, self.source, self.weight_gradient)
        if self.has_gaps:
            np.multiply(self.weight_gradient, self.layer.present, self.weight_gradient)

    def bias_gradients(self) -> None:
        """Compute ∂E/∂b = Σ δ_j over the samples and, where they share it, over the neurons."""
        if self.has_bias:
            np.dot(self.ones, self.summands, self.bias_gradient)


class PreparedBatch:
    """Both passes over batches of so many samples."""

    def __init__(
        self,
        network: Network,
        loss: str,
        parameters: Parameters,
        gradient: Parameters,
        samples: int,
        find_missing: Missing,
    ) -> None:
        views = zip(
            network.layers,
            parameters.weights,
            parameters.biases,
            gradient.weights,
            gradient.biases,
            strict=True,
        )
        self.layers = [PreparedLayer(*layer_views, samples) for layer_views in views]
        self.last = self.layers[-1]
        self._errors = np.empty((samples, len(network.outputs)))
        self._error_summands = self._errors.reshape(-1)
        self._ones, self._share, self._samples = np.ones(self._errors.size), np.array(1.0 / samples), samples
        self._is_one = samples == 1
        self._loss, activation = LOSSES[loss], self.last.layer.activation
        # Of the other losses and of softmax, δ is no product of two slopes.
        self._of_missing: DifferenceLoss | None = None
        if isinstance(self._loss, DifferenceLoss) and activation != "softmax":
            self._of_missing = self._loss
        self._outputs = Outputs(activation, self.last.net, self.last.out)
        self._count = self._outputs.count
        self._find_missing = find_missing
        self._missing = np.empty_like(self._errors)

    def forward(self, inputs: Array, targets: Array) -> float:
        """Compute every neuron's net and out, and the mean over the samples of E_total = Σ_o E_o."""
        source = inputs
        for layer in self.layers:
            source = layer.forward(source)
        if (loss := self._of_missing) is not None:
            self._find_missing(self._outputs, targets, self._missing)
            loss.of_missing(self._missing, self._count, self._errors)
        else:
            np.copyto(self._errors, self._loss.value(self._outputs, targets))
        return float(self._error_summands.dot(self._ones)) / self._samples

    def backward(self, targets: Array) -> None:
        """Compute every δ, and the gradients of all weights and of those biases that are trained."""
        self._output_delta(targets)
        if not self._is_one:
            np.multiply(self.last.delta, self._share, self.last.delta)
        following = None
        for layer in reversed(self.layers):
            if following is not None:
                layer.hidden_delta(following)
            layer.weight_gradients()
            if layer.layer.bias_trainable:
                layer.bias_gradients()
            following = layer

    def _output_delta(self, targets: Array) -> None:
        delta = self.last.delta
        if (loss := self._of_missing) is not None:
            loss.slope_of_missing(self._missing, self._count, delta)
            self.last.times_slope()
        else:
            output_delta(self._loss.name, self._outputs, targets, delta)

    def means(self) -> tuple[Array, Array]:
        """Return every neuron's mean out and δ over the batch, layer after layer."""
        out = [layer.out.sum(axis=0) / len(layer.out) for layer in self.layers]
        return np.concatenate(out), np.concatenate([layer.delta.sum(axis=0) for layer in self.layers])


class PreparedTraining:
    """A state of training that rounds change in place.

    Parameters
    ----------
    targets : of all samples that are trained on
    """

    def __init__(self, network: Network, plan: TrainingPlan, state: TrainingState, targets: Array) -> None:
        self._network, self._plan = network, plan
        names = plan.optimizer.kind.memory
        numbers = np.array([state.parameters.flat, *(state.memory[name] for name in names)])
        self.parameters = Parameters(network, numbers[0])
        self.memory = dict(zip(names, numbers[1:], strict=True))
        self._flat_numbers = numbers.reshape(-1)
        self.gradient = Parameters.zeros(network)
        self._change = np.empty(network.parameter_count)
        self._untrained = network.untrained if network.untrained.any() else None
        self._find_missing = way_to_missing(network.layers[-1].activation, targets)
        self._batches: dict[int, PreparedBatch] = {}

    def batch(self, samples: int) -> PreparedBatch:
        """Return room for a batch; an epoch's last one may be smaller."""
        if (prepared := self._batches.get(samples)) is None:
            prepared = PreparedBatch(
                *(self._network, self._plan.loss, self.parameters, self.gradient, samples),
                self._find_missing,
            )
            self._batches[samples] = prepared
        return prepared

    def update(self, round_number: int) -> bool:
        """Change all trained parameters at once; tell whether all numbers are finite.

        Parameters
        ----------
        round_number : counted from 1
        """
        plan, values, gradient = self._plan, self.parameters.flat, self.gradient.flat
        if plan.l1 or plan.l2:
            gradient = with_penalty(gradient, values, self._network.is_weight, plan.l1, plan.l2)
        plan.optimizer.kind.rule(plan.optimizer, gradient, self.memory, round_number, self._change)
        if self._untrained is not None:
            np.copyto(self._change, ZERO, where=self._untrained)
            for vector in self.memory.values():
                np.copyto(vector, ZERO, where=self._untrained)
        np.subtract(values, self._change, values)
        return all_finite(self._flat_numbers)


def all_finite(values: Array) -> bool:
    """Look at the sum of squares first: it is finite only if every value is, though it may overflow."""
    return math.isfinite(values.dot(values)) or bool(np.isfinite(values).all())
