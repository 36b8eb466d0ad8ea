"""The compiled twin of `backprop`: the same round, sample by sample, over flat arrays made beforehand.

Numba compiles this file to machine code that runs without the interpreter's lock. Nothing but
`compiled` imports it, because numba may be missing and takes a moment to load. The formulas are those
of `activations`, `losses`, `backprop` and `optimizers`, in the same order.

`out` of a sample holds the inputs first and then every layer's neurons; `net` and `delta` have the same
places, so that a layer reads its sources where its predecessor wrote them.
"""

from typing import NamedTuple

from backprop_gui.core.array import Array, BoolArray, IntArray
from backprop_gui.core.kernel_formulas import (
    BINARY_CROSS_ENTROPY,
    CROSS_ENTROPY,
    SIGMOID,
    SOFTMAX,
    activate,
    add_penalty,
    all_finite,
    compiled,
    error_slope,
    log_of_sum,
    output_error,
    sigmoid_error,
    slope,
    softmax,
    update,
)

SOURCES, NEURONS, ACTIVATION, WEIGHTS_AT, BIASES_AT, BIAS_STEP, SOURCE_AT, NEURON_AT = range(8)


class Task(NamedTuple):
    """What stays the same through a run.

    Attributes
    ----------
    layers : a row a layer; its columns are `SOURCES` to `NEURON_AT`. A layer without a bias has
        `BIASES_AT` -1; one with a shared bias has `BIAS_STEP` 0
    loss, optimizer : their numbers
    settings : the optimizer's and the penalties' numbers; its places are `RATE` to `L2`
    weight_count : how many of the parameters are weights
    present, trainable : for each parameter whether it exists, and whether a round changes it
    inputs, targets : the training samples as rows
    batch_size : samples a round
    """

    layers: IntArray
    loss: int
    optimizer: int
    settings: Array
    weight_count: int
    present: BoolArray
    trainable: BoolArray
    inputs: Array
    targets: Array
    batch_size: int


class Work(NamedTuple):
    """What every round writes to.

    Attributes
    ----------
    parameters : all weights, then all biases
    memory : the optimizer's vectors as rows
    gradient : of the last round
    net, out, delta : of the last sample
    error_by_out : room for one layer's ∂E/∂out
    out_mean, delta_mean : over the last round's batch
    """

    parameters: Array
    memory: Array
    gradient: Array
    net: Array
    out: Array
    delta: Array
    error_by_out: Array
    out_mean: Array
    delta_mean: Array


class Kept(NamedTuple):
    """Where rounds leave what they measured.

    Attributes
    ----------
    errors : a place a round
    out, delta : a row every `stride` rounds
    gradient, parameters, memory : a row every `state_stride` rounds, as they were in or before it
    """

    errors: Array
    stride: int
    out: Array
    delta: Array
    state_stride: int
    gradient: Array
    parameters: Array
    memory: Array


@compiled
def forward(task: Task, work: Work, row: int) -> None:
    """Compute every neuron's net and out for one sample."""
    layers, parameters, net, out = task.layers, work.parameters, work.net, work.out
    for i in range(task.inputs.shape[1]):
        out[i] = task.inputs[row, i]
    for layer in range(layers.shape[0]):
        first, neurons, activation = (
            layers[layer, NEURON_AT],
            layers[layer, NEURONS],
            layers[layer, ACTIVATION],
        )
        source, sources = layers[layer, SOURCE_AT], layers[layer, SOURCES]
        bias, bias_step = layers[layer, BIASES_AT], layers[layer, BIAS_STEP]
        weight = layers[layer, WEIGHTS_AT]
        for j in range(neurons):
            total = 0.0
            for i in range(sources):
                total += parameters[weight + i] * out[source + i]
            weight += sources
            if bias >= 0:
                total += parameters[bias + j * bias_step]
            net[first + j] = total
            out[first + j] = activate(activation, total)
        if activation == SOFTMAX:
            softmax(net, out, first, neurons)


