"""Which condition ends a run, and when."""

from dataclasses import replace

import numpy as np

from backprop_gui.core.dataset import Dataset
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.document.stopping import StopWhen, with_stop_when
from backprop_gui.session.stop_watch import StopWatch


def watch(stop: StopWhen, wanted: int | None = None, project: Project | None = None) -> StopWatch:
    return StopWatch(with_stop_when(project or load_example("seed"), stop), wanted, now=100.0)


def test_without_a_condition_nothing_ends_it() -> None:
    assert watch(StopWhen()).look(10**9, 0.0, 1e9) == ""


def test_the_fewer_of_the_rounds_asked_for_and_set_end_it() -> None:
    assert watch(StopWhen(rounds=50), wanted=70).rounds == 50
    assert watch(StopWhen(rounds=50), wanted=30).look(30, 0.1, 100.0) == "30 rounds are done"


def test_rounds_are_those_of_the_run() -> None:
    base = load_example("seed")
    base = base.with_state(replace(base.state, rounds=1000))
    watched = watch(StopWhen(rounds=50), project=base)
    assert watched.look(1049, 0.1, 100.0) == ""
    assert watched.look(1050, 0.1, 100.0) == "50 rounds are done"


def test_the_error_below() -> None:
    watched = watch(StopWhen(error_below=0.01))
    assert watched.look(1, 0.01, 100.0) == ""
    assert watched.look(2, 0.00999, 100.0) == "the error is below 0.01"


def test_time() -> None:
    watched = watch(StopWhen(seconds=2.0))
    assert watched.look(1, 0.1, 101.9) == ""
    assert watched.look(2, 0.1, 102.0) == "2 seconds have passed"


def test_no_progress_counts_from_the_last_that_was_enough() -> None:
    watched = watch(StopWhen(patience=100, share=0.1))
    assert watched.look(10, 1.0, 100.0) == ""
    assert watched.look(60, 0.89, 100.0) == "", "enough: it counts anew"
    assert watched.look(120, 0.85, 100.0) == "", "not enough, but only 60 rounds ago"
    assert watched.look(160, 0.82, 100.0) == "100 rounds brought the error down by less than 10 %"


def test_patience_in_epochs_counts_whole_passes_over_the_data() -> None:
    base = load_example("seed")
    data = Dataset(np.repeat(base.data.inputs, 5, axis=0), np.repeat(base.data.targets, 5, axis=0))
    watched = watch(StopWhen(patience=2, in_epochs=True), project=replace(base, data=data))
    assert watched.look(1, 1.0, 100.0) == ""
    assert watched.look(10, 1.0, 100.0) == ""
    assert watched.look(11, 1.0, 100.0).startswith("2 epochs")


def test_an_error_that_is_not_a_number_is_no_progress() -> None:
    watched = watch(StopWhen(patience=5))
    watched.look(0, 1.0, 100.0)
    assert watched.look(6, float("nan"), 100.0) != ""
