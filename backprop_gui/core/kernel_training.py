"""Rounds one after another, compiled by numba: what a run keeps of them, and what ends it.

As `kernel`, it is imported by nothing but `compiled`.
"""

from typing import NamedTuple

from backprop_gui.core import stop_rules
from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.kernel import Task, Work, forward, pass_over_batch, sample_error
from backprop_gui.core.kernel_formulas import compiled, compiled_whole, is_finite
from backprop_gui.core.kernel_updates import add_penalty, update
from backprop_gui.core.stop_rules import NEVER_BELOW, NOT_BELOW, Rules

highest_limit = compiled(stop_rules.highest_limit)
first_met = compiled(stop_rules.first_met)


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
def keep_neurons(work: Work, kept: Kept, row: int) -> None:
    neurons = kept.out.shape[1]
    inputs = work.out_mean.size - neurons
    for k in range(neurons):
        kept.out[row, k] = work.out_mean[inputs + k]
        kept.delta[row, k] = work.delta_mean[inputs + k]


@compiled
def keep_state(task: Task, work: Work, kept: Kept, row: int) -> None:
    """Keep the parameters and the memory before the update; no connection, no gradient."""
    for k in range(work.parameters.size):
        kept.gradient[row, k] = work.gradient[k] if task.present[k] else 0.0
        kept.parameters[row, k] = work.parameters[k]
        for vector in range(len(work.memory)):
            kept.memory[row, vector, k] = work.memory[vector, k]


@compiled
def update_parameters(task: Task, work: Work, number: int) -> bool:
    """Let the penalties and the optimizer change the parameters in round `number`, counted from 1."""
    settings, parameters, gradient = task.settings, work.parameters, work.gradient
    add_penalty(settings, gradient, parameters, task.weight_count)
    return update(task.optimizer, settings, parameters, gradient, task.trainable, work.memory, number)


@compiled
def error_unless_above(
    task: Task, work: Work, order: IntArray, place: int, length: int, error: float, limit: float
) -> float:
    """Compute the error of all training samples, of which those of the batch are known.

    Where no error is negative, the others are added only until the sum shows that it is not below the limit.
    """
    samples, total = order.size, error * length
    if length == samples:
        return error
    for _ in range(samples - length):
        if task.adds_up and total >= limit * samples:
            return NOT_BELOW
        row = order[place]
        place = place + 1 if place + 1 < samples else 0
        forward(task, work, row)
        total += sample_error(task, work, row)
    return total / samples


@compiled
def meets_rule(
    task: Task, work: Work, rules: Rules, order: IntArray, place: int, length: int, error: float, rounds: int
) -> bool:
    """Test the rules after so many rounds, when the next one's batch has been passed over."""
    limit = highest_limit(rules, rounds)
    if limit > NEVER_BELOW:
        whole = error_unless_above(task, work, order, place, length, error, limit)
        rules.met[0] = first_met(rules, rounds, whole)
    return bool(rules.met[0] >= 0)


@compiled
def following(order: IntArray, place: int, length: int) -> int:
    """Return the place in the order after a batch; after the last one comes the first again."""
    return place + length if place + length < order.size else place + length - order.size


@compiled_whole
def train(
    task: Task,
    work: Work,
    kept: Kept,
    order: IntArray,
    place: int,
    rounds_before: int,
    rounds: int,
    rules: Rules | None,
) -> int:
    """Train so many rounds, or until a number is not finite, no more can be kept, or a rule is met.

    It is compiled with rules and without. The first round begins at `place` of the samples' order. Returned
    is how many rounds were done, counted negatively where the last one left a number not finite.
    """
    neuron_row = state_row = 0
    neurons_due, states_due = -rounds_before % kept.stride, -rounds_before % kept.state_stride
    for done in range(rounds):
        keeps_neurons, keeps_state = done == neurons_due, done == states_due
        has_room = neuron_row < len(kept.out) or not keeps_neurons
        if not has_room or (keeps_state and state_row == len(kept.parameters)):
            return done
        length = min(task.batch_size, order.size - place) if task.shuffled else task.batch_size
        error = pass_over_batch(task, work, order, place, length, keeps_neurons)
        place = following(order, place, length)
        number = rounds_before + done
        if rules is not None and meets_rule(task, work, rules, order, place, length, error, number):
            return done
        kept.errors[done] = error
        if keeps_neurons:
            keep_neurons(work, kept, neuron_row)
            neuron_row += 1
            neurons_due += kept.stride
        if keeps_state:
            keep_state(task, work, kept, state_row)
            state_row += 1
            states_due += kept.state_stride
        if not (update_parameters(task, work, number + 1) and is_finite(error)):
            return -(done + 1)
    return rounds
