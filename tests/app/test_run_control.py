"""Pausing, single rounds, epochs, stop conditions, paces and divergence, in the whole window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot
from support.projects import dipping_tree, project_of

from backprop_gui.app.main_window import MainWindow
from backprop_gui.core.network import TargetPlace, WeightPlace
from backprop_gui.core.trainer import Trainer
from backprop_gui.document.examples import load_example
from backprop_gui.document.stopping import StopWhen, stop_when, with_stop_when
from backprop_gui.document.storage import load, save
from backprop_gui.session.edits import with_learning_rate, with_optimizer, with_value
from backprop_gui.session.session import Session


def trigger(window: MainWindow, name: str) -> None:
    window.findChild(QAction, f"action_{name}").trigger()


def make_wide(qtbot: QtBot, window: MainWindow, width: int) -> None:
    """Leave the small screen of the tests."""
    window.showNormal()
    window.resize(width, 768)
    qtbot.waitUntil(lambda: window.toolbar.width() == width)


def run_to_end(qtbot: QtBot, window: MainWindow, rounds: int | None = None) -> None:
    with qtbot.waitSignal(window.session.run.finished):
        window.session.run.start(rounds)


def note(window: MainWindow) -> str:
    return window.findChild(QLabel, "status_note").text()


def flat(window: MainWindow) -> list[float]:
    return window.session.document.present.parameters.flat.tolist()


def trained_alone(rounds: int, optimizer: str = "sgd") -> list[float]:
    """Train the seed's example without a pause."""
    project = with_optimizer(load_example("seed"), optimizer)
    trainer = Trainer(project.network, project.plan, project.data, project.state)
    return trainer.advance(rounds).state.parameters.flat.tolist()


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_paused_stepped_saved_and_continued_gives_the_same_numbers(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, optimizer: str
) -> None:
    session = window.session
    session.edit("Optimizer", lambda project: with_optimizer(project, optimizer))
    run_to_end(qtbot, window, 317)
    trigger(window, "one_round")
    path = str(tmp_path / "paused.bpnet")
    save(path, session.present)
    session.document.open(load(path), path)
    run_to_end(qtbot, window, 82)
    assert session.present.state.rounds == 400
    assert flat(window) == trained_alone(400, optimizer)


def test_continuations_are_steps_of_their_own(qtbot: QtBot, window: MainWindow) -> None:
    run_to_end(qtbot, window, 10)
    run_to_end(qtbot, window, 10)
    trigger(window, "one_round")
    stack = window.session.document.undo_stack
    assert [stack.text(index) for index in range(stack.count())] == [
        "Train 10 rounds",
        "Train 10 rounds",
        "Train 1 round",
    ]
    for _ in range(3):
        stack.undo()
    assert window.session.present.state.rounds == 0


def test_one_round_is_trained_and_said(window: MainWindow) -> None:
    trigger(window, "one_round")
    assert window.session.present.state.rounds == 1
    assert window.session.run.history.errors.rounds.tolist() == [0]
    assert note(window) == "Round 1: E_total 0.298371 → 0.291028"


def test_one_round_is_for_pauses(qtbot: QtBot, window: MainWindow) -> None:
    window.session.run.start()
    assert not window.findChild(QAction, "action_one_round").isEnabled()
    window.session.run.stop()
    assert window.findChild(QAction, "action_one_round").isEnabled()


def test_epochs_take_every_sample_once(qtbot: QtBot, window: MainWindow) -> None:
    window.session.document.open(load_example("xor"), None)
    project = window.session.present
    per_epoch = project.plan.schedule(project.data).rounds_per_epoch
    window.findChild(QComboBox, "rounds_unit").setCurrentText("epochs")
    window.findChild(QLineEdit, "rounds_field").setText("7")
    with qtbot.waitSignal(window.session.run.finished):
        trigger(window, "run_rounds")
    assert window.session.present.state.rounds == 7 * per_epoch


def test_the_error_stops_a_run_at_the_very_round(qtbot: QtBot, window: MainWindow) -> None:
    window.session.edit("Stop", lambda project: with_stop_when(project, StopWhen(error_below=0.05)))
    run_to_end(qtbot, window)
    project = load_example("seed")
    trainer, rounds = Trainer(project.network, project.plan, project.data, project.state), 0
    while trainer.data_error() >= 0.05:
        trainer.advance(1)
        rounds += 1
    assert window.session.present.state.rounds == rounds
    assert note(window) == "Training stopped: the error is below 0.05."


def test_a_dip_below_the_bound_stops_a_run_though_a_frame_has_room_for_all_of_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.document.open(project_of(dipping_tree()), None)
    run_to_end(qtbot, window)
    assert window.session.present.state.rounds == 44
    assert note(window) == "Training stopped: the error is below 5.17e-05."


