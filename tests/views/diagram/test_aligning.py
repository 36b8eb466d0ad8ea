"""Nodes in line: in their order, apart from one another, on the ground."""

from collections.abc import Callable
from itertools import combinations

import pytest
from pytestqt.qtbot import QtBot
from support.on_diagram import neuron

from backprop_gui.core.network import INPUTS, BiasPlace, NeuronPlace
from backprop_gui.views.diagram.aligning import arrange_anew
from backprop_gui.views.diagram.view import DiagramView

H1, H2, O1 = NeuronPlace(0, 0), NeuronPlace(0, 1), NeuronPlace(1, 0)
Show = Callable[..., DiagramView]


def test_nodes_are_aligned_and_arranged_anew(diagram: DiagramView) -> None:
    usual = [neuron(diagram, place).pos() for place in (H1, O1)]
    diagram.session.selection.choose(H1, O1)
    diagram.align_columns()
    assert neuron(diagram, H1).pos().x() == pytest.approx(neuron(diagram, O1).pos().x(), abs=0.1)
    diagram.align_rows()
    assert neuron(diagram, H1).pos().y() == pytest.approx(neuron(diagram, O1).pos().y(), abs=0.1)
    assert diagram.session.document.undo_stack.undoText() == "Align 2 nodes level"
    arrange_anew(diagram.session)
    assert [neuron(diagram, place).pos() for place in (H1, O1)] == usual


def test_aligned_nodes_keep_apart_in_their_order(diagram: DiagramView) -> None:
    diagram.session.selection.choose(H1, H2)
    diagram.align_columns()
    diagram.align_rows()
    one, other = (neuron(diagram, place).body.extent for place in (H1, H2))
    assert one.center().y() == pytest.approx(other.center().y(), abs=0.2)
    assert one.right() < other.left()
    diagram.align_columns()
    one, other = (neuron(diagram, place).body.extent for place in (H1, H2))
    assert one.center().x() == pytest.approx(other.center().x(), abs=0.2)
    assert one.bottom() < other.top()


def test_aligned_nodes_stay_on_the_ground_with_what_belongs_to_them(diagram: DiagramView) -> None:
    nodes = [*(NeuronPlace(layer, index) for layer in (INPUTS, 0, 1) for index in (0, 1)), BiasPlace(1, None)]
    diagram.session.selection.choose(*nodes)
    diagram.align_columns()
    extents = [diagram.diagram.layout.bodies[node].extent for node in nodes]
    for one, other in combinations(extents, 2):
        assert not one.intersects(other)


def test_too_many_nodes_for_one_line_are_refused_in_words(
    qtbot: QtBot, open_diagram: Show, make_project: Callable
) -> None:
    view = open_diagram(make_project((9, 9, 2)), height=400)
    view.session.selection.choose(*(NeuronPlace(layer, index) for layer in (INPUTS, 0) for index in range(9)))
    with qtbot.waitSignal(view.session.editing.said) as told:
        view.align_columns()
    assert told.args == ["There is no room for 18 nodes above one another."]
    assert view.session.document.undo_stack.count() == 0
