"""Another program's reader, written from docs/file-format.md alone: only json and math are needed."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backprop_gui.core.backprop import error_of
from backprop_gui.document.examples import EXAMPLES, load_example
from backprop_gui.document.schema import encode

ROUNDS = sorted((Path(__file__).parents[1] / "reference" / "rounds").glob("*.bpnet"))

ACTIVATIONS: dict[str, Callable[[float], float]] = {
    "linear": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "elu": lambda z: z if z > 0 else math.exp(z) - 1,
    "softplus": lambda z: math.log(1 + math.exp(z)),
    "silu": lambda z: z / (1 + math.exp(-z)),
    "gelu": lambda z: z * (1 + math.erf(z / math.sqrt(2))) / 2,
}
LOSSES: dict[str, Callable[[list[float], list[float]], float]] = {
    "half_squared_error": lambda t, o: sum((a - b) ** 2 / 2 for a, b in zip(t, o, strict=True)),
    "mean_squared_error": lambda t, o: sum((a - b) ** 2 for a, b in zip(t, o, strict=True)) / len(t),
    "mean_absolute_error": lambda t, o: sum(abs(a - b) for a, b in zip(t, o, strict=True)) / len(t),
    "binary_cross_entropy": lambda t, o: (
        -sum(a * math.log(b) + (1 - a) * math.log(1 - b) for a, b in zip(t, o, strict=True))
    ),
    "cross_entropy": lambda t, o: -sum(a * math.log(b) for a, b in zip(t, o, strict=True) if a),
}


def biases(layer: dict[str, Any]) -> list[float]:
    bias, neurons = layer["bias"], len(layer["neurons"])
    return bias.get("values") or [bias.get("value", 0.0)] * neurons


def outputs(project: dict[str, Any], signals: list[float]) -> list[float]:
    for layer in project["network"]["layers"]:
        net = [
            sum((weight or 0.0) * signal for weight, signal in zip(row, signals, strict=True)) + bias
            for row, bias in zip(layer["weights"], biases(layer), strict=True)
        ]
        if layer["activation"] == "softmax":
            powers = [math.exp(value - max(net)) for value in net]
            signals = [power / sum(powers) for power in powers]
        else:
            signals = [ACTIVATIONS[layer["activation"]](value) for value in net]
    return signals


def sample_error(project: dict[str, Any], sample: dict[str, list[float]]) -> float:
    found = outputs(project, sample["inputs"])
    return LOSSES[project["training"]["loss"]](sample["targets"], found)


def test_it_computes_the_seeds_error() -> None:
    project = json.loads(encode(load_example("seed")))
    error = sample_error(project, project["data"]["samples"][0])
    assert error == pytest.approx(0.2983711087600027, rel=1e-15)


@pytest.mark.parametrize("path", ROUNDS, ids=lambda path: path.stem)
def test_it_computes_errors_that_were_solved_elsewhere(path: Path) -> None:
    project = json.loads(path.read_bytes())
    expected = json.loads(path.with_name(f"{path.stem}.expected.json").read_bytes())["first_sample"]["error"]
    assert sample_error(project, project["data"]["samples"][0]) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("name", [example.name for example in EXAMPLES])
def test_it_agrees_with_the_program_about_every_example(name: str) -> None:
    ours = load_example(name)
    project = json.loads(encode(ours))
    errors = [sample_error(project, sample) for sample in project["data"]["samples"]]
    expected = error_of(ours.network, ours.parameters, ours.plan.loss, ours.data.inputs, ours.data.targets)
    assert sum(errors) / len(errors) == pytest.approx(expected, rel=1e-9)
