"""Curves as comma-separated values: every digit, named columns, nothing that a spreadsheet computes."""

import csv
import io
import math
from pathlib import Path

import pytest

from backprop_gui.document.csv_cells import harmless
from backprop_gui.document.errors import FileError
from backprop_gui.export.curves import CurveTable, curves_csv, write_curves

TABLE = CurveTable([0, 1, 4], {"out_h1": [0.1, 1 / 3, 5e-324], "error": [1.0, None, math.nan]})


def test_rows_and_named_columns() -> None:
    rows = list(csv.reader(io.StringIO(curves_csv(TABLE))))
    assert rows[0] == ["round", "out_h1", "error"]
    assert [row[0] for row in rows[1:]] == ["0", "1", "4"]
    assert [float(row[1]) for row in rows[1:]] == [0.1, 1 / 3, 5e-324]
    assert [row[2] for row in rows[1:]] == ["1.0", "", "nan"]


@pytest.mark.parametrize("name", ["=1+1", "+x", "-x", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_what_a_spreadsheet_would_compute_is_disarmed(name: str) -> None:
    assert harmless(name) == "'" + name
    header = next(csv.reader(io.StringIO(curves_csv(CurveTable([], {name: []})), newline="")))
    assert header == ["round", "'" + name]


@pytest.mark.parametrize("name", ["out_h1", "-1.5", "+2e3", "dE_total/dw5", 'a "b", c', "两层"])
def test_other_names_stay_as_they_are(name: str) -> None:
    assert harmless(name) == name
    assert next(csv.reader(io.StringIO(curves_csv(CurveTable([], {name: []}))))) == ["round", name]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "curves.csv"
    write_curves(path, TABLE)
    assert path.read_text("utf-8") == curves_csv(TABLE)
    with pytest.raises(FileError, match="the folder does not exist"):
        write_curves(tmp_path / "nowhere" / "curves.csv", TABLE)
    assert list(tmp_path.iterdir()) == [path]
