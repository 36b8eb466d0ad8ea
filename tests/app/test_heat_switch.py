"""The switch of the View menu: follows the samples until somebody chooses, and remembers the choice."""

from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.app.heat_switch import HeatSwitch
from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.settings import open_settings
from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session


def action_of(window: MainWindow) -> QAction:
    action = window.findChild(QAction, "action_heat_maps")
    assert action is not None
    return action


def test_it_follows_the_samples(window: MainWindow) -> None:
    action = action_of(window)
    assert action.isEnabled() and not action.isChecked()
    window.session.document.open(load_example("circle"), None)
    assert action.isEnabled() and action.isChecked()
    window.session.document.open(project(Build((3, 1))), None)
    assert not action.isEnabled() and not action.isChecked()


def test_a_choice_stays_for_all_documents_and_starts(qtbot: QtBot, window: MainWindow) -> None:
    action_of(window).trigger()
    pictures = window.session.pictures
    assert action_of(window).isChecked() and pictures.in_nodes
    qtbot.waitUntil(lambda: pictures.answers.picture is not None)
    later = Session(load_example("seed"))
    switched = HeatSwitch(QAction(checkable=True), later, open_settings())
    assert later.pictures.in_nodes
    switched.toggle()
    again = Session(load_example("circle"))
    HeatSwitch(QAction(checkable=True), again, open_settings())
    assert not again.pictures.in_nodes


def test_both_pictures_can_be_chosen_in_the_panel(qtbot: QtBot, window: MainWindow) -> None:
    panel = window.panels.docks["plots"].widget()
    landscape, answers = window.session.pictures.landscape, window.session.pictures.answers
    for name, subject in (("boundary_plot", answers), ("landscape_plot", landscape)):
        panel.choose((name,))
        qtbot.waitUntil(lambda subject=subject: subject.picture is not None)
        plot = panel.views[name].plot
        assert plot.objectName() == name and plot.accessibleName() and plot.accessibleDescription()
    network = window.session.project.network
    window.panels.diagram.place_activated.emit(network.weight_place(2))
    qtbot.waitUntil(lambda: landscape.picture.places == (network.weight_place(2),))
    panel.choose(("error_plot",))
    qtbot.waitUntil(lambda: not landscape.is_watched and not answers.is_watched)