def test_rounds_set_in_the_file_stop_a_run(qtbot: QtBot, window: MainWindow) -> None:
    window.session.edit("Stop", lambda project: with_stop_when(project, StopWhen(rounds=123)))
    run_to_end(qtbot, window)
    assert window.session.present.state.rounds == 123


def test_time_and_no_progress_stop_a_run(qtbot: QtBot, window: MainWindow) -> None:
    window.session.edit("Stop", lambda project: with_stop_when(project, StopWhen(seconds=0.1)))
    run_to_end(qtbot, window)
    assert "0.1 seconds have passed" in note(window)
    stop = StopWhen(patience=10, share=0.99)
    window.session.edit("Stop", lambda project: with_stop_when(project, stop))
    run_to_end(qtbot, window)
    assert "10 rounds brought the error down by less than 99 %" in note(window)


# Said by the offscreen platform of every popup; no real platform says it.
popups = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def open_sheet(window: MainWindow) -> QWidget:
    trigger(window, "stop_when")
    return window.findChild(QWidget, "stop_popover")


@popups
def test_the_sheet_says_and_stores_what_is_set(qtbot: QtBot, window: MainWindow) -> None:
    sheet = open_sheet(window)
    sentence = sheet.findChild(QLabel, "stop_sentence")
    assert sentence.text() == "Training goes on until it is paused."
    box, field = sheet.findChild(QCheckBox, "stop_error"), sheet.findChild(QLineEdit, "stop_error_field")
    box.click()
    assert stop_when(window.session.present).error_below == 0.001
    field.selectAll()
    qtbot.keyClicks(field, "0,02")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert stop_when(window.session.present).error_below == 0.02
    assert sentence.text() == "Training stops when the error is below 0.02."
    assert window.toolbar.button("stop_when").toolTip() == sentence.text()
    window.session.document.undo_stack.undo()
    assert field.text() == "0.001"
    box.click()
    assert stop_when(window.session.present) == StopWhen()
    sheet.close()


@popups
def test_a_number_that_cannot_be_read_is_marked_and_not_stored(qtbot: QtBot, window: MainWindow) -> None:
    sheet = open_sheet(window)
    sheet.findChild(QCheckBox, "stop_seconds").click()
    field = sheet.findChild(QLineEdit, "stop_seconds_field")
    field.selectAll()
    qtbot.keyClicks(field, "-3")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("refused") is True
    assert "greater than 0" in field.toolTip()
    assert stop_when(window.session.present).seconds == 60
    sheet.close()


def test_the_slider_sets_the_pace_in_mid_run(qtbot: QtBot, window: MainWindow) -> None:
    make_wide(qtbot, window, 1280)
    slider, words = window.findChild(QSlider, "pace_slider"), window.findChild(QLabel, "pace_words")
    assert words.text() == "as fast as it goes"
    with qtbot.waitSignal(window.session.run.advanced):
        trigger(window, "train")
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert (words.text(), window.session.run.pace) == ("1 round a second", 1.0)
    seen: list[str] = []
    window.session.run.swept.connect(lambda: seen.append(window.findChild(QLabel, "status_pass").text()))
    counted: list[int] = []
    window.session.run.advanced.connect(lambda: counted.append(window.session.present.state.rounds))
    qtbot.waitUntil(lambda: len(counted) == 3)
    assert counted[2] - counted[1] == 1, "the first may have been under way"
    window.session.run.stop()
    passes = list(dict.fromkeys(filter(None, seen)))
    told = ["Forward · hidden layer", "Forward · output layer", "Error"]
    told += ["Backward · output layer", "Backward · hidden layer", "Update"]
    assert passes == told
    assert window.findChild(QLabel, "status_pass").text() == ""


def test_a_slow_run_lights_the_layer_that_is_computed(qtbot: QtBot, window: MainWindow) -> None:
    window.session.run.pace = 1.0
    assert window.session.lit == ()
    window.session.run.start()
    qtbot.waitUntil(lambda: window.session.run.sweep is not None)
    lit = {lit.place for lit in window.session.lit if lit.part is None}
    item = window.panels.diagram.item_of(next(iter(lit)))
    assert window.panels.diagram._readout().light(item.place).is_own
    window.session.run.stop()
    assert window.session.lit == ()


