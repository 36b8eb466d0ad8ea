"""A panel of plots on the seed's example, and a way to train without a thread."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.core.trainer import Trainer
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.look.fonts import load_fonts
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session
from backprop_gui.views.plots.panel import PlotPanel


class Plots:
    """A session, and the panel that shows it."""

    def __init__(self, qtbot: QtBot, project: Project) -> None:
        self._qtbot = qtbot
        self.session = Session(project)
        self.panel = PlotPanel(self.session)
        qtbot.addWidget(self.panel)
        self.panel.resize(760, 240)
        self.panel.show()
        qtbot.waitExposed(self.panel)
        self.settle()

    @property
    def error(self):
        return self.panel.views["error_plot"].plot

    @property
    def activations(self):
        return self.panel.views["activation_plot"].plot

    @property
    def deltas(self):
        return self.panel.views["delta_plot"].plot

    @property
    def gradients(self):
        return self.panel.views["gradient_plot"].plot

    @property
    def weights(self):
        return self.panel.views["weight_plot"].plot

    def settle(self) -> None:
        """Wait until everything that was asked for is drawn."""
        self._qtbot.waitUntil(lambda: not self.panel._redraw.isActive())

    def train(self, rounds: int) -> None:
        run = self.session.run
        run.start(rounds)
        self.train_on(rounds)
        run.stop()
        self.settle()

    def train_on(self, rounds: int) -> None:
        """Do some rounds of a run that goes on."""
        run, project = self.session.run, self.session.project
        trainer = Trainer(project.network, project.plan, project.data, project.state)
        stride, state_stride = run.history.strides
        run.take(trainer.advance(rounds, stride=stride, state_stride=state_stride), trainer.data_error())

    def drawn(self, plot, curve: int = 0):
        """Return a curve's points as they are drawn."""
        path = plot._bundle._paths[curve]
        elements = [path.elementAt(place) for place in range(path.elementCount())]
        return np.array([element.x for element in elements]), np.array([element.y for element in elements])


@pytest.fixture
def plots(qtbot: QtBot) -> Plots:
    load_fonts()
    themes.choose("light")
    return Plots(qtbot, load_example("seed"))


@pytest.fixture
def plots_of(qtbot: QtBot):
    """Make the panel for any project."""
    load_fonts()
    themes.choose("light")
    return lambda project: Plots(qtbot, project)
