"""Weights to begin with, held against the bounds and deviations of the papers."""

import math

import numpy as np
import pytest
from support.networks import Build, project

from backprop_gui.core.initialisation import SCHEMES, initial_parameters, redrawn, usual_scheme

NEURONS, SOURCES = 300, 200
DEVIATIONS = {
    # A uniform distribution's deviation is its bound / √3.
    "uniform": 1 / math.sqrt(SOURCES) / math.sqrt(3),
    "normal": 1 / math.sqrt(SOURCES),
    "xavier": math.sqrt(2 / (SOURCES + NEURONS)),
    "he": math.sqrt(2 / SOURCES),
}


@pytest.mark.parametrize("name", SCHEMES)
def test_a_schemes_spread_is_the_papers(name: str) -> None:
    drawn = SCHEMES[name].draw(np.random.default_rng(1), NEURONS, SOURCES)
    assert drawn.shape == (NEURONS, SOURCES)
    assert drawn.std() == pytest.approx(DEVIATIONS[name], rel=0.02)
    assert abs(drawn.mean()) < 4 * DEVIATIONS[name] / math.sqrt(drawn.size)


@pytest.mark.parametrize(
    ("name", "bound"), [("uniform", 1 / math.sqrt(SOURCES)), ("xavier", math.sqrt(6 / (SOURCES + NEURONS)))]
)
def test_even_schemes_keep_within_their_bound_and_reach_it(name: str, bound: float) -> None:
    drawn = abs(SCHEMES[name].draw(np.random.default_rng(1), NEURONS, SOURCES))
    assert 0.99 * bound < drawn.max() <= bound


def test_each_activation_has_what_suits_it() -> None:
    assert [usual_scheme(name).name for name in ("relu", "gelu", "tanh", "sigmoid", "linear")] == [
        *("he", "he", "xavier", "xavier", "xavier")
    ]


def test_one_seed_one_network() -> None:
    network = project(Build(sizes=(3, 4, 2), missing=[(0, 1, 2)])).network
    first, again, other = (initial_parameters(network, seed) for seed in (1, 1, 2))
    assert first.flat.tolist() == again.flat.tolist() != other.flat.tolist()
    assert first.weights[0][1, 2] == 0.0
    assert not np.concatenate(first.biases).any()


def test_only_what_is_chosen_and_trained_is_drawn_anew() -> None:
    made = project(Build(sizes=(2, 2, 1), frozen=[(0, 0, 0)], missing=[(0, 0, 1)]))
    chosen = np.zeros(made.network.parameter_count, dtype=bool)
    chosen[[0, 1, 2, 6]] = True
    after = redrawn(made.network, made.parameters, chosen, 1, SCHEMES["he"])
    assert np.flatnonzero(after.flat != made.parameters.flat).tolist() == [2]
