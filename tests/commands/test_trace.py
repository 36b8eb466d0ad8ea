"""``trace``: the round in its formats, whole or in part."""

import json
import re
import weakref
from pathlib import Path
from typing import Any

import pytest
from support.commands import CASES, REFERENCE, ROUNDS, Run, approximately, unwrapped, write
from support.projects import seed_tree

from backprop_gui.explain.steps import Step

FIGURES = json.loads((REFERENCE / "seed_figures.json").read_text())["figures"]


def test_every_exact_figure_of_the_seed(run: Run, in_folder: Path) -> None:
    told = run("trace", "net.bpnet", "--format", "json").json
    found = {step["id"]: step["value"] for step in told["steps"]}
    found["E_total after round 1"] = told["error_after"]
    one_round = [figure for figure in FIGURES if "rounds" not in figure["symbol"]]
    assert len(one_round) > 50
    for figure in one_round:
        expected = pytest.approx(float(figure["exact"]), rel=1e-12, abs=0)
        assert found[figure["symbol"]] == expected, figure["symbol"]


def test_head_of_the_seeds_json(run: Run, in_folder: Path) -> None:
    told = run("trace", "net.bpnet", "--sample", 1, "--format", "json").json
    assert {key: told[key] for key in ("format", "version", "sample", "rounds_before")} == {
        "format": "backprop-gui-trace",
        "version": 1,
        "sample": 1,
        "rounds_before": 0,
    }
    assert told["error"] == pytest.approx(0.2983711087600027, rel=1e-12)
    assert told["error_after"] == pytest.approx(0.2910277736935994, rel=1e-12)
    assert told["bias_gradients"] == ["frozen", "frozen"]
    assert told["biases_after"] == [0.35, 0.6]
    step = next(step for step in told["steps"] if step["id"] == "dE_total/dw5")
    assert step == {
        "id": "dE_total/dw5",
        "phase": "backward",
        "value": pytest.approx(0.08216704056423078, rel=1e-12),
        "formula": "∂E_total/∂w5 = ∂E_total/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5",
        "substituted": "0.74136507 · 0.186815602 · 0.593269992",
        "uses": ["dE_total/dout_o1", "dout_o1/dnet_o1", "dnet_o1/dw5"],
    }


@pytest.mark.parametrize("case", CASES)
def test_first_samples_solved_elsewhere(run: Run, case: str) -> None:
    told = run("trace", ROUNDS / f"{case}.bpnet", "--sample", 1, "--format", "json").json
    expected = json.loads((ROUNDS / f"{case}.expected.json").read_text())["first_sample"]
    tree = json.loads((ROUNDS / f"{case}.bpnet").read_text())
    expected["bias_gradients"] = unwrapped(expected["bias_gradients"], tree)
    for key, value in expected.items():
        assert told[key] == approximately(value, 1e-9), key


@pytest.mark.parametrize("options", [[], ["--sample", 1]])
@pytest.mark.parametrize("case", CASES)
def test_uses_name_what_came_before(run: Run, case: str, options: list[object]) -> None:
    told = run("trace", ROUNDS / f"{case}.bpnet", "--format", "json", *options).json
    network = json.loads((ROUNDS / f"{case}.bpnet").read_text())["network"]
    given = re.compile(r"(s\d+:)?(w\d+|b\d+|b_\w+|target_\w+|" + "|".join(network["inputs"]) + ")")
    known: set[str] = set()
    for step in told["steps"]:
        assert [use for use in step["uses"] if use not in known and not given.fullmatch(use)] == []
        assert step["id"] not in known
        known.add(step["id"])
    phases = [step["phase"] for step in told["steps"]]
    assert list(dict.fromkeys(phases)) == ["forward", "error", "backward", "update", "check"]


def batch_tree() -> dict[str, Any]:
    tree = seed_tree()
    tree["training"]["batch_size"] = 2
    tree["data"]["samples"] += [
        {"inputs": [0.5, -0.5], "targets": [0.3, 0.6]},
        {"inputs": [1.0, 0.2], "targets": [0.8, 0.1]},
    ]
    return tree


def test_a_batch_is_told_by_its_means_and_each_sample(run: Run, in_folder: Path) -> None:
    write(batch_tree())
    told = run("trace", "net.bpnet", "--format", "json").json
    alone = [run("trace", "net.bpnet", "--sample", number, "--format", "json").json for number in (1, 2)]
    assert told["sample"] is None
    assert [sample["sample"] for sample in told["samples"]] == [1, 2]
    for sample, expected in zip(told["samples"], alone, strict=True):
        for key in ("net", "out", "delta", "error"):
            assert sample[key] == approximately(expected[key], 1e-14)
    for key in ("net", "out", "delta", "weight_gradients"):
        assert flat(told[key]) == pytest.approx(
            [sum(pair) / 2 for pair in zip(flat(alone[0][key]), flat(alone[1][key]), strict=True)]
        )
    assert told["error"] == pytest.approx((alone[0]["error"] + alone[1]["error"]) / 2)
    values = {step["id"]: step["value"] for step in told["steps"]}
    assert values["s2:net_h1"] == told["samples"][1]["net"][0][0]
    assert values["dE_total/dw5"] == pytest.approx(told["weight_gradients"][1][0][0], rel=1e-12)


