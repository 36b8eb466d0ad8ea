"""Whatever a name looks like, it is shown and written letter by letter: no markup, no keys, no formulas."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication, QTextDocument
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QGraphicsTextItem,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QMenu,
    QMessageBox,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from support.hostile import HIDDEN, INPUTS, NAMES, OUTPUTS, TITLE, hostile_project

from backprop_gui.__main__ import main
from backprop_gui.app import questions
from backprop_gui.app.csv_dialog import CsvDialog
from backprop_gui.app.dialogs import show_notes
from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.network import NeuronPlace
from backprop_gui.document.csv_export import exported
from backprop_gui.document.storage import load, save
from backprop_gui.explain.notation import latex_name
from backprop_gui.explain.render_latex import left_side, symbol_pieces
from backprop_gui.look.latex import Row, Text, read_latex
from backprop_gui.views.diagram.node_item import NodeItem
from backprop_gui.views.inspector.weights_window import open_weights
from backprop_gui.views.plots.legend_entry import LegendEntry
from backprop_gui.views.plots.taking_away import TakingAway

FILE = "<b>&x_$[*].bpnet"
ODD = "a\n<b>\u202e.bpnet"
Role = Qt.ItemDataRole


@pytest.fixture
def hostile(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """A window with such a project, trained for a while, in the middle of a round."""
    window.session.document.open(hostile_project(), None)
    with qtbot.waitSignal(window.session.run.finished):
        window.session.run.start(30)
    window.session.cursor.go(len(window.session.cursor.round) // 2)
    return window


def shown(tip: str) -> str:
    """Return what a tooltip shows; Qt guesses whether it is markup."""
    if not RichText.mightBeRichText(tip):
        return tip
    page = QTextDocument()
    page.setHtml(tip)
    assert "\ufffc" not in page.toPlainText()
    return page.toPlainText()


def cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    for row in range(model.rowCount(parent)):
        for column in range(model.columnCount(parent)):
            yield model.index(row, column, parent)
        yield from cells(model, model.index(row, 0, parent))


def tips(window: QWidget) -> Iterator[str]:
    """Yield every tooltip of a window: of its widgets, its actions and its tables' cells and headings."""
    for part in (*window.findChildren(QWidget), *window.findChildren(QAction)):
        yield part.toolTip()
    for view in window.findChildren(QAbstractItemView):
        if model := view.model():
            yield from (str(index.data(Role.ToolTipRole) or "") for index in cells(model, view.rootIndex()))
    for header in window.findChildren(QHeaderView):
        for section in range(header.count() if header.model() else 0):
            yield str(header.model().headerData(section, header.orientation(), Role.ToolTipRole) or "")


def texts_of(window: QWidget, name: str) -> list[str]:
    view = window.findChild(QAbstractItemView, name)
    assert view is not None
    return [str(index.data()) for index in cells(view.model(), view.rootIndex())]


def holds(texts: list[str], names: list[str] = NAMES) -> bool:
    return all(any(name in text for text in texts) for name in names)


def test_no_label_guesses_what_its_text_is(hostile: MainWindow) -> None:
    hostile.findChild(QAction, "action_present").trigger()
    open_weights(hostile.session, hostile, 0)
    show_notes(hostile, hostile.session.project)
    labels = [each for each in QApplication.allWidgets() if isinstance(each, QLabel)]
    guessing = [each for each in labels if each.textFormat() is not Qt.TextFormat.PlainText]
    # What a library's own menus hold never shows a name.
    assert [each.text() for each in guessing if not isinstance(each.window(), QMenu)] == []
    assert len(labels) > 30


def test_every_tooltip_says_what_it_says(hostile: MainWindow) -> None:
    open_weights(hostile.session, hostile, 0)
    cursor = hostile.session.cursor
    said: list[str] = []
    for place in range(0, len(cursor.round) + 1, 20):
        cursor.go(place)
        said += [shown(tip) for tip in tips(hostile)]
    cursor.round_end()
    said += [shown(tip) for tip in tips(hostile)]
    assert holds(said)
    assert not any("&lt;b" in text or "white-space" in text for text in said)


def test_tables_and_the_outline_hold_the_names(hostile: MainWindow) -> None:
    assert holds(texts_of(hostile, "network_outline"))
    assert holds(texts_of(hostile, "step_table"))
    model = hostile.findChild(QTableView, "data_table").model()
    headings = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(6)]
    assert headings == [*INPUTS, *(f"target {name}" for name in OUTPUTS)]


