"""A layer's weights in a window of their own: the keys act on the marked cell, undo and save work there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.network import BiasPlace, Network, NeuronPlace, WeightPlace
from backprop_gui.document.storage import load
from backprop_gui.session.selection import Chosen
from backprop_gui.views.inspector.weights_window import WeightsWindow

Open = Callable[..., WeightsWindow]
Buttons = QMessageBox.StandardButton
H1, W2, W3, W4 = NeuronPlace(0, 0), WeightPlace(0, 0, 1), WeightPlace(0, 1, 0), WeightPlace(0, 1, 1)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_table(qtbot: QtBot, window: MainWindow) -> Open:
    """Open the table by its key, with something chosen."""

    def opened(*chosen: Chosen) -> WeightsWindow:
        window.session.selection.choose(*chosen)
        window.activateWindow()
        qtbot.keyClick(window, Qt.Key.Key_G, CTRL)
        return shown(qtbot, window)

    return opened


def shown(qtbot: QtBot, window: MainWindow) -> WeightsWindow:
    (weights,) = window.findChildren(WeightsWindow)
    qtbot.waitUntil(weights.isActiveWindow)
    return weights


def network(window: MainWindow) -> Network:
    return window.session.document.project.network


def press(qtbot: QtBot, weights: WeightsWindow, key: Qt.Key, *, ctrl: bool = True) -> None:
    assert weights.table.hasFocus()
    qtbot.keyClick(weights.table, key, CTRL if ctrl else Qt.KeyboardModifier.NoModifier)


def marked(weights: WeightsWindow) -> set[tuple[int, int]]:
    return {(index.row(), index.column()) for index in weights.table.selectedIndexes()}


def test_keys_act_on_the_first_cell_of_the_chosen_neuron(
    qtbot: QtBot, window: MainWindow, open_table: Open
) -> None:
    weights = open_table(H1)
    assert marked(weights) == {(0, 0)}
    press(qtbot, weights, Qt.Key.Key_L)
    assert network(window).layers[0].frozen.tolist() == [[True, False], [False, False]]
    press(qtbot, weights, Qt.Key.Key_Delete, ctrl=False)
    assert network(window).layers[0].present.tolist() == [[False, True], [True, True]]


@pytest.mark.parametrize(
    ("chosen", "cells", "current"),
    [
        ((), {(0, 0)}, (0, 0)),
        ((W4,), {(1, 1)}, (1, 1)),
        ((W2, W3), {(0, 1), (1, 0)}, (1, 0)),
        ((BiasPlace(0, None),), {(0, 2)}, (0, 2)),
        ((NeuronPlace(0, 1),), {(1, 0)}, (1, 0)),
    ],
)
def test_it_opens_with_what_is_chosen_marked(
    open_table: Open, chosen: tuple[Chosen, ...], cells: set[tuple[int, int]], current: tuple[int, int]
) -> None:
    weights = open_table(*chosen)
    assert marked(weights) == cells
    index = weights.table.currentIndex()
    assert (index.row(), index.column()) == current


def test_a_freeze_a_cut_and_a_paste_are_undone_there(
    qtbot: QtBot, window: MainWindow, open_table: Open
) -> None:
    weights, before = open_table(W4), window.session.document.project
    QGuiApplication.clipboard().setText("7")
    for key, ctrl in ((Qt.Key.Key_L, True), (Qt.Key.Key_Delete, False), (Qt.Key.Key_V, True)):
        press(qtbot, weights, key, ctrl=ctrl)
        assert window.session.document.project is not before
        press(qtbot, weights, Qt.Key.Key_Z)
        assert window.session.document.project is before
        assert window.session.selection.places == (W4,) and marked(weights) == {(1, 1)}
    press(qtbot, weights, Qt.Key.Key_Y)
    assert window.session.document.project.parameters.weights[0][1, 1] == 7


def test_it_saves_and_undoes_where_the_layers_button_opened_it(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    window.files.open(str(path))
    button = window.findChild(QPushButton, "layer_weights_button")
    assert button is not None
    button.click()
    weights = shown(qtbot, window)
    press(qtbot, weights, Qt.Key.Key_L)
    press(qtbot, weights, Qt.Key.Key_Delete, ctrl=False)
    press(qtbot, weights, Qt.Key.Key_Z)
    press(qtbot, weights, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: not window.session.document.is_modified)
    assert load(path).network.layers[0].frozen.tolist() == [[True, False], [False, False]]


def test_an_edit_made_elsewhere_leaves_the_choice_there(
    qtbot: QtBot, window: MainWindow, open_table: Open
) -> None:
    open_table(W4)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.session.selection.choose(H1)
    window.session.editing.freeze()
    assert window.session.selection.places == (H1,)


def test_four_sources_and_the_bias_are_seen_at_once(
    qtbot: QtBot, window: MainWindow, open_table: Open
) -> None:
    window.session.document.open(project(Build((4, 3, 2), bias="per_neuron")), None)
    table = open_table().table
    last = table.visualRect(table.weights.index(2, 4))
    qtbot.waitUntil(lambda: table.viewport().rect().contains(last))
    assert not table.horizontalScrollBar().isVisible() and not table.verticalScrollBar().isVisible()


@pytest.mark.parametrize("answer", [Buttons.Yes, Buttons.No, Buttons.Cancel], ids=str)
def test_square_weights_are_pasted_as_is_answered_in_one_step(
    qtbot: QtBot,
    window: MainWindow,
    open_table: Open,
    answer: QMessageBox.StandardButton,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: asked.append(box.button(Buttons.No).text()) or answer
    )
    weights, before = open_table(), window.session.document.project
    QGuiApplication.clipboard().setText("tensor([[-2.0200, -0.2320],\n        [ 1.0000,  3.0000]])")
    press(qtbot, weights, Qt.Key.Key_V)
    assert asked == ["One &source: i1, i2"]
    now = window.session.document.project.parameters.weights[0].tolist()
    straight = [[-2.02, -0.232], [1, 3]]
    turned = [[-2.02, 1], [-0.232, 3]]
    assert now == {Buttons.Yes: straight, Buttons.No: turned}.get(
        answer, before.parameters.weights[0].tolist()
    )
    stack = window.session.document.undo_stack
    assert stack.count() == (0 if answer == Buttons.Cancel else 1)
    stack.undo()
    assert window.session.document.project is before
