"""Nothing covers anything else, at any size of the window, with any size of text, at any step."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF

from backprop_gui.core.network import BiasKind, NeuronPlace
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.views.diagram.bias_item import BiasNodeItem
from backprop_gui.views.diagram.connection_item import WeightItem
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.sizes import SMALLEST_TEXT, Form
from backprop_gui.views.diagram.target_item import TargetItem
from backprop_gui.views.diagram.view import DiagramView

Show = Callable[..., DiagramView]

WINDOWS = [(300, 220), (420, 300), (560, 380), (760, 560), (1100, 700), (560, 900), (1600, 400), (1840, 900)]


def words_of(item: object) -> list[QRectF]:
    """Return the boxes of the texts that an item shows, in its own coordinates."""
    match item:
        case NeuronItem():
            return [word.rect for word in item.words]
        case TargetItem():
            return [word.rect for word in (item._target_word, item._error_word) if word]
    return []


def shown_boxes(view: DiagramView) -> Iterator[tuple[str, QRectF]]:
    """Yield the boxes, in the scene, of all nodes and labels as they are painted."""
    for item in view.places():
        match item:
            case WeightItem() if item.label.content:
                yield item.title, item.label.content.rect
            case BiasNodeItem():
                yield item.title, item.body.extent
                if item._label:
                    yield f"label of {item.title}", item._label.rect.translated(item.pos())
            case NeuronItem():
                yield item.title, item.body.extent
            case TargetItem():
                for number, rect in enumerate(words_of(item)):
                    yield f"{item.title} {number}", rect


def assert_clear(view: DiagramView) -> None:
    assert view.diagram.layout
    ground = view.diagram.layout.ground.adjusted(-1, -1, 1, 1)
    boxes = list(shown_boxes(view))
    for name, box in boxes:
        assert ground.contains(box), f"{name} leaves the ground: {box}"
    for (one, first), (other, second) in combinations(boxes, 2):
        # Two lines of one text may share a pixel of their line spacing.
        common = first.intersected(second)
        close = one.startswith("target") and one[:-1] == other[:-1] and common.height() < 8
        assert common.isEmpty() or close, f"{one} covers {other}"


def assert_texts_fit(view: DiagramView) -> None:
    """No text of a neuron is wider than the neuron, and no two of its texts touch."""
    for item in view.places():
        if isinstance(item, NeuronItem):
            inside = item.boundingRect()
            for word in item.words:
                assert inside.contains(word.rect.center())
                assert word.rect.width() <= item.body.name_width, f"{word.text} is wider than {item.title}"
            lines = [tight(word.rect) for word in item.words]
            assert not any(one.intersects(other) for one, other in combinations(lines, 2))


def tight(rect: QRectF) -> QRectF:
    """Leave off a line's spacing above and below its letters."""
    quarter = rect.height() / 4
    return rect.adjusted(0, quarter, 0, -quarter)


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_nothing_overlaps_on_the_seed_at_any_window_size_and_step(
    open_diagram: Show, width: int, height: int
) -> None:
    view = open_diagram(load_example("seed"), width, height)
    for position in range(len(view.session.cursor.round) + 1):
        view.session.cursor.go(position)
        assert_clear(view)
        assert_texts_fit(view)


@pytest.mark.parametrize("scale", [1.3, 2.05, 3.0])
@pytest.mark.parametrize(("width", "height"), [(980, 455), (1840, 635), (3700, 1300)])
def test_nothing_overlaps_with_the_larger_texts_of_presenting(
    open_diagram: Show, width: int, height: int, scale: float
) -> None:
    view = open_diagram(load_example("seed"), width, height, scale)
    for position in (0, 1, 16, 28, 50, 62):
        view.session.cursor.go(position)
        assert_clear(view)
        assert_texts_fit(view)