@compiled
def sample_error(task: Task, work: Work, row: int) -> float:
    """Compute E_total of one sample after its forward pass."""
    last = task.layers.shape[0] - 1
    first, outputs = task.layers[last, NEURON_AT], task.layers[last, NEURONS]
    activation, loss, targets = task.layers[last, ACTIVATION], task.loss, task.targets
    log_sum = 0.0
    if activation == SOFTMAX and loss == CROSS_ENTROPY:
        log_sum = log_of_sum(work.net, first, outputs)
    error = 0.0
    for j in range(outputs):
        target = targets[row, j]
        if activation == SOFTMAX and loss == CROSS_ENTROPY:
            error += target * (log_sum - work.net[first + j])
        elif activation == SIGMOID and loss == BINARY_CROSS_ENTROPY:
            error += sigmoid_error(work.net[first + j], target)
        else:
            error += output_error(loss, work.out[first + j], target, outputs)
    return error


@compiled
def delta_from_slope(task: Task, work: Work, layer: int) -> None:
    """Compute δ = ∂E/∂out · ∂out/∂net; for softmax δ_j = out_j (∂E/∂out_j - Σ_k ∂E/∂out_k out_k)."""
    first, neurons = task.layers[layer, NEURON_AT], task.layers[layer, NEURONS]
    activation, net, out, delta = task.layers[layer, ACTIVATION], work.net, work.out, work.delta
    by_out = work.error_by_out
    if activation == SOFTMAX:
        mean = 0.0
        for j in range(neurons):
            mean += by_out[j] * out[first + j]
        for j in range(neurons):
            delta[first + j] = out[first + j] * (by_out[j] - mean)
        return
    for j in range(neurons):
        delta[first + j] = by_out[j] * slope(activation, net[first + j], out[first + j])


@compiled
def output_delta(task: Task, work: Work, row: int) -> None:
    """Compute δ of the outputs; the cross-entropies' logarithm and the activation's power cancel."""
    last = task.layers.shape[0] - 1
    first, outputs = task.layers[last, NEURON_AT], task.layers[last, NEURONS]
    activation, loss, targets = task.layers[last, ACTIVATION], task.loss, task.targets
    if activation == SOFTMAX and loss == CROSS_ENTROPY:
        total = 0.0
        for j in range(outputs):
            total += targets[row, j]
        for j in range(outputs):
            work.delta[first + j] = work.out[first + j] * total - targets[row, j]
    elif activation == SIGMOID and loss == BINARY_CROSS_ENTROPY:
        for j in range(outputs):
            work.delta[first + j] = work.out[first + j] - targets[row, j]
    else:
        for j in range(outputs):
            work.error_by_out[j] = error_slope(loss, work.out[first + j], targets[row, j], outputs)
        delta_from_slope(task, work, last)


@compiled
def hidden_delta(task: Task, work: Work, layer: int) -> None:
    """Compute ∂E/∂out_i = Σ_j δ_j · w_ji over all paths to the following layer, and from it δ_i."""
    layers, delta, by_out, parameters = task.layers, work.delta, work.error_by_out, work.parameters
    neurons, weight = layers[layer, NEURONS], layers[layer + 1, WEIGHTS_AT]
    following, paths = layers[layer + 1, NEURON_AT], layers[layer + 1, NEURONS]
    for i in range(neurons):
        by_out[i] = 0.0
    for j in range(paths):
        for i in range(neurons):
            by_out[i] += delta[following + j] * parameters[weight + i]
        weight += neurons
    delta_from_slope(task, work, layer)


@compiled
def add_gradients(task: Task, work: Work, layer: int) -> None:
    """Add ∂E/∂w_ji = δ_j · out_i and ∂E/∂b = δ_j of one sample."""
    layers, delta, out, gradient = task.layers, work.delta, work.out, work.gradient
    first, neurons, weight = layers[layer, NEURON_AT], layers[layer, NEURONS], layers[layer, WEIGHTS_AT]
    source, sources = layers[layer, SOURCE_AT], layers[layer, SOURCES]
    bias, bias_step = layers[layer, BIASES_AT], layers[layer, BIAS_STEP]
    for j in range(neurons):
        for i in range(sources):
            gradient[weight + i] += delta[first + j] * out[source + i]
        weight += sources
        if bias >= 0:
            gradient[bias + j * bias_step] += delta[first + j]


@compiled
def backward(task: Task, work: Work, row: int) -> None:
    """Compute every δ of one sample and add its part to the gradient's sum."""
    output_delta(task, work, row)
    last = task.layers.shape[0] - 1
    add_gradients(task, work, last)
    for back in range(last):
        hidden_delta(task, work, last - 1 - back)
        add_gradients(task, work, last - 1 - back)


