"""Every gradient of random networks, held against a slope that was found without any derivative."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from support import plain_network
from support.projects import project_of, project_trees

from backprop_gui.core.backprop import backward, error_of, forward


def close(expected: Any) -> Any:
    return pytest.approx(float(expected), rel=1e-9, abs=1e-12)


@given(project_trees())
@settings(max_examples=60)
def test_passes_agree_with_plain_arithmetic(tree: dict[str, Any]) -> None:
    project = project_of(tree)
    ahead = forward(project.network, project.parameters, project.data.inputs)
    for row, sample in enumerate(tree["data"]["samples"]):
        nets, outs = plain_network.forward(tree["network"], sample["inputs"])
        for layer in range(len(nets)):
            assert ahead.net[layer][row].tolist() == [close(value) for value in nets[layer]]
            assert ahead.out[layer][row].tolist() == [close(value) for value in outs[layer]]
    loss, data = project.plan.loss, project.data
    found = error_of(project.network, project.parameters, loss, data.inputs, data.targets)
    assert found == close(plain_network.error(tree))


@given(project_trees())
@settings(max_examples=60)
def test_gradients_agree_with_slopes(tree: dict[str, Any]) -> None:
    project = project_of(tree)
    network, parameters, data = project.network, project.parameters, project.data
    ahead = forward(network, parameters, data.inputs)
    gradient = backward(network, parameters, project.plan.loss, ahead, data.targets).gradient
    for layer, rows in enumerate(plain_network.weight_slopes(tree)):
        expected = [[0.0 if slope is None else close(slope) for slope in row] for row in rows]
        assert gradient.weights[layer].tolist() == expected
    for layer, slopes in enumerate(plain_network.bias_slopes(tree)):
        assert gradient.biases[layer].tolist() == [close(slope) for slope in slopes]


def test_missing_connections_carry_nothing() -> None:
    tree = {
        "format": "backprop-gui",
        "version": 1,
        "network": {
            "inputs": ["a", "b"],
            "layers": [
                {"neurons": ["o"], "activation": "linear", "weights": [[2, None]], "bias": {"kind": "none"}}
            ],
        },
        "training": {"loss": "half_squared_error", "optimizer": {"name": "sgd", "learning_rate": 1}},
        "data": {"samples": [{"inputs": [3, 1e300], "targets": [5]}]},
    }
    project = project_of(tree)
    ahead = forward(project.network, project.parameters, project.data.inputs)
    back = backward(project.network, project.parameters, "half_squared_error", ahead, project.data.targets)
    assert ahead.out[0].tolist() == [[6.0]]
    assert np.array_equal(back.gradient.weights[0], [[3.0, 0.0]])
