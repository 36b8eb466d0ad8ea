"""The compiled engine computes what the NumPy engine computes, and what was computed elsewhere."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.projects import HIDDEN, LOSSES, OPTIMIZERS, project_of, project_trees, seed_tree, unfinished_tree

from backprop_gui.core.compiled import CompiledTrainer
from backprop_gui.core.trainer import NEVER, Trainer
from backprop_gui.document.examples import load_example
from backprop_gui.document.parameter_lists import weight_lists
from backprop_gui.document.project import Project
from backprop_gui.document.schema import decode, encode
from backprop_gui.document.storage import load

ROUNDS = Path(__file__).parents[1] / "reference" / "rounds"


def both(project: Project) -> tuple[Trainer, CompiledTrainer]:
    given = project.network, project.plan, project.data, project.state
    return Trainer(*given), CompiledTrainer(*given)


def close(found: Any, expected: Any, rel: float) -> bool:
    """Compare arrays relative to the largest number in them: sums cancel."""
    scale = float(np.abs(expected).max(initial=1.0))
    return bool(np.allclose(found, expected, rtol=rel, atol=rel * scale))


@given(project_trees())
@settings(max_examples=200)
def test_a_round_agrees(tree: dict[str, Any]) -> None:
    reference, compiled = both(decode(json.dumps(tree).encode()))
    expected, found = reference.advance(1, state_stride=1), compiled.advance(1, state_stride=1)
    assert found.finite == expected.finite
    if not expected.finite:
        return
    for name in ("errors", "sampled_rounds", "out", "delta", "gradient"):
        assert close(getattr(found, name), getattr(expected, name), 1e-12), name
    for name in ("rounds", "parameters", "memory"):
        assert close(getattr(found.states, name), getattr(expected.states, name), 1e-12), name
    # Adaptive rules divide a gradient by its size: one that is 0 but for rounding says nothing.
    meant = np.abs(expected.gradient[0]) > 1e-6
    old, new = found.states.parameters[0], found.state.parameters.flat
    assert close(new[meant], expected.state.parameters.flat[meant], 1e-12)
    assert new[reference.network.untrained].tolist() == old[reference.network.untrained].tolist()


@given(
    project_trees(),
    st.sampled_from([1e3, 1e9, 1e150, 1e300]),
    st.sampled_from([1.0, 1e3, 1e100, 1e154]),
)
@settings(max_examples=60)
def test_both_engines_call_the_same_rounds_diverged(
    tree: dict[str, Any], rate: float, largest: float
) -> None:
    """Each round from one state: what hostile rounds make of rounding is no rule.

    Nor are sums whose parts overflow while the whole does not, in one order or the other.
    """
    tree["training"]["optimizer"]["learning_rate"] = rate
    for layer in tree["network"]["layers"]:
        layer["weights"] = [
            [weight if weight is None else weight * largest for weight in row] for row in layer["weights"]
        ]
    reference, compiled = both(project_of(tree))
    with np.errstate(all="ignore"):  # the kernel's numbers are NumPy's where the JIT is off
        for _ in range(8):
            expected, found = reference.advance(1), compiled.advance(1)
            assert found.finite == expected.finite
            if not expected.finite:
                return
            compiled = compiled.again(reference.state)


def agreeing(project: Project, rounds: int = 3) -> None:
    """Compare some rounds of both engines."""
    reference, compiled = both(project)
    expected, found = reference.advance(rounds), compiled.advance(rounds)
    for name in ("errors", "out", "delta"):
        assert close(getattr(found, name), getattr(expected, name), 1e-12), name
    assert close(found.state.parameters.flat, expected.state.parameters.flat, 1e-12)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("loss", "output"), [(loss, out) for loss, outs in LOSSES.items() for out in outs])
def test_every_activation_and_loss_agrees(loss: str, output: str, hidden: str) -> None:
    tree = unfinished_tree("sgd", "shuffled")
    tree["training"]["loss"] = loss
    for sample in tree["data"]["samples"]:
        sample["inputs"] = [3 * number for number in sample["inputs"]]
    for layer, activation in zip(tree["network"]["layers"], (hidden, output), strict=True):
        layer["activation"] = activation
    agreeing(project_of(tree))


def test_outs_that_meet_their_targets_agree() -> None:
    tree = unfinished_tree("sgd", "sequential")
    tree["training"]["loss"] = "binary_cross_entropy"
    last = tree["network"]["layers"][1]
    last["activation"], last["weights"] = "softmax", [[2000, 2000], [-2000, -2000]]
    tree["network"]["layers"][0]["activation"] = "sigmoid"
    for sample in tree["data"]["samples"]:
        sample["targets"] = [1, 0]
    project = project_of(tree)
    agreeing(project)
    assert both(project)[1].advance(1).errors.tolist() == [0.0]


@pytest.mark.parametrize("order", ["sequential", "shuffled"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_thousand_rounds_agree(optimizer: str, order: str) -> None:
    reference, compiled = both(project_of(unfinished_tree(optimizer, order)))
    expected, found = reference.advance(1000), compiled.advance(1000)
    assert found.state.rounds == expected.state.rounds == 1000
    assert found.errors == pytest.approx(expected.errors, rel=1e-9, abs=0)
    assert found.state.parameters.flat == pytest.approx(expected.state.parameters.flat, rel=1e-9, abs=0)
    for name, vector in expected.state.memory.items():
        assert close(found.state.memory[name], vector, 1e-9)


@pytest.mark.parametrize("optimizer", ["adagrad", "rmsprop", "adam"])
def test_a_rate_times_a_gradient_need_not_be_finite(optimizer: str) -> None:
    """Their quotient by the gradient's size is what moves a weight: about the rate, 1e300."""
    tree: dict[str, Any] = seed_tree()
    tree["training"]["optimizer"] = {"name": optimizer, "learning_rate": 1e300}
    for layer in tree["network"]["layers"]:
        layer["activation"] = "linear"
    tree["data"]["samples"] = [{"inputs": [1e5, 1e5], "targets": [1e7, -1e7]}]
    reference, compiled = both(project_of(tree))
    expected, found = reference.advance(1), compiled.advance(1)
    assert found.finite and expected.finite
    assert close(found.state.parameters.flat, expected.state.parameters.flat, 1e-12)


