"""Samples are imported from a table and exported to one, as a user does it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QSpinBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot
from support.import_dialog import Dialog

from backprop_gui.app.csv_dialog import CsvDialog
from backprop_gui.app.csv_preview import MOST_WIDTH, PreviewHeader
from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.network import NeuronPlace, WeightPlace
from backprop_gui.document.samples import table_of
from backprop_gui.document.schema import encode
from backprop_gui.document.storage import LARGEST_FILE

IRIS = "Länge;Breite;Art\n5,1;0,2;setosa\n7,0;1,4;versicolor\n6,3;;virginica\n4,9;0,3;virginica\n"


def text_of(window: MainWindow, name: str) -> str:
    label = window.findChild(QLabel, name)
    assert label is not None
    return label.text()


@pytest.fixture
def iris(tmp_path: Path) -> Path:
    path = tmp_path / "iris.csv"
    path.write_bytes(IRIS.encode("cp1252"))
    return path


def test_a_table_is_imported_and_the_network_fitted_in_one_step(
    qtbot: QtBot, window: MainWindow, iris: Path
) -> None:
    before = window.session.project
    opened = Dialog(qtbot, window, iris)
    assert opened.headings == ["Länge\ninput", "Breite\ninput", "Art\ntarget, by class"]
    assert opened.label("csv_about") == "“Art”: 3 different labels: setosa, versicolor, virginica"
    assert opened.label("csv_summary") == "3 samples, 2 inputs, 3 targets; 1 row with gaps left out."
    opened.check("csv_classify").setChecked(True)
    opened.press("csv_import")
    project = window.session.project
    assert project.network.inputs == ("Länge", "Breite")
    assert project.network.outputs == ("setosa", "versicolor", "virginica")
    assert (project.network.layers[-1].activation, project.plan.loss) == ("softmax", "cross_entropy")
    assert table_of(project).tolist() == [[5.1, 0.2, 1, 0, 0], [7.0, 1.4, 0, 1, 0], [4.9, 0.3, 0, 0, 1]]
    stack = window.session.document.undo_stack
    assert (stack.count(), stack.undoText()) == (1, "Import 3 samples and fit the network")
    stack.undo()
    assert window.session.project is before


def test_cancelling_changes_nothing(qtbot: QtBot, window: MainWindow, iris: Path) -> None:
    opened = Dialog(qtbot, window, iris)
    qtbot.keyClick(opened.dialog, Qt.Key.Key_Escape)
    assert window.session.document.undo_stack.count() == 0


def test_a_network_that_does_not_fit_needs_to_be_fitted(qtbot: QtBot, window: MainWindow, iris: Path) -> None:
    opened = Dialog(qtbot, window, iris)
    opened.check("csv_fit").setChecked(False)
    assert opened.said == "The network has 2 inputs and 2 outputs: fit it to the data, or take other columns."
    assert not opened.button("csv_import").isEnabled()
    opened.check("csv_fit").setChecked(True)
    assert opened.said == ""
    assert opened.button("csv_import").isEnabled()
    opened.dialog.reject()


def test_columns_are_taken_for_something_else(qtbot: QtBot, window: MainWindow, iris: Path) -> None:
    opened = Dialog(qtbot, window, iris)
    opened.preview.selectColumn(2)
    opened.press("csv_as_neither")
    assert opened.said == "Choose at least one column as target."
    opened.preview.selectColumn(1)
    opened.press("csv_as_target")
    assert opened.headings == ["Länge\ninput", "Breite\ntarget", "Art\nleft out"]
    assert opened.label("csv_summary") == "3 samples, 1 input, 1 target; 1 row with gaps left out."
    opened.press("csv_by_class")
    assert opened.headings[1] == "Breite\ntarget, by class"
    opened.press("csv_by_class")
    opened.check("csv_leave_out").setChecked(False)
    assert opened.said == (
        'Row 4, column "Breite": nothing stands in it; fill it in, or leave such rows out.'
    )
    opened.dialog.reject()


def test_another_format_is_read_again(qtbot: QtBot, window: MainWindow, iris: Path) -> None:
    opened = Dialog(qtbot, window, iris)
    opened.choose("csv_encoding", "UTF-8")
    qtbot.waitUntil(lambda: bool(opened.said))
    assert "row 1: bytes e4 6e 67 65 are no text in utf-8" in opened.said
    opened.choose("csv_encoding", "Windows 1252")
    qtbot.waitUntil(lambda: len(opened.headings) == 3)
    opened.choose("csv_delimiter", "tab")
    qtbot.waitUntil(lambda: len(opened.headings) == 1)
    assert not opened.button("csv_import").isEnabled()
    opened.dialog.reject()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file cannot be read so: the file is empty: there is nothing to import."),
        ("a,b\n1,2\n3", "The file cannot be read so: row 3, column 2: expected 2 cells, found 1."),
    ],
)
def test_a_bad_file_is_explained(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text)
    opened = Dialog(qtbot, window, path)
    assert opened.said == said
    opened.dialog.reject()


def test_a_file_that_is_not_there_is_told_in_the_banner(window: MainWindow, tmp_path: Path) -> None:
    window.data_files.import_from(str(tmp_path / "none.csv"))
    assert window.banner.sentence.startswith("none.csv was not imported: cannot be read")


def test_what_failed_is_said_no_longer_once_it_was_done(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, iris: Path
) -> None:
    window.data_files.import_from(str(tmp_path / "none.csv"))
    opened = Dialog(qtbot, window, iris)
    assert window.banner.sentence == ""
    opened.dialog.reject()
    window.data_files.import_from(str(tmp_path / "none.csv"))
    window.banner.say("Something else.")
    Dialog(qtbot, window, iris).dialog.reject()
    assert window.banner.sentence == "Something else."


def test_what_becomes_of_the_columns_is_told_as_they_are_chosen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "percent.csv"
    path.write_text("p,q,t\n50%,1,0\n60%,2,1\n50%,3,1\n")
    opened = Dialog(qtbot, window, path)
    said = opened.dialog.findChild(QLabel, "csv_remarks")
    assert "“p” holds no numbers" in said.text()
    assert said.isVisible()
    opened.preview.selectColumn(0)
    opened.button("csv_as_neither").click()
    assert not said.isVisible()
    opened.dialog.reject()


def test_closing_the_window_ends_the_reading(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("1,2,3\n" * 90_000)
    window.data_files.import_from(str(path))
    window.close()


def test_a_long_table_can_be_left_while_it_is_read(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("1,2,3\n" * 90_000)
    window.data_files.import_from(str(path))
    dialog = window.findChild(CsvDialog)
    assert dialog is not None
    dialog.reject()
    assert window.session.document.undo_stack.count() == 0


def test_a_table_dropped_on_the_window_is_imported(qtbot: QtBot, window: MainWindow, iris: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(iris))])
    rest = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(window.rect().center(), *rest)
    QApplication.sendEvent(window, enter)
    QApplication.sendEvent(window, QDropEvent(QPointF(window.rect().center()), *rest))
    qtbot.waitUntil(lambda: window.findChild(CsvDialog) is not None)
    dialog = window.findChild(CsvDialog)
    assert dialog is not None
    dialog.reject()


def test_samples_are_exported_and_imported_again(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    action = window.findChild(QAction, "action_export_data")
    assert action is not None
    action.trigger()
    written = path.with_suffix(".csv")
    assert written.read_text() == "i1,i2,target o1,target o2\n0.05,0.1,0.01,0.99\n"
    before = table_of(window.session.project).tolist()
    opened = Dialog(qtbot, window, written)
    assert not opened.check("csv_fit").isVisible()
    opened.press("csv_import")
    assert table_of(window.session.project).tolist() == before
    assert window.session.document.undo_stack.undoText() == "Import 1 sample"


def test_a_folder_that_cannot_be_written_is_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "x.csv"), ""))
    window.data_files.choose_and_export()
    assert window.banner.sentence.startswith("x.csv was not written: cannot be written: the folder")


def test_import_and_export_are_offered_beside_the_table(window: MainWindow) -> None:
    for name in ("import_data", "export_data"):
        button = window.findChild(QToolButton, f"button_{name}")
        assert button is not None
        assert button.defaultAction() is window.actions_by_name[name]


def test_of_samples_that_no_project_file_can_hold_as_many_as_can_be_saved_are_taken(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "large.csv"
    path.write_text("a,b,c\n" + "".join(f"{row}.12345678901,0.2,0.3\n" for row in range(95_000)))
    opened = Dialog(qtbot, window, path)
    fewer = opened.check("csv_fewer")
    assert fewer.isVisible() and fewer.isChecked() and "of 95,000 samples" in fewer.text()
    fewer.setChecked(False)
    assert "that is about 5.6 MB" in opened.label("csv_summary")
    assert "a file holds 5 MB. It can be trained on, but not saved" in opened.label("csv_summary")
    fewer.setChecked(True)
    assert "not saved" not in opened.label("csv_summary")
    opened.press("csv_import")
    data = window.session.project.data
    assert (data.inputs[0, 0], data.inputs[-1, 0]) == (0.12345678901, 94_999.12345678901)
    assert 4_900_000 < len(encode(window.session.project)) <= LARGEST_FILE


def test_headings_and_numbers_have_the_width_that_they_ask_for(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(f"a,a heading of many words,{'x' * 64}\n0.13436424411240122,1,2\n")
    preview = Dialog(qtbot, window, path).preview
    needed = [preview.sizeHintForColumn(0), preview.horizontalHeader().sectionSizeHint(1)]
    assert [preview.columnWidth(column) for column in (0, 1)] == needed
    assert needed[0] > 110 < needed[1] and preview.columnWidth(2) == MOST_WIDTH


def test_of_long_names_beginning_and_end_are_seen(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "alike.csv"
    long = "temperature measured in the northern basin at noon"
    path.write_text(f"{long} 1,{long} 2,t\n1,2,3\n")
    preview = Dialog(qtbot, window, path).preview
    header = preview.horizontalHeader()
    assert isinstance(header, PreviewHeader)
    shown = [header.shown(column).split("\n")[0] for column in range(3)]
    assert [name[-1] for name in shown] == ["1", "2", "t"]
    assert all(name.startswith("temperature") and "…" in name for name in shown[:2])
    preview.setColumnWidth(0, 600)
    assert header.shown(0) == f"{long} 1\ninput"
    x = header.sectionViewportPosition(1) + 20
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    assert preview.chosen == [1]


def test_small_tables_are_taken_whole(qtbot: QtBot, window: MainWindow, iris: Path) -> None:
    opened = Dialog(qtbot, window, iris)
    assert not opened.check("csv_fewer").isVisible()
    opened.dialog.reject()


def test_training_stops_for_another_network_and_goes_on_for_other_samples(
    qtbot: QtBot, window: MainWindow, iris: Path, tmp_path: Path
) -> None:
    run = window.session.run
    run.start()
    opened = Dialog(qtbot, window, iris)
    opened.press("csv_import")
    assert not run.is_running
    assert "Training stopped" in text_of(window, "status_note")
    path = tmp_path / "more.csv"
    path.write_bytes(IRIS.encode("cp1252") + b"1;2;setosa\n")
    run.start()
    opened = Dialog(qtbot, window, path)
    opened.press("csv_import")
    assert run.is_running
    run.stop()


def test_what_was_chosen_on_the_diagram_may_be_gone(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.session.selection.choose(NeuronPlace(1, 1), WeightPlace(0, 1, 1))
    path = tmp_path / "small.csv"
    path.write_text("a,b\n1,2\n")
    opened = Dialog(qtbot, window, path)
    opened.press("csv_import")
    assert window.session.project.network.sizes == (1, 2, 1)
    assert window.session.selection.places == ()
    window.session.document.undo_stack.undo()


def test_columns_are_chosen_by_keys_alone(qtbot: QtBot, window: MainWindow, iris: Path) -> None:
    opened = Dialog(qtbot, window, iris)
    opened.dialog.activateWindow()
    qtbot.waitUntil(opened.dialog.isActiveWindow)
    opened.preview.setFocus()
    opened.preview.setCurrentIndex(opened.preview.model().index(0, 2))
    qtbot.keyClick(opened.preview, Qt.Key.Key_Left)
    qtbot.keyClick(opened.preview, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    expected = ["Länge\ninput", "Breite\ntarget", "Art\ntarget, by class"]
    qtbot.waitUntil(lambda: opened.headings == expected)
    opened.dialog.reject()


def test_an_export_can_have_decimal_commas(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data.csv"
    kind = "Tables with semicolons and decimal commas (*.csv)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), kind))
    window.data_files.choose_and_export()
    assert path.read_bytes().decode("utf-8-sig") == "i1;i2;target o1;target o2\r\n0,05;0,1;0,01;0,99\r\n"
    opened = Dialog(qtbot, window, path)
    assert opened.label("csv_summary") == "1 sample, 2 inputs, 2 targets."
    opened.dialog.reject()


def test_letters_of_another_encoding_are_guessed_said_and_changed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "zh.csv"
    path.write_bytes("身高,体重\n170,60\n160,50\n".encode("gb18030"))
    opened = Dialog(qtbot, window, path)
    guess = opened.dialog.findChild(QLabel, "csv_guess")
    assert guess is not None and guess.isVisibleTo(opened.dialog) and "is a guess" in guess.text()
    opened.choose("csv_encoding", "GB 18030 (Chinese)")
    qtbot.waitUntil(lambda: opened.headings == ["身高\ninput", "体重\ntarget"])
    assert not guess.isVisibleTo(opened.dialog)


def test_rows_around_a_table_can_be_left_out(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("three rows\n1,2\n3,4\n5,6,7\n")
    opened = Dialog(qtbot, window, path)
    assert opened.said.startswith("The file cannot be read so: row ")
    assert opened.headings == ["The file as it stands"]
    lines = opened.preview.model()
    shown = [lines.index(row, 0).data() for row in range(lines.rowCount())]
    assert shown == ["three rows", "1,2", "3,4", "5,6,7"]
    opened.preview.selectColumn(0)
    assert not opened.button("csv_as_target").isEnabled()
    for name in ("csv_above", "csv_below"):
        box = opened.dialog.findChild(QSpinBox, name)
        assert box is not None
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: opened.headings == ["column 1\ninput", "column 2\ntarget"])
    assert opened.label("csv_summary").startswith("2 samples")
