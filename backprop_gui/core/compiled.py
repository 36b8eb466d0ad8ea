"""Training by the compiled kernel: what `Trainer` does, a hundred times as fast on small networks."""

import time
from collections.abc import Callable

import numpy as np

from backprop_gui.core import kernel, kernel_training
from backprop_gui.core.activations import ACTIVATIONS
from backprop_gui.core.array import Array, IntArray, PlaceArray, read_only
from backprop_gui.core.dataset import Dataset, Schedule
from backprop_gui.core.losses import LOSSES
from backprop_gui.core.network import BiasKind, Layer, Network, Parameters
from backprop_gui.core.optimizers import OPTIMIZERS
from backprop_gui.core.spans import Spans, apart
from backprop_gui.core.stop_rules import Reason, Stop, StopRule, StopRules, adds_up
from backprop_gui.core.trainer import NEVER, StateSamples, Stretch, Trainer
from backprop_gui.core.training import TrainingPlan, TrainingState

LONGEST = 0.004
"""Seconds that the kernel trains between two looks at the clock."""

MOST_ROUNDS = 60_000
"""Rounds between two looks at the clock, however fast they are."""

MOST_KEPT = 1024
"""Rows kept in one stretch; when they are full, the stretch ends early."""

KEPT_NUMBERS = 1_000_000
"""Numbers kept in one stretch, for networks whose rows are long."""