def test_pictures_hold_the_names_as_plain_text(hostile: MainWindow) -> None:
    assert holds([entry.name for entry in hostile.findChildren(LegendEntry)], [*HIDDEN[:1], *OUTPUTS])
    diagram = hostile.panels.diagram
    assert diagram is not None
    titles = [item.title for item in diagram.scene().items() if isinstance(item, NodeItem)]
    assert holds(titles)
    for view in hostile.findChildren(QGraphicsView):
        found = [item for item in view.scene().items() if isinstance(item, QGraphicsTextItem)]
        assert not any(name in item.toPlainText() for item in found for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_formulas_are_typeset_letter_by_letter(name: str) -> None:
    assert read_latex(latex_name(name)) == Row((Text(name),))


def test_every_step_can_be_typeset(hostile: MainWindow) -> None:
    for step in hostile.session.cursor.round:
        for piece in (left_side(step), *symbol_pieces(step)):
            read_latex(piece.latex)


def test_menus_and_titles(hostile: MainWindow) -> None:
    session = hostile.session
    session.editing.rename(NeuronPlace(0, 0), "&File\\x<b>[*]")
    undo = hostile.findChild(QAction, "action_undo")
    assert "&&File" in undo.text()
    handle = hostile.windowHandle()
    assert handle.title().startswith(TITLE + "*")
    session.document.saved("/tmp/x.bpnet")
    assert handle.title().startswith(TITLE + " –")


def test_a_files_odd_name(hostile: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (FILE, ODD):
        path = tmp_path / name
        save(path, hostile_project())
        hostile.files.open(str(path))
        hostile.files.open(str(path.with_suffix(".gone")))
        assert hostile.banner.findChild(QLabel).textFormat() is Qt.TextFormat.PlainText
        assert "was not opened" in hostile.banner.sentence
    entries = hostile.findChild(QMenu, "menu_recent").actions()
    assert [entry.text() for entry in entries[:2]] == ["a\ufffd<b>\ufffd.bpnet", "<b>&&x_$[*].bpnet"]
    assert shown(entries[1].toolTip()) == str(tmp_path / FILE)
    boxes: list[QMessageBox] = []

    def answer(box: QMessageBox) -> Any:
        boxes.append(box)
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "exec", answer)
    questions.ask_about_unsaved(hostile, TITLE, FILE)
    questions.ask_to_replace(hostile, FILE)
    questions.ask_to_overwrite(hostile, FILE, "was changed", True)
    assert [box.textFormat() for box in boxes] == [Qt.TextFormat.PlainText] * 3
    assert all(FILE in box.text() for box in boxes[1:]) and TITLE in boxes[0].text()


def test_a_project_named_after_an_odd_file_opens_again(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ODD
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    window.files.new()
    assert window.files.save()
    assert load(path).title == "a\ufffd<b>\ufffd"


def test_commands_write_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "net.bpnet")
    save(path, hostile_project())
    written = {}
    for form in ("text", "json", "latex", "markdown"):
        assert main(["trace", path, "--format", form]) == 0
        written[form] = capsys.readouterr().out
    assert holds([written["text"]]) and TITLE in written["text"]
    assert holds([step["formula"] for step in json.loads(written["json"])["steps"]])
    for form in ("latex", "markdown"):
        assert r"\input" not in written[form] and "<b>" not in written[form]
        assert not any(name in written[form] for name in (*INPUTS, HIDDEN[0]))
    assert main(["train", path, "--rounds", "2"]) == 0
    assert main(["check", path]) == 0
    assert holds([capsys.readouterr().out], HIDDEN)


def test_tables_are_no_formulas_and_come_back(hostile: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    hostile.session.editing.rename(NeuronPlace(-1, 0), "=1+1'")
    path = tmp_path / FILE.replace(".bpnet", ".csv")
    path.write_bytes(exported(hostile.session.project))
    head = next(csv.reader(io.StringIO(path.read_text())))
    assert head == ["'=1+1'", INPUTS[1], *(f"target {name}" for name in OUTPUTS)]
    hostile.data_files.import_from(str(path))
    dialog = hostile.findChild(CsvDialog)
    preview = dialog.findChild(QTableView, "csv_preview").model()
    qtbot.waitUntil(lambda: preview.columnCount() == 6)
    named = [preview.headerData(column, Qt.Orientation.Horizontal).split("\n")[0] for column in range(6)]
    assert named == ["=1+1'", *head[1:]]
    assert holds([shown(tip) for tip in tips(dialog)], [*INPUTS[1:], *OUTPUTS])
    assert dialog.windowHandle().title().startswith("Import data from <b>&x_$[*].csv")
    dialog.reject()


def test_plots_tabulate_them(hostile: MainWindow) -> None:
    taking = hostile.findChild(TakingAway, "more_activation_plot")
    assert taking is not None
    taking.copy_data()
    head = next(csv.reader(io.StringIO(QGuiApplication.clipboard().text())))
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in head)
    assert holds(head, HIDDEN)
