"""Whatever a person does to a project, in any order: each step to undo leads to the same bytes both ways."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, precondition, rule
from support.random_edits import Edits, numbers, picked, share

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.generators import GENERATORS
from backprop_gui.core.network import WeightPlace
from backprop_gui.core.optimizers import OPTIMIZERS
from backprop_gui.core.trainer import Trainer
from backprop_gui.document.csv_import import Imported
from backprop_gui.document.errors import FileError
from backprop_gui.document.fitting import with_imported
from backprop_gui.document.project import Project
from backprop_gui.document.samples import (
    with_blank_rows,
    with_block,
    with_rows_duplicated,
    with_rows_moved,
    without_rows,
)
from backprop_gui.document.schema import decode, encode
from backprop_gui.document.stopping import StopWhen, with_stop_when
from backprop_gui.document.task import Task, with_normalisation, with_task, with_validation_share
from backprop_gui.session import edits

LOSSES = ["half_squared_error", "mean_squared_error", "mean_absolute_error"]
MOST_SAMPLES = 12
rates = st.floats(1e-4, 1.0)


class Sessions(Edits):
    """Works on a session as a person does: edits everything, trains, looks back, saves, drags sliders."""

    saved: bytes | None = None
    drags = 0

    def change(self, editing: Callable[[Project], Project]) -> None:
        def edit() -> None:
            with suppress(FileError):  # said to the user; nothing has changed
                self.session.edit("Change it", editing)

        self.do(edit)

    @rule(name=st.sampled_from(sorted(OPTIMIZERS)), number=st.floats(0.1, 0.9))
    def set_optimizer(self, name: str, number: float) -> None:
        self.change(lambda now: edits.with_optimizer(now, name))
        for own in OPTIMIZERS[name].defaults:
            self.change(lambda now, own=own: edits.with_optimizer_number(now, own, number))

    @rule(rate=rates, loss=st.sampled_from(LOSSES), batch=st.sampled_from([1, 2, 5, "all"]))
    def set_plan(self, rate: float, loss: str, batch: object) -> None:
        self.change(lambda now: edits.with_learning_rate(now, rate))
        self.change(lambda now: edits.with_loss(now, loss))
        self.change(lambda now: edits.with_plan(now, batch_size=batch, order="shuffled", l1=rate / 100))

    @rule(rounds=st.none() | st.integers(1, 99), seconds=st.none() | rates, patience=st.none() | st.just(5))
    def set_stop(self, rounds: int | None, seconds: float | None, patience: int | None) -> None:
        stop = StopWhen(rounds, error_below=seconds, patience=patience, seconds=seconds)
        self.change(lambda now: with_stop_when(now, stop))

    @rule(kind=st.sampled_from(["none", "standard", "min_max"]), part=st.floats(0, 0.9))
    def prepare_data(self, kind: str, part: float) -> None:
        self.change(lambda now: with_normalisation(now, kind))  # type: ignore[arg-type]
        self.change(lambda now: with_validation_share(now, part))

    @rule(name=st.sampled_from(sorted(GENERATORS)), seed=st.integers(0, 9))
    def make_data(self, name: str, seed: int) -> None:
        network = self.now.network
        if (len(network.inputs), len(network.outputs)) == (2, 1):
            self.change(lambda now: with_task(now, Task(name, 6, 0.1, seed)))

    @rule(row=share, value=numbers, which=st.integers(0, 5))
    def edit_rows(self, row: float, value: float, which: int) -> None:
        at, room = picked(row, len(self.now.data)), len(self.now.data) < MOST_SAMPLES
        options: list[Callable[[Project], Project]] = [
            lambda now: without_rows(now, [at]),
            lambda now: with_rows_moved(now, [at], 1),
            lambda now: with_rows_moved(now, [at], -1),
            lambda now: with_block(now, at, 0, np.array([[value]])),
            lambda now: with_blank_rows(now, at) if room else now,
            lambda now: with_rows_duplicated(now, [at, 0]) if room else now,
        ]
        self.change(options[which])

    @rule(inputs=st.integers(1, 3), outputs=st.integers(1, 3), value=numbers, fit=st.booleans())
    def import_table(self, inputs: int, outputs: int, value: float, fit: bool) -> None:
        network = self.now.network
        sizes = (inputs, outputs) if fit else (len(network.inputs), len(network.outputs))
        data = Dataset(np.full((2, sizes[0]), value), np.full((2, sizes[1]), 0.5))
        names = [
            tuple(f"{stem}{number}" for number in range(size)) for stem, size in zip("xy", sizes, strict=True)
        ]
        imported = Imported(names[0], names[1], data, 0, False)
        self.change(lambda now: with_imported(now, imported, fit=fit))

    @rule(x=numbers, name=st.sampled_from(["h1", "i1", "o1"]))
    def move_a_node(self, x: float, name: str) -> None:
        self.change(lambda now: replace(now, view={**now.view, "positions": {name: [x, 0.5]}}))

    @rule(seed=st.integers(0, 9))
    def begin_anew(self, seed: int) -> None:
        self.change(lambda now: edits.randomized(now, seed))

    @rule(values=st.lists(numbers, min_size=1, max_size=12))
    def drag(self, values: list[float]) -> None:
        self.drags += 1
        place, key = WeightPlace(0, 0, 0), f"drag {self.drags}"

        def all_of_it() -> None:
            for value in values:
                self.session.edit(
                    "Drag w1", lambda now, value=value: edits.with_value(now, place, value, 0), key
                )

        if self.now.network.layers[0].present[0, 0]:
            self.do(all_of_it)

    @rule(rate=rates, rounds=st.integers(1, 5))
    def edit_while_training(self, rate: float, rounds: int) -> None:
        run, stack, before = self.session.run, self.session.document.undo_stack, self.now
        run.start()
        trainer = Trainer(before.network, before.plan, before.data, before.state)
        stretch = trainer.advance(rounds)
        if not stretch.finite or not np.isfinite(stretch.state.parameters.flat).all():
            run.stop()
            return
        here = stack.index()
        run.take(stretch, trainer.data_error())
        trained = encode(run.project)
        self.session.edit("Change the rate", lambda now: edits.with_learning_rate(now, rate))
        run.stop()
        self.kept[here + 1 :] = [trained, encode(self.now)][: stack.index() - here]

    @rule(place=share, rate=rates)
    def go_on_from_an_earlier_round(self, place: float, rate: float) -> None:
        past = self.session.past
        if not len(past.rounds):
            return
        past.show(picked(place, len(past.rounds)))
        self.change(lambda now: edits.with_learning_rate(now, rate))
        past.return_to_present()

    @rule()
    def save(self) -> None:
        self.saved = encode(self.session.present)
        self.session.document.saved("/somewhere/net.bpnet")

    @rule()
    def revert(self) -> None:
        opened = self.opened
        self.do(lambda: self.session.document.change("Revert", opened))

    @property
    def opened(self) -> Project:
        """What the file held, as if read anew."""
        return decode(self.kept[0] if self.saved is None else self.saved)

    @precondition(lambda self: hasattr(self, "session"))
    @invariant()
    def what_counts_as_saved_is_what_the_file_holds(self) -> None:
        if not self.session.document.is_modified:
            assert encode(self.session.present) == (self.kept[0] if self.saved is None else self.saved)


TestRandomEdits = pytest.mark.usefixtures("qapp")(Sessions.TestCase)
TestRandomEdits.settings = settings(
    max_examples=100,
    stateful_step_count=60,
    suppress_health_check=[HealthCheck.too_slow],
)
