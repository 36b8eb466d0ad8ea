"""Pictures and numbers of a plot, into files and onto the clipboard."""

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton
from pytestqt.qtbot import QtBot
from support.projects import project_of, seed_tree

ALL = ["error_plot", "activation_plot", "delta_plot", "gradient_plot", "weight_plot"]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def trained(plots):
    plots.panel.resize(1300, 260)
    plots.panel.choose(ALL)
    plots.train(40)
    return plots


def action(plots, verb: str, name: str):
    menu = plots.panel.findChild(QMenu, f"menu_{name}")
    return next(each for each in menu.actions() if each.objectName() == f"{verb}_{name}")


def answer(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """Let the dialog for a file be answered by its user."""

    def chosen(dialog: QFileDialog) -> int:
        if path is None:
            return 0
        dialog.selectFile(str(path))
        return 1

    monkeypatch.setattr(QFileDialog, "exec", chosen)


def table_of(text: str) -> tuple[list[str], list[list[str]]]:
    header, *rows = csv.reader(io.StringIO(text))
    return header, rows


@pytest.mark.parametrize("name", ALL)
def test_each_plot_has_its_button_and_all_its_actions(trained, name: str) -> None:
    button = trained.panel.findChild(QToolButton, f"more_{name}")
    assert button.isVisible()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    for verb in ("save_picture", "save_data", "copy_picture", "copy_data"):
        assert action(trained, verb, name).text()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_button_opens_the_menu_and_so_does_the_plot(qtbot: QtBot, trained) -> None:
    menu = trained.panel.findChild(QMenu, "menu_delta_plot")
    qtbot.keyClick(trained.panel.findChild(QToolButton, "more_delta_plot"), Qt.Key.Key_Space)
    assert menu.isVisible()
    menu.hide()
    trained.deltas.customContextMenuRequested.emit(trained.deltas.rect().center())
    assert menu.isVisible()
    menu.hide()


def test_a_png_is_twice_as_large_as_the_plot_and_shows_it(trained, tmp_path: Path, monkeypatch) -> None:
    answer(monkeypatch, tmp_path / "deltas.png")
    action(trained, "save_picture", "delta_plot").trigger()
    image = QImage(str(tmp_path / "deltas.png"))
    plot = trained.deltas
    assert 2 * plot.width() <= image.width() <= 2 * (plot.width() + 60)
    assert image.height() > 2 * plot.height()
    colors = {
        image.pixelColor(left, top).name() for left in range(image.width()) for top in range(image.height())
    }
    assert {plot.pen(curve).color().name() for curve in range(4)} <= colors


def test_an_svg_holds_lines_and_text(trained, tmp_path: Path, monkeypatch) -> None:
    answer(monkeypatch, tmp_path / "weights.svg")
    action(trained, "save_picture", "weight_plot").trigger()
    root = ET.parse(tmp_path / "weights.svg").getroot()
    texts = {"".join(each.itertext()).strip() for each in root.iter(f"{SVG}text")}
    assert {"Weights", "round", "w₅", "0"} <= texts
    assert root.find(f"{SVG}title").text == "Weights"
    colors = {each.get("stroke") for each in root.iter()}
    for curve in range(8):
        assert trained.weights.pen(curve).color().name() in colors


def test_a_name_that_looks_like_markup_is_text_in_the_drawing(plots_of, tmp_path: Path, monkeypatch) -> None:
    tree = seed_tree()
    tree["network"]["layers"][0]["neurons"] = ["<b>a", "&x"]
    plots = plots_of(project_of(tree))
    plots.train(5)
    answer(monkeypatch, tmp_path / "out.svg")
    action(plots, "save_picture", "activation_plot").trigger()
    root = ET.parse(tmp_path / "out.svg").getroot()
    texts = {"".join(each.itertext()).strip() for each in root.iter(f"{SVG}text")}
    assert {"<b>a", "&x"} <= texts


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        ("error_plot", "error", 0.2983711087600027),
        ("activation_plot", "out_o1", 0.7513650695523157),
        ("delta_plot", "delta_o1", 0.13849856162855698),
        ("gradient_plot", "dE_total/dw5", 0.08216704056423078),
        ("weight_plot", "w5", 0.4),
    ],
)
def test_the_data_holds_every_kept_round_in_full(
    trained, tmp_path: Path, monkeypatch, name: str, column: str, expected: float
) -> None:
    answer(monkeypatch, tmp_path / "data.csv")
    action(trained, "save_data", name).trigger()
    header, rows = table_of((tmp_path / "data.csv").read_text("utf-8"))
    assert [row[0] for row in rows[:40]] == [str(number) for number in range(40)]
    assert float(rows[0][header.index(column)]) == pytest.approx(expected, rel=1e-12)
    assert len(rows[0][header.index(column)]) > 15 or column == "w5"


def test_names_that_would_be_formulas_are_disarmed(plots_of) -> None:
    tree = seed_tree()
    tree["network"]["layers"][1]["neurons"] = ["=1+1", "o2"]
    tree["network"]["layers"][0]["bias"] = {"kind": "none"}
    plots = plots_of(project_of(tree))
    plots.train(3)
    action(plots, "copy_data", "activation_plot").trigger()
    header, _ = table_of(QGuiApplication.clipboard().text())
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in header)


def test_copies_come_to_the_clipboard(qtbot: QtBot, trained) -> None:
    with qtbot.waitSignal(trained.panel.told) as told:
        action(trained, "copy_data", "delta_plot").trigger()
    assert told.args == ["The numbers of Deltas are on the clipboard."]
    assert QGuiApplication.clipboard().text().startswith("round,delta_h1,delta_h2,delta_o1,delta_o2\n0,")
    action(trained, "copy_picture", "delta_plot").trigger()
    assert QGuiApplication.clipboard().image().width() > 2 * trained.deltas.width()


def test_where_nothing_can_be_written_it_is_said(qtbot: QtBot, trained, tmp_path: Path, monkeypatch) -> None:
    answer(monkeypatch, tmp_path / "folder.csv")
    (tmp_path / "folder.csv").mkdir()
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [str(tmp_path / "folder.csv")])
    with qtbot.waitSignal(trained.panel.failed) as failed:
        action(trained, "save_data", "delta_plot").trigger()
    assert failed.args[0].startswith("folder.csv was not saved: cannot be written: it is a folder")


def test_whoever_gives_up_writes_nothing(trained, tmp_path: Path, monkeypatch) -> None:
    answer(monkeypatch, None)
    for verb in ("save_picture", "save_data"):
        action(trained, verb, "delta_plot").trigger()
    assert list(tmp_path.iterdir()) == []
