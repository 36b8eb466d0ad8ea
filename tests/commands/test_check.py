"""``check``: right gradients, and a wrong one."""

from pathlib import Path
from typing import Any

import pytest
from support.commands import CASES, ROUNDS, Run, write
from support.projects import seed_tree

from backprop_gui.core import gradient_check


def test_seed(run: Run, in_folder: Path) -> None:
    done = run("check", "net.bpnet")
    over, _, head, *rows, blank, verdict = done.out.splitlines()
    assert (done.code, done.err, blank) == (0, "", "")
    assert over == "Gradients over all training samples (1)"
    assert head.split("  ")[0] == "parameter"
    assert [row.split()[0] for row in rows] == [f"w{number}" for number in range(1, 9)] + ["b1", "b2"]
    assert [row.split()[1] for row in rows][4:6] == ["0.0821670406", "0.0826676278"]
    assert verdict.startswith("Largest relative difference ")
    assert verdict.endswith("; 10 gradients right.")


@pytest.mark.parametrize("case", CASES)
def test_reference_networks(run: Run, case: str) -> None:
    assert run("check", ROUNDS / f"{case}.bpnet").code == 0


def test_a_wrong_gradient(run: Run, in_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = gradient_check.backward

    def wrong(*arguments: Any) -> Any:
        back = right(*arguments)
        back.gradient.flat[4] *= 1.5
        return back

    monkeypatch.setattr(gradient_check, "backward", wrong)
    done = run("check", "net.bpnet")
    assert done.code == 1
    assert [line.split()[0] for line in done.out.splitlines() if line.endswith("  wrong")] == ["w5"]
    assert done.out.splitlines()[-1] == "Largest relative difference 0.33 (w5); 1 of 10 wrong."


def test_a_kink_is_named(run: Run, in_folder: Path) -> None:
    tree = seed_tree()
    tree["network"]["layers"][0] |= {
        "activation": "relu",
        "weights": [[0, 0], [1, 1]],
        "bias": {"kind": "none"},
    }
    write(tree)
    done = run("check", "net.bpnet")
    assert done.code == 0
    assert "at a kink, with the slopes 0 and " in done.out


def test_gradients_that_are_no_numbers(run: Run, in_folder: Path) -> None:
    tree = seed_tree()
    tree["network"]["layers"][1] |= {"activation": "linear", "weights": [[1e308, 1e308], [1, 1]]}
    tree["data"]["samples"][0]["inputs"] = [1e3, 1e3]
    write(tree)
    done = run("check", "net.bpnet")
    assert done.code == 1
    assert "wrong" in done.out.splitlines()[-1]


OVER = [
    ([], "all training samples (3)", [1, 2, 3], ["--all"]),
    (["--sample", "2"], "sample 2 of 3", [2], ["--sample", "2"]),
    (["--batch"], "the batch of round 1 (of 3: 1, 2)", [1, 2], []),
]


@pytest.mark.parametrize(("options", "over", "samples", "of_trace"), OVER)
def test_gradients_are_those_that_trace_tells_over_the_same_samples(
    run: Run, in_folder: Path, options: list[str], over: str, samples: list[int], of_trace: list[str]
) -> None:
    tree = seed_tree()
    tree["training"]["batch_size"] = 2
    tree["data"]["samples"] += [{"inputs": [n / 7, -n / 3], "targets": [n / 9, 0.5]} for n in (1, 2)]
    write(tree)
    assert run("check", "net.bpnet", *options).out.startswith(f"Gradients over {over}\n\n")
    found = run("check", "net.bpnet", *options, "--format", "json").json
    assert (found["format"], found["samples"], found["wrong"]) == ("backprop-gui-check", samples, 0)
    told = run("trace", "net.bpnet", *of_trace, "--format", "json", "--arrays").json
    weights = [weight for layer in told["weight_gradients"] for row in layer for weight in row]
    analytic = {each["id"]: each["analytic"] for each in found["parameters"]}
    assert [analytic[f"w{number}"] for number in range(1, 9)] == pytest.approx(weights, rel=1e-12)
    assert found["parameters"][0]["numeric"] == pytest.approx(weights[0], rel=1e-6)


def test_a_sample_that_is_not_there(run: Run, in_folder: Path) -> None:
    expected = "net.bpnet: data.samples: expected at least 2 samples for --sample 2, found 1"
    assert run("check", "net.bpnet", "--sample", 2).complaint == f"backprop-gui: {expected}"


def test_without_parameters(run: Run, in_folder: Path) -> None:
    tree = seed_tree()
    for layer in tree["network"]["layers"]:
        layer |= {"weights": [[None, None], [None, None]], "bias": {"kind": "none"}}
    write(tree)
    done = run("check", "net.bpnet")
    assert (done.code, done.out.splitlines()[-1]) == (0, "The network has no parameters.")


def test_without_samples(run: Run, in_folder: Path) -> None:
    tree = seed_tree()
    tree["data"]["samples"] = []
    write(tree)
    expected = "backprop-gui: net.bpnet: data.samples: expected at least 1 sample, found none"
    assert run("check", "net.bpnet").complaint == expected
