"""A run that grows beyond all numbers: its pictures hold, and the banner names the term."""

from pytestqt.qtbot import QtBot
from support.projects import project_of, seed_tree

from backprop_gui.app.faults import Faults
from backprop_gui.app.main_window import MainWindow
from backprop_gui.document.project import Project
from backprop_gui.views.plots.curve_plot import CurvePlot


def growing() -> Project:
    """Make a network whose error grows by a hundred each few rounds, up to 1e308 and beyond."""
    tree = seed_tree()
    tree["network"] = {
        "inputs": ["x"],
        "layers": [
            {
                "neurons": ["o"],
                "activation": "linear",
                "weights": [[1.0]],
                "bias": {"kind": "per_neuron", "values": [0.0], "trainable": True},
            }
        ],
    }
    tree["training"] |= {
        "batch_size": "all",
        "optimizer": {"name": "sgd", "learning_rate": 0.1},
    }
    given = {10: 1, -7: 2, 3: 0}
    tree["data"]["samples"] = [{"inputs": [x], "targets": [y]} for x, y in given.items()]
    return project_of(tree)


def test_a_run_that_grows_beyond_all_numbers_names_the_term(qtbot: QtBot, window: MainWindow) -> None:
    faults, told = Faults(), []
    faults.happened.connect(lambda *sentence: told.append(sentence))
    window.session.document.open(growing(), None)
    with qtbot.waitSignal(window.session.run.finished):
        window.session.run.start(None)
    plot = window.findChild(CurvePlot, "error_plot")
    for height in range(80, 400, 20):
        plot.resize(plot.width(), height)
        plot.grab()
    qtbot.waitUntil(lambda: not window.banner.isHidden())
    faults.end()
    assert not told
    assert window.banner.sentence.startswith("Training stopped in round ")
    assert "is infinite" in window.banner.sentence
