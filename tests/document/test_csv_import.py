"""Tables in files: whatever program wrote them, they are read, or refused by row and column."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import Build, project

from backprop_gui.core.progress import Cancelled
from backprop_gui.document import csv_table
from backprop_gui.document.csv_cells import harmless
from backprop_gui.document.csv_export import exported, written
from backprop_gui.document.csv_format import CsvFormat, detect
from backprop_gui.document.csv_import import Imported, Part, Use, suggested_uses, taken
from backprop_gui.document.csv_remarks import remarks
from backprop_gui.document.csv_table import MOST_ROWS, CsvTable, as_name, parse, read_file
from backprop_gui.document.errors import FileError
from backprop_gui.document.samples import table_of
from backprop_gui.document.task import with_normalisation

INPUT, TARGET = Use(Part.INPUT), Use(Part.TARGET)
IRIS = """sepal,petal,kind
5.1,0.2,setosa
7.0,1.4,versicolor
6.3,2.5,virginica
4.9,,setosa
"""


def read(data: bytes | str) -> CsvTable:
    data = data.encode() if isinstance(data, str) else data
    return parse(data, detect(data))


def numbers(table: CsvTable) -> list[list[float]]:
    return np.stack([column.numbers for column in table.columns], axis=1).tolist()


def names(table: CsvTable) -> list[str]:
    return [column.name for column in table.columns]


@given(
    rows=st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=width, max_size=width),
            min_size=1,
            max_size=6,
        )
    ),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    decimal=st.sampled_from([".", ","]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]),
    header=st.booleans(),
)
def test_what_is_written_is_read_bit_for_bit(
    rows: list[list[float]], delimiter: str, decimal: str, encoding: str, header: bool
) -> None:
    if delimiter == decimal:
        decimal = "."
    heads = ["größe", *(f"x{number}" for number in range(1, len(rows[0])))]
    data = written(heads, rows, CsvFormat(encoding, delimiter, decimal, header))
    form = CsvFormat(encoding.removesuffix("-sig"), delimiter, decimal, header)
    table = parse(data, form)
    assert np.array(numbers(table)).tobytes() == np.array(rows).tobytes()
    assert names(table)[0] == ("größe" if header else "column 1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("delimiter", "decimal"),
    [(",", "."), (";", ","), (";", "."), ("\t", ","), ("\t", "."), ("|", "."), (" ", ".")],
)
@pytest.mark.parametrize("header", [True, False])
def test_how_a_file_is_written_is_found(encoding: str, delimiter: str, decimal: str, header: bool) -> None:
    form = CsvFormat(encoding, delimiter, decimal, header)
    data = written(["größe", "b", "ziel"], [[0.5, 1.25, -3e-7], [1.5, 2.5, 1e300]], form)
    found = detect(data)
    expected = encoding.removesuffix("-sig")
    if not header and expected == "cp1252":
        expected = "utf-8"  # without an umlaut there is no difference
    assert found == CsvFormat(expected, delimiter, decimal, header)


@pytest.mark.parametrize(
    ("text", "delimiter", "decimal", "header"),
    [
        ("1,2\n3,4", ",", ".", False),
        ("a,b\n1,2", ",", ".", True),
        ("a;b\n0,5;0,3\n1,5;2", ";", ",", True),
        ("name;grösse\nAnna, die Erste;1,5\nOtto;2,5", ";", ",", True),
        ("city,x\nNew York,5\nSan Jose,6", ",", ".", True),
        ('"a,b";"c"\n1;2', ";", ".", True),
        ("sep=;\na;b\n1;2", ";", ".", True),
        ("x\n0.5\n0.7", ",", ".", True),
        ("colour,kind\nred,apple\ngreen,pear", ",", ".", True),
    ],
)
def test_a_small_table_is_understood(text: str, delimiter: str, decimal: str, header: bool) -> None:
    assert detect(text.encode()) == CsvFormat("utf-8", delimiter, decimal, header)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        ("\ufeff", "the file is empty"),
        (";;\n;;\n", "the file is empty"),
        ("a,b\n", "row 1 holds names, and no row"),
        ("a,b\n1,2\n3\n4,5", "row 3, column 2: expected 2 cells, found 1"),
        ("a,b\n1,2\n\n3,4,5", "row 4, column 3: expected 2 cells, found 3"),
        ('a,b\n1,2\n3,"4\n5,6\n7,8', "row 3: a quotation mark is opened that is never closed"),
        ('a,b\n1,2\n3,"' + "4\n" * 70_000, "row 3: a cell has more than 131,072 characters; perhaps a quot"),
        ('a,b\n1,"2"x', "row 2: expected the delimiter after a closing quotation mark"),
    ],
)
def test_a_fault_is_named_by_its_row(text: str, said: str) -> None:
    with pytest.raises(FileError, match=said):
        read(text)


def test_bytes_that_the_chosen_encoding_does_not_know_are_named_by_their_row() -> None:
    data = "a,b\n1,2\nß,3".encode("cp1252")
    with pytest.raises(FileError, match="row 3: bytes df 2c 33 are no text in utf-8"):
        parse(data, CsvFormat("utf-8"))


def test_a_file_in_another_encoding_never_ends_in_a_traceback() -> None:
    for data in (b"\xff\xfe\x00", b"\x00" * 9, b"\x81,\x8d\n1,2", bytes(range(256))):
        try:
            read(data)
        except FileError as error:
            assert "\n" not in str(error)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    try:
        table = read(data)
        uses = suggested_uses(table, project(Build()).network)
        taken(table, uses, leave_gaps_out=True)
    except FileError as error:
        assert str(error)


def test_there_is_an_end_to_rows_and_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = b"1,2\n" * (MOST_ROWS + 2)
    with pytest.raises(FileError, match="expected at most 100,000 rows"):
        parse(rows, CsvFormat(header=False))
    with pytest.raises(FileError, match="expected at most 5000 columns, found 5001"):
        parse(b"1," * 5000 + b"1", CsvFormat(header=False))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(csv_table.LARGEST_FILE + 1)
    with pytest.raises(FileError, match=r"expected at most 10 MB, found 10\.0 MB"):
        read_file(path)
    with pytest.raises(FileError, match="cannot be read"):
        read_file(tmp_path / "none.csv")


def test_reading_can_be_cancelled() -> None:
    def progress(share: float) -> None:
        assert 0 <= share <= 1
        raise Cancelled

    with pytest.raises(Cancelled):
        parse(b"1,2\n" * 5000, CsvFormat(header=False), progress)


@pytest.mark.parametrize("cell", ["1_000", "infinity", "nan1", "1e999", "0x10", "1.2.3", "٣", "1 2", "TRUE"])
def test_numbers_are_read_strictly(cell: str) -> None:
    table = read(f"a,b\n1,2\n3,{cell}\n5,6")
    with pytest.raises(FileError, match=r'row 3, column "b": ".*" is not a number'):
        taken(table, [INPUT, TARGET], leave_gaps_out=True)


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "NaN", "?", "-", "null"])
def test_a_row_with_a_gap_is_left_out_or_refused(cell: str) -> None:
    table = read(f"a,b\n1,2\n3,{cell}\n5,6")
    made = taken(table, [INPUT, TARGET], leave_gaps_out=True)
    assert made.data.inputs.tolist() == [[1.0], [5.0]]
    assert made.left_out == 1
    found = f'"{re.escape(cell)}" is a gap' if cell else "nothing stands in it"
    with pytest.raises(FileError, match=f'row 3, column "b": {found}'):
        taken(table, [INPUT, TARGET], leave_gaps_out=False)


def test_gaps_in_columns_that_are_left_out_matter_to_nobody() -> None:
    made = taken(read("a,b,c\n1,,2\n3,,4"), [INPUT, Use(), TARGET], leave_gaps_out=False)
    assert (made.left_out, len(made.data)) == (0, 2)


def test_labels_become_one_target_a_class() -> None:
    table = read(IRIS)
    uses = suggested_uses(table, project(Build((2, 2, 2))).network)
    assert uses == [INPUT, INPUT, Use(Part.TARGET, by_class=True)]
    made = taken(table, uses, leave_gaps_out=True)
    assert made.inputs == ("sepal", "petal")
    assert made.targets == ("setosa", "versicolor", "virginica")
    assert made.data.targets.tolist() == np.eye(3).tolist()
    assert made.says_classes
    assert made.left_out == 1


def test_numbers_can_be_labels_too() -> None:
    table = read("x,digit\n0.5,7\n0.6,10\n0.7,7")
    made = taken(table, [INPUT, Use(Part.TARGET, by_class=True)], leave_gaps_out=False)
    assert made.targets == ("7", "10")
    assert made.data.targets.tolist() == [[1, 0], [0, 1], [1, 0]]


def test_a_label_among_the_inputs_is_named_with_its_column() -> None:
    table = read("colour,x,y\nred,1,2\nblue,3,4")
    made = taken(table, [Use(Part.INPUT, by_class=True), INPUT, TARGET], leave_gaps_out=False)
    assert made.inputs == ("colour blue", "colour red", "x")
    assert made.data.inputs.tolist() == [[0, 1, 1], [1, 0, 3]]


def test_columns_are_taken_by_the_networks_names_or_numbers() -> None:
    network = project(Build((2, 2, 2))).network
    by_name = suggested_uses(read("o2,i1,x,o1,i2\n1,2,3,4,5"), network)
    assert by_name == [TARGET, INPUT, Use(), TARGET, INPUT]
    by_number = suggested_uses(read("a,b,c,d\n1,2,3,4"), network)
    assert by_number == [INPUT, INPUT, TARGET, TARGET]
    last = suggested_uses(read("a,b,c,d,e\n1,2,3,4,5"), network)
    assert last == [INPUT] * 4 + [TARGET]


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("label,p0,p1\n7,1,2\n3,3,4", [Use(Part.TARGET, by_class=True), INPUT, INPUT]),
        ("Class,p0\n0.5,1\n3,3", [TARGET, INPUT]),
        ("target,p0\n0,1\n1,3", [TARGET, INPUT]),
        ("label,class,x\n1,2,3\n4,5,6", [Use(Part.INPUT, by_class=True)] * 2 + [TARGET]),
        ("label\n1\n2", [Use(Part.INPUT, by_class=True)]),
    ],
)
def test_a_column_that_is_called_target_is_it(text: str, uses: list[Use]) -> None:
    assert suggested_uses(read(text), project(Build((5, 2, 1))).network) == uses


@pytest.mark.parametrize(
    ("uses", "said"),
    [([INPUT, INPUT], "at least one column as target"), ([TARGET, Use()], "at least one column as input")],
)
def test_inputs_and_targets_are_needed(uses: list[Use], said: str) -> None:
    with pytest.raises(FileError, match=said):
        taken(read("a,b\n1,2"), uses, leave_gaps_out=True)


def test_too_many_classes_are_refused() -> None:
    text = "x,name\n" + "".join(f"{row},n{row}\n" for row in range(1001))
    with pytest.raises(FileError, match='column "name": expected at most 1,000 classes, found 1,001'):
        taken(read(text), [INPUT, Use(Part.TARGET, by_class=True)], leave_gaps_out=True)


def test_names_are_made_good_and_different() -> None:
    table = read(f"a,a,,'=x,{'n' * 80},\u202eb\n1,2,3,4,5,6")
    assert names(table) == ["a", "a (2)", "column 3", "=x", "n" * 64, "b"]


def test_a_targets_heading_may_be_as_long_as_an_outputs_name_makes_it() -> None:
    assert names(read(f"a,target {'n' * 80}\n1,2")) == ["a", f"target {'n' * 64}"]


@given(st.text(max_size=70))
def test_an_exported_name_comes_back(name: str) -> None:
    assert as_name(harmless(as_name(name))) == as_name(name)


@pytest.mark.parametrize("kind", ["none", "standard", "min_max"])
def test_what_is_exported_is_imported_again(kind: str) -> None:
    before = with_normalisation(project(Build((3, 2, 2), samples=7)), kind)
    table = read(exported(before))
    made = taken(table, suggested_uses(table, before.network), leave_gaps_out=False)
    assert made.fits(before.network) and made.is_named_like(before.network)
    expected = table_of(before)
    assert np.concatenate([made.data.inputs, made.data.targets], axis=1).tobytes() == expected.tobytes()


@pytest.mark.parametrize(
    ("text", "kept"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-a", "'-a"), ("+", "'+"), ("-1.5", "-1.5"), ("x", "x")],
)
def test_no_spreadsheet_takes_a_cell_for_a_formula(text: str, kept: str) -> None:
    assert harmless(text) == kept


def test_the_imported_know_whether_they_fit() -> None:
    made = taken(read("i1,i2,o1\n1,2,3"), [INPUT, INPUT, TARGET], leave_gaps_out=False)
    assert isinstance(made, Imported)
    assert made.fits(project(Build((2, 5, 1))).network)
    assert not made.fits(project(Build((2, 5, 2))).network)
    assert math.isclose(made.data.inputs[0, 1], 2.0)


GAPS = "a,b,t\n1,,0\n3,4,1\nNA,6,1\n,,\n2,2,0\n\n"


def test_the_first_gap_is_the_one_of_the_first_row() -> None:
    with pytest.raises(FileError, match='row 2, column "b": nothing stands in it'):
        taken(read(GAPS), [INPUT, INPUT, TARGET], leave_gaps_out=False)
    with pytest.raises(FileError, match='row 2, column "b"'):
        taken(read(GAPS), [TARGET, INPUT, INPUT], leave_gaps_out=False)


def test_a_row_of_nothing_but_gaps_is_counted_and_a_blank_line_is_not() -> None:
    made = taken(read(GAPS), [INPUT, INPUT, TARGET], leave_gaps_out=True)
    assert made.data.inputs.tolist() == [[3.0, 4.0], [2.0, 2.0]]
    assert made.left_out == 3


def test_quoted_cells_may_have_decimal_commas_among_commas() -> None:
    table = read('"1,5","2",0\n"2,25","3",1\n')
    assert numbers(table) == [[1.5, 2.0, 0.0], [2.25, 3.0, 1.0]]


@pytest.mark.parametrize("cell", ['"1,234"', '"1.234,5"', '"1,234,567"', "1'234", '"1 234"'])
def test_signs_between_thousands_are_named_as_the_reason(cell: str) -> None:
    table = read(f"a,b\n1.5,2\n{cell},3\n2.5,4\n")
    with pytest.raises(FileError, match=r'row 3, column "a": .* is not a number: .* between the thousands'):
        taken(table, [INPUT, TARGET], leave_gaps_out=True)


def test_a_percent_sign_is_named_as_the_reason() -> None:
    with pytest.raises(FileError, match='"50%" is not a number: write it without the %'):
        taken(read("a,b\n1,2\n50%,3\n"), [INPUT, TARGET], leave_gaps_out=True)


def test_remarks_above_the_table_are_passed_over_and_its_rows_keep_their_numbers() -> None:
    table = read("# measured in May\n# by hand\na,b\n1,2\n3,x\n5,6\n")
    assert names(table) == ["a", "b"]
    with pytest.raises(FileError, match='row 5, column "b"'):
        taken(table, [INPUT, TARGET], leave_gaps_out=True)


def test_a_remark_with_a_name_for_each_column_names_them() -> None:
    assert names(read("# x,y\n1,2\n3,4\n")) == ["# x", "y"]


def test_what_was_longer_than_a_name_is_told() -> None:
    table = read(f"{'a' * 100},b\n1,2\n")
    assert table.shortened == ("a" * 64,)
    assert any("a name has at most 64" in said for said in remarks(table, [INPUT, TARGET]))
    assert read("short,b\n1,2\n").shortened == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b,t\n1,,0\n2,,1\n", "“b” is left out: nothing stands in it."),
        ("a,b,t\n1,x,0\n2,x,1\n", "“b” is left out: it holds no numbers, and the same text in every row."),
        (
            "p,q,t\n50%,1,0\n60%,2,1\n70%,3,1\n",
            "“p” holds no numbers (“50%” is none): it becomes 3 inputs, one for each label. Nearly every "
            "row has another label: nothing can be learnt from that.",
        ),
    ],
)
def test_what_becomes_of_a_column_without_numbers_is_told(text: str, said: str) -> None:
    table = read(text)
    assert remarks(table, suggested_uses(table, project(Build((2, 2, 1))).network)) == [said]


def test_a_column_with_too_many_labels_is_told() -> None:
    table = read("a,b,t\n" + "".join(f"{k},name {k},0\n" for k in range(150)))
    (said,) = remarks(table, suggested_uses(table, project(Build((2, 2, 1))).network))
    assert said == "“b” is left out: it holds no numbers, but 150 different labels."


def test_labels_as_a_target_are_usual() -> None:
    table = read(IRIS)
    assert remarks(table, suggested_uses(table, project(Build((2, 2, 1))).network)) == []


def test_of_many_columns_a_few_are_told() -> None:
    table = read("a,b,c,d,e,t\n1,,,,,0\n2,,,,,1\n")
    said = remarks(table, suggested_uses(table, project(Build((2, 2, 1))).network))
    assert len(said) == 4
    assert said[-1] == "1 more column holds no numbers."
