"""Files of every version so far: they open today, and mean what they meant."""

import json
from pathlib import Path
from typing import Any

import pytest

from backprop_gui.document.schema import VERSION, decode, encode

CHECKOUT = Path(__file__).resolve().parents[2]
CORPUS = sorted(Path(__file__).with_name("corpus").glob("*.bpnet"))


def plain(path: Path) -> Any:
    return json.loads(path.read_text("utf-8-sig"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_it_opens_and_holds_what_stands_in_it(path: Path) -> None:
    project, tree = decode(path.read_bytes()), plain(path)
    assert project.title == tree.get("title", "")
    assert list(project.network.inputs) == tree["network"]["inputs"]
    for layer, weights, written in zip(
        project.network.layers, project.parameters.weights, tree["network"]["layers"], strict=True
    ):
        assert (list(layer.neurons), layer.activation) == (written["neurons"], written["activation"])
        assert layer.present.tolist() == [
            [weight is not None for weight in row] for row in written["weights"]
        ]
        assert weights.tolist() == [[weight or 0.0 for weight in row] for row in written["weights"]]
    assert project.plan.optimizer.name == tree["training"]["optimizer"]["name"]
    assert project.state.rounds == tree.get("progress", {}).get("rounds", 0)
    assert project.data.inputs.tolist() == [sample["inputs"] for sample in tree["data"]["samples"]]
    assert dict(project.view) == tree.get("view", {})


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_saved_again_it_is_of_the_present_version_and_loses_nothing(path: Path) -> None:
    saved = encode(decode(path.read_bytes()))
    assert json.loads(saved)["version"] == VERSION
    assert encode(decode(saved)) == saved


def test_every_version_is_there() -> None:
    assert {plain(path)["version"] for path in CORPUS} == set(range(1, VERSION + 1))
    assert all(path.name.startswith(f"v{plain(path)['version']}-") for path in CORPUS)
