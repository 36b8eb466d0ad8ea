"""How a task's points are made is chosen in the data panel, each time in one step to undo."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from backprop_gui.core.dataset import Dataset
from backprop_gui.core.features import FEATURES
from backprop_gui.document.examples import load_example
from backprop_gui.document.schema import decode, encode
from backprop_gui.document.task import Task, normalisation_of, task_of
from backprop_gui.look.fonts import load_fonts
from backprop_gui.session.session import Session
from backprop_gui.views.caution_list import CautionList
from backprop_gui.views.data.panel import DataPanel
from backprop_gui.views.data.samples_model import IS_TEST
from backprop_gui.views.data.task_form import TaskForm

Open = Callable[[str], tuple[Session, DataPanel]]


@pytest.fixture
def open_panel(qtbot: QtBot) -> Open:
    """Show the data of an example with all sections open."""

    def show(name: str) -> tuple[Session, DataPanel]:
        load_fonts()
        session = Session(load_example(name))
        panel = DataPanel(session)
        qtbot.addWidget(panel)
        panel.resize(260, 800)
        panel.show()
        qtbot.waitExposed(panel)
        for heading in ("heading_task", "heading_preparation"):
            button = panel.findChild(QToolButton, heading)
            assert button is not None
            if button.isVisible():
                qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        return session, panel

    return show


def task(session: Session) -> Task:
    found = task_of(session.project)
    assert found is not None
    return found


def type_into(qtbot: QtBot, panel: DataPanel, name: str, text: str) -> QLineEdit:
    field = panel.findChild(QLineEdit, name)
    assert field is not None
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    return field


def choose(qtbot: QtBot, panel: DataPanel, name: str, key: Qt.Key) -> QComboBox:
    box = panel.findChild(QComboBox, name)
    assert box is not None
    box.setFocus()
    qtbot.keyClick(box, key)
    return box


def text_of(panel: DataPanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def undo_text(session: Session) -> str:
    return session.document.undo_stack.undoText()


def box(panel: DataPanel, feature: str) -> QCheckBox:
    found = panel.findChild(QCheckBox, f"feature_box_{list(FEATURES).index(feature) + 1}")
    assert found is not None
    return found


def test_only_a_task_has_its_controls(open_panel: Open) -> None:
    for name, has in (("circle", True), ("seed", False), ("iris", False)):
        _, panel = open_panel(name)
        section = panel.findChild(QWidget, "section_task")
        assert section is not None
        assert section.isVisible() == has


@pytest.mark.parametrize(("typed", "noise"), [("20", 0.2), ("12,5 %", 0.125), ("50%", 0.5)])
def test_noise(qtbot: QtBot, open_panel: Open, typed: str, noise: float) -> None:
    session, panel = open_panel("circle")
    before = session.project
    field = type_into(qtbot, panel, "noise_field", typed)
    assert task(session).noise == noise
    assert field.text() == f"{100 * noise:g} %"
    assert undo_text(session) == f"Change noise to {100 * noise:g} %"
    assert session.project.data.targets.tolist() != before.data.targets.tolist()
    assert session.project.parameters is before.parameters
    session.document.undo_stack.undo()
    assert session.project.data is before.data
    assert field.text() == "0 %"


@pytest.mark.parametrize(
    ("name", "typed", "refusal"),
    [
        ("noise", "51", "Noise in percent is a number from 0 to 50."),
        ("noise", "-1", "Noise in percent is a number from 0 to 50."),
        ("samples", "1", "The number is a whole number from 2 to 20,000."),
        ("samples", "1000000", "The number is a whole number from 2 to 20,000."),
        ("task_seed", "0.5", "The seed is a whole number from 0 to 4,294,967,295."),
        ("validation_share", "100", "The share for testing in percent is a number from 0 to 99."),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    qtbot: QtBot, open_panel: Open, name: str, typed: str, refusal: str
) -> None:
    session, panel = open_panel("circle")
    type_into(qtbot, panel, f"{name}_field", typed)
    assert text_of(panel, f"{name.removeprefix('task_')}_refusal") == refusal
    assert session.document.undo_stack.count() == 0


def test_number_and_seed(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel("circle")
    type_into(qtbot, panel, "samples_field", "60")
    assert len(session.project.data) == 60
    assert panel.table.model().rowCount() == 60
    type_into(qtbot, panel, "task_seed_field", "7")
    assert session.project.data.inputs.tolist() == Task("circle", 60, 0, 7).samples_made().inputs.tolist()
    assert undo_text(session) == "Change seed of the samples to 7"


def test_regenerate_takes_and_shows_the_next_seed(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel("circle")
    button = panel.findChild(QPushButton, "regenerate_button")
    seed = panel.findChild(QLineEdit, "task_seed_field")
    assert button is not None
    assert seed is not None
    inputs = session.project.data.inputs.tolist()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert (task(session).seed, seed.text()) == (2, "2")
    assert session.project.data.inputs.tolist() != inputs
    assert undo_text(session) == "Regenerate the samples, seed 2"
    session.document.undo_stack.undo()
    assert (seed.text(), session.project.data.inputs.tolist()) == ("1", inputs)


def test_another_data_set_ends_the_run_and_begins_at_round_0(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel("circle")
    session.run.one_round("Train")
    session.run.start()
    assert "begin at round 0" in text_of(panel, "task_note")
    choose(qtbot, panel, "data_set_field", Qt.Key.Key_Down)
    assert not session.run.is_running
    assert (task(session).generator, session.project.state.rounds) == ("xor", 0)
    assert undo_text(session) == "Change data set to Exclusive or"


def test_noise_goes_on_with_the_run(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel("circle")
    session.run.start()
    type_into(qtbot, panel, "noise_field", "10")
    assert session.run.is_running
    assert session.run.base.data is session.document.project.data
    session.run.stop()


def test_numbers_instead_of_classes(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel("circle")
    choose(qtbot, panel, "problem_field", Qt.Key.Key_Down)
    assert task(session).generator == "plane"
    assert session.project.network.layers[-1].activation == "linear"
    assert len(session.project.data) == 1200
    choose(qtbot, panel, "data_set_field", Qt.Key.Key_End)
    assert (task(session).generator, session.project.network.inputs) == ("sine", ("x1",))
    assert not box(panel, "x2").isVisible()
    choose(qtbot, panel, "problem_field", Qt.Key.Key_Up)
    assert (task(session).generator, session.project.network.inputs) == ("circle", ("x1", "x2"))
    assert session.project.network.layers[-1].activation == "tanh"


def test_inputs_are_ticked(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel("circle")
    first = session.project.parameters.weights[0]
    box(panel, "x1²").click()
    assert session.project.network.inputs == ("x1", "x2", "x1²")
    assert session.project.parameters.weights[0][:, :2].tolist() == first.tolist()
    assert undo_text(session) == "Take x1² as input"
    box(panel, "x1").click()
    assert session.project.network.inputs == ("x2", "x1²")
    assert undo_text(session) == "Leave out input x1"
    assert panel.table.model().columnCount() == 3
    session.document.undo_stack.undo()
    assert box(panel, "x1").isChecked()


def test_the_last_input_stays(open_panel: Open) -> None:
    session, panel = open_panel("circle")
    box(panel, "x1").click()
    assert session.project.network.inputs == ("x2",)
    assert not box(panel, "x2").isEnabled()
    assert box(panel, "x2").toolTip() == "The network needs an input."
    box(panel, "x1").click()
    assert box(panel, "x2").isEnabled()


def test_the_share_for_testing_and_which_rows_it_is(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel("circle")
    assert text_of(panel, "test_rows_note") == "Kept for testing: 250 samples, 251 to 500."
    type_into(qtbot, panel, "validation_share_field", "10")
    assert session.project.plan.validation_share == 0.1
    assert text_of(panel, "test_rows_note") == "Kept for testing: 50 samples, 451 to 500."
    model = panel.table.model()
    heads = [model.headerData(row, Qt.Orientation.Vertical) for row in (0, 449, 450, 499)]
    assert heads == [1, 450, "451 t", "500 t"]
    assert [model.index(row, 0).data(IS_TEST) for row in (449, 450)] == [False, True]
    tip = model.headerData(450, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Kept for testing: this sample is not trained on."
    assert undo_text(session) == "Change share for testing to 10 %"


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_End])
def test_the_table_shows_what_was_before_normalisation(qtbot: QtBot, open_panel: Open, key: Qt.Key) -> None:
    session, panel = open_panel("circle")
    model = panel.table.model()
    shown = [model.index(row, 0).data(Qt.ItemDataRole.EditRole) for row in range(20)]
    given = session.project.data.inputs
    choose(qtbot, panel, "normalisation_field", key)
    assert session.project.data.inputs.tolist() != given.tolist()
    after = [model.index(row, 0).data(Qt.ItemDataRole.EditRole) for row in range(20)]
    assert np.array(after, dtype=float) == pytest.approx(np.array(shown, dtype=float), rel=1e-14)
    assert "the table shows the original ones" in text_of(panel, "normalisation_note")


def test_a_typed_number_is_normalised_as_the_others_are(open_panel: Open) -> None:
    session, panel = open_panel("iris")
    model = panel.table.model()
    assert model.index(0, 0).data() == "6.1"
    assert model.setData(model.index(0, 0), 7.5)
    normalisation = normalisation_of(session.project)
    assert session.project.data.inputs[0, 0] == (7.5 - normalisation.shift[0]) / normalisation.scale[0]
    assert model.index(0, 0).data() == "7.5"
    assert undo_text(session) == "Change sepal length of sample 1 to 7.5"
    count = session.document.undo_stack.count()
    assert model.setData(model.index(0, 0), 7.5)
    assert session.document.undo_stack.count() == count


def test_a_number_that_cannot_be_normalised_is_refused(open_panel: Open) -> None:
    session, panel = open_panel("iris")
    model = panel.table.model()
    assert not model.setData(model.index(0, 0), 1.7e308)
    assert "too large" in text_of(panel, "data_refusal")
    assert session.document.undo_stack.count() == 0


def test_cautions_stand_at_the_data(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel("xor")
    cautions = panel.findChild(CautionList, "data_cautions")
    assert cautions is not None
    assert not cautions.isVisible()
    model = panel.table.model()
    model.setData(model.index(1, 2), 2.0)
    assert cautions.isVisible()
    assert cautions.sentences == ["Sample 2 asks o1 for 2, but sigmoid gives numbers between 0 and 1 only."]
    session.document.undo_stack.undo()
    assert not cautions.isVisible()


@pytest.mark.parametrize("kind", [Qt.Key.Key_Home, Qt.Key.Key_Down])
def test_it_is_said_that_samples_are_not_those_of_the_task(
    qtbot: QtBot, open_panel: Open, kind: Qt.Key
) -> None:
    session, panel = open_panel("circle")
    choose(qtbot, panel, "normalisation_field", kind)
    type_into(qtbot, panel, "validation_share_field", "20")
    assert text_of(panel, "by_hand_note") == ""
    before = session.project
    targets = before.data.targets[::-1].copy()
    session.document.change("Another program", replace(before, data=Dataset(before.data.inputs, targets)))
    assert text_of(panel, "by_hand_note").startswith("Samples were changed by hand.")
    type_into(qtbot, panel, "noise_field", "10")
    assert text_of(panel, "by_hand_note") == ""


def by_typing(panel: DataPanel) -> None:
    model = panel.table.model()
    model.setData(model.index(0, 0), 1.5)


def by_adding(panel: DataPanel) -> None:
    panel.rows.add()


def by_moving(panel: DataPanel) -> None:
    panel.table.setCurrentIndex(panel.table.model().index(3, 0))
    panel.rows.move(1)


@pytest.mark.parametrize("edit", [by_typing, by_adding, by_moving])
def test_samples_edited_by_hand_are_ones_own(open_panel: Open, edit: Callable[[DataPanel], None]) -> None:
    session, panel = open_panel("circle")
    section = panel.findChild(TaskForm).parentWidget()
    assert section is not None
    plane, said = session.pictures.plane, []
    session.editing.said.connect(said.append)
    edit(panel)
    assert task_of(session.project) is None and section.isHidden()
    assert said == ["From now on the samples are your own: nothing makes them anew."]
    assert plane is not None and session.pictures.plane is not None
    assert session.pictures.plane.names == plane.names
    assert task_of(decode(encode(session.project))) is None
    panel.rows.add()
    assert len(said) == 1
    for _ in range(2):
        session.document.undo_stack.undo()
    assert task_of(session.project) is not None and not section.isHidden()


def slider(panel: DataPanel, name: str) -> QSlider:
    found = panel.findChild(QSlider, name)
    assert found is not None
    return found


def test_sliders_choose_and_follow(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel("circle")
    for name, field in (
        ("noise_slider", "noise_field"),
        ("validation_share_slider", "validation_share_field"),
    ):
        handle, count = slider(panel, name), session.document.undo_stack.count()
        before = handle.value()
        handle.setFocus()
        qtbot.keyClick(handle, Qt.Key.Key_Right)
        typed = panel.findChild(QLineEdit, field)
        assert typed is not None
        assert typed.text() == f"{before + 5} %"
        assert session.document.undo_stack.count() == count + 1
        type_into(qtbot, panel, field, "22")
        assert handle.value() == 22
        assert session.document.undo_stack.count() == count + 2
    assert task(session).noise == 0.22
    assert session.project.plan.validation_share == 0.22


def test_a_dragged_slider_is_one_step_to_undo(qtbot: QtBot, open_panel: Open) -> None:
    session, panel = open_panel("circle")
    handle = slider(panel, "noise_slider")
    handle.setSliderDown(True)
    for percent in range(1, 31):
        handle.setSliderPosition(percent)
    assert session.document.undo_stack.count() == 0
    handle.setSliderDown(False)
    assert session.document.undo_stack.count() == 1
    assert task(session).noise == 0.3
    assert undo_text(session) == "Change noise to 30 %"