def flat(lists: Any) -> list[float]:
    return [number for part in lists for number in flat(part)] if isinstance(lists, list) else [lists]


def test_the_next_round_is_the_one_that_training_runs(run: Run, in_folder: Path) -> None:
    write(batch_tree())
    run("train", "net.bpnet", "--rounds", 1, "-o", "one.bpnet")
    told = run("trace", "one.bpnet", "--format", "json").json
    assert told["rounds_before"] == 1
    assert [sample["sample"] for sample in told["samples"]] == [3, 1]
    trained = run("train", "one.bpnet", "--rounds", 1, "--format", "json").json
    assert told["error"] == pytest.approx(trained["batch_errors"][0], rel=1e-14)
    assert told["weights_after"] == approximately(trained["weights"], 1e-14)


def test_what_is_missing_is_null(run: Run, in_folder: Path) -> None:
    tree = seed_tree()
    tree["network"]["layers"][0] |= {"weights": [[0.15, None], [0.25, 0.3]], "bias": {"kind": "none"}}
    tree["network"]["layers"][1]["bias"] = {"kind": "per_neuron", "values": [0.1, 0.2], "trainable": True}
    write(tree)
    told = run("trace", "net.bpnet", "--format", "json").json
    assert told["weight_gradients"][0][0][1] is None
    assert told["weights_after"][0][0][1] is None
    assert told["bias_gradients"][0] is told["biases_after"][0] is None
    assert len(told["bias_gradients"][1]) == len(told["biases_after"][1]) == 2


def test_numbers_beyond_floating_point_are_null(run: Run, in_folder: Path) -> None:
    tree = seed_tree()
    for layer in tree["network"]["layers"]:
        layer["activation"] = "linear"
    tree["network"]["layers"][1]["weights"] = [[1e308, 1e308], [1, 1]]
    tree["data"]["samples"][0]["inputs"] = [100, 100]
    write(tree)
    told = run("trace", "net.bpnet", "--format", "json").json
    assert told["net"][1][0] is None
    assert told["error"] is None
    assert "∞" in run("trace", "net.bpnet").out


def test_text(run: Run, in_folder: Path) -> None:
    done = run("trace", "net.bpnet")
    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert lines[0] == "Seed example, round 1, sample 1"
    assert [line for line in lines if line.isalpha()] == ["Forward", "Error", "Backward", "Update", "Check"]
    symbols = "∂E_total/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5"
    numbers = "0.74136507 · 0.186815602 · 0.593269992 = 0.0821670406"
    assert f"  ∂E_total/∂w5     = {symbols} = {numbers}" in lines
    assert lines[-1] == "E_total 0.298371109 before the round, 0.291027774 after it."


def test_every_figure_that_the_seed_prints_and_that_agrees(run: Run, in_folder: Path) -> None:
    text = run("trace", "net.bpnet").out
    for figure in FIGURES:
        if figure.get("agrees"):
            # The program writes nine significant digits, the seed mostly nine decimals.
            assert f"{float(figure['exact']):.9g}" in text, figure["symbol"]


def test_markdown(run: Run, in_folder: Path) -> None:
    tree = seed_tree()
    tree["title"] = "<b>*a_b*</b> [x](y) $1$"
    write(tree)
    lines = run("trace", "net.bpnet", "--format", "markdown").out.splitlines()
    assert lines[0].startswith(r"# \<b\>\*a\_b\*\</b\> \[x\]\(y\) \$1\$, round 1")
    assert [line for line in lines if line.startswith("## ")] == [
        "## Forward",
        "## Error",
        "## Backward",
        "## Update",
        "## Check",
    ]
    assert sum(line.startswith("- $") and line.endswith("$") for line in lines) == len(
        [line for line in lines if line.startswith("- ")]
    )


def test_latex(run: Run, in_folder: Path) -> None:
    tree = seed_tree()
    tree["title"] = r"50 % & more_\input{x} #1 ^ ~"
    write(tree)
    text = run("trace", "net.bpnet", "--format", "latex").out
    escaped = r"50 \% \& more\_\textbackslash{}input\{x\} \#1 \textasciicircum{} \textasciitilde{}"
    assert f"\\title{{{escaped}, round 1, sample 1}}" in text
    assert text.count(r"\begin{align*}") == text.count(r"\end{align*}") > 50
    assert text.count("{") == text.count("}")
    assert text.endswith("\\end{document}\n")


