"""``train``: results, files, and what becomes of a run that fails."""

import csv
import json
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from support.commands import CASES, ROUNDS, Run, approximately, unwrapped, write
from support.projects import OPTIMIZERS, dipping_tree, seed_tree

from backprop_gui.commands import train
from backprop_gui.core import engine
from backprop_gui.core.compiled import CompiledTrainer
from backprop_gui.core.trainer import Trainer
from backprop_gui.document import storage


@pytest.mark.parametrize("case", CASES)
def test_runs_solved_elsewhere(run: Run, case: str) -> None:
    found = run("train", ROUNDS / f"{case}.bpnet", "--rounds", 25, "--format", "json").json
    expected = json.loads((ROUNDS / f"{case}.expected.json").read_text())
    tree = json.loads((ROUNDS / f"{case}.bpnet").read_text())
    assert list(found) == [
        "rounds",
        "batch_errors",
        "data_error_after",
        "weights",
        "biases",
        "engine",
        "seconds",
    ]
    assert found["rounds"] == 25
    assert found["batch_errors"] == approximately(expected["batch_errors"], 1e-7)
    assert found["data_error_after"] == approximately(expected["data_error_after"], 1e-7)
    assert found["weights"] == approximately(expected["weights_after"], 1e-7)
    assert found["biases"] == approximately(unwrapped(expected["biases_after"], tree), 1e-7)
    assert found["engine"] == "numpy"
    assert found["seconds"] > 0


def test_ten_thousand_rounds(run: Run, in_folder: Path) -> None:
    found = run("train", "net.bpnet", "--rounds", 10000, "--format", "json").json
    assert len(found["batch_errors"]) == 10000
    assert found["batch_errors"][0] == pytest.approx(0.29837110876000268861, rel=1e-12)
    assert found["batch_errors"][9999] == pytest.approx(0.000035108548122512804332, rel=1e-10)
    assert found["data_error_after"] == pytest.approx(0.000035101877829788458742, rel=1e-10)


def test_no_rounds(run: Run, in_folder: Path) -> None:
    found = run("train", "net.bpnet", "--rounds", 0, "--format", "json").json
    assert (found["rounds"], found["batch_errors"]) == (0, [])
    assert found["data_error_after"] == pytest.approx(0.298371108760003)
    assert found["weights"] == [[[0.15, 0.2], [0.25, 0.3]], [[0.4, 0.45], [0.5, 0.55]]]
    assert "0 rounds" in run("train", "net.bpnet", "--rounds", 0).out


def test_text(run: Run, in_folder: Path) -> None:
    done = run("train", "net.bpnet", "--rounds", 10000)
    first, second = done.out.splitlines()
    assert first.startswith("Seed example: 10,000 rounds in ")
    assert second == "E_total 0.298371109 before, 3.51018778e-05 after"
    assert done.err == ""


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_run_goes_on_through_its_file(run: Run, in_folder: Path, name: str) -> None:
    tree = seed_tree()
    tree["training"] |= {
        "optimizer": {"name": name, "learning_rate": 0.1},
        "order": "shuffled",
        "batch_size": 2,
    }
    tree["data"]["samples"] += [{"inputs": [n / 7, -n / 3], "targets": [n / 9, 0.5]} for n in range(4)]
    write(tree)
    whole = run("train", "net.bpnet", "--rounds", 25, "--format", "json", "-o", "whole.bpnet").json
    first = run("train", "net.bpnet", "--rounds", 10, "--format", "json", "-o", "half.bpnet").json
    second = run("train", "half.bpnet", "--rounds", 15, "--format", "json", "-o", "half.bpnet").json
    assert first["batch_errors"] + second["batch_errors"] == whole["batch_errors"]
    assert second["weights"] == whole["weights"]
    assert Path("half.bpnet").read_bytes() == Path("whole.bpnet").read_bytes()


def test_the_file_keeps_where_the_run_started(run: Run, in_folder: Path) -> None:
    for _ in range(2):
        run("train", "net.bpnet", "--rounds", 3, "-o", "net.bpnet")
    written = json.loads(Path("net.bpnet").read_text())
    assert written["start"] == {
        "weights": [[[0.15, 0.2], [0.25, 0.3]], [[0.4, 0.45], [0.5, 0.55]]],
        "biases": [0.35, 0.6],
    }
    assert written["progress"] == {"rounds": 6}


