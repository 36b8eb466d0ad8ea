"""Contours of surfaces whose lines are known."""

import numpy as np
import pytest

from backprop_gui.core.contours import contour, levels_of

ROWS, COLUMNS = np.mgrid[0:41, 0:61].astype(float)


def test_a_cones_contour_is_a_closed_circle() -> None:
    pieces = contour(np.hypot(COLUMNS - 30, ROWS - 20), 12.3)
    distance = np.hypot(pieces[..., 0] - 30, pieces[..., 1] - 20)
    assert distance == pytest.approx(12.3, abs=0.02)
    ends, times = np.unique(pieces.reshape(-1, 2).round(9), axis=0, return_counts=True)
    assert set(times) == {2} and len(ends) == len(pieces)
    length = np.hypot(*(pieces[:, 0] - pieces[:, 1]).T).sum()
    assert length == pytest.approx(2 * np.pi * 12.3, rel=0.01)


@pytest.mark.parametrize("angle", range(0, 360, 15))
def test_a_slopes_contour_is_straight_through_the_whole_grid(angle: int) -> None:
    across, down = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    heights = across * (COLUMNS - 30) + down * (ROWS - 20)
    pieces = contour(heights, 0.12345)
    assert across * (pieces[..., 0] - 30) + down * (pieces[..., 1] - 20) == pytest.approx(0.12345)
    reach = np.ptp(pieces.reshape(-1, 2), axis=0).max()
    assert reach == pytest.approx(60 if abs(down) > abs(across) * 40 / 60 else 40, rel=0.5)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("level", [-0.2, 0.2])
def test_at_a_saddle_lines_do_not_cross(sign: int, level: float) -> None:
    heights = sign * np.array([[1.0, -1.0], [-1.0, 1.0]])
    pieces = contour(heights, level)
    middle_is_above = level < 0
    for piece in pieces:
        corner = piece.mean(axis=0).round()
        height_of_corner = heights[int(corner[1]), int(corner[0])]
        # Each line cuts off a corner that lies on the other side of the level than the middle.
        assert (height_of_corner > level) != middle_is_above
    assert len(pieces) == 2
    # Where (1 - 2x) and (2x - 1) meet the level: every edge of the cell is crossed once.
    near, far = (1 - sign * level) / 2, (1 + sign * level) / 2
    ends = {(x, y) for x, y in pieces.reshape(-1, 2).round(9).tolist()}
    assert ends == {(near, 0.0), (0.0, near), (far, 1.0), (1.0, far)}


def test_what_is_not_finite_is_left_out() -> None:
    heights = np.hypot(COLUMNS - 30, ROWS - 20)
    heights[20, 42] = np.nan
    heights[0, 0] = np.inf
    pieces = contour(heights, 12.3)
    assert np.isfinite(pieces).all()
    assert 0 < len(pieces) < len(contour(np.hypot(COLUMNS - 30, ROWS - 20), 12.3))


def test_a_level_beyond_the_surface_has_no_line() -> None:
    assert contour(np.zeros((5, 5)), 1.0).shape == (0, 2, 2)
    assert contour(np.ones((5, 5)), 0.0).shape == (0, 2, 2)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.0, 1.0, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]),
        (0.11, 0.48, [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45]),
        (0.03, 2.0, [0.05, 0.1, 0.2, 0.5, 1.0]),
        (-3.0, 3.0, [-2.0, -1.0, 0.0, 1.0, 2.0]),
    ],
)
def test_levels_are_round_and_between(low: float, high: float, expected: list[float]) -> None:
    found = levels_of(np.array([[low, np.nan], [high, np.inf]]))
    assert found == pytest.approx(expected)


def test_levels_over_many_powers_of_ten_stay_few() -> None:
    found = levels_of(np.array([[1e-30, 1e30]]))
    assert 4 <= len(found) <= 20 and np.log10(found) == pytest.approx(np.log10(found).round())
    assert levels_of(np.zeros((2, 2))).size == 0
    assert levels_of(np.full((2, 2), np.nan)).size == 0
