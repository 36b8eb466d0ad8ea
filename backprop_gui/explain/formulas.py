"""The formula of every quantity that a round computes, as the textbook writes it."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from backprop_gui.core.network import (
    BiasKind,
    BiasPlace,
    NeuronPlace,
    TargetPlace,
    WeightPlace,
)
from backprop_gui.explain import activation_formulas, loss_formulas, update_formulas
from backprop_gui.explain.expression import (
    EachSample,
    Expression,
    Fraction,
    Number,
    Product,
    Sum,
    Value,
    product,
    total,
)
from backprop_gui.explain.figures import Figures
from backprop_gui.explain.quantities import (
    Kind,
    Quantity,
    delta,
    error,
    error_by_out,
    net_by_weight,
    out,
    out_by_net,
    parameter,
    path,
)


def formula(quantity: Quantity, figures: Figures) -> Expression:
    """Write the formula that computes a quantity.

    Parameters
    ----------
    figures : the round's numbers; where the usual form would overflow, an equal one is chosen by them
    """
    if figures.is_mean(quantity):
        return mean(quantity, figures)
    match quantity.place:
        case WeightPlace() | BiasPlace() as place:
            return _of_parameter(quantity, place, figures)
        case NeuronPlace() as place:
            return _of_neuron(quantity, place, figures)
        case TargetPlace(index):
            return _error(quantity, index, figures)
        case None:
            return _total_error(quantity, figures)


def present_sources(place: NeuronPlace, figures: Figures) -> Sequence[int]:
    """List the sources that a neuron is connected to."""
    found: list[int] = np.flatnonzero(figures.network.layers[place.layer].present[place.index]).tolist()
    return found


def following_neurons(place: NeuronPlace, figures: Figures) -> Sequence[NeuronPlace]:
    """List the neurons of the next layer that a neuron is connected to."""
    layer = place.layer + 1
    connected = np.flatnonzero(figures.network.layers[layer].present[:, place.index])
    return [NeuronPlace(layer, index) for index in connected.tolist()]


def neurons(layer: int, figures: Figures) -> Sequence[NeuronPlace]:
    """List the neurons of a layer."""
    return [NeuronPlace(layer, index) for index in range(figures.network.layers[layer].size)]


def bias_of(place: NeuronPlace, figures: Figures) -> BiasPlace | None:
    """Find the bias that a neuron adds, if its layer has any."""
    match figures.network.layers[place.layer].bias:
        case BiasKind.NONE:
            return None
        case BiasKind.SHARED:
            return BiasPlace(place.layer, None)
        case BiasKind.PER_NEURON:
            return BiasPlace(place.layer, place.index)


def _of_neuron(quantity: Quantity, place: NeuronPlace, figures: Figures) -> Expression:
    match quantity.kind:
        case Kind.NET:
            return _net(quantity, place, figures)
        case Kind.OUT:
            return activation_formulas.value(quantity, place, figures, neurons(place.layer, figures))
        case Kind.ERROR_BY_OUT if place.layer == len(figures.network.layers) - 1:
            return loss_formulas.slope(place.index, quantity.sample, figures)
        case Kind.ERROR_BY_OUT:
            return _sum_of_paths(quantity, place, figures)
        case Kind.PATH if quantity.other:
            return _path(place, quantity.other, quantity.sample)
        case Kind.OUT_BY_NET if quantity.other:
            return activation_formulas.slope(place, quantity.other, quantity.sample, figures)
        case _:
            return _delta(place, quantity.sample, figures)


def _net(quantity: Quantity, place: NeuronPlace, figures: Figures) -> Expression:
    """net_j = Σ w_ji · out_i + b · 1; the check reads the new values of what was trained."""
    layer = figures.network.layers[place.layer]
    changed = ~layer.frozen[place.index] if quantity.after else np.zeros(layer.sources, dtype=bool)
    carried = _carried(place.layer, layer.sources, quantity.sample, quantity.after)
    terms: list[Expression] = []
    for source in present_sources(place, figures):
        weight = parameter(WeightPlace(place.layer, place.index, source), changed.item(source))
        terms.append(Product((Value(weight), carried[source])))
    bias = bias_of(place, figures)
    if bias:
        own = parameter(bias, quantity.after and layer.bias_trainable)
        terms.append(product(Value(own), Number(1.0)))
    return total(*terms) if terms else Number(0.0)


@lru_cache(maxsize=64)
def _carried(layer: int, sources: int, sample: int | None, after: bool) -> Sequence[Value]:
    """List what a layer reads; all its neurons read the same."""
    return [Value(out(NeuronPlace(layer - 1, source), sample, after)) for source in range(sources)]


def _error(quantity: Quantity, output: int, figures: Figures) -> Expression:
    return loss_formulas.value(output, quantity.sample, quantity.after, figures)


def _total_error(quantity: Quantity, figures: Figures) -> Expression:
    """E_total = Σ E_o."""
    sample, after = quantity.sample, quantity.after
    outputs = range(len(figures.network.outputs))
    return total(*(Value(error(output, sample, after)) for output in outputs))


def mean(quantity: Quantity, figures: Figures) -> Expression:
    """Write (a + b + …) / n, of a quantity of every sample."""
    return Fraction(Sum(EachSample(quantity, figures.rows)), Number(float(len(figures.rows))))


def _path(place: NeuronPlace, following: NeuronPlace, sample: int | None) -> Expression:
    """∂E_k/∂out_h = δ_k · w_kh."""
    weight = WeightPlace(following.layer, following.index, place.index)
    return product(Value(delta(following, sample)), Value(parameter(weight)))


def _sum_of_paths(quantity: Quantity, place: NeuronPlace, figures: Figures) -> Expression:
    """∂E_total/∂out_h = Σ_k ∂E_k/∂out_h; 0 where nothing reads the neuron."""
    paths = [Value(path(place, k, quantity.sample)) for k in following_neurons(place, figures)]
    return total(*paths) if paths else Number(0.0)


def _delta(place: NeuronPlace, sample: int | None, figures: Figures) -> Expression:
    """δ_j = ∂E_total/∂out_j · ∂out_j/∂net_j; for softmax the sum over all outputs k."""
    if not _slopes_are_finite(place, sample, figures):
        return loss_formulas.output_delta(place.index, sample, figures)
    if figures.network.layers[place.layer].activation != "softmax":
        return product(Value(error_by_out(place, sample)), Value(out_by_net(place, place, sample)))
    return total(
        *(
            product(Value(error_by_out(k, sample)), Value(out_by_net(k, place, sample)))
            for k in neurons(place.layer, figures)
        )
    )


def _slopes_are_finite(place: NeuronPlace, sample: int | None, figures: Figures) -> bool:
    """Tell whether δ is the product of its factors in floating point too.

    Where a saturated output's error has an infinite slope, the logarithm's and the activation's
    factors cancel in mathematics but not in arithmetic.
    """
    if not loss_formulas.has_simple_delta(place, figures):
        return True
    row = figures.position(sample)
    by_out, by_net = figures.error_by_out[-1][row], figures.slopes(place.layer, row)
    return bool(np.isfinite(by_out).all() and (by_net >= loss_formulas.SMALLEST).all())


def _of_parameter(quantity: Quantity, place: WeightPlace | BiasPlace, figures: Figures) -> Expression:
    sample = quantity.sample
    match quantity.kind:
        case Kind.WEIGHT | Kind.BIAS:
            return update_formulas.new_value(place, figures)
        case Kind.NET_BY_WEIGHT if isinstance(place, WeightPlace):
            return Value(out(place.source_neuron, sample))
        case _ if isinstance(place, WeightPlace):
            return _weight_gradient(place, sample, figures)
        case _:
            return _bias_gradient(place, sample, figures)


def _weight_gradient(place: WeightPlace, sample: int | None, figures: Figures) -> Expression:
    """∂E_total/∂w = ∂E_total/∂out · ∂out/∂net · ∂net/∂w; for softmax δ · ∂net/∂w."""
    neuron, carried = place.to_neuron, Value(net_by_weight(place, sample))
    if figures.network.layers[place.layer].activation == "softmax" or not _slopes_are_finite(
        neuron, sample, figures
    ):
        return product(Value(delta(neuron, sample)), carried)
    slope = out_by_net(neuron, neuron, sample)
    return product(Value(error_by_out(neuron, sample)), Value(slope), carried)


def _bias_gradient(place: BiasPlace, sample: int | None, figures: Figures) -> Expression:
    """∂E_total/∂b = δ of its neuron, since ∂net/∂b = 1; of a shared bias the sum of the layer's δ."""
    if place.to is not None:
        return Value(delta(NeuronPlace(place.layer, place.to), sample))
    return total(*(Value(delta(neuron, sample)) for neuron in neurons(place.layer, figures)))
