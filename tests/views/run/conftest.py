"""The strip on a session that has trained, as the worker would."""

import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.core.trainer import Trainer
from backprop_gui.document.examples import load_example
from backprop_gui.look.fonts import load_fonts
from backprop_gui.session.session import Session
from backprop_gui.views.run.strip import RunStrip


def take(session: Session, rounds: int) -> None:
    """Do some rounds of the run."""
    base = session.run.project
    trainer = Trainer(base.network, base.plan, base.data, base.state)
    session.run.take(trainer.advance(rounds, state_stride=1), trainer.data_error())


@pytest.fixture
def strip(qtbot: QtBot) -> RunStrip:
    load_fonts()
    made = RunStrip(Session(load_example("seed")))
    qtbot.addWidget(made)
    made.resize(800, 34)
    made.show()
    qtbot.waitExposed(made)
    return made
