"""Stop conditions are read from a project and stored in it, and said in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from backprop_gui.document.examples import load_example
from backprop_gui.document.stopping import StopWhen, stop_when, with_stop_when
from backprop_gui.document.storage import load, save

ALL = StopWhen(5000, 0.01, 200, True, 0.05, 30.0)


def test_nothing_is_set_at_first() -> None:
    assert stop_when(load_example("seed")) == StopWhen()
    assert StopWhen().sentence() == "Training goes on until it is paused."


def test_all_conditions_come_back_from_a_file(tmp_path: Path) -> None:
    save(str(tmp_path / "a.bpnet"), with_stop_when(load_example("seed"), ALL))
    project = load(str(tmp_path / "a.bpnet"))
    assert stop_when(project) == ALL
    assert (project.plan.stop_rounds, project.plan.stop_error_below) == (5000, 0.01)


def test_the_same_conditions_change_nothing() -> None:
    project = with_stop_when(load_example("seed"), ALL)
    assert with_stop_when(project, ALL) is project


def test_they_are_said_in_one_sentence() -> None:
    assert ALL.sentence() == (
        "Training stops after 5,000 rounds, or when the error is below 0.01, or when 200 epochs bring the "
        "error down by less than 5 %, or after 30 seconds."
    )


@pytest.mark.parametrize(
    "stored",
    [
        "nonsense",
        {"patience": "many", "seconds": -1, "share": 7},
        {"patience": True, "seconds": "x"},
        {"patience": 0, "seconds": 0},
        [],
    ],
)
def test_whatever_a_file_has_there_is_survived(stored: object) -> None:
    project = replace(load_example("seed"), view={"stop": stored})
    assert stop_when(project) == StopWhen()