@pytest.mark.parametrize("bias", list(BiasKind))
@pytest.mark.parametrize(
    "sizes", [(2, 2, 1), (3, 4, 3), (4, 6, 6, 3), (1, 1), (2, 12, 2), (3, 2, 2, 2, 2, 1)]
)
def test_nothing_overlaps_on_other_networks(
    open_diagram: Show, make_project: Callable[..., Project], sizes: tuple[int, ...], bias: BiasKind
) -> None:
    for width, height in [(560, 380), (760, 560), (1100, 700)]:
        view = open_diagram(make_project(sizes, bias), width, height)
        for position in range(0, len(view.session.cursor.round) + 1, 13):
            view.session.cursor.go(position)
            assert_clear(view)


@pytest.mark.parametrize(("width", "height"), [(560, 380), (760, 560), (1100, 700), (1840, 900)])
def test_the_seed_shows_everything_in_every_usual_window(open_diagram: Show, width: int, height: int) -> None:
    layout = open_diagram(load_example("seed"), width, height).diagram.layout
    assert layout
    assert len(layout.labels) == 8
    assert layout.sizes.form is Form.CIRCLE
    assert layout.sizes.text >= SMALLEST_TEXT


@pytest.mark.parametrize(
    ("sizes", "width", "height"), [((2, 2, 1), 560, 380), ((3, 4, 3), 560, 380), ((4, 6, 6, 3), 1100, 700)]
)
def test_every_weight_has_its_label_where_there_is_room(
    open_diagram: Show,
    make_project: Callable[..., Project],
    sizes: tuple[int, ...],
    width: int,
    height: int,
) -> None:
    view = open_diagram(make_project(sizes), width, height)
    assert view.diagram.layout
    assert len(view.diagram.layout.labels) == view.session.project.network.weight_count


def test_a_lit_weight_shows_its_label_where_there_is_no_room_for_all(
    open_diagram: Show, make_project: Callable[..., Project]
) -> None:
    view = open_diagram(make_project((4, 6, 6, 3)), 560, 380)
    assert view.diagram.layout
    assert not view.diagram.layout.labels
    view.session.cursor.next_step()
    shown = {item.name for item in view.places() if isinstance(item, WeightItem) and item.has_label}
    lit = {
        view.session.cursor.round.notation.parameter(lit.place) for lit in view.session.cursor.step.lit[1:8:2]
    }
    assert shown & lit
    view.session.cursor.previous_step()
    assert not any(item.has_label for item in view.places() if isinstance(item, WeightItem))


@pytest.mark.parametrize("scale", [1.0, 2.05])
def test_no_text_is_smaller_than_promised(open_diagram: Show, scale: float) -> None:
    view = open_diagram(load_example("seed"), 560, 380, scale)
    assert view.diagram.layout
    sizes = view.diagram.layout.sizes
    for font in (sizes.caption, sizes.value, sizes.label, sizes.label_name, sizes.name):
        assert font.pixelSize() >= SMALLEST_TEXT * scale


def test_long_names_are_shortened(open_diagram: Show, make_project: Callable[..., Project]) -> None:
    project = make_project((2, 2, 1))
    first, last = project.network.layers
    network = replace(project.network, layers=(replace(first, neurons=("激活" * 20, "ת" * 60)), last))
    view = open_diagram(replace(project, network=network), 760, 560)
    assert_clear(view)
    assert_texts_fit(view)


def test_a_small_neuron_shows_the_value_that_the_step_is_about(open_diagram: Show) -> None:
    view = open_diagram(load_example("seed"), 980, 455, 2.05)
    cursor, neuron = view.session.cursor, view.item_of(NeuronPlace(0, 0))
    assert isinstance(neuron, NeuronItem)
    told = []
    for position in (0, 1, 2, 30, 31):
        cursor.go(position)
        told.append([word.text for word in neuron.words][1:])
    assert told == [["?"], ["net 0.3775"], ["0.5933"], ["δ 0.0088"], ["0.5933"]]
