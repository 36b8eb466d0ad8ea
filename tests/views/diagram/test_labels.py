"""The search for places of labels."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from backprop_gui.views.diagram.labels import MOST_LABELS, Edges, place_labels

GROUND = (0.0, 0.0, 400.0, 300.0)
NO_OBSTACLES = np.zeros((0, 4))


def boxes(edges: Edges, spots: list) -> list[tuple[float, float, float, float]]:
    found = []
    for start, end, spot in zip(edges.starts, edges.ends, spots, strict=True):
        if spot is not None:
            x, y = start + spot.at * (end - start)
            y += spot.shift * edges.height
            found.append(
                (x - edges.width / 2, y - edges.height / 2, x + edges.width / 2, y + edges.height / 2)
            )
    return found


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


points = st.tuples(st.floats(0, 400), st.floats(0, 300))


@given(st.lists(st.tuples(points, points), max_size=25), st.lists(points, max_size=5))
def test_labels_never_touch_whatever_the_edges(lines: list, corners: list) -> None:
    starts = np.array([line[0] for line in lines]).reshape(-1, 2)
    ends = np.array([line[1] for line in lines]).reshape(-1, 2)
    edges = Edges(starts, ends, 60.0, 18.0)
    obstacles = np.array([(x, y, x + 30, y + 30) for x, y in corners]).reshape(-1, 4)
    found = boxes(edges, place_labels(edges, obstacles, GROUND))
    for number, box in enumerate(found):
        assert all(apart(box, other) for other in found[:number])
        assert all(apart(box, tuple(obstacle)) for obstacle in obstacles)
        assert box[0] >= 0 and box[1] >= 0 and box[2] <= 400 and box[3] <= 300


def test_a_label_goes_out_of_the_way_of_an_obstacle() -> None:
    edges = Edges(np.array([[0.0, 150.0]]), np.array([[400.0, 150.0]]), 60.0, 18.0)
    (free,) = place_labels(edges, NO_OBSTACLES, GROUND)
    (moved,) = place_labels(edges, np.array([[150.0, 100.0, 250.0, 200.0]]), GROUND)
    assert free and moved
    assert abs(free.at - 0.5) < 0.02
    assert abs(moved.at - 0.5) > 0.19


def test_labels_that_want_the_same_place_share_the_edge() -> None:
    edges = Edges(np.tile([[0.0, 150.0]], (4, 1)), np.tile([[400.0, 150.0]], (4, 1)), 60.0, 18.0)
    assert None not in place_labels(edges, NO_OBSTACLES, GROUND)


def test_where_there_is_no_room_there_is_no_label() -> None:
    edges = Edges(np.array([[0.0, 150.0]]), np.array([[400.0, 150.0]]), 60.0, 18.0)
    assert place_labels(edges, np.array([[0.0, 0.0, 400.0, 300.0]]), GROUND) == [None]


def test_more_labels_than_anybody_reads_are_not_tried() -> None:
    count = MOST_LABELS + 1
    edges = Edges(np.zeros((count, 2)), np.ones((count, 2)), 1.0, 1.0)
    assert place_labels(edges, NO_OBSTACLES, GROUND) == [None] * count