@compiled
def batch_row(task: Task, rows: IntArray, rounds_before: int, place: int) -> int:
    """Find the sample at `place` of a round's batch: in `rows` of this epoch, or as the rows stand."""
    if rows.size:
        per_epoch = (task.inputs.shape[0] + task.batch_size - 1) // task.batch_size
        return int(rows[rounds_before % per_epoch * task.batch_size + place])
    return int((rounds_before * task.batch_size + place) % task.inputs.shape[0])


@compiled
def batch_length(task: Task, shuffled: bool, rounds_before: int) -> int:
    """Count a round's samples: the last batch of a shuffled epoch may be smaller."""
    samples, size = task.inputs.shape[0], task.batch_size
    if not shuffled:
        return size
    per_epoch = (samples + size - 1) // size
    return int(min(size, samples - rounds_before % per_epoch * size))


@compiled
def pass_over_batch(task: Task, work: Work, rows: IntArray, rounds_before: int, keeps_means: bool) -> float:
    """Compute the batch's error and gradient and, where wanted, every neuron's mean out and δ."""
    length = batch_length(task, rows.size > 0, rounds_before)
    gradient, out_mean, delta_mean = work.gradient, work.out_mean, work.delta_mean
    error = 0.0
    for k in range(gradient.size):
        gradient[k] = 0.0
    for k in range(out_mean.size):
        out_mean[k] = delta_mean[k] = 0.0
    for place in range(length):
        row = batch_row(task, rows, rounds_before, place)
        forward(task, work, row)
        error += sample_error(task, work, row)
        backward(task, work, row)
        if keeps_means:
            for k in range(out_mean.size):
                out_mean[k] += work.out[k] / length
                delta_mean[k] += work.delta[k] / length
    for k in range(gradient.size):
        gradient[k] = gradient[k] / length if task.present[k] else 0.0
    return error / length


@compiled
def is_finite(error: float, work: Work) -> bool:
    """Tell whether the error, all parameters and all that the optimizer remembers are finite."""
    if error * 0.0 != 0.0 or not all_finite(work.parameters):
        return False
    for vector in range(len(work.memory)):  # noqa: SIM110 numba knows no generators
        if not all_finite(work.memory[vector]):
            return False
    return True


@compiled
def keep_neurons(work: Work, kept: Kept, row: int) -> None:
    inputs = work.out_mean.size - kept.out.shape[1]
    kept.out[row] = work.out_mean[inputs:]
    kept.delta[row] = work.delta_mean[inputs:]


@compiled
def keep_state(work: Work, kept: Kept, row: int) -> None:
    kept.gradient[row] = work.gradient
    kept.parameters[row] = work.parameters
    kept.memory[row] = work.memory


@compiled
def update_parameters(task: Task, work: Work, number: int) -> None:
    """Let the penalties and the optimizer change the parameters in round `number`, counted from 1."""
    settings, parameters, gradient = task.settings, work.parameters, work.gradient
    add_penalty(settings, gradient, parameters, task.weight_count)
    update(task.optimizer, settings, parameters, gradient, task.trainable, work.memory, number)


@compiled
def train(task: Task, work: Work, kept: Kept, rows: IntArray, rounds_before: int, rounds: int) -> int:
    """Train so many rounds, or until a number is not finite, or until no more can be kept.

    Parameters
    ----------
    rows : the samples' order in this epoch; empty where they are taken as they stand

    Returns
    -------
    int
        How many rounds were done, counted negatively where the last one left a number not finite.
    """
    neuron_row = state_row = 0
    neurons_due = -rounds_before % kept.stride
    states_due = -rounds_before % kept.state_stride
    for done in range(rounds):
        number = rounds_before + done
        keeps_neurons, keeps_state = done == neurons_due, done == states_due
        if (keeps_neurons and neuron_row == len(kept.out)) or (
            keeps_state and state_row == len(kept.parameters)
        ):
            return done
        kept.errors[done] = pass_over_batch(task, work, rows, number, keeps_neurons)
        if keeps_neurons:
            keep_neurons(work, kept, neuron_row)
            neuron_row += 1
            neurons_due += kept.stride
        if keeps_state:
            keep_state(work, kept, state_row)
            state_row += 1
            states_due += kept.state_stride
        update_parameters(task, work, number + 1)
        if not is_finite(kept.errors[done], work):
            return -(done + 1)
    return rounds
