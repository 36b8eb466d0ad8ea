"""The numbers of a round's quantities, read from the arrays that the core computed."""

from dataclasses import replace
from functools import cached_property

import numpy as np

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.array import Array
from backprop_gui.core.backprop import (
    ForwardPass,
    error_by_hidden_out,
    forward,
    output_errors,
    outputs_of,
)
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.losses import LOSSES
from backprop_gui.core.network import (
    INPUTS,
    BiasPlace,
    Network,
    NeuronPlace,
    Parameters,
    TargetPlace,
    WeightPlace,
)
from backprop_gui.core.outputs import Outputs
from backprop_gui.core.softmax import softmax_jacobian
from backprop_gui.core.training import ComputedRound, TrainingPlan, TrainingState, compute_round
from backprop_gui.explain.quantities import MEANT, Kind, Quantity


class Figures:
    """One computed round as numbers that can be asked for by quantity.

    Attributes
    ----------
    rows : the batch's rows in the data, counted from 0
    batch : the batch's samples
    """

    def __init__(
        self,
        network: Network,
        plan: TrainingPlan,
        state: TrainingState,
        data: Dataset,
        rows: tuple[int, ...],
    ) -> None:
        self.network = network
        self.plan = plan
        self.before = state
        self.rows = rows
        self.batch = data.rows(np.array(rows))
        self.computed: ComputedRound = compute_round(network, plan, state, self.batch)

    @property
    def is_batch(self) -> bool:
        """Whether the round has several samples, each told by itself."""
        return len(self.rows) > 1

    def is_mean(self, quantity: Quantity) -> bool:
        """Whether a quantity is the mean of those of all samples of a batch."""
        return self.is_batch and quantity.sample is None and quantity.kind in MEANT

    @cached_property
    def check(self) -> ForwardPass:
        """The forward pass with the parameters after the update."""
        with np.errstate(all="ignore"):
            return forward(self.network, self.computed.after.parameters, self.batch.inputs)

    @cached_property
    def errors_after(self) -> Array:
        with np.errstate(all="ignore"):
            return output_errors(self.network, self.plan.loss, self.check, self.batch.targets)

    @cached_property
    def error_by_out(self) -> tuple[Array, ...]:
        """∂E/∂out of every neuron for each sample, one array a layer."""
        delta, weights = self.computed.back.delta, self.before.parameters.weights
        with np.errstate(all="ignore"):
            hidden = [error_by_hidden_out(delta[layer], weights[layer]) for layer in range(1, len(delta))]
            outputs = outputs_of(self.network, self.computed.ahead)
            slope = LOSSES[self.plan.loss].slope(outputs, self.batch.targets)
        return (*hidden, slope)

    def position(self, sample: int | None) -> int:
        """Find a sample's place in the batch by its row; None is a round's only sample."""
        return 0 if sample is None else self._places[sample]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {row: place for place, row in enumerate(self.rows)}

    def number(self, quantity: Quantity) -> float:
        """Return a quantity's number."""
        place = quantity.place
        if self.is_mean(quantity) and isinstance(place, NeuronPlace | TargetPlace):
            with np.errstate(over="ignore", invalid="ignore"):
                return float(self.of_each_sample(quantity).mean())
        if isinstance(place, NeuronPlace):
            return self._of_neuron(quantity, place, self.position(quantity.sample))
        if isinstance(place, TargetPlace):
            return self._of_target(quantity, place)
        if place is not None:
            return self._of_parameter(quantity, place)
        if quantity.kind is Kind.SETTING:
            return self._setting(quantity.name)
        return self._total_error(quantity)

    def _setting(self, name: str) -> float:
        holder = self.plan if name in ("l1", "l2") else self.plan.optimizer
        return float(getattr(holder, name))

    def _errors(self, after: bool) -> Array:
        return self.errors_after if after else self.computed.errors

    def _total_error(self, quantity: Quantity) -> float:
        totals = self._totals_after if quantity.after else self._totals
        with np.errstate(over="ignore", invalid="ignore"):
            return float(totals.mean() if quantity.sample is None else totals[self.position(quantity.sample)])

    @cached_property
    def _totals(self) -> Array:
        return _sums(self.computed.errors)

    @cached_property
    def _totals_after(self) -> Array:
        return _sums(self.errors_after)

    def _of_target(self, quantity: Quantity, place: TargetPlace) -> float:
        sample = self.position(quantity.sample)
        if quantity.kind is Kind.TARGET:
            return float(self.batch.targets[sample, place.index])
        return float(self._errors(quantity.after)[sample, place.index])

    def _of_neuron(self, quantity: Quantity, place: NeuronPlace, sample: int) -> float:
        match quantity.kind:
            case Kind.INPUT:
                return self.batch.inputs.item(sample, place.index)
            case Kind.NET | Kind.OUT | Kind.DELTA | Kind.ERROR_BY_OUT:
                return self._layers(quantity)[place.layer].item(sample, place.index)
            case Kind.PATH if quantity.other:
                return self._path(place, quantity.other, sample)
            case Kind.OUT_BY_NET if quantity.other:
                return self._slope(place, quantity.other, sample)
        raise ValueError(f"a neuron has no {quantity.kind}")

    def rest(self, quantity: Quantity) -> float:
        """Return what is beyond the last digit of an out's number: its distance from a limit is known."""
        place = quantity.place
        if quantity.kind is not Kind.OUT or not isinstance(place, NeuronPlace):
            return 0.0
        rests = self._rests_after if quantity.after else self._rests
        return rests[place.layer].item(self.position(quantity.sample), place.index)

    @cached_property
    def _rests(self) -> list[Array]:
        return self._rests_of(self.computed.ahead)

    @cached_property
    def _rests_after(self) -> list[Array]:
        return self._rests_of(self.check)

    def _rests_of(self, ahead: ForwardPass) -> list[Array]:
        found = []
        with np.errstate(all="ignore"):
            for layer, net, out in zip(self.network.layers, ahead.net, ahead.out, strict=True):
                limit, rest = Outputs(layer.activation, net, out).parts()
                found.append(np.nan_to_num((limit - out) + rest, nan=0.0, posinf=0.0, neginf=0.0))
        return found

    def _layers(self, quantity: Quantity) -> tuple[Array, ...]:
        """Return the arrays, one a layer, that hold what every neuron has one of for each sample."""
        ahead = self.check if quantity.after else self.computed.ahead
        match quantity.kind:
            case Kind.NET:
                return ahead.net
            case Kind.OUT:
                return ahead.out
            case Kind.DELTA:
                return self.computed.back.delta
            case _:
                return self.error_by_out

    def _path(self, place: NeuronPlace, following: NeuronPlace, sample: int) -> float:
        delta = self.computed.back.delta[following.layer][sample, following.index]
        weight = self.before.parameters.weights[following.layer][following.index, place.index]
        return float(delta) * float(weight)

    def slopes(self, layer: int, sample: int) -> Array:
        """Return ∂out/∂net of a layer's neurons by their own nets, of the batch's sample number `sample`."""
        ahead, activation = self.computed.ahead, self.network.layers[layer].activation
        with np.errstate(all="ignore"):
            return ACTIVATIONS[activation].slope(ahead.net[layer][sample], ahead.out[layer][sample])

    def _slope(self, place: NeuronPlace, varied: NeuronPlace, sample: int) -> float:
        if self.network.layers[place.layer].activation == "softmax":
            out = self.computed.ahead.out[place.layer][sample]
            return float(softmax_jacobian(out)[place.index, varied.index])
        return self.slopes(place.layer, sample).item(place.index)

    def of_each_sample(self, quantity: Quantity) -> Array:
        """Return the numbers of a quantity for every sample of the batch."""
        place = quantity.place
        match quantity.kind:
            case Kind.TOTAL_ERROR:
                return self._totals_after if quantity.after else self._totals
            case Kind.ERROR if isinstance(place, TargetPlace):
                return np.asarray(self._errors(quantity.after)[:, place.index])
            case Kind.NET | Kind.OUT | Kind.DELTA | Kind.ERROR_BY_OUT if isinstance(place, NeuronPlace):
                return np.asarray(self._layers(quantity)[place.layer][:, place.index])
            case Kind.ERROR_BY_WEIGHT if isinstance(place, WeightPlace):
                carried = self.computed.ahead.source(place.layer)[:, place.source]
                return np.asarray(self.computed.back.delta[place.layer][:, place.to] * carried)
            case Kind.ERROR_BY_BIAS if isinstance(place, BiasPlace):
                delta = self.computed.back.delta[place.layer]
                return np.asarray(delta.sum(axis=1) if place.to is None else delta[:, place.to])
        return np.array([self.number(replace(quantity, sample=row)) for row in self.rows])

    def _of_parameter(self, quantity: Quantity, place: WeightPlace | BiasPlace) -> float:
        index = self.network.index(place)
        match quantity.kind:
            case Kind.WEIGHT | Kind.BIAS:
                return float(self._parameters(quantity.after).flat[index])
            case Kind.MEMORY:
                return float(self.before.memory[quantity.name][index])
            case Kind.NET_BY_WEIGHT if isinstance(place, WeightPlace):
                return self._source(place, self.position(quantity.sample))
            case _ if quantity.sample is None:
                return float(self.computed.back.gradient.flat[index])
            case _:
                return self._sample_gradient(place, self.position(quantity.sample))

    def _parameters(self, after: bool) -> Parameters:
        return self.computed.after.parameters if after else self.before.parameters

    def _source(self, place: WeightPlace, sample: int) -> float:
        ahead = self.computed.ahead
        source = ahead.inputs if place.layer - 1 == INPUTS else ahead.out[place.layer - 1]
        return float(source[sample, place.source])

    def _sample_gradient(self, place: WeightPlace | BiasPlace, sample: int) -> float:
        """Return one sample's ∂E/∂parameter: δ times what the weight carried, or the sum of δ."""
        delta = self.computed.back.delta[place.layer][sample]
        if isinstance(place, WeightPlace):
            return float(delta[place.to]) * self._source(place, sample)
        with np.errstate(over="ignore", invalid="ignore"):
            return float(delta.sum() if place.to is None else delta[place.to])


def _sums(errors: Array) -> Array:
    """Add up each sample's errors."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(errors.sum(axis=1))
