"""Rounds one after another, compiled by numba: what a run keeps of them, and what ends it.

As `kernel`, it is imported by nothing but `compiled`.
"""

from typing import NamedTuple

from backprop_gui.core import stop_rules
from backprop_gui.core.array import Array, IntArray
from backprop_gui.core.kernel import Task, Work, forward, pass_over_batch, sample_error
from backprop_gui.core.kernel_formulas import compiled, compiled_whole, is_finite
from backprop_gui.core.kernel_updates import add_penalty, update
from backprop_gui.core.spans import GREATEST, LEAST, MEAN
from backprop_gui.core.stop_rules import NEVER_BELOW, NOT_BELOW, Rules

RulesOrNone = Rules | None

highest_limit = compiled(stop_rules.highest_limit)
first_met = compiled(stop_rules.first_met)


class Spans(NamedTuple):
    """Where rounds leave what numbers came to over spans of rounds.

    Attributes
    ----------
    stride : the rounds of a span
    step : rounds from one that is measured to the next
    first : which span, counted from round 0, has the first row
    counts : how many rounds of each span were measured
    values : shape (spans, 3, numbers); least, mean and greatest
    """

    stride: int
    step: int
    first: int
    counts: IntArray
    values: Array


class Kept(NamedTuple):
    """Where rounds leave what they measured.

    Attributes
    ----------
    errors : a place a round
    neurons : of each neuron's mean out over the batch, then of its mean δ
    changes : of each parameter's gradient, then of its value before the round
    state_stride, first_state : keep the state before every so many-th round; which of these is the first
    parameters, memory : a row each
    """

    errors: Array
    neurons: Spans
    changes: Spans
    state_stride: int
    first_state: int
    parameters: Array
    memory: Array


@compiled
def add_to_span(spans: Spans, number: int, column: int, numbers: Array, begin: int) -> None:
    """Let a round's numbers, from `begin` on, change the least, mean and greatest of its span."""
    row = number // spans.stride - spans.first
    count = spans.counts[row]
    share = 1.0 / (count + 1)
    for k in range(numbers.size - begin):
        value, place = numbers[begin + k], column + k
        mean = spans.values[row, MEAN, place]
        least, greatest = spans.values[row, LEAST, place], spans.values[row, GREATEST, place]
        # What is not a number gives way to any number.
        spans.values[row, LEAST, place] = value if count == 0 or value < least or least != least else least
        spans.values[row, GREATEST, place] = (
            value if count == 0 or value > greatest or greatest != greatest else greatest
        )
        spans.values[row, MEAN, place] = value if count == 0 else mean + share * (value - mean)


@compiled
def add_neurons(work: Work, spans: Spans, number: int) -> None:
    neurons = spans.values.shape[2] // 2
    inputs = work.out_mean.size - neurons
    add_to_span(spans, number, 0, work.out_mean, inputs)
    add_to_span(spans, number, neurons, work.delta_mean, inputs)
    spans.counts[number // spans.stride - spans.first] += 1


@compiled
def add_changes(task: Task, work: Work, spans: Spans, number: int) -> None:
    """Add the gradient and the parameters before the update; no connection, no gradient."""
    for k in range(task.weight_count):
        if not task.present[k]:
            work.gradient[k] = 0.0
    add_to_span(spans, number, 0, work.gradient, 0)
    add_to_span(spans, number, work.gradient.size, work.parameters, 0)
    spans.counts[number // spans.stride - spans.first] += 1


@compiled
def keep_state(work: Work, kept: Kept, number: int) -> None:
    """Keep the parameters and the memory before the update."""
    row = number // kept.state_stride - kept.first_state
    for k in range(work.parameters.size):
        kept.parameters[row, k] = work.parameters[k]
        for vector in range(len(work.memory)):
            kept.memory[row, vector, k] = work.memory[vector, k]


@compiled
def has_room(kept: Kept, number: int) -> bool:
    """Tell whether all that a round may leave has a row."""
    neurons, changes = kept.neurons, kept.changes
    return (
        number // neurons.stride - neurons.first < len(neurons.counts)
        and number // changes.stride - changes.first < len(changes.counts)
        and number // kept.state_stride - kept.first_state < len(kept.parameters)
    )


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
    before: int,
    rounds: int,
    rules: RulesOrNone,
) -> int:
    """Train so many rounds, or until a number is not finite, no more can be kept, or a rule is met.

    It is compiled with rules and without. The first round begins at `place` of the samples' order. Returned
    is how many rounds were done, counted negatively where the last one left a number not finite.
    """
    neurons_due, changes_due = -before % kept.neurons.step, -before % kept.changes.step
    state_due = -before % kept.state_stride
    for done in range(rounds):
        number = before + done
        keeps_neurons, keeps_changes, keeps = done == neurons_due, done == changes_due, done == state_due
        if (keeps_neurons or keeps_changes or keeps) and not has_room(kept, number):
            return done
        length = min(task.batch_size, order.size - place) if task.shuffled else task.batch_size
        error = pass_over_batch(task, work, order, place, length, keeps_neurons)
        place = following(order, place, length)
        if rules is not None and meets_rule(task, work, rules, order, place, length, error, number):
            return done
        kept.errors[done] = error
        if keeps_neurons:
            add_neurons(work, kept.neurons, number)
            neurons_due += kept.neurons.step
        if keeps_changes:
            add_changes(task, work, kept.changes, number)
            changes_due += kept.changes.step
        if keeps:
            keep_state(work, kept, number)
            state_due += kept.state_stride
        if not (update_parameters(task, work, number + 1) and is_finite(error)):
            return -(done + 1)
    return rounds
