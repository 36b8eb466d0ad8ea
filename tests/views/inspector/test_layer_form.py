"""A layer's activation and bias in the inspector, and what is chosen there and on the diagram."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import INPUTS, NeuronPlace, WeightPlace
from backprop_gui.session.selection import LayerPlace
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.panel import InspectorPanel
from backprop_gui.views.inspector.weights_window import WeightsWindow


def box(panel: InspectorPanel, name: str) -> QComboBox:
    found = panel.findChild(QComboBox, name)
    assert isinstance(found, QComboBox)
    return found


def pick(qtbot: QtBot, field: QComboBox, words: str) -> None:
    """Choose as the keyboard does."""
    field.setFocus()
    while field.currentText() != words:
        before = field.currentIndex()
        qtbot.keyClick(field, Qt.Key.Key_Down)
        if field.currentIndex() == before:
            field.setCurrentIndex(0)
            field.activated.emit(0)


def layer(session: Session, number: int):
    return session.document.project.network.layers[number]


def test_the_form_shows_the_layer_that_is_chosen(session: Session, panel: InspectorPanel) -> None:
    assert box(panel, "layer_field").currentText() == "Hidden layer"
    session.selection.choose(NeuronPlace(1, 0))
    assert box(panel, "layer_field").currentText() == "Outputs"
    session.selection.choose(NeuronPlace(INPUTS, 0))
    assert box(panel, "layer_field").currentText() == "Outputs"


def test_activation_and_bias_are_set_in_one_step_each(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    activation = box(panel, "layer_activation_field")
    activation.setCurrentIndex(activation.findData("relu"))
    activation.activated.emit(activation.currentIndex())
    assert layer(session, 0).activation == "relu" and layer(session, 1).activation == "sigmoid"
    bias = box(panel, "layer_bias_field")
    bias.setCurrentIndex(bias.findData("per_neuron"))
    bias.activated.emit(bias.currentIndex())
    assert str(layer(session, 0).bias) == "per_neuron"
    assert session.document.project.parameters.biases[0].tolist() == [0.35, 0.35]
    assert session.document.undo_stack.count() == 2


def test_softmax_in_a_hidden_layer_is_refused_there(session: Session, panel: InspectorPanel) -> None:
    activation = box(panel, "layer_activation_field")
    activation.setCurrentIndex(activation.findData("softmax"))
    activation.activated.emit(activation.currentIndex())
    assert "outputs alone" in panel.findChild(QLabel, "layer_refusal").text()
    assert activation.currentData() == "sigmoid"
    assert session.document.undo_stack.count() == 0


def test_the_bias_can_be_trained(session: Session, panel: InspectorPanel) -> None:
    trained = panel.findChild(QCheckBox, "layer_bias_trained")
    assert not trained.isChecked()
    trained.click()
    assert layer(session, 0).bias_trainable
    session.document.undo_stack.undo()
    assert not trained.isChecked()


def test_the_form_follows_layers_that_come_and_go(session: Session, panel: InspectorPanel) -> None:
    session.selection.choose(NeuronPlace(0, 0))
    session.editing.add_layer()
    assert [box(panel, "layer_field").itemText(row) for row in range(3)] == ["Layer 1", "Layer 2", "Outputs"]
    session.selection.choose(NeuronPlace(2, 0))
    for _ in range(2):
        session.document.undo_stack.undo()
    assert box(panel, "layer_field").currentText() in ("Hidden layer", "Outputs")


def test_a_row_of_the_outline_is_chosen_everywhere(
    qtbot: QtBot, session: Session, panel: InspectorPanel
) -> None:
    outline = panel.outline
    panel.activateWindow()
    outline.setFocus()
    rect = outline.visualRect(outline.model().index_of(NeuronPlace(0, 1)))  # type: ignore[attr-defined]
    qtbot.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert session.selection.places == (NeuronPlace(0, 1),)
    qtbot.keyClick(outline, Qt.Key.Key_Down)
    assert session.selection.places == (WeightPlace(0, 1, 0),)


@pytest.mark.parametrize("place", [LayerPlace(1), NeuronPlace(1, 1), WeightPlace(0, 1, 1)])
def test_what_is_chosen_elsewhere_is_marked_in_the_outline(
    session: Session, panel: InspectorPanel, place: object
) -> None:
    panel.setFocus()
    session.selection.choose(place)  # type: ignore[arg-type]
    outline = panel.outline
    assert outline.currentIndex() == outline.model().index_of(place)  # type: ignore[attr-defined]
    assert session.selection.places == (place,)


def test_the_button_opens_the_layers_weights(session: Session, panel: InspectorPanel) -> None:
    session.selection.choose(NeuronPlace(1, 0))
    panel.findChild(QPushButton, "layer_weights_button").click()
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, WeightsWindow)]
    assert [window.windowTitle() for window in windows if window.isVisible()] == ["Weights into the outputs"]
    for window in windows:
        window.close()
