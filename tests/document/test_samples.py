"""The samples as a table: rows come, go and move, in the numbers that people read."""

import numpy as np
import pytest
from support.networks import Build, project

from backprop_gui.document.errors import FileError
from backprop_gui.document.pasted_table import copied_text, pasted_block
from backprop_gui.document.project import Project
from backprop_gui.document.samples import (
    MOST_SAMPLES,
    column_names,
    table_of,
    with_blank_rows,
    with_block,
    with_rows_added,
    with_rows_duplicated,
    with_rows_moved,
    without_rows,
)
from backprop_gui.document.task import normalisation_of, with_normalisation

ROWS = [[1.0, 20.0, 0.1], [2.0, 30.0, 0.2], [4.0, 50.0, 0.3], [8.0, 90.0, 0.4]]


@pytest.fixture(params=["none", "standard", "min_max"])
def four(request: pytest.FixtureRequest) -> Project:
    """Four samples of two inputs and a target, stored in each of the ways."""
    made = project(Build((2, 2, 1)), [row[:2] for row in ROWS], [row[2:] for row in ROWS])
    return with_normalisation(made, request.param)


def shown(project: Project) -> list[list[float]]:
    return table_of(project).tolist()


def test_the_table_is_what_was_written(four: Project) -> None:
    assert shown(four) == ROWS
    assert column_names(four) == ["i1", "i2", "target o1"]


def test_rows_are_added_and_the_others_keep_their_bits(four: Project) -> None:
    more = with_rows_added(four, 1, np.array([[3.0, 40.0, 0.5], [5.0, 60.0, 0.6]]))
    assert shown(more) == [ROWS[0], [3.0, 40.0, 0.5], [5.0, 60.0, 0.6], *ROWS[1:]]
    assert more.data.inputs[[0, 3, 4, 5]].tobytes() == four.data.inputs.tobytes()
    assert normalisation_of(more) == normalisation_of(four)


def test_a_blank_row_reads_as_zeros(four: Project) -> None:
    assert shown(with_blank_rows(four, 4)) == [*ROWS, [0.0, 0.0, 0.0]]


def test_rows_are_removed_but_never_all(four: Project) -> None:
    assert shown(without_rows(four, [0, 2])) == [ROWS[1], ROWS[3]]
    with pytest.raises(FileError, match="needs a sample"):
        without_rows(four, range(4))


def test_copies_stand_below(four: Project) -> None:
    copied = with_rows_duplicated(four, [2, 0])
    assert shown(copied) == [ROWS[0], ROWS[1], ROWS[2], ROWS[0], ROWS[2], ROWS[3]]


@pytest.mark.parametrize(
    ("rows", "by", "order"),
    [
        ([1], -1, [1, 0, 2, 3]),
        ([1, 2], 1, [0, 3, 1, 2]),
        ([3, 1], -1, [1, 0, 3, 2]),
        ([0, 2], 1, [1, 0, 3, 2]),
    ],
)
def test_rows_move_together(four: Project, rows: list[int], by: int, order: list[int]) -> None:
    assert shown(with_rows_moved(four, rows, by)) == [ROWS[row] for row in order]


@pytest.mark.parametrize(("rows", "by"), [([0, 2], -1), ([3], 1)])
def test_nothing_moves_beyond_the_end(four: Project, rows: list[int], by: int) -> None:
    assert with_rows_moved(four, rows, by) is four


def test_a_block_is_written_and_goes_on_beyond_the_end(four: Project) -> None:
    written = with_block(four, 3, 1, np.array([[7.0, 0.7], [6.0, 0.6]]))
    assert shown(written) == [*ROWS[:3], [8.0, 7.0, 0.7], [0.0, 6.0, 0.6]]
    assert written.data.inputs[:3].tobytes() == four.data.inputs[:3].tobytes()
    assert with_block(four, 1, 0, np.array([[2.0, 30.0]])) is four


def test_a_block_that_is_too_wide_is_refused(four: Project) -> None:
    with pytest.raises(FileError, match="3 columns; from “i2” on there is room for 2"):
        with_block(four, 0, 1, np.ones((1, 3)))


def test_there_is_an_end_to_the_table(four: Project) -> None:
    full = with_blank_rows(four, 4, MOST_SAMPLES - 4)
    assert len(full.data) == MOST_SAMPLES
    for refused in (
        lambda: with_blank_rows(full, 0),
        lambda: with_rows_duplicated(full, [0]),
        lambda: with_block(full, MOST_SAMPLES - 1, 0, np.ones((2, 1))),
    ):
        with pytest.raises(FileError, match="100,000 samples"):
            refused()


def test_what_is_copied_can_be_pasted_bit_for_bit() -> None:
    table = np.random.default_rng(1).normal(size=(20, 3)) * 10.0 ** np.arange(-1, 2)
    assert np.array_equal(pasted_block(copied_text(table)), table)


@pytest.mark.parametrize(
    "text",
    [
        "0.5\t1\n-2\t1e-3\n",
        "0,5\t1\r\n-2\t1e-3\r\n",
        "0,5;1\n-2;0,001",
        "0.5,1\n-2,0.001\n\n",
        "0.5;1\n-2;0.001",
        "i1\ttarget o1\n0.5\t1\n−2\t0.001",
        "0.5 1\n-2 0.001",
    ],
)
def test_every_way_to_write_a_table_is_read(text: str) -> None:
    assert pasted_block(text, ["i1", "i2", "target o1"]).tolist() == [[0.5, 1.0], [-2.0, 0.001]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no numbers"),
        ("1\t2\n3\tx", 'Row 2, column 2 of what was copied: "x" is not a number'),
        ("1\t2\n3\t", "Row 2, column 2 of what was copied: there is nothing in it"),
        ("1\t2\n3", "Row 2 of what was copied has 1 cells, not 2"),
        ("1e999\t2", "1e999"),
        ("1_000\t2", "1_000"),
        ("nan\t2", "nan"),
    ],
)
def test_what_is_no_table_is_refused_by_its_cell(text: str, said: str) -> None:
    with pytest.raises(FileError, match=said):
        pasted_block(text)