class CompiledTrainer(Trainer):
    """Trains as `Trainer` does; its numbers differ from that one's by rounding alone."""

    engine = "numba"
    releases_interpreter = True

    def __init__(self, network: Network, plan: TrainingPlan, data: Dataset, state: TrainingState) -> None:
        super().__init__(network, plan, data, state)
        self._task = task_of(network, plan, self.data, self._schedule)
        self._work = work_of(network, plan, state)
        self._rows = np.arange(len(self.data))
        self._chunk = 1

    def advance(
        self,
        rounds: int,
        deadline: float = float("inf"),
        stride: int = 1,
        clock: Callable[[], float] = time.monotonic,
        state_stride: int = NEVER,
        rules: StopRules | None = None,
    ) -> Stretch:
        """Train as `Trainer.advance` does; the stretch also ends when no more rows can be kept."""
        first, done, finite = self.state.rounds, 0, True
        room = self._room(first, stride, state_stride)
        errors, stop = [np.empty(0)], None
        while finite and done < rounds and (not done or clock() < deadline):
            wanted = min(rounds - done, self._left_of_epoch(first + done), self._chunk)
            kept = room._replace(errors=np.empty(wanted))
            trained, finite = self._train(kept, first + done, wanted, rules)
            done += trained
            errors.append(kept.errors[:trained])
            stop = rules.stop(first + done) if rules else None
            if stop or not trained:
                break
        self.state = self._state(first + done)
        stop = stop or self._look_at_end(rules, finite)
        return self._stretch_of(first, np.concatenate(errors), room, finite, stop)

    def _train(
        self, kept: kernel_training.Kept, rounds_before: int, wanted: int, rules: StopRules | None
    ) -> tuple[int, bool]:
        """Train some rounds between two looks at the clock, and learn how many those should be."""
        began = time.perf_counter()
        order, place = self._order(rounds_before)
        arrays = rules.arrays if rules else None
        trained = kernel_training.train(
            self._task, self._work, kept, order, place, rounds_before, wanted, arrays
        )
        seconds = time.perf_counter() - began
        if abs(trained) == self._chunk:
            fitting = int(self._chunk * LONGEST / max(seconds, 1e-9))
            self._chunk = max(1, min(fitting, 8 * self._chunk, MOST_ROUNDS))
        return abs(trained), trained >= 0

    def _order(self, rounds_before: int) -> tuple[IntArray, int]:
        """Return the order that the samples are taken in, and where in it the next round begins."""
        schedule = self._schedule
        if not schedule.shuffled:
            return self._rows, rounds_before * schedule.batch_size % schedule.samples
        epoch, batch = divmod(rounds_before, schedule.rounds_per_epoch)
        return schedule.permutation(epoch), batch * schedule.batch_size

    def _left_of_epoch(self, rounds_before: int) -> int:
        """Count the rounds until the samples' order changes."""
        if not self._schedule.shuffled:
            return NEVER
        return self._schedule.rounds_per_epoch - rounds_before % self._schedule.rounds_per_epoch

    def _room(self, first: int, stride: int, state_stride: int) -> kernel_training.Kept:
        """Make room for what a stretch keeps that begins after `first` rounds."""
        neurons, (vectors, parameters) = sum(self.network.sizes[1:]), self._work.memory.shape
        rows = most_rows((1 + vectors) * parameters)
        return kernel_training.Kept(
            errors=np.empty(0),
            neurons=self._spans(first, stride, 2 * neurons),
            changes=self._spans(first, state_stride, 2 * parameters),
            state_stride=state_stride,
            first_state=-(-first // state_stride),
            parameters=np.empty((rows, parameters)),
            memory=np.empty((rows, vectors, parameters)),
        )

    def _spans(self, first: int, stride: int, width: int) -> kernel_training.Spans:
        rows, step = most_rows(3 * width), apart(stride, self._schedule.rounds_per_epoch)
        counts, values = np.zeros(rows, dtype=np.int64), np.empty((rows, 3, width))
        return kernel_training.Spans(stride, step, first // stride, counts, values)

    def _state(self, rounds: int) -> TrainingState:
        """Copy the present state, for others to keep."""
        names = self.plan.optimizer.kind.memory
        memory = {
            name: read_only(vector.copy()) for name, vector in zip(names, self._work.memory, strict=True)
        }
        return TrainingState(Parameters.frozen_copy(self.network, self._work.parameters), rounds, memory)

    def _stretch_of(
        self, first: int, errors: Array, room: kernel_training.Kept, finite: bool, stop: Stop | None
    ) -> Stretch:
        state_rounds = multiples(first, errors.size, room.state_stride)
        states = StateSamples(
            rounds=state_rounds,
            parameters=room.parameters[: state_rounds.size].copy(),
            memory=room.memory[: state_rounds.size].copy(),
        )
        neurons, changes = measured(room.neurons), measured(room.changes)
        return Stretch(first, errors, neurons, changes, states, self.state, finite, stop)


def most_rows(width: int) -> int:
    """Count the rows that may be kept in one stretch."""
    return max(1, min(MOST_KEPT, KEPT_NUMBERS // max(1, width)))


def multiples(first: int, count: int, stride: int) -> IntArray:
    """List the multiples of `stride` among `count` numbers from `first` on."""
    return np.arange(-(-first // stride) * stride, first + count, stride, dtype=np.int64)


def measured(spans: kernel_training.Spans) -> Spans:
    """Copy those spans of which anything was measured."""
    rows = np.flatnonzero(spans.counts)
    return Spans((spans.first + rows) * spans.stride, spans.counts[rows], spans.values[rows])


def task_of(network: Network, plan: TrainingPlan, data: Dataset, schedule: Schedule) -> kernel.Task:
    """Write a network and its plan as the kernel's numbers."""
    optimizer = plan.optimizer
    settings = [optimizer.learning_rate, optimizer.momentum, optimizer.rho, optimizer.beta1]
    settings += [optimizer.beta2, optimizer.epsilon, plan.l1, plan.l2]
    return kernel.Task(
        layers=layer_table(network),
        loss=list(LOSSES).index(plan.loss),
        optimizer=list(OPTIMIZERS).index(optimizer.name),
        settings=np.array(settings, dtype=np.float64),
        weight_count=network.weight_count,
        present=network.exists,
        trainable=network.trainable,
        inputs=np.array(data.inputs, dtype=np.float64, order="C"),
        targets=np.array(data.targets, dtype=np.float64, order="C"),
        batch_size=schedule.batch_size,
        shuffled=schedule.shuffled,
        adds_up=adds_up(network, plan.loss, data),
    )


def layer_table(network: Network) -> PlaceArray:
    """Write a row for each layer, with the kernel's columns."""
    table = np.empty((len(network.layers), 9), dtype=np.uint64)
    source_at, activations = 0, list(ACTIVATIONS)
    for number, layer in enumerate(network.layers):
        row = table[number]
        row[kernel.SOURCES], row[kernel.NEURONS] = layer.sources, layer.size
        row[kernel.ACTIVATION] = activations.index(layer.activation)
        row[kernel.WEIGHTS_AT] = network.weight_offsets[number]
        row[kernel.BIASES_AT], row[kernel.BIASES] = network.bias_offsets[number], layer.bias_count
        row[kernel.BIAS_STEP] = layer.bias is BiasKind.PER_NEURON
        row[kernel.SOURCE_AT], row[kernel.NEURON_AT] = source_at, source_at + layer.sources
        source_at += layer.sources
    return table


def work_of(network: Network, plan: TrainingPlan, state: TrainingState) -> kernel.Work:
    """Copy a state into arrays that the kernel writes to."""
    names, count, places = plan.optimizer.kind.memory, network.parameter_count, sum(network.sizes)
    memory = np.array([state.memory[name] for name in names]).reshape(len(names), count)
    memory[:, network.untrained] = 0.0
    return kernel.Work(
        parameters=state.parameters.flat.copy(),
        memory=memory,
        gradient=np.zeros(count),
        net=np.zeros(places),
        out=np.zeros(places),
        delta=np.zeros(places),
        out_mean=np.zeros(places),
        delta_mean=np.zeros(places),
    )


def warm_up() -> None:
    """Train the smallest network there is, without rules and with one, so that all is compiled or loaded."""
    present = np.ones((1, 1), dtype=bool)
    layer = Layer(("o1",), "linear", BiasKind.NONE, False, present, ~present)
    network, plan, one = Network(("i1",), (layer,)), TrainingPlan(), np.ones((1, 1))
    state = TrainingState.fresh(network, Parameters.zeros(network), plan.optimizer)
    trainer, rule = (
        CompiledTrainer(network, plan, Dataset(one, one), state),
        StopRule(Reason.ERROR_BELOW, None, 0.0),
    )
    for rules in (None, StopRules([rule], 0)):
        trainer.advance(1, rules=rules)
