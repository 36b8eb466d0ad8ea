"""A change reaches its followers in one order: the document's own parts, the views, then what came of it."""

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import initialize, invariant, precondition, rule
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeView
from pytestqt.exceptions import capture_exceptions
from support.networks import Build, project
from support.random_edits import Edits, share

from backprop_gui.app.main_window import MainWindow
from backprop_gui.app.settings import open_settings
from backprop_gui.core.network import INPUTS, NeuronPlace, WeightPlace
from backprop_gui.document.schema import encode
from backprop_gui.look.fonts import load_fonts
from backprop_gui.session.session import Session
from backprop_gui.views.diagram.view import DiagramView
from backprop_gui.views.inspector.outline_view import OutlineView

CLOSED: list[MainWindow] = []
"""Kept, since what a window has put off until the next event would not find it."""


def shown(session: Session) -> MainWindow:
    """Show all views of a session, filled at once."""
    load_fonts()
    window = MainWindow(session, open_settings())
    window.resize(1280, 800)
    window.panels.fill(session)
    window.panels.fill_plots(session, window.settings)
    window.network_menu.serve(window.panels.diagram)
    window.show()
    return window


class Spy:
    """Notes what the session's parts tell before all views show a change."""

    def __init__(self, session: Session) -> None:
        self.early: list[str] = []
        self._is_under_way = False
        document = session.document
        self._follow = document._follow
        document._follow = self._begin
        document.changed.connect(self._end)
        for name, signal in {
            "selection": session.selection.changed,
            "pointer": session.pointer.changed,
            "told": session.cursor.told,
            "moved": session.cursor.moved,
            "lost": session.cursor.lost,
            "figures": session.figures_changed,
            "in nodes": session.pictures.in_nodes_changed,
        }.items():
            signal.connect(lambda *_, name=name: self._is_under_way and self.early.append(name))

    def _begin(self, *change: object) -> None:
        self._is_under_way = True
        self._follow(*change)

    def _end(self, *_: object) -> None:
        self._is_under_way = False


class InAllViews(Edits):
    """Edits a session that a whole window shows; nothing is told early, and no view fails."""

    @initialize(
        sizes=st.lists(st.integers(1, 3), min_size=2, max_size=4),
        bias=st.sampled_from(["none", "shared", "per_neuron"]),
        optimizer=st.sampled_from(["sgd", "momentum"]),
    )
    def begin(self, sizes: list[int], bias: str, optimizer: str) -> None:
        made = project(Build(sizes=tuple(sizes), bias=bias, optimizer=optimizer, samples=2))
        self.session = Session(made)
        self.kept, self.sayings = [encode(made)], []
        self.session.editing.said.connect(self.sayings.append)
        self.window = shown(self.session)
        self.spy = Spy(self.session)  # after the window, so that it is told of a change after all views
        self.failures = capture_exceptions()
        self.errors = self.failures.__enter__()

    @rule(layer=share, index=share)
    def point(self, layer: float, index: float) -> None:
        self.session.pointer.point(self.neuron(layer, index))

    @rule()
    def choose_all(self) -> None:
        QTest.keyClick(self.window.panels.diagram, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)

    @precondition(lambda self: hasattr(self, "window"))
    @invariant()
    def all_views_follow(self) -> None:
        assert not self.errors and not self.spy.early
        outline = self.window.findChild(OutlineView)
        groups = outline.model().rowCount()
        assert groups == len(self.now.network.layers) + 1

    def teardown(self) -> None:
        if not hasattr(self, "window"):
            return
        try:
            super().teardown()
            self.all_views_follow()
        finally:
            self.failures.__exit__(None, None, None)
            self.window.close_without_asking()
            CLOSED.append(self.window)


TestInAllViews = pytest.mark.usefixtures("qapp")(InAllViews.TestCase)
TestInAllViews.settings = settings(
    max_examples=3,
    stateful_step_count=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # not shrinking: each try opens a window
    suppress_health_check=[HealthCheck.too_slow],
)


def selected(window: MainWindow) -> set[str]:
    outline = window.findChild(QTreeView, "network_outline")
    return {str(index.data()) for index in outline.selectionModel().selectedRows()}


def test_a_layer_is_added_while_an_output_is_chosen(window: MainWindow) -> None:
    session = window.session
    session.selection.choose(NeuronPlace(1, 0))
    session.editing.add_layer(0)
    assert session.selection.places == (NeuronPlace(1, 0),)
    session.document.undo_stack.undo()
    session.selection.choose(NeuronPlace(1, 0))
    assert selected(window) == {"o1"}


def test_a_neuron_is_added_while_a_weight_of_the_outline_is_chosen_too(window: MainWindow) -> None:
    session = window.session
    window.findChild(QTreeView, "network_outline").expandAll()
    session.selection.choose(WeightPlace(0, 1, 0))
    session.selection.toggle(NeuronPlace(0, 0))
    diagram = window.findChild(DiagramView)
    diagram.setFocus()
    QTest.keyClick(diagram, Qt.Key.Key_Insert)
    assert session.document.project.network.sizes == (2, 3, 2)
    session.selection.choose(NeuronPlace(INPUTS, 1))
    assert selected(window) == {"i2"}