def test_the_trained_project_can_go_to_standard_output(run: Run, in_folder: Path) -> None:
    run("train", "net.bpnet", "--rounds", 3, "-o", "out.bpnet")
    done = run("train", "net.bpnet", "--rounds", 3, "-o", "-")
    assert done.out == Path("out.bpnet").read_text()
    assert done.err.startswith("Seed example: 3 rounds in ")


def test_history(run: Run, in_folder: Path) -> None:
    run("train", "net.bpnet", "--rounds", 3, "-o", "net.bpnet")
    errors = run("train", "net.bpnet", "--rounds", 4, "--history", "h.csv", "--format", "json").json[
        "batch_errors"
    ]
    head, *rows = csv.reader(StringIO(Path("h.csv").read_text()))
    assert head == ["round", "error"]
    assert [(int(number), float(error)) for number, error in rows] == list(
        zip(range(3, 7), errors, strict=True)
    )


def diverging() -> dict[str, Any]:
    tree = seed_tree()
    for layer in tree["network"]["layers"]:
        layer["activation"] = "linear"
    tree["training"]["optimizer"]["learning_rate"] = 1e6
    return tree


def test_a_diverging_run_writes_nothing(run: Run, in_folder: Path) -> None:
    write(diverging())
    done = run("train", "net.bpnet", "--rounds", 1000, "-o", "out.bpnet", "--history", "h.csv")
    assert done.code == 1
    assert done.out == ""
    assert done.err.startswith("backprop-gui: net.bpnet: training diverged in round ")
    assert done.err.endswith("; a smaller learning rate may help; nothing was written\n")
    assert done.err.count("\n") == 1
    assert [path.name for path in in_folder.iterdir()] == ["net.bpnet"]


def test_where_numba_is_missing_numpy_trains(
    run: Run, in_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "load", lambda: None)
    monkeypatch.setattr(engine, "trouble", lambda: "ImportError: no numba")
    done = run("train", "net.bpnet", "--rounds", 1, "--engine", "numba", "--format", "json")
    assert done.json["engine"] == "numpy"
    assert done.err == ("backprop-gui: no compiled engine (ImportError: no numba); training with NumPy\n")


def test_the_asked_engine_trains(run: Run, in_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "load", lambda: CompiledTrainer)
    monkeypatch.setattr(engine, "_compiled", CompiledTrainer)
    given = ("train", "net.bpnet", "--rounds", 1000, "--format", "json", "--engine")
    compiled, plain = run(*given, "numba").json, run(*given, "numpy").json
    assert (compiled["engine"], plain["engine"]) == ("numba", "numpy")
    assert compiled["batch_errors"] == approximately(plain["batch_errors"], 1e-9)
    assert compiled["seconds"] > 0 and plain["seconds"] > 0


