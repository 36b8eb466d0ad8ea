"""Any edits of the samples, all undone, give the start byte for byte, and all done again the end."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from support.networks import Build, project

from backprop_gui.core.dataset import Dataset
from backprop_gui.document.csv_import import Imported
from backprop_gui.document.errors import FileError
from backprop_gui.document.fitting import with_imported
from backprop_gui.document.project import Project
from backprop_gui.document.samples import (
    with_blank_rows,
    with_block,
    with_rows_duplicated,
    with_rows_moved,
    without_rows,
)
from backprop_gui.document.schema import decode, encode
from backprop_gui.document.task import with_normalisation
from backprop_gui.session.session import Session

Edit = Callable[[Project], Project]
NUMBERS = st.integers(-999, 999).map(lambda value: value / 100)


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """Draw an edit; where it falls is taken from the project that it comes upon."""
    share = draw(st.floats(0, 1, exclude_max=True))
    value, kind = draw(NUMBERS), draw(st.sampled_from(["none", "standard", "min_max"]))
    sizes = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
    at: Callable[[Project], int] = lambda before: int(share * len(before.data))  # noqa: E731
    return draw(
        st.sampled_from(
            [
                lambda before: with_blank_rows(before, at(before)),
                lambda before: without_rows(before, [at(before)]),
                lambda before: with_rows_duplicated(before, [at(before), 0]),
                lambda before: with_rows_moved(before, [at(before)], 1),
                lambda before: with_rows_moved(before, [at(before)], -1),
                lambda before: with_block(before, at(before), 0, np.array([[value], [value]])),
                lambda before: with_normalisation(before, kind),
                lambda before: with_imported(before, _imported(*sizes, value), fit=True),
            ]
        )
    )


def _imported(inputs: int, targets: int, value: float) -> Imported:
    data = Dataset(np.full((2, inputs), value), np.full((2, targets), 0.5))
    names = tuple(f"x{number}" for number in range(inputs))
    return Imported(names, tuple(f"y{number}" for number in range(targets)), data, 0, False)


@pytest.mark.parametrize("chosen", [None, 1])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(edits(), max_size=12))
def test_undo_leads_all_the_way_back(qapp: QApplication, chosen: int | None, steps: list[Edit]) -> None:
    session = Session(project(Build((2, 2, 1), samples=3)))
    session.cursor.choose(chosen)
    start = encode(session.project)
    for number, step in enumerate(steps):
        try:
            session.edit(f"edit {number}", step)
        except FileError as refusal:
            assert "sample" in str(refusal)
        row = session.cursor.chosen
        assert row is None or row < len(session.project.data)
    end, stack = encode(session.project), session.document.undo_stack
    assert encode(decode(end)) == end
    while stack.canUndo():
        stack.undo()
    assert encode(session.project) == start
    while stack.canRedo():
        stack.redo()
    assert encode(session.project) == end
