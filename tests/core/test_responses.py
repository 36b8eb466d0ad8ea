"""Every neuron's answers over many points, held against plain arithmetic."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from support import plain_network
from support.networks import Build, project
from support.projects import project_of, project_trees

from backprop_gui.core import responses as module
from backprop_gui.core.network import INPUTS, NeuronPlace
from backprop_gui.core.progress import Cancelled
from backprop_gui.core.responses import Span, responses, span_of


@given(project_trees())
@settings(max_examples=30)
def test_answers_are_the_outs_of_plain_arithmetic(tree: dict[str, Any]) -> None:
    project = project_of(tree)
    found = responses(project.network, project.parameters, project.data.inputs)
    for row, sample in enumerate(tree["data"]["samples"]):
        _, outs = plain_network.forward(tree["network"], sample["inputs"])
        for layer, expected in enumerate(outs):
            assert found[layer][row].tolist() == pytest.approx([float(out) for out in expected], rel=1e-9)


def test_many_points_are_computed_one_part_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    made = project(Build((2, 3, 1)))
    inputs = np.random.default_rng(1).normal(size=(50, 2))
    whole = responses(made.network, made.parameters, inputs)
    monkeypatch.setattr(module, "AT_ONCE", 42)
    shares: list[float] = []
    parts = responses(made.network, made.parameters, inputs, shares.append)
    assert shares == sorted(shares) and len(shares) == 8
    for one, other in zip(whole, parts, strict=True):
        assert one == pytest.approx(other, rel=1e-14)

    def stop(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        responses(made.network, made.parameters, inputs, stop)


@pytest.mark.parametrize(
    ("activation", "expected"),
    [
        ("sigmoid", Span(0.5, 0.5)),
        ("tanh", Span(0.0, 1.0)),
        ("relu", Span(0.0, 3.0)),
        ("linear", Span(0.0, 3.0)),
    ],
)
def test_colours_end_where_an_activation_ends(activation: str, expected: Span) -> None:
    network = project(Build((2, 2, 1), hidden=activation)).network
    answers = np.array([-3.0, 0.1, np.nan, np.inf])
    assert span_of(network, NeuronPlace(0, 0), answers) == expected
    assert span_of(network, NeuronPlace(INPUTS, 0), answers) == Span(0.0, 3.0)
    assert span_of(network, NeuronPlace(INPUTS, 0), np.zeros(3)) == Span(0.0, 1.0)
