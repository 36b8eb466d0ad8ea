"""The inspector on the seed's example, shown offscreen."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.look.fonts import load_fonts
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session
from backprop_gui.views.inspector.panel import InspectorPanel

OpenInspector = Callable[[Project], tuple[Session, InspectorPanel]]


@pytest.fixture
def open_panel(qtbot: QtBot) -> OpenInspector:
    """Show an inspector on any project."""

    def show(project: Project) -> tuple[Session, InspectorPanel]:
        load_fonts()
        themes.choose("light")
        session = Session(project)
        panel = InspectorPanel(session)
        qtbot.addWidget(panel)
        panel.resize(240, 760)
        panel.show()
        qtbot.waitExposed(panel)
        return session, panel

    return show


@pytest.fixture
def opened(open_panel: OpenInspector) -> tuple[Session, InspectorPanel]:
    return open_panel(load_example("seed"))


@pytest.fixture
def session(opened: tuple[Session, InspectorPanel]) -> Session:
    return opened[0]


@pytest.fixture
def panel(opened: tuple[Session, InspectorPanel]) -> InspectorPanel:
    return opened[1]
