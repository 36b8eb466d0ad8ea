"""The compiled twin of `backprop`: the same round, sample by sample, over flat arrays made beforehand.

Numba compiles this file to machine code that runs without the interpreter's lock. Nothing but
`kernel_training` and `compiled` import it, because numba may be missing and takes a moment to load. The
formulas are those of `activations`, `losses` and `backprop`.

`out` of a sample holds the inputs first and then every layer's neurons; `net` and `delta` have the same
places, so that a layer reads its sources where its predecessor wrote them. Places and counts are
unsigned numbers: Python's way to count from the end would cost a comparison at every access.
"""

from typing import NamedTuple

from backprop_gui.core.array import Array, BoolArray, IntArray, PlaceArray
from backprop_gui.core.kernel_formulas import (
    SOFTMAX,
    activate,
    compiled,
    compiled_sum,
    slope,
)
from backprop_gui.core.kernel_outputs import (
    delta_of_output,
    delta_of_softmax,
    error_of_output,
    error_of_softmax,
)
from backprop_gui.core.kernel_softmax import softmax

SOURCES, NEURONS, ACTIVATION, WEIGHTS_AT, BIASES_AT, BIASES, BIAS_STEP, SOURCE_AT, NEURON_AT = range(9)


class Task(NamedTuple):
    """What stays the same through a run.

    Attributes
    ----------
    layers : a row a layer; its columns are `SOURCES` to `NEURON_AT`. `BIAS_STEP` is 0 where the
        neurons share a bias
    loss, optimizer : their numbers
    settings : the optimizer's and the penalties' numbers; its places are `RATE` to `L2`
    weight_count : how many of the parameters are weights
    present, trainable : for each parameter whether it exists, and whether a round changes it
    inputs, targets : the training samples as rows
    batch_size : samples a round
    shuffled : whether an epoch's last batch ends with the epoch; else it goes on with the first sample
    adds_up : whether no sample's error can be negative
    """

    layers: PlaceArray
    loss: int
    optimizer: int
    settings: Array
    weight_count: int
    present: BoolArray
    trainable: BoolArray
    inputs: Array
    targets: Array
    batch_size: int
    shuffled: bool
    adds_up: bool


class Work(NamedTuple):
    """What every round writes to.

    Attributes
    ----------
    parameters : all weights, then all biases
    memory : the optimizer's vectors as rows
    gradient : of the last round
    net, out, delta : of the last sample; its δ is its share of the batch's, the mean
    out_mean, delta_mean : over the last round's batch
    """

    parameters: Array
    memory: Array
    gradient: Array
    net: Array
    out: Array
    delta: Array
    out_mean: Array
    delta_mean: Array


@compiled_sum
def net_input(task: Task, work: Work, layer: int) -> None:
    """Compute net_j = Σ_i w_ji · source_i + b_j."""
    layers, parameters, net, out = task.layers, work.parameters, work.net, work.out
    source, sources = layers[layer, SOURCE_AT], layers[layer, SOURCES]
    first, neurons = layers[layer, NEURON_AT], layers[layer, NEURONS]
    weight, bias, bias_step = layers[layer, WEIGHTS_AT], layers[layer, BIASES_AT], layers[layer, BIAS_STEP]
    has_bias = layers[layer, BIASES] > 0
    for j in range(neurons):
        total = parameters[bias] if has_bias else 0.0
        for i in range(sources):
            total += parameters[weight + i] * out[source + i]
        net[first + j] = total
        weight += sources
        bias += bias_step


@compiled
def forward(task: Task, work: Work, row: int) -> None:
    """Compute every neuron's net and out for one sample."""
    layers, inputs, net, out = task.layers, task.inputs, work.net, work.out
    for i in range(layers[0, SOURCES]):
        out[i] = inputs[row, i]
    for layer in range(len(layers)):
        net_input(task, work, layer)
        first, neurons, kind = layers[layer, NEURON_AT], layers[layer, NEURONS], layers[layer, ACTIVATION]
        if kind == SOFTMAX:
            softmax(net, out, first, neurons)
        else:
            for j in range(neurons):
                out[first + j] = activate(kind, net[first + j])


