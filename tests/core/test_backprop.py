"""The seed's round and its ten thousand, held against figures of 20 digits computed elsewhere."""

import json
from pathlib import Path

import pytest
from support.projects import project_of, seed_tree

from backprop_gui.core.network import Parameters
from backprop_gui.core.trainer import Trainer
from backprop_gui.core.training import ComputedRound, compute_round

FIGURES = json.loads((Path(__file__).parents[1] / "reference" / "seed_figures.json").read_text())["figures"]
EXACT = {figure["symbol"]: float(figure["exact"]) for figure in FIGURES}
NEURONS = [["h1", "h2"], ["o1", "o2"]]


@pytest.fixture(scope="module")
def computed() -> ComputedRound:
    project = project_of(seed_tree())
    return compute_round(project.network, project.plan, project.state, project.data)


def exactly(symbol: str) -> object:
    return pytest.approx(EXACT[symbol], rel=1e-12, abs=0)


@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("place", [0, 1])
def test_passes(computed: ComputedRound, layer: int, place: int) -> None:
    name = NEURONS[layer][place]
    assert computed.ahead.net[layer][0, place] == exactly(f"net_{name}")
    assert computed.ahead.out[layer][0, place] == exactly(f"out_{name}")
    assert computed.back.delta[layer][0, place] == exactly(f"delta_{name}")


def test_errors(computed: ComputedRound) -> None:
    assert computed.errors[0, 0] == exactly("E_o1")
    assert computed.errors[0, 1] == exactly("E_o2")
    assert computed.errors.sum() == exactly("E_total")


@pytest.mark.parametrize("number", range(1, 9))
def test_weights(computed: ComputedRound, number: int) -> None:
    assert computed.back.gradient.flat[number - 1] == exactly(f"dE_total/dw{number}")
    assert computed.after.parameters.flat[number - 1] == exactly(f"w{number}+")


def test_biases_that_are_not_trained_stay(computed: ComputedRound) -> None:
    assert [bias.tolist() for bias in computed.after.parameters.biases] == [[0.35], [0.60]]


def test_error_after_many_rounds() -> None:
    project = project_of(seed_tree())
    trainer = Trainer(project.network, project.plan, project.data, project.state)
    found = {}
    for rounds in (1, 9999, 10000):
        trainer.advance(rounds - trainer.state.rounds)
        found[rounds] = trainer.data_error()
    # Rounding adds up over the rounds: after so many, ten digits are left of the sixteen.
    assert found[1] == pytest.approx(EXACT["E_total after round 1"], rel=1e-12)
    assert found[9999] == pytest.approx(EXACT["E_total after 9999 rounds"], rel=1e-10)
    assert found[10000] == pytest.approx(EXACT["E_total after 10000 rounds"], rel=1e-10)


def test_a_round_leaves_the_parameters_before_it_alone() -> None:
    project = project_of(seed_tree())
    before = project.parameters.flat.tobytes()
    after = compute_round(project.network, project.plan, project.state, project.data).after.parameters
    assert project.parameters.flat.tobytes() == before
    assert isinstance(after, Parameters)
    assert after.flat.tobytes() != before


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ({"kind": "shared", "trainable": False}, 0.291027774),
        ({"kind": "shared", "trainable": True}, 0.285750887),
        ({"kind": "per_neuron", "trainable": True}, 0.280471447),
    ],
)
def test_the_kinds_of_bias_come_to_their_known_errors(kinds: dict[str, object], expected: float) -> None:
    """The errors after one round are published for each way of treating the biases."""
    tree = seed_tree()
    for layer, value in zip(tree["network"]["layers"], (0.35, 0.60), strict=True):
        layer["bias"] = kinds | (
            {"value": value} if kinds["kind"] == "shared" else {"values": [value, value]}
        )
    project = project_of(tree)
    trainer = Trainer(project.network, project.plan, project.data, project.state)
    trainer.advance(1)
    assert round(trainer.data_error(), 9) == expected
