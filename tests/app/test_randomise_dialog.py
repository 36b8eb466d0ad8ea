"""Weights are drawn with the scheme, range and seed that somebody chose."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.network import WeightPlace


@pytest.fixture
def dialog(window: MainWindow) -> QDialog:
    window.session.selection.choose(WeightPlace(0, 0, 0), WeightPlace(0, 0, 1))
    action = window.findChild(QAction, "action_randomise_choose")
    assert isinstance(action, QAction)
    action.trigger()
    found = window.findChild(QDialog, "dialog_randomise")
    assert isinstance(found, QDialog)
    return found


def type_in(qtbot: QtBot, dialog: QDialog, name: str, text: str) -> None:
    field = dialog.findChild(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    field.clear()
    qtbot.keyClicks(field, text)


def draw(qtbot: QtBot, dialog: QDialog) -> None:
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    qtbot.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)


def test_the_chosen_weights_are_drawn_by_the_seed_within_the_range(
    qtbot: QtBot, window: MainWindow, dialog: QDialog
) -> None:
    sentence = dialog.findChild(QLabel, "randomise_sentence")
    assert isinstance(sentence, QLabel) and "the 2 chosen weights" in sentence.text()
    before = window.session.document.project.parameters.weights[0][1].tolist()
    type_in(qtbot, dialog, "randomise_range", "0,25")
    type_in(qtbot, dialog, "randomise_seed", "42")
    draw(qtbot, dialog)
    drawn = np.random.default_rng(42).uniform(-0.25, 0.25, (2, 2))
    weights = window.session.document.project.parameters.weights[0]
    assert weights[0].tolist() == drawn[0].tolist() and weights[1].tolist() == before
    text = window.session.document.undo_stack.undoText()
    assert text == "Randomise w1, w2 (Uniform within ±0.25, seed 42)"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("randomise_seed", "-1", "The seed is a whole number"),
        ("randomise_range", "0", "The range is a number"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, dialog: QDialog, field: str, typed: str, sentence: str
) -> None:
    type_in(qtbot, dialog, field, typed)
    draw(qtbot, dialog)
    refusal = dialog.findChild(QLabel, "randomise_refusal")
    assert isinstance(refusal, QLabel) and refusal.text().startswith(sentence)
    assert window.session.document.undo_stack.count() == 0


def test_a_scheme_of_its_own_width_takes_no_range(qtbot: QtBot, dialog: QDialog) -> None:
    scheme = dialog.findChild(QComboBox, "randomise_scheme")
    field = dialog.findChild(QLineEdit, "randomise_range")
    assert isinstance(scheme, QComboBox) and isinstance(field, QLineEdit)
    scheme.setFocus()
    qtbot.keyClick(scheme, Qt.Key.Key_End)
    assert scheme.currentText() == "He" and not field.isEnabled()