def test_output_goes_into_a_file(run: Run, in_folder: Path) -> None:
    printed = run("trace", "net.bpnet", "--format", "json").out
    done = run("trace", "net.bpnet", "--format", "json", "-o", "out.json")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert Path("out.json").read_text(encoding="utf-8") == printed
    assert run("trace", "net.bpnet", "--format", "json", "-o", "-").out == printed


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--sample", "0"], "trace: argument --sample: expected a whole number of at least 1, found '0'"),
        (["--sample", "1_0"], "trace: argument --sample: expected a whole number of at least 1, found '1_0'"),
        (["--sample", "2"], "net.bpnet: data.samples: expected at least 2 samples for --sample 2, found 1"),
        (["--notation", "x"], 'trace: argument --notation: expected one of "seed", found "x"'),
        (["-o", "no/out"], "no/out: cannot be written: the folder does not exist; name one that does"),
        (["-o", "."], ".: cannot be written: it is a folder; add a file name"),
    ],
)
def test_refused(run: Run, in_folder: Path, options: list[str], complaint: str) -> None:
    assert run("trace", "net.bpnet", *options).complaint == f"backprop-gui: {complaint}"
    assert [path.name for path in in_folder.iterdir()] == ["net.bpnet"]


def test_without_samples_there_is_nothing_to_tell(run: Run, in_folder: Path) -> None:
    tree = seed_tree()
    tree["data"]["samples"] = []
    write(tree)
    expected = "backprop-gui: net.bpnet: data.samples: expected at least 1 sample, found none"
    assert run("trace", "net.bpnet").complaint == expected


def test_steps_are_searched_for_by_their_ids(run: Run, in_folder: Path) -> None:
    whole = run("trace", "net.bpnet", "--format", "json").json
    found = run("trace", "net.bpnet", "--format", "json", "--ids", "delta_*", "dE_total/dw5").json
    assert [step["id"] for step in found["steps"]] == [
        "delta_o1",
        "dE_total/dw5",
        "delta_o2",
        "delta_h1",
        "delta_h2",
    ]
    assert found["steps"] == [step for step in whole["steps"] if step in found["steps"]]
    assert {**found, "steps": []} == {**whole, "steps": []}
    lines = run("trace", "net.bpnet", "--ids", "E_total").out.splitlines()
    assert [line for line in lines if " = " in line] == [
        "  E_total = E_o1 + E_o2 = 0.274811083 + 0.0235600256 = 0.298371109"
    ]


def test_an_id_that_no_step_has_is_refused(run: Run, in_folder: Path) -> None:
    expected = 'net.bpnet: --ids: expected the ids of steps of this round, found "delta_x*"'
    assert run("trace", "net.bpnet", "--ids", "delta_o1", "delta_x*").complaint == f"backprop-gui: {expected}"


def test_a_table_has_a_line_for_each_step(run: Run, in_folder: Path) -> None:
    steps = run("trace", "net.bpnet", "--format", "json").json["steps"]
    head, *rows = (line.split("\t") for line in run("trace", "net.bpnet", "--format", "tsv").out.splitlines())
    assert head == ["id", "phase", "value", "formula", "substituted"]
    assert [(row[0], row[1], float(row[2])) for row in rows] == [
        (step["id"], step["phase"], step["value"]) for step in steps
    ]
    assert [row[4].removeprefix("'") for row in rows] == [step["substituted"] for step in steps]


def test_the_round_after_so_many_rounds(run: Run, in_folder: Path) -> None:
    errors = run("train", "net.bpnet", "--rounds", 6, "--format", "json").json["batch_errors"]
    run("train", "net.bpnet", "--rounds", 2, "-o", "on.bpnet")
    for file in ("net.bpnet", "on.bpnet"):
        told = run("trace", file, "--round", 5, "--format", "json").json
        assert told["rounds_before"] == 5
        # A told number is the value of its formula, computed to twice the digits and rounded once.
        assert told["error"] == pytest.approx(errors[5], rel=1e-14, abs=0.0)
    assert run("trace", "net.bpnet", "--round", 5).out.startswith("Seed example, round 6, sample 1\n")
    expected = "on.bpnet: progress.rounds: expected at most 1 for --round 1, found 2"
    assert run("trace", "on.bpnet", "--round", 1).complaint == f"backprop-gui: {expected}"


def test_arrays_alone(run: Run, in_folder: Path) -> None:
    whole = run("trace", "net.bpnet", "--format", "json").json
    del whole["steps"]
    assert run("trace", "net.bpnet", "--format", "json", "--arrays").json == whole
    expected = "trace: argument --arrays: expected --format json, found text"
    assert run("trace", "net.bpnet", "--arrays").complaint == f"backprop-gui: {expected}"


@pytest.mark.parametrize("form", ["text", "markdown", "latex", "json", "tsv"])
def test_no_format_keeps_the_steps(
    run: Run, in_folder: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    alive: weakref.WeakSet[Step] = weakref.WeakSet()
    most = [0]
    begin = Step.__init__

    def noted(self: Step, *given: Any) -> None:
        begin(self, *given)
        alive.add(self)
        most[0] = max(most[0], len(alive))

    monkeypatch.setattr(Step, "__init__", noted)
    tree = seed_tree()
    tree["training"]["batch_size"] = 40
    tree["data"]["samples"] *= 40
    write(tree)
    assert run("trace", "net.bpnet", "--format", form).out.count("\n") > 2000
    assert most[0] < 600, "the round's own memory of the last steps"
