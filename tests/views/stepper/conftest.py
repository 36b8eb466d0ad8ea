"""The stepper's panel on the seed's example, shown offscreen."""

import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.look.fonts import load_fonts
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session
from backprop_gui.views.stepper.panel import StepperPanel


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(load_example("seed"))


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> StepperPanel:
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: Session, width: int = 380, height: int = 760) -> StepperPanel:
    load_fonts()
    themes.choose("light")
    panel = StepperPanel(session)
    qtbot.addWidget(panel)
    panel.resize(width, height)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def open_panel(qtbot: QtBot):
    """Show a panel on any project, of any size."""

    def show(project: Project, width: int = 380, height: int = 760) -> tuple[Session, StepperPanel]:
        session = Session(project)
        return session, shown(qtbot, session, width, height)

    return show