def test_a_long_run_goes_over_to_the_compiled_engine(
    run: Run, in_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[bool] = []
    monkeypatch.setattr(train, "LONG", 0.0)
    monkeypatch.setattr(train, "STRETCH_ROUNDS", 100)
    monkeypatch.setattr(engine, "load_meanwhile", lambda: begun.append(True))
    monkeypatch.setattr(engine, "_compiled", CompiledTrainer)
    found = run("train", "net.bpnet", "--rounds", 1000, "--format", "json").json
    assert begun
    assert found["engine"] == "numba"
    assert len(found["batch_errors"]) == 1000
    plain = run("train", "net.bpnet", "--rounds", 1000, "--format", "json", "--engine", "numpy").json
    assert found["batch_errors"] == approximately(plain["batch_errors"], 1e-9)


def test_rounds_set_in_the_file_end_a_run_as_in_the_window(run: Run, in_folder: Path) -> None:
    tree = seed_tree()
    tree["training"]["stop"] = {"rounds": 2}
    write(tree)
    assert run("train", "net.bpnet", "--rounds", 5, "--format", "json").json["rounds"] == 2
    assert "stopped: 2 rounds are done\n" in run("train", "net.bpnet", "--rounds", 5).out
    assert "stopped" not in run("train", "net.bpnet", "--rounds", 2).out


@pytest.mark.parametrize("kind", ["numpy", "numba"])
def test_an_error_that_dips_below_the_bound_ends_a_run(run: Run, in_folder: Path, kind: str) -> None:
    write(dipping_tree())
    found = run("train", "net.bpnet", "--rounds", 55, "--engine", kind, "--format", "json").json
    assert found["rounds"] == len(found["batch_errors"]) == 44
    assert found["data_error_after"] < 5.17e-5
    told = run("train", "net.bpnet", "--rounds", 55, "--engine", kind).out
    assert "stopped: the error is below 5.17e-05\n" in told


def test_an_error_that_is_below_the_bound_already_needs_no_round(run: Run, in_folder: Path) -> None:
    tree = seed_tree()
    tree["training"]["stop"] = {"error_below": 10}
    write(tree)
    assert run("train", "net.bpnet", "--rounds", 5, "--format", "json").json["rounds"] == 0


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--rounds", "-1"], "train: argument --rounds: expected a whole number of at least 0, found '-1'"),
        (["--rounds", "1e3"], "train: argument --rounds: expected a whole number of at least 0, found '1e3'"),
        (["--rounds", "١"], "train: argument --rounds: expected a whole number of at least 0, found '١'"),
        ([], "train: the following arguments are required: --rounds"),
        (
            ["--rounds", "1", "-o", "no/x"],
            "no/x: cannot be written: the folder does not exist; name one that does",
        ),
        (["--rounds", "1", "--history", "."], ".: cannot be written: it is a folder; add a file name"),
        (
            ["--rounds", "1", "-o", "a", "--history", "a"],
            "train: -o and --history: expected two files, found the same",
        ),
        (
            ["--rounds", "1", "--history", "-"],
            "train: argument --history: expected a file's name, found '-'",
        ),
        (
            ["--rounds", "1", "-o", "-", "--format", "json"],
            "train: -o - and --format json: both would go to standard output",
        ),
        (["--rounds", "1", "-o", ""], "train: argument -o/--output: expected a file's name, found ''"),
    ],
)
def test_refused(
    run: Run, in_folder: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], complaint: str
) -> None:
    monkeypatch.setattr(Trainer, "advance", lambda *given, **named: pytest.fail("trained before complaining"))
    assert run("train", "net.bpnet", *options).complaint.startswith(f"backprop-gui: {complaint}")
    assert [path.name for path in in_folder.iterdir()] == ["net.bpnet"]


def test_what_would_be_too_large_to_open_is_refused_before_training(
    run: Run, in_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "LARGE_NETWORK", 1)
    monkeypatch.setattr(train, "LARGEST_FILE", storage.LARGEST_FILE // 6000)
    monkeypatch.setattr(Trainer, "advance", lambda *given, **named: pytest.fail("trained before complaining"))
    found = run("train", "net.bpnet", "--rounds", 5, "-o", "out.bpnet").complaint
    assert found.startswith("backprop-gui: out.bpnet: expected a project of at most ")


def test_a_failing_second_file_leaves_the_first_unwritten(
    run: Run, in_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "check_writable", lambda path: None)
    done = run("train", "net.bpnet", "--rounds", 1, "-o", "out.bpnet", "--history", "no/h.csv")
    assert done.complaint.startswith("backprop-gui: no/h.csv: cannot be written")
    assert [path.name for path in in_folder.iterdir()] == ["net.bpnet"]


def test_an_interrupt_writes_nothing(run: Run, in_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: Any, **named: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Trainer, "advance", interrupted)
    done = run("train", "net.bpnet", "--rounds", 5, "-o", "out.bpnet")
    assert (done.code, done.out, done.err) == (130, "", "backprop-gui: interrupted; nothing was written\n")
    assert [path.name for path in in_folder.iterdir()] == ["net.bpnet"]


def test_a_terminal_sees_how_far_it_is(run: Run, in_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    shown = run("train", "net.bpnet", "--rounds", 20_000).err
    assert "100 %" in shown
    assert "rounds/s" in shown
    assert shown.endswith("\r\x1b[K")