@pytest.mark.parametrize("name", sorted(path.stem for path in ROUNDS.glob("*.bpnet")))
def test_rounds_solved_elsewhere(name: str) -> None:
    expected = json.loads((ROUNDS / f"{name}.expected.json").read_text())
    project = load(ROUNDS / f"{name}.bpnet")
    _, compiled = both(project)
    stretch = compiled.advance(expected["rounds"])
    assert stretch.errors == pytest.approx(expected["batch_errors"], rel=1e-7)
    found = weight_lists(project.network, stretch.state.parameters)
    for found_layer, layer in zip(found, expected["weights_after"], strict=True):
        for found_row, row in zip(found_layer, layer, strict=True):
            assert found_row == pytest.approx(row, rel=1e-7, abs=1e-12)


def test_ten_thousand_rounds_of_the_slides() -> None:
    _, compiled = both(load_example("seed"))
    assert compiled.advance(1).errors[0] == pytest.approx(0.298371109, abs=1e-9)
    compiled.advance(9_999, stride=NEVER)
    assert compiled.state.rounds == 10_000
    assert compiled.data_error() == pytest.approx(0.0000351019, rel=1e-5)


def test_a_stretch_ends_when_no_more_can_be_kept() -> None:
    reference, compiled = both(load_example("seed"))
    stretch = compiled.advance(100_000, stride=1)
    assert 0 < stretch.errors.size < 100_000
    assert stretch.sampled_rounds.tolist() == list(range(stretch.errors.size))
    expected = reference.advance(stretch.errors.size)
    assert close(stretch.out, expected.out, 1e-9)


def test_a_run_that_diverges_stops_in_its_round() -> None:
    tree = json.loads(encode(load_example("opening")))
    tree["training"]["optimizer"]["learning_rate"] = 1e6
    reference, compiled = both(decode(json.dumps(tree).encode()))
    with np.errstate(all="ignore"):  # the kernel's numbers are NumPy's where the JIT is off
        expected, found = reference.advance(1000), compiled.advance(1000)
    assert not found.finite and not expected.finite
    assert found.state.rounds == expected.state.rounds
