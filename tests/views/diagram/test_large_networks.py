"""Networks that are too large for one item a connection."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from support.effort import effort

from backprop_gui.core.network import BiasKind
from backprop_gui.document.project import Project
from backprop_gui.views.diagram.bundle_item import BundleItem
from backprop_gui.views.diagram.column_item import ColumnItem
from backprop_gui.views.diagram.connection_item import WeightItem
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.view import DiagramView

Show = Callable[..., DiagramView]
Make = Callable[..., Project]


def test_a_hundred_thousand_weights_do_not_hang_the_window(open_diagram: Show, make_project: Make) -> None:
    project = make_project((784, 128, 64, 10), BiasKind.PER_NEURON)
    opened: list[DiagramView] = []

    def open_it() -> None:
        opened.append(open_diagram(project, 1100, 700))
        opened[0].grab()

    def walk() -> None:
        for _ in range(5):
            opened[0].session.cursor.next_step()

    assert effort(open_it) < 80
    assert effort(walk) < 40


def test_large_layers_are_one_box_and_many_connections_one_item(
    open_diagram: Show, make_project: Make
) -> None:
    view = open_diagram(make_project((784, 128, 64, 10), BiasKind.PER_NEURON), 1100, 700)
    kinds = [type(item) for item in view.places()]
    assert (kinds.count(ColumnItem), kinds.count(BundleItem), kinds.count(WeightItem)) == (2, 3, 0)
    assert kinds.count(NeuronItem) == 74
    titles = [item.title for item in view.places()]
    assert "784 inputs" in titles and "100,352 connections into layer 1" in titles


def test_a_bundle_lights_the_steps_connections(open_diagram: Show, make_project: Make) -> None:
    view = open_diagram(make_project((784, 128, 64, 10)), 1100, 700)
    bundle = next(item for item in view.places() if isinstance(item, BundleItem))
    assert not bundle._lit
    view.session.cursor.next_step()
    assert 0 < len(bundle._lit) <= 64


@pytest.mark.parametrize("sizes", [(60, 60, 10), (1, 200, 1), (65, 1), (1, 65)])
def test_any_size_can_be_shown_and_read(
    open_diagram: Show, make_project: Make, sizes: tuple[int, ...]
) -> None:
    view = open_diagram(make_project(sizes), 400, 300)
    view.session.cursor.go(3)
    assert not view.grab().isNull()
    of_view = QAccessible.queryAccessibleInterface(view)
    for number in range(len(view.places())):
        assert of_view.child(number).text(QAccessible.Text.Description)