def test_a_diverging_run_stops_before_that_round_and_names_the_number(
    qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    session.document.open(load_example("opening"), None)
    session.edit("Rate", lambda project: with_learning_rate(project, 1e6))
    session.edit("Target", lambda project: with_value(project, TargetPlace(0), 1e200, 0))
    before = session.document.undo_stack.count()
    run_to_end(qtbot, window)
    assert session.present.parameters.flat.all()
    said = window.banner.sentence
    rounds = session.present.state.rounds
    assert said.startswith(f"Training stopped in round {rounds + 1:,}: ")
    assert "is infinite (" in said
    window.findChild(QPushButton, "banner_go_to_step").click()
    step = session.cursor.step
    assert step is not None
    assert step.value == float("inf")
    assert step.notation.text(step.quantity) in said
    assert session.cursor.round.figures.before.rounds == rounds
    assert session.document.undo_stack.count() == before + (rounds > 0)


def test_an_infinite_net_stops_a_run_though_the_error_is_finite(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    for source in (0, 1):
        place = WeightPlace(1, 0, source)
        session.edit("Weight", lambda project, place=place: with_value(project, place, 1.7e308, 0))
    session.edit("Rate", lambda project: with_learning_rate(project, 1e-9))
    run_to_end(qtbot, window)
    assert "net_o1 is infinite" in window.banner.sentence
    assert session.present.state.rounds == 0


def test_one_round_does_not_enter_what_is_not_finite(window: MainWindow) -> None:
    session = window.session
    session.edit("Target", lambda project: with_value(project, TargetPlace(0), 1e200, 0))
    trigger(window, "one_round")
    assert session.present.state.rounds == 0
    assert "is infinite" in window.banner.sentence


def test_looking_back_and_saving_saves_the_present(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = QMessageBox.StandardButton.Yes
    monkeypatch.setattr("backprop_gui.app.files.ask_to_overwrite", lambda *_: answer)
    run_to_end(qtbot, window, 40)
    path = str(tmp_path / "present.bpnet")
    session: Session = window.session
    session.document.saved(path)
    save(path, session.present)
    session.past.show(3)
    assert window.files.save()
    assert load(path).state.rounds == 40
    assert session.run.shown_round == 3


def test_nothing_of_training_is_cut_at_1024_pixels(qtbot: QtBot, window: MainWindow) -> None:
    make_wide(qtbot, window, 1024)
    pace = window.findChild(QWidget, "pace")
    buttons = [window.toolbar.button(name) for name in ("train", "one_round", "run_rounds", "stop_when")]
    for widget in (*buttons, pace, window.toolbar.rounds_field, window.toolbar.button("present")):
        qtbot.waitUntil(widget.isVisible)
        assert widget.geometry().right() <= window.toolbar.width(), widget.objectName()


def test_on_a_very_small_screen_the_run_still_has_its_buttons(qtbot: QtBot, window: MainWindow) -> None:
    make_wide(qtbot, window, 800)
    for name in ("step", "train", "one_round", "run_rounds", "stop_when"):
        qtbot.waitUntil(window.toolbar.button(name).isVisible)


def test_a_long_note_does_not_make_the_window_wider(qtbot: QtBot, window: MainWindow) -> None:
    make_wide(qtbot, window, 1024)
    window.status.note("Training stopped: " + "a long sentence, " * 30)
    assert window.minimumSizeHint().width() <= 1024
    assert window.width() == 1024


def test_a_step_that_begins_anew_says_so_but_undo_and_redo_do_not(qtbot: QtBot, window: MainWindow) -> None:
    window.session.document.open(load_example("circle"), None)
    assert note(window) == ""
    window.session.run.one_round("Train 1 round")
    box = window.findChild(QCheckBox, "feature_box_3")
    box.click()
    assert window.session.project.state.rounds == 0
    assert note(window) == "“Take x1² as input” begins at round 0. Undo goes back to round 1."
    window.status.note("")
    window.session.document.undo_stack.undo()
    window.session.document.undo_stack.redo()
    assert window.session.project.state.rounds == 0
    assert note(window) == ""


def test_another_project_is_no_end_of_a_run(window: MainWindow) -> None:
    window.session.run.one_round("Train 1 round")
    window.session.document.open(load_example("circle"), None)
    assert note(window) == ""


def test_an_edit_of_an_earlier_round_says_what_it_leaves_behind(window: MainWindow) -> None:
    session = window.session
    for _ in range(5):
        session.run.one_round("Train 1 round")
    session.past.show(2)
    session.edit("Change w1", lambda project: with_value(project, WeightPlace(0, 0, 0), 1.0, 0))
    said = "“Change w1, from round 2” goes on from round 2 and leaves 3 rounds behind. "
    assert note(window) == f"{said}Undo goes back to round 5."
    session.document.undo_stack.undo()
    assert session.document.present.state.rounds == 5
