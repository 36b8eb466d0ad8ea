"""The error as a landscape: what it would be if one or two parameters had other values.

It is the error of all samples that are trained on, or that which a round measures: the mean over its batch,
without any penalty. All other parameters stay as they are. So the slope of a batch's landscape at the present
point is the round's own ∂E_total/∂w; over the landscape of all samples, single rounds go astray.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.backprop import ForwardPass, net_input, output_errors, total_error
from backprop_gui.core.dataset import Dataset
from backprop_gui.core.grid import Range
from backprop_gui.core.network import BiasPlace, Network, Parameters, WeightPlace
from backprop_gui.core.progress import Progress, unwatched
from backprop_gui.core.training import TrainingPlan, TrainingState, compute_round

ParameterPlace = WeightPlace | BiasPlace

AT_ONCE = 400_000
"""Numbers of a layer that are computed together: as many as a processor's cache holds well."""

STEPS_WIDE = 5.0
"""The usual range reaches so many times the coming update to each side..."""

LEAST_REACH = 2.5
"""...and at least so far."""

MARGIN = 0.25
"""Share of the range that stays free on each side of the path."""

TOO_WIDE = 5.0
"""A range so many times wider than is needed is given up for a closer one."""

FARTHEST = 1e150


def errors_at(
    network: Network,
    loss: str,
    parameters: Parameters,
    batch: Dataset,
    varied: Sequence[ParameterPlace],
    values: Array,
    progress: Progress = unwatched,
) -> Array:
    """Compute the batch's error with some parameters at other values.

    Layers before the first varied parameter are computed once for all points.

    Parameters
    ----------
    values : shape (points, varied parameters)

    Returns
    -------
    Array, shape (points,)
    """
    first = min(place.layer for place in varied)
    rest = _without(network, parameters, varied)
    errors = np.empty(len(values))
    size = max(1, AT_ONCE // (len(batch) * max(network.sizes)))
    with np.errstate(all="ignore"):
        source = _source_of(network, parameters, batch.inputs, first)
        for begin in range(0, len(values), size):
            progress(begin / len(values))
            some = slice(begin, begin + size)
            terms = list(zip(varied, values[some].T, strict=True))
            errors[some] = _errors(network, loss, rest, batch.targets, source, terms, first)
    return errors


def _without(network: Network, parameters: Parameters, varied: Sequence[ParameterPlace]) -> Parameters:
    """Copy the parameters with 0 in place of the varied ones, whose part is added by `_add_terms`."""
    flat = parameters.flat.copy()
    flat[[network.index(place) for place in varied]] = 0.0
    return Parameters(network, flat)


def _source_of(network: Network, parameters: Parameters, inputs: Array, number: int) -> Array:
    """Compute what layer `number` reads, shape (samples, sources)."""
    source = inputs
    for layer in range(number):
        net = net_input(parameters.weights[layer], parameters.biases[layer], source)
        source = ACTIVATIONS[network.layers[layer].activation].value(net)
    return source


def _errors(
    network: Network,
    loss: str,
    rest: Parameters,
    targets: Array,
    source: Array,
    terms: list[tuple[ParameterPlace, Array]],
    first: int,
) -> Array:
    """Compute the error of some points, from layer `first` on; arrays are (points, samples, neurons)."""
    points = len(terms[0][1])
    out = source
    for number in range(first, len(network.layers)):
        net = _flat_net(rest, number, out)
        if number == first:
            net = np.repeat(net[np.newaxis], points, axis=0)
        for place, values in terms:
            if place.layer == number:
                _add_term(net, place, values[:, np.newaxis], out)
        out = ACTIVATIONS[network.layers[number].activation].value(net)
    last = ForwardPass(source, (net,), (out,))
    sums: Array = output_errors(network, loss, last, targets).sum(axis=(1, 2))
    return sums / len(targets)


def _flat_net(rest: Parameters, number: int, source: Array) -> Array:
    """Compute the net as one matrix product, however many points and samples there are."""
    rows = source.reshape(-1, source.shape[-1])
    net = net_input(rest.weights[number], rest.biases[number], rows)
    return net.reshape(*source.shape[:-1], net.shape[-1])


def _add_term(net: Array, place: ParameterPlace, values: Array, source: Array) -> None:
    """Add a varied parameter's part of the net: w · source, or b."""
    match place:
        case WeightPlace(_, to, index):
            net[..., to] += values * source[..., index]
        case BiasPlace(_, None):
            net += values[..., np.newaxis]
        case BiasPlace(_, to):
            net[..., to] += values


@dataclass(frozen=True, eq=False)
class Descent:
    """The next round, seen from some of its parameters: where they stand, and where they go.

    Attributes
    ----------
    batch : the data's rows that the round takes
    rows : those whose error it is; the batch, or all that are trained on
    error : their error
    values, after : the parameters before and after the round's update, shape (parameters,)
    slopes : ∂error/∂parameter
    """

    batch: IntArray
    rows: IntArray
    error: float
    values: Array
    slopes: Array
    after: Array


def descent(
    network: Network,
    plan: TrainingPlan,
    state: TrainingState,
    data: Dataset,
    places: Sequence[ParameterPlace],
    of_all: bool = False,
) -> Descent:
    """Compute the round that training would do next; its update has the optimizer and penalty in it.

    Parameters
    ----------
    of_all : whether error and slopes are those of all samples that are trained on
    """
    batch = plan.schedule(data).batch(state.rounds)
    rows = np.arange(len(plan.training_data(data))) if of_all else batch
    coming = compute_round(network, plan, state, data.rows(batch))
    seen = compute_round(network, plan, state, data.rows(rows)) if of_all else coming
    picked = [network.index(place) for place in places]
    return Descent(
        batch=batch,
        rows=rows,
        error=total_error(seen.errors),
        values=state.parameters.flat[picked],
        slopes=seen.back.gradient.flat[picked],
        after=coming.after.parameters.flat[picked],
    )


def range_around(value: float, after: float, path: Array) -> Range:
    """Choose the values to look at: those of the path, the present one, and where the update leads."""
    known = np.array([value, after, *path])
    known = np.clip(known[np.isfinite(known)], -FARTHEST, FARTHEST)
    if not known.size:
        return (-LEAST_REACH, LEAST_REACH)
    middle = float(np.clip(value, -FARTHEST, FARTHEST)) if np.isfinite(value) else float(known[0])
    step = abs(after - middle) if np.isfinite(after) else 0.0
    reach = min(max(LEAST_REACH, STEPS_WIDE * step, 1e-9 * abs(middle)), FARTHEST)
    low, high = float(known.min()), float(known.max())
    margin = MARGIN * (high - low)
    return (min(low - margin, middle - reach), max(high + margin, middle + reach))


def held(shown: Range, value: float, after: float, path: Array) -> bool:
    """Tell whether a range may stay: it shows what there is to see, and not from too far away."""
    known = np.array([value, after, *path])
    known = known[np.isfinite(known)]
    needed = range_around(value, after, path)
    sees_all = not known.size or (shown[0] < known.min() and known.max() < shown[1])
    return bool(sees_all) and shown[1] - shown[0] <= TOO_WIDE * (needed[1] - needed[0])
