"""Normalised inputs have the promised mean and range, and lead back to the very numbers they were."""

import statistics
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop_gui.core.normalisation import KINDS, Normalisation, NormalisationKind

ROWS = np.array([[5.1, 3.0, 200.0], [4.9, 3.0, 100.0], [6.3, 3.0, 400.0], [5.8, 3.0, 0.1]])


def test_standard() -> None:
    normalised = Normalisation.fitted("standard", ROWS).apply(ROWS)
    for column in (0, 2):
        values = ROWS[:, column].tolist()
        mean, deviation = statistics.fmean(values), statistics.pstdev(values)
        expected = [(value - mean) / deviation for value in values]
        assert normalised[:, column].tolist() == pytest.approx(expected, rel=1e-12)


def test_min_max() -> None:
    normalised = Normalisation.fitted("min_max", ROWS).apply(ROWS)
    assert normalised.min(axis=0).tolist() == [0.0, 0.0, 0.0]
    assert normalised.max(axis=0).tolist() == [1.0, 0.0, 1.0]
    assert normalised[3, 0] == pytest.approx((5.8 - 4.9) / (6.3 - 4.9))


@pytest.mark.parametrize("kind", KINDS)
def test_constant_columns_are_not_divided_by_zero(kind: NormalisationKind) -> None:
    for rows in (ROWS[:, 1:2], ROWS[:1], np.full((3, 1), 0.1), np.full((3, 1), 1e300)):
        normalised = Normalisation.fitted(kind, rows).apply(rows)
        assert np.isfinite(normalised).all()
        if kind != "none":
            assert not normalised.any()


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_beyond_all_bounds_stay_finite(kind: NormalisationKind) -> None:
    rows = np.array([[1.7e308], [-1.7e308], [0.0]])
    assert np.isfinite(Normalisation.fitted(kind, rows).apply(rows)).all()


@example(rows=[[0, 0]] * 10 + [[0, 169]], decimals=0, kind="standard")
@given(
    st.lists(st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=2), min_size=1, max_size=20),
    st.integers(0, 4),
    st.sampled_from(KINDS),
)
def test_what_is_inverted_is_what_was(rows: Any, decimals: int, kind: NormalisationKind) -> None:
    table = np.array([[value / 10**decimals for value in row] for row in rows])
    normalisation = Normalisation.fitted(kind, table)
    normalised = normalisation.apply(table)
    assert normalisation.invert(normalised).tolist() == table.tolist()
    assert normalisation.original(float(normalised[0, 1]), 1) == table[0, 1]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8), st.sampled_from(KINDS))
def test_whatever_is_inverted_trains_the_same(values: list[float], kind: NormalisationKind) -> None:
    table = np.array(values)[:, None]
    normalisation = Normalisation.fitted(kind, table)
    normalised = normalisation.apply(table)
    again = normalisation.apply(normalisation.invert(normalised))
    assert again == pytest.approx(normalised, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_read_as_it_was_stored(kind: NormalisationKind) -> None:
    normalisation = Normalisation.fitted(kind, ROWS)
    assert Normalisation.read(normalisation.stored(), 3) == normalisation


@pytest.mark.parametrize(
    "stored",
    [
        None,
        5,
        {"kind": "square", "shift": [0], "scale": [1]},
        {"kind": ["standard"], "shift": [0], "scale": [1]},
        {"kind": "standard", "shift": [0, 0], "scale": [1, 1]},
        {"kind": "standard", "shift": [0], "scale": [0]},
        {"kind": "standard", "shift": [0], "scale": [-1]},
        {"kind": "standard", "shift": ["0"], "scale": [1]},
        {"kind": "standard", "shift": [True], "scale": [1]},
        {"kind": "standard", "shift": [10**400], "scale": [1]},
        {"kind": "standard"},
    ],
)
def test_what_makes_no_sense_is_no_normalisation(stored: object) -> None:
    assert Normalisation.read(stored, 1) == Normalisation()


@pytest.mark.parametrize("kind", ["standard", "min_max"])
@pytest.mark.parametrize("spread", [0, 30])
def test_a_whole_column_leads_back_like_its_numbers_one_by_one(kind: NormalisationKind, spread: int) -> None:
    random = np.random.default_rng(7)
    short = [*random.normal(size=300).round(4), *random.integers(-9999, 9999, 100), 0.0, 1000.0, -0.0]
    column = np.array([*short, *random.normal(size=200) * 10.0 ** random.uniform(-spread, spread, 200)])
    made = Normalisation.fitted(kind, column[:, None])
    values = made.apply(column[:, None])
    one_by_one = [made.original(value, 0) for value in values[:, 0].tolist()]
    assert made.invert(values)[:, 0].tolist() == one_by_one
