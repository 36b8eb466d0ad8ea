"""A session on the seed's example."""

import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.document.examples import load_example
from backprop_gui.session.session import Session


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(load_example("seed"))
