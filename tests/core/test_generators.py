"""The data sets lie where they are described to lie, and the same seed makes the same points."""

import math

import numpy as np
import pytest

from backprop_gui.core.features import FEATURES, features_of, inputs_of
from backprop_gui.core.generators import GENERATORS, MOST_NOISE, Points, generate

FIRST_OF_SEED_7 = np.random.default_rng(7).uniform(0.0, 2.5)


def made(name: str, samples: int = 2000, noise: float = 0.0, seed: int = 3) -> Points:
    return generate(name, samples, noise, seed)


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize("noise", [0.0, MOST_NOISE])
def test_a_seed_makes_the_same_points_again(name: str, noise: float) -> None:
    one, again, other = (generate(name, 60, noise, seed) for seed in (5, 5, 6))
    for first, second, third in zip(
        (one.x1, one.labels), (again.x1, again.labels), (other.x1, other.labels), strict=True
    ):
        assert first.tolist() == second.tolist()
        assert first.tolist() != third.tolist()
    assert np.isfinite([one.x1, one.x2, one.labels]).all()


@pytest.mark.parametrize("name", GENERATORS)
@pytest.mark.parametrize("samples", [1, 2, 3, 501])
def test_as_many_points_as_asked_for(name: str, samples: int) -> None:
    assert len(generate(name, samples, 0.1, 0)) == samples


@pytest.mark.parametrize("name", ["circle", "gauss", "spiral"])
def test_halves_are_as_large_and_mixed(name: str) -> None:
    labels = made(name).labels
    assert labels.sum() == 0
    assert set(labels) == {1.0, -1.0}
    assert 400 < (labels[:1000] > 0).sum() < 600


def test_usual_numbers_of_points() -> None:
    sizes = {name: generator.samples for name, generator in GENERATORS.items()}
    assert {sizes[name] for name in ("circle", "xor", "gauss", "spiral")} == {500}
    assert {sizes[name] for name in ("plane", "multi_gauss")} == {1200}


def test_circle() -> None:
    points = made("circle")
    radius = np.hypot(points.x1, points.x2)
    inside = points.labels > 0
    assert (radius[inside] <= 2.5).all()
    assert (radius[~inside] >= 3.5).all()
    assert (radius[~inside] <= 5.0).all()
    assert radius[inside].max() > 2.4
    assert radius[~inside].min() < 3.6
    assert generate("circle", 1, 0.0, 7).x1[0] ** 2 + generate("circle", 1, 0.0, 7).x2[
        0
    ] ** 2 == pytest.approx(FIRST_OF_SEED_7**2)


def test_noise_of_circle_and_xor_changes_labels_and_no_place() -> None:
    for name in ("circle", "xor"):
        clean, noisy = made(name), made(name, noise=0.25)
        order = np.argsort(clean.x1), np.argsort(noisy.x1)
        assert clean.x1[order[0]].tolist() == noisy.x1[order[1]].tolist()
        changed = (clean.labels[order[0]] != noisy.labels[order[1]]).mean()
        assert 0.02 < changed < 0.45


def test_xor() -> None:
    points = made("xor")
    for x in (points.x1, points.x2):
        assert (np.abs(x) >= 0.3).all()
        assert (np.abs(x) <= 5.3).all()
    assert (np.sign(points.x1 * points.x2) == points.labels).all()


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)])
def test_gauss(noise: float, variance: float) -> None:
    points = made("gauss", 20_000, noise)
    for label in (1.0, -1.0):
        for x in (points.x1, points.x2):
            cloud = x[points.labels == label]
            assert cloud.mean() == pytest.approx(2 * label, abs=0.08)
            assert cloud.var() == pytest.approx(variance, rel=0.05)


def test_spiral() -> None:
    points = made("spiral", 500)
    for label, turned in ((1.0, 0.0), (-1.0, math.pi)):
        arm = points.labels == label
        along = np.sort(np.hypot(points.x1[arm], points.x2[arm]))
        assert along == pytest.approx(5 * np.arange(250) / 250, abs=1e-12)
        turn = 1.75 * 2 * math.pi * np.hypot(points.x1[arm], points.x2[arm]) / 5 + turned
        assert points.x1[arm] == pytest.approx(np.sin(turn) * np.hypot(points.x1[arm], points.x2[arm]))


def test_noise_of_the_spiral_moves_points_by_at_most_itself() -> None:
    clean, noisy = made("spiral", 500), made("spiral", 500, noise=0.2)
    near = [np.hypot(clean.x1 - x1, clean.x2 - x2).min() for x1, x2 in zip(noisy.x1, noisy.x2, strict=True)]
    assert 0.0 < max(near) <= 0.2 * math.sqrt(2)


def test_plane() -> None:
    points = made("plane")
    assert points.labels == pytest.approx((points.x1 + points.x2) / 10)
    assert np.abs(points.x1).max() == pytest.approx(6, abs=0.05)


@pytest.mark.parametrize(
    ("place", "height"),
    [((-4, 2.5), 1), ((0, 2.5), -1), ((4, 2.5), 1), ((-4, -2.5), -1), ((0, -2.5), 1), ((4, -2.5), -1)],
)
def test_multi_gauss(place: tuple[float, float], height: float) -> None:
    points = made("multi_gauss", 20_000)
    distance = np.hypot(points.x1 - place[0], points.x2 - place[1])
    near = distance < 1.9
    assert points.labels[near] == pytest.approx(height * (1 - distance[near] / 2), abs=1e-12)
    everywhere = np.abs(points.labels)
    assert (everywhere <= 1).all()
    assert (everywhere == 0).any()


def test_sine() -> None:
    points = made("sine", noise=0.1)
    assert np.abs(points.x1).max() <= math.pi
    assert not points.x2.any()
    missed = points.labels - np.sin(points.x1)
    assert 0.09 < np.abs(missed).max() <= 0.1


def test_features() -> None:
    x1, x2 = np.array([2.0, -1.0]), np.array([3.0, 0.5])
    expected = [
        [2, 3, 4, 9, 6, math.sin(2), math.sin(3)],
        [-1, 0.5, 1, 0.25, -0.5, math.sin(-1), math.sin(0.5)],
    ]
    assert inputs_of(list(FEATURES), x1, x2) == pytest.approx(np.array(expected), abs=0)
    assert inputs_of(("x1·x2",), x1, x2).tolist() == [[6.0], [-0.5]]


def test_features_of_a_line_know_no_second_coordinate() -> None:
    assert features_of(1) == ("x1", "x1²", "sin(x1)")
    assert features_of(2) == tuple(FEATURES)
