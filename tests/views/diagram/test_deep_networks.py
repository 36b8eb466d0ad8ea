"""Of a network of hundreds of layers those are shown that are looked at, as large as in a shallow one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import INPUTS, BiasKind, Network, NeuronPlace, TargetPlace, WeightPlace
from backprop_gui.document.project import Project
from backprop_gui.session import topology_edits
from backprop_gui.views.diagram.excerpt import BESIDE, MOST_COLUMNS, excerpt_of
from backprop_gui.views.diagram.fold_item import FoldItem
from backprop_gui.views.diagram.view import DiagramView

Open = Callable[..., DiagramView]
Make = Callable[..., Project]


def folds(view: DiagramView) -> list[FoldItem]:
    return [item for item in view.places() if isinstance(item, FoldItem)]


@pytest.mark.parametrize("layers", [2, MOST_COLUMNS - 1])
def test_a_shallow_network_is_shown_whole(make_project: Make, layers: int) -> None:
    excerpt = excerpt_of(make_project((1,) * (layers + 1)).network, about=1)
    assert excerpt.is_whole
    assert excerpt.layers == tuple(range(INPUTS, layers))
    assert excerpt.connected == tuple(range(layers))
    assert not excerpt.folds


@pytest.mark.parametrize("about", [INPUTS, 0, 1, 4, 5, 50, 94, 95, 98, 99])
def test_a_deep_one_is_shown_around_what_is_looked_at(make_project: Make, about: int) -> None:
    excerpt = excerpt_of(make_project((1,) * 101).network, about)
    assert excerpt.layers[0] == INPUTS
    assert excerpt.layers[-1] == 99
    assert excerpt.shows_around(about)
    assert len(excerpt.layers) <= 2 * BESIDE + 1 + 4
    hidden = [layer for fold in excerpt.folds.values() for layer in fold]
    assert sorted([*excerpt.layers, *hidden]) == list(range(INPUTS, 100)), "each layer is shown or folded"
    assert all(len(fold) > 1 for fold in excerpt.folds.values())


@pytest.mark.parametrize("bias", list(BiasKind))
def test_ten_times_as_deep_costs_no_more(open_diagram: Open, make_project: Make, bias: BiasKind) -> None:
    counts = []
    for layers in (100, 1000):
        view = open_diagram(make_project((1,) * (layers + 1), bias))
        view.session.cursor.go(len(view.session.cursor.round) // 2)
        counts.append(len(view.diagram.items()))
    assert counts[0] == counts[1] < 60


def test_many_connections_of_small_layers_are_drawn_as_one(open_diagram: Open, make_project: Make) -> None:
    view = open_diagram(make_project((10,) * MOST_COLUMNS))
    assert view.diagram.layout is not None
    assert view.diagram.layout.bundles == frozenset(range(MOST_COLUMNS - 1))
    assert len(view.diagram.items()) < 1500


def test_the_step_is_always_to_be_seen(open_diagram: Open, make_project: Make) -> None:
    view = open_diagram(make_project((1,) * 61))
    session = view.session
    for position in range(0, len(session.cursor.round), 7):
        session.cursor.go(position)
        for lit in session.lit:
            assert view.item_of(lit.place) is not None, (position, lit)


def test_what_is_chosen_elsewhere_is_shown(open_diagram: Open, make_project: Make) -> None:
    view = open_diagram(make_project((2,) * 201))
    for place in (WeightPlace(120, 1, 0), NeuronPlace(60, 1), NeuronPlace(INPUTS, 0), TargetPlace(1)):
        view.session.selection.choose(place)
        assert view.diagram.selected is view.item_of(place) is not None
        view.refresh()
        assert view.diagram.selected is view.item_of(place), "and stays, wherever the step is"


def test_a_fold_is_opened_by_a_click_and_by_enter(
    qtbot: QtBot, open_diagram: Open, make_project: Make
) -> None:
    view = open_diagram(make_project((1,) * 301))
    (fold,) = folds(view)
    assert fold.title == "layers 3 to 299, not shown"
    middle = view.mapFromScene(fold.editing_rect().center())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle))
    assert view.item_of(NeuronPlace(150, 0)) is not None
    first, last = folds(view)
    assert (first.layers.stop, last.layers.start) == (149, 152)
    view.setFocus()
    view.select(last)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.item_of(NeuronPlace(225, 0)) is not None


def test_everything_is_chosen_with_what_is_folded(open_diagram: Open, make_project: Make) -> None:
    view = open_diagram(make_project((2,) * 101))
    view.choose_all()
    view.session.editing.freeze()
    network = view.session.document.project.network
    assert all(layer.frozen.all() for layer in network.layers)
    assert [layer.bias_trainable for layer in network.layers] == [False] * 100


def test_nodes_of_an_excerpt_stay_where_they_are_put_by_the_layout(
    open_diagram: Open, make_project: Make
) -> None:
    deep, shallow = (open_diagram(make_project((1,) * count)) for count in (101, 4))
    for view, movable in ((deep, False), (shallow, True)):
        item = view.item_of(NeuronPlace(INPUTS, 0))
        assert item is not None
        assert item.is_movable == movable


def test_all_biases_are_frozen_by_one_change_of_the_network(
    open_diagram: Open, make_project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Network] = []
    with_network = topology_edits.with_network
    monkeypatch.setattr(
        topology_edits, "with_network", lambda *of: (made.append(of[1]), with_network(*of))[1]
    )
    view = open_diagram(make_project((1,) * 101))
    view.choose_all()
    view.session.editing.freeze()
    assert len(made) <= 2
    view.session.editing.freeze()
    assert all(layer.bias_trainable for layer in view.session.project.network.layers)


@pytest.mark.parametrize(("width", "shown"), [(1200, 7), (760, 5), (400, 7)])
def test_where_there_is_little_room_fewer_layers_keep_their_names(
    open_diagram: Open, make_project: Make, width: int, shown: int
) -> None:
    view = open_diagram(make_project((1,) * 101), width)
    view.session.selection.choose(NeuronPlace(50, 0))
    layout = view.diagram.layout
    assert layout is not None
    assert len(layout.excerpt.layers) == shown
    assert layout.sizes.form.has_text == (width > 400)
