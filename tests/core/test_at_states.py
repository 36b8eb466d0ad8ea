"""One sample at many states: as the plain round has it at each of them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from support.projects import project_of, project_trees, unfinished_tree

from backprop_gui.core.at_states import SampleAtStates, numbers_at
from backprop_gui.core.backprop import backward, forward
from backprop_gui.core.network import Parameters
from backprop_gui.core.series import SampledSeries


@given(project_trees())
@settings(max_examples=50)
def test_each_state_agrees_with_the_plain_round(tree: dict[str, Any]) -> None:
    project = project_of(tree)
    network, sample = project.network, project.data.rows(slice(0, 1))
    states = project.parameters.flat * np.array([[1.0], [0.5], [-0.3]])
    found = numbers_at(network, project.plan.loss, states, sample.inputs[0], sample.targets[0])
    for place, row in enumerate(states):
        parameters = Parameters(network, row.copy())
        ahead = forward(network, parameters, sample.inputs)
        with np.errstate(all="ignore"):
            back = backward(network, parameters, project.plan.loss, ahead, sample.targets)
        expected = np.hstack(ahead.out)[0], np.hstack(back.delta)[0], back.gradient.flat
        for numbers, plain in zip(found, expected, strict=True):
            assert numbers[place] == pytest.approx(plain, rel=1e-9, abs=1e-12, nan_ok=True)


def test_it_follows_states_that_come_that_are_thinned_and_that_are_others() -> None:
    project = project_of(unfinished_tree("sgd", "sequential"))
    network, sample = project.network, project.data.rows(slice(2, 3))
    evaluated = SampleAtStates(network, project.plan.loss, sample.inputs[0], sample.targets[0])
    states, generator = SampledSeries(network.parameter_count, 16), np.random.default_rng(0)
    for begin in (0, 5, 12, 30):
        rounds = np.arange(begin, begin + 5)
        states.append(rounds, generator.normal(size=(5, network.parameter_count)))
        evaluated.follow(states)
        expected = numbers_at(network, project.plan.loss, states.rows, sample.inputs[0], sample.targets[0])
        assert evaluated.out.rounds.tolist() == states.rounds.tolist()
        for series, rows in zip((evaluated.out, evaluated.delta, evaluated.gradient), expected, strict=True):
            assert series.rows.tolist() == rows.tolist()
            assert series.end(0) == 0
    states.truncate(5)
    states.append(np.array([5, 6]), generator.normal(size=(2, network.parameter_count)))
    evaluated.follow(states)
    last = numbers_at(network, project.plan.loss, states.rows, sample.inputs[0], sample.targets[0])[0][-1]
    assert evaluated.out.rows[-1].tolist() == last.tolist()
