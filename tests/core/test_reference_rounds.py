"""Small networks that were solved elsewhere, by automatic differentiation in float64."""

import json
from pathlib import Path
from typing import Any

import pytest

from backprop_gui.core.network import Network, Parameters
from backprop_gui.core.trainer import Trainer
from backprop_gui.core.training import compute_round
from backprop_gui.document.parameter_lists import bias_lists, weight_lists
from backprop_gui.document.project import Project
from backprop_gui.document.storage import load

ROUNDS = Path(__file__).parents[1] / "reference" / "rounds"


@pytest.fixture(params=sorted(path.stem for path in ROUNDS.glob("*.bpnet")))
def case(request: pytest.FixtureRequest) -> tuple[Project, dict[str, Any]]:
    expected = json.loads((ROUNDS / f"{request.param}.expected.json").read_text())
    return load(ROUNDS / f"{request.param}.bpnet"), expected


def approximately(expected: Any, rel: float, absolute: float = 1e-12) -> Any:
    """Compare nested lists of numbers; a bias that stands in a list of its own is meant too."""
    if isinstance(expected, list):
        return [approximately(entry, rel, absolute) for entry in expected]
    return pytest.approx(expected, rel=rel, abs=absolute) if isinstance(expected, float) else expected


def biases_as_listed(network: Network, parameters: Parameters, expected: list[Any]) -> list[Any]:
    """List biases, a frozen layer as the expected results write it."""
    listed = bias_lists(network, parameters)
    return ["frozen" if entry == "frozen" else listed[layer] for layer, entry in enumerate(expected)]


def unwrapped(entries: list[Any], network: Network) -> list[Any]:
    """Take a shared bias out of the list that the expected results put it into."""
    return [
        entry[0] if isinstance(entry, list) and layer.bias == "shared" else entry
        for entry, layer in zip(entries, network.layers, strict=True)
    ]


def test_first_sample(case: tuple[Project, dict[str, Any]]) -> None:
    project, expected = case
    network, first = project.network, expected["first_sample"]
    computed = compute_round(network, project.plan, project.state, project.data.rows(slice(0, 1)))
    found = {
        "net": [layer[0].tolist() for layer in computed.ahead.net],
        "out": [layer[0].tolist() for layer in computed.ahead.out],
        "delta": [layer[0].tolist() for layer in computed.back.delta],
        "error": float(computed.errors.sum()),
        "weight_gradients": weight_lists(network, computed.back.gradient),
        "bias_gradients": biases_as_listed(network, computed.back.gradient, first["bias_gradients"]),
    }
    first = {**first, "bias_gradients": unwrapped(first["bias_gradients"], network)}
    assert found == {key: approximately(value, 1e-9) for key, value in first.items()}


def test_training(case: tuple[Project, dict[str, Any]]) -> None:
    project, expected = case
    trainer = Trainer(project.network, project.plan, project.data, project.state)
    stretch = trainer.advance(expected["rounds"])
    parameters = trainer.state.parameters
    assert stretch.errors.tolist() == approximately(expected["batch_errors"], 1e-7)
    assert trainer.data_error() == approximately(expected["data_error_after"], 1e-7)
    assert weight_lists(project.network, parameters) == approximately(expected["weights_after"], 1e-7)
    biases = unwrapped(expected["biases_after"], project.network)
    assert bias_lists(project.network, parameters) == approximately(biases, 1e-7)