@compiled
def sample_error(task: Task, work: Work, row: int) -> float:
    """Compute E_total of one sample after its forward pass."""
    layers, targets, loss, net, out = task.layers, task.targets, task.loss, work.net, work.out
    first, outputs, kind = layers[-1, NEURON_AT], layers[-1, NEURONS], layers[-1, ACTIVATION]
    if kind == SOFTMAX:
        return error_of_softmax(loss, net, out, targets, row, first, outputs)
    error = 0.0
    for j in range(outputs):
        k = first + j
        error += error_of_output(loss, kind, net[k], out[k], targets[row, j], outputs)
    return error


@compiled
def output_delta(task: Task, work: Work, row: int, share: float) -> None:
    """Compute δ of the outputs."""
    layers, targets, loss, net, out = task.layers, task.targets, task.loss, work.net, work.out
    delta = work.delta
    first, outputs, kind = layers[-1, NEURON_AT], layers[-1, NEURONS], layers[-1, ACTIVATION]
    if kind == SOFTMAX:
        delta_of_softmax(loss, net, out, delta, targets, row, first, outputs)
        for j in range(outputs):
            delta[first + j] *= share
    else:
        for j in range(outputs):
            k = first + j
            own = delta_of_output(loss, kind, net[k], out[k], targets[row, j], outputs)
            delta[k] = share * own


@compiled
def hidden_delta(task: Task, work: Work, layer: int) -> None:
    """Compute ∂E/∂out_i = Σ_j δ_j · w_ji over all paths to the following layer, and from it δ_i."""
    layers, net, out, delta, parameters = task.layers, work.net, work.out, work.delta, work.parameters
    first, neurons, kind = layers[layer, NEURON_AT], layers[layer, NEURONS], layers[layer, ACTIVATION]
    weight = layers[layer + 1, WEIGHTS_AT]
    following, paths = layers[layer + 1, NEURON_AT], layers[layer + 1, NEURONS]
    for i in range(neurons):
        total, path = 0.0, weight + i
        for j in range(paths):
            total += delta[following + j] * parameters[path]
            path += neurons
        delta[first + i] = total * slope(kind, net[first + i], out[first + i])


@compiled
def add_gradients(task: Task, work: Work, layer: int) -> None:
    """Add ∂E/∂w_ji = δ_j · source_i and ∂E/∂b = δ_j of one sample."""
    layers, delta, out, gradient = task.layers, work.delta, work.out, work.gradient
    source, sources = layers[layer, SOURCE_AT], layers[layer, SOURCES]
    first, neurons = layers[layer, NEURON_AT], layers[layer, NEURONS]
    weight, bias, bias_step = layers[layer, WEIGHTS_AT], layers[layer, BIASES_AT], layers[layer, BIAS_STEP]
    for j in range(neurons):
        for i in range(sources):
            gradient[weight + i] += delta[first + j] * out[source + i]
        weight += sources
    if layers[layer, BIASES] > 0:
        for j in range(neurons):
            gradient[bias] += delta[first + j]
            bias += bias_step


@compiled
def backward(task: Task, work: Work, row: int, share: float) -> None:
    """Compute every δ of one sample and add its part to the gradient's sum."""
    last = len(task.layers) - 1
    output_delta(task, work, row, share)
    add_gradients(task, work, last)
    for layer in range(last - 1, -1, -1):
        hidden_delta(task, work, layer)
        add_gradients(task, work, layer)


@compiled
def add_means(work: Work, share: float) -> None:
    """Add one sample's part to the means over its batch."""
    for k in range(work.out.size):
        work.out_mean[k] += share * work.out[k]
        work.delta_mean[k] += work.delta[k]


@compiled
def clear(values: Array) -> None:
    for k in range(values.size):
        values[k] = 0.0


@compiled
def pass_over_batch(
    task: Task, work: Work, order: IntArray, place: int, length: int, keeps_means: bool
) -> float:
    """Compute the batch's error and gradient and, where wanted, every neuron's mean out and δ."""
    error, share = 0.0, 1.0 / length
    clear(work.gradient)
    if keeps_means:
        clear(work.out_mean)
        clear(work.delta_mean)
    for _ in range(length):
        row = order[place]
        place = place + 1 if place + 1 < order.size else 0
        forward(task, work, row)
        error += sample_error(task, work, row)
        backward(task, work, row, share)
        if keeps_means:
            add_means(work, share)
    return error / length
