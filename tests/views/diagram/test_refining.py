"""Zooming in shows more of each neuron, where the whole network had no room for it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import NeuronPlace
from backprop_gui.document.project import Project
from backprop_gui.views.diagram.sizes import Form
from backprop_gui.views.diagram.view import DiagramView

Show = Callable[..., DiagramView]
Make = Callable[..., Project]


def form(view: DiagramView) -> Form:
    assert view.diagram.layout
    return view.diagram.layout.sizes.form


def zoom(view: DiagramView, notches: int) -> None:
    for _ in range(abs(notches)):
        view.zoom_in() if notches > 0 else view.zoom_out()


def middle_share(view: DiagramView) -> tuple[float, float]:
    at = view.mapToScene(view.viewport().rect().center())
    assert view.ground
    return at.x() / view.ground.width(), at.y() / view.ground.height()


@pytest.fixture
def crowded(open_diagram: Show, make_project: Make) -> DiagramView:
    return open_diagram(make_project((4, 8, 6, 3)), 420, 320)


def test_names_and_values_appear_when_zooming_in(qtbot: QtBot, crowded: DiagramView) -> None:
    assert form(crowded) is Form.DOT
    zoom(crowded, 9)
    whole, share = crowded.transform().m11(), middle_share(crowded)
    qtbot.waitUntil(lambda: form(crowded) is not Form.DOT)
    assert crowded.transform().m11() * crowded.room == pytest.approx(whole, rel=1e-3)
    assert middle_share(crowded) == pytest.approx(share, abs=0.01)


def test_zooming_out_and_fitting_lead_back(qtbot: QtBot, crowded: DiagramView) -> None:
    zoom(crowded, 9)
    qtbot.waitUntil(lambda: form(crowded) is not Form.DOT)
    zoom(crowded, -9)
    qtbot.waitUntil(lambda: form(crowded) is Form.DOT)
    zoom(crowded, 9)
    qtbot.waitUntil(lambda: form(crowded) is not Form.DOT)
    crowded.fit()
    assert (form(crowded), crowded.room, crowded.transform().m11()) == (Form.DOT, 1.0, 1.0)


def test_zooming_keeps_its_bounds(qtbot: QtBot, crowded: DiagramView) -> None:
    zoom(crowded, 30)
    qtbot.waitUntil(lambda: crowded.room > 1.0)
    zoom(crowded, 30)
    assert crowded.transform().m11() * crowded.room == pytest.approx(8.0)


def test_what_is_shown_in_full_is_only_enlarged(qtbot: QtBot, diagram: DiagramView) -> None:
    layout = diagram.diagram.layout
    zoom(diagram, 6)
    resting = diagram._refining._resting
    assert resting.isActive()
    with qtbot.waitSignal(resting.timeout):
        pass
    assert diagram.diagram.layout is layout and diagram.room == 1.0


def test_an_edit_while_zoomed_in_stays_there(qtbot: QtBot, crowded: DiagramView) -> None:
    zoom(crowded, 9)
    qtbot.waitUntil(lambda: crowded.room > 1.0)
    crowded.pan(QPoint(10, 5))
    share, room = middle_share(crowded), crowded.room
    crowded.session.selection.choose(NeuronPlace(1, 0))
    crowded.session.editing.freeze()
    assert crowded.room == room and middle_share(crowded) == pytest.approx(share, abs=0.01)
