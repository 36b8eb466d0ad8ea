"""The window as its user and other programs know it."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QFileDialog, QLabel, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.settings import open_settings
from backprop_gui.core import engine
from backprop_gui.core.network import NeuronPlace, WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.document.storage import load, save
from backprop_gui.look.theme import themes
from backprop_gui.session.edits import value_at, with_value
from backprop_gui.session.session import Session

PROMISED_ACTIONS = (
    *("step", "step_back", "next_parameter", "previous_parameter", "next_phase", "previous_phase"),
    *("round_start", "round_end", "train", "run_rounds", "reset", "randomize", "new", "open"),
    *("save", "save_as", "undo", "redo", "present"),
)
PROMISED_LABELS = (
    *("step_position", "step_phase", "step_text", "step_sentence"),
    *("status_round", "status_error", "status_rate"),
)
PLOTS = ("error_plot", "activation_plot", "delta_plot", "gradient_plot", "weight_plot")
PICTURES = ("diagram_view", *PLOTS)
PROMISED_WIDGETS = ("step_table", "network_outline", "data_table", *PICTURES)


def text(window: MainWindow, name: str) -> str:
    label = window.findChild(QLabel, name)
    assert label is not None, name
    return label.text()


def trigger(window: MainWindow, name: str) -> None:
    action = window.findChild(QAction, f"action_{name}")
    assert action is not None, name
    action.trigger()


def change_w5(window: MainWindow) -> None:
    window.session.edit("Change w5 to 1", lambda p: with_value(p, WeightPlace(1, 0, 0), 1.0, 0))


def test_everything_promised_is_there(window: MainWindow) -> None:
    for name in PROMISED_ACTIONS:
        action = window.findChild(QAction, f"action_{name}")
        assert action is not None, name
        assert action.text(), name
    for name in PROMISED_LABELS:
        assert not window.findChild(QLabel, name).accessibleName(), name
    for name in PROMISED_WIDGETS:
        assert window.findChild(QWidget, name) is not None, name
    for name in PICTURES:
        picture = window.findChild(QWidget, name)
        assert picture.accessibleName() and picture.accessibleDescription(), name


def test_it_opens_on_the_seed_before_its_first_step(window: MainWindow) -> None:
    assert window.windowTitle().startswith("Seed example[*]")
    assert text(window, "step_position") == "Step 0 of 62"
    assert text(window, "status_round") == "Round 0"
    assert text(window, "status_error") == "E_total ?"


@pytest.mark.parametrize(
    ("key", "step"),
    [
        (Qt.Key.Key_Right, "Step 1 of 62"),
        (Qt.Key.Key_Space, "Step 1 of 62"),
        (Qt.Key.Key_PageDown, "Step 1 of 62"),
        (Qt.Key.Key_Down, "Step 2 of 62"),
        (Qt.Key.Key_End, "Step 62 of 62"),
        (Qt.Key.Key_R, "Step 62 of 62"),
    ],
)
def test_keys_walk(qtbot: QtBot, window: MainWindow, key: Qt.Key, step: str) -> None:
    qtbot.keyClick(window, key)
    assert text(window, "step_position") == step
    qtbot.keyClick(window, Qt.Key.Key_Home)
    assert text(window, "step_position") == "Step 0 of 62"


def test_keys_walk_by_phase_and_back(qtbot: QtBot, window: MainWindow) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Right, control)
    assert text(window, "step_phase") == "Backward · output layer"
    qtbot.keyClick(window, Qt.Key.Key_Left, control)
    assert text(window, "step_phase").startswith("Error")
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert text(window, "step_text").startswith("out_o2 = ")


def test_ten_thousand_rounds_run_live_and_undo(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.session.run.finished):
        trigger(window, "run_rounds")
        assert window.session.run.is_running
    assert text(window, "status_round") == "Round 10,000"
    assert text(window, "status_error") == "E_total 3.51018778e-05"
    assert window.isWindowModified()
    trigger(window, "undo")
    assert text(window, "status_round") == "Round 0"
    trigger(window, "redo")
    assert text(window, "status_error") == "E_total 3.51018778e-05"
    trigger(window, "reset")
    assert text(window, "status_error") == "E_total of round 10,000: 3.51018778e-05"


def test_training_can_be_paused(qtbot: QtBot, window: MainWindow) -> None:
    train = window.findChild(QAction, "action_train")
    train.trigger()
    assert train.isChecked()
    qtbot.waitUntil(lambda: window.session.run.done > 10)
    assert text(window, "status_rate").endswith("rounds/s")
    train.trigger()
    assert not train.isChecked()
    assert window.session.document.project.state.rounds > 10


def test_a_bad_number_of_rounds_is_refused_in_words(qtbot: QtBot, window: MainWindow) -> None:
    window.findChild(QLineEdit, "rounds_field").setText("many")
    trigger(window, "run_rounds")
    assert not window.session.run.is_running
    assert "“many” is not a whole number" in window.banner.sentence


def test_save_and_open_again(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "net.bpnet"
    monkeypatch.setattr("backprop_gui.app.files.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    change_w5(window)
    trigger(window, "save")
    assert not window.isWindowModified()
    assert value_at(load(path), WeightPlace(1, 0, 0), 0) == 1.0
    trigger(window, "new")
    assert window.windowTitle().startswith("Untitled[*]")
    window.files.open(str(path))
    assert value_at(window.session.project, WeightPlace(1, 0, 0), 0) == 1.0
    assert window.files.recent == [str(path)]


def test_a_bad_file_is_refused_and_nothing_is_lost(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "broken.bpnet"
    path.write_text('{"format": "backprop-gui", "version": 1, "title": 7}')
    change_w5(window)
    before = window.session.document.project
    window.session.document.undo_stack.setClean()
    window.files._open(str(path))
    assert window.banner.sentence.startswith("broken.bpnet was not opened: ")
    assert window.session.document.project is before


@pytest.mark.parametrize(
    ("answer", "closed"),
    [(QMessageBox.StandardButton.Cancel, False), (QMessageBox.StandardButton.Discard, True)],
)
def test_unsaved_changes_are_asked_about(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: QMessageBox.StandardButton, closed: bool
) -> None:
    asked: list[str] = []

    def reply(box: QMessageBox) -> QMessageBox.StandardButton:
        asked.append(box.text())
        return answer

    monkeypatch.setattr(QMessageBox, "exec", reply)
    assert window.files.may_leave()
    assert not asked
    change_w5(window)
    assert window.close() is closed
    assert asked == ["“Seed example” (in no file yet) has changes that are not saved."]


def test_a_file_that_cannot_be_written_leaves_the_document_unsaved(
    window: MainWindow, tmp_path: Path
) -> None:
    window.session.document.saved(str(tmp_path / "gone" / "net.bpnet"))
    change_w5(window)
    trigger(window, "save")
    assert window.banner.sentence.startswith("net.bpnet was not saved: ")
    assert window.isWindowModified()


def test_a_file_without_samples_is_refused_as_there_is_no_round_to_tell(
    window: MainWindow, tmp_path: Path
) -> None:
    source = Path(__file__).parents[2] / "resources" / "examples" / "seed.bpnet"
    contents = json.loads(source.read_text("utf-8"))
    contents["data"]["samples"] = []
    (tmp_path / "empty.bpnet").write_text(json.dumps(contents))
    before = window.session.document.project
    window.files.open(str(tmp_path / "empty.bpnet"))
    assert window.banner.sentence.startswith("empty.bpnet was not opened: data.samples")
    assert window.session.document.project is before


def test_a_name_without_ending_does_not_overwrite_another_project(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.bpnet").write_text("somebody's work")
    typed = str(tmp_path / "other")
    monkeypatch.setattr("backprop_gui.app.files.QFileDialog.getSaveFileName", lambda *_: (typed, ""))
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "exec", lambda _: answers.pop(0))
    trigger(window, "save_as")
    assert (tmp_path / "other.bpnet").read_text() == "somebody's work"
    trigger(window, "save_as")
    assert load(tmp_path / "other.bpnet").title == "other"


@pytest.mark.parametrize("key", ["geometry", "panels", "recent_files", "look"])
def test_damaged_settings_do_not_keep_the_window_from_opening(qtbot: QtBot, key: str) -> None:
    open_settings().setValue(key, 3)
    opened = MainWindow(Session(load_example("seed")), open_settings())
    qtbot.addWidget(opened, before_close_func=MainWindow.close_without_asking)
    opened.show()
    assert opened.files.recent == []


def test_keys_undo_after_a_run_from_the_field(qtbot: QtBot, window: MainWindow) -> None:
    field = window.findChild(QLineEdit, "rounds_field")
    field.setFocus()
    field.setText("20")
    with qtbot.waitSignal(window.session.run.finished):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not field.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text(window, "status_round") == "Round 0"


@pytest.mark.parametrize("name", ["step", "next_parameter", "next_phase", "round"])
def test_every_way_on_leads_from_the_last_step_into_the_next_round(window: MainWindow, name: str) -> None:
    trigger(window, "round_end")
    trigger(window, name)
    assert text(window, "status_round") == "Round 1"
    assert not text(window, "step_position").startswith("Step 0")


def test_tab_leaves_the_samples(qtbot: QtBot, window: MainWindow) -> None:
    table = window.findChild(QWidget, "data_table")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()


def test_closing_the_presentation_unchecks_it(window: MainWindow) -> None:
    trigger(window, "present")
    assert window._presentation is not None
    window._presentation.close()
    assert not window.findChild(QAction, "action_present").isChecked()


def test_panels_share_the_window_until_one_is_dragged(qtbot: QtBot, window: MainWindow) -> None:
    steps = window.findChild(QDockWidget, "dock_steps")
    window.resize(1900, 900)
    qtbot.waitUntil(lambda: steps.width() > 500)
    window.resize(1100, 800)
    qtbot.waitUntil(lambda: steps.width() < 400)
    line = QPoint(steps.x() - 1, steps.y() + 200)
    qtbot.mousePress(window, Qt.MouseButton.LeftButton, pos=line)
    qtbot.mouseMove(window, line - QPoint(60, 0))
    qtbot.waitUntil(lambda: steps.width() > 360)
    qtbot.mouseRelease(window, Qt.MouseButton.LeftButton, pos=line - QPoint(60, 0))
    assert not window.panels.follows_window


def test_panels_come_back_as_they_were(qtbot: QtBot, window: MainWindow) -> None:
    window.findChild(QDockWidget, "dock_data").close()
    window.close()
    again = MainWindow(Session(window.session.project), open_settings())
    qtbot.addWidget(again)
    again.show()
    assert not again.findChild(QDockWidget, "dock_data").isVisible()
    assert again.findChild(QDockWidget, "dock_network").isVisible()
    trigger(again, "restore_panels")
    assert again.findChild(QDockWidget, "dock_data").isVisible()
    again.close_without_asking()


def test_the_look_can_be_chosen(window: MainWindow) -> None:
    trigger(window, "look_dark")
    assert themes.current.is_dark
    assert window.palette().window().color() == themes.current.panel
    trigger(window, "look_light")
    assert not themes.current.is_dark


def test_examples_open_from_the_menu(window: MainWindow) -> None:
    trigger(window, "example_opening")
    assert window.windowTitle().startswith("Opening example[*]")
    window.session.cursor.round_end()
    assert text(window, "status_error").startswith("E_total 0.32724")


def test_presenting_shows_the_step_and_gives_the_window_back(qtbot: QtBot, window: MainWindow) -> None:
    trigger(window, "step")
    trigger(window, "present")
    shown = window._presentation
    assert shown is not None
    assert shown.isVisible()
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert text(window, "step_position") == "Step 2 of 62"
    assert shown.findChild(QLabel, "present_position").text() == "Step 2 of 62"
    qtbot.keyClick(shown, Qt.Key.Key_B)
    assert shown.findChild(QWidget, "present_blank").isVisible()
    qtbot.keyClick(shown, Qt.Key.Key_B)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert window.isVisible()


def test_esc_leaves_the_presentation_whatever_is_chosen(qtbot: QtBot, window: MainWindow) -> None:
    window.session.selection.choose(NeuronPlace(0, 0))
    trigger(window, "present")
    shown = window._presentation
    assert shown is not None
    qtbot.keyClick(shown.findChild(QWidget, "present_diagram"), Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert window.session.selection.neurons == [NeuronPlace(0, 0)]


def test_saving_a_project_keeps_its_rounds(window: MainWindow, tmp_path: Path) -> None:
    window.session.whole_round()
    window.session.next_step()
    save(tmp_path / "one.bpnet", window.session.project)
    assert load(tmp_path / "one.bpnet").state.rounds == 1


def test_the_chosen_plots_come_back(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.findChild(QWidget, "show_weight_plot"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.findChild(QWidget, "show_error_plot"), Qt.MouseButton.LeftButton)
    again = MainWindow(Session(load_example("seed")), window.settings)
    qtbot.addWidget(again, before_close_func=MainWindow.close_without_asking)
    again.show()
    qtbot.waitUntil(lambda: again.findChild(QWidget, "plot_panel") is not None)
    names = again.findChild(QWidget, "plot_panel").names
    assert names == ("activation_plot", "delta_plot", "weight_plot")


def test_about_says_which_engine_trains(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_trouble", "numba is not installed")
    about = window.findChild(QAction, "action_about")
    assert about is not None
    about.trigger()
    label = window.findChild(QLabel, "about_text")
    assert label is not None
    assert label.height() >= label.heightForWidth(label.width()), "clipped"
    assert "because the compiled one could not be loaded: numba is not installed" in text(
        window, "about_text"
    )


def test_what_a_plot_cannot_save_is_said_in_the_banner(window: MainWindow) -> None:
    plots = window.findChild(QWidget, "plot_panel")
    plots.told.emit("deltas.csv is saved.")
    assert text(window, "status_note") == "deltas.csv is saved."
    plots.failed.emit("deltas.csv was not saved: the disk is full.")
    assert window.banner.isVisible()


def test_a_plots_numbers_are_saved_beside_the_window(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.whole_round()
    window.session.whole_round()
    plots = window.findChild(QWidget, "plot_panel")
    qtbot.waitUntil(lambda: "over 1 round" in window.findChild(QWidget, "delta_plot").accessibleDescription())
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: dialog.selectFile(str(tmp_path / "deltas")) or 1)
    saving = next(each for each in plots.findChildren(QAction) if each.objectName() == "save_data_delta_plot")
    saving.trigger()
    assert (tmp_path / "deltas.csv").read_text("utf-8").startswith("round,delta_h1,")
    assert text(window, "status_note") == "deltas.csv is saved."
