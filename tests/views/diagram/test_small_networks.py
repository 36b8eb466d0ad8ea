"""Small networks keep names, values, targets and a step's numbers in small windows and while presenting."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from backprop_gui.app.presentation import LINES_OF_TEXT, Presentation
from backprop_gui.core.network import BiasKind, NeuronPlace, WeightPlace
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.explain.sentences import pretty
from backprop_gui.look.theme import themes
from backprop_gui.session.session import Session
from backprop_gui.views.diagram.bias_item import BiasNodeItem
from backprop_gui.views.diagram.connection_item import WeightItem
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.sizes import SMALLEST_TEXT
from backprop_gui.views.diagram.target_item import TargetItem
from backprop_gui.views.diagram.view import DiagramView
from tests.views.diagram.test_arrangement import assert_clear, assert_texts_fit

Show = Callable[..., DiagramView]
Make = Callable[..., Project]
Present = Callable[[Project, int, int], DiagramView]
SMALL = [(2, 2, 2), (2, 2, 2, 2), (2, 3, 3), (3, 4, 2), (4, 6, 6, 3)]
OWN_OR_SHARED = [BiasKind.SHARED, BiasKind.PER_NEURON]
DIAGRAMS = [(484, 399), (1280, 720)]
"""The diagram's size in a window of 1024x768 and of 1920x1080."""
SCREENS = [(1024, 768), (1920, 1080)]


@pytest.fixture
def present(qtbot: QtBot) -> Present:
    def show(project: Project, width: int, height: int) -> DiagramView:
        session = Session(project)
        presentation = Presentation(session, [])
        session.setParent(presentation)
        qtbot.addWidget(presentation)
        presentation.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        presentation.resize(width, height)
        presentation.show()
        qtbot.waitExposed(presentation)
        view = presentation.findChild(DiagramView, "present_diagram")
        assert view
        # The margins follow the size of the screen, after it is known.
        qtbot.waitUntil(lambda: view.width() < width - height / LINES_OF_TEXT)
        return view

    themes.choose("light")
    return show


def assert_named(view: DiagramView) -> None:
    for item in view.places():
        if isinstance(item, NeuronItem):
            name = pretty(view.session.project.network.neuron_name(item.neuron))
            assert name in [word.text for word in item.words], f"{name} is not named"


def assert_valued(view: DiagramView) -> None:
    for item in view.places():
        if isinstance(item, NeuronItem):
            assert any(word.text not in (item._name_text, "?") for word in item.words), item.title
        elif isinstance(item, TargetItem):
            assert item._target_word and item._target_word.text.startswith("target ")
            assert item._error_word and item._error_word.text.startswith("E")


def positions(view: DiagramView) -> list[int]:
    """List some steps of every kind, at last the round's end where all is known."""
    steps = len(view.session.cursor.round)
    return [0, 1, *range(2, steps, max(1, steps // 12)), steps]


def assert_readable(view: DiagramView) -> None:
    for position in positions(view):
        view.session.cursor.go(position)
        assert_named(view)
        assert_clear(view)
        assert_texts_fit(view)
    assert_valued(view)


@pytest.mark.parametrize("bias", OWN_OR_SHARED)
@pytest.mark.parametrize("sizes", SMALL)
@pytest.mark.parametrize(("width", "height"), DIAGRAMS)
def test_in_a_window_every_neuron_has_name_and_value(
    open_diagram: Show, make_project: Make, sizes: tuple[int, ...], bias: BiasKind, width: int, height: int
) -> None:
    assert_readable(open_diagram(make_project(sizes, bias), width, height))


@pytest.mark.parametrize("bias", OWN_OR_SHARED)
@pytest.mark.parametrize("sizes", SMALL)
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_while_presenting_every_neuron_has_name_and_value(
    present: Present, make_project: Make, sizes: tuple[int, ...], bias: BiasKind, width: int, height: int
) -> None:
    view = present(make_project(sizes, bias), width, height)
    assert_readable(view)
    assert view.diagram.layout
    assert view.diagram.layout.sizes.caption.pixelSize() >= height / 36
    assert view.text_scale > 1.0 and view.diagram.layout.sizes.text >= SMALLEST_TEXT * view.text_scale


@pytest.mark.parametrize(
    ("sizes", "width", "height"),
    [*((sizes, 1024, 768) for sizes in SMALL[:-1]), *((sizes, 1920, 1080) for sizes in SMALL)],
)
def test_while_presenting_the_weights_of_a_step_have_their_labels(
    present: Present, make_project: Make, sizes: tuple[int, ...], width: int, height: int
) -> None:
    view = present(make_project(sizes), width, height)
    cursor = view.session.cursor
    for position, step in enumerate(cursor.round, start=1):
        if not position % 7 or position < 5:
            cursor.go(position)
            for place in {lit.place for lit in step.lit if isinstance(lit.place, WeightPlace)}:
                item = view.item_of(place)
                assert isinstance(item, WeightItem) and item.has_label, f"{item} at {step.id}"


def test_shared_biases_keep_their_values_while_presenting(present: Present, make_project: Make) -> None:
    view = present(make_project((2, 2, 2, 2)), 1024, 768)
    biases = [item for item in view.places() if isinstance(item, BiasNodeItem)]
    assert len(biases) == 3
    assert all(item._label and float(item._label._value.text) for item in biases)


def test_a_lock_grows_with_the_texts_of_presenting(present: Present) -> None:
    layout = present(load_example("seed"), 1024, 768).diagram.layout
    assert layout
    assert layout.sizes.stroke > 1.9


def test_while_presenting_the_choice_is_ringed_only_once_the_diagram_is_clicked(
    qtbot: QtBot, present: Present
) -> None:
    view = present(load_example("seed"), 1024, 768)
    place = NeuronPlace(0, 0)
    view.session.selection.choose(place)
    assert not view.diagram.ring.is_lit
    item = view.item_of(place)
    assert item
    view.activateWindow()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.mapFromScene(item.pos()))
    qtbot.waitUntil(lambda: view.diagram.ring.is_lit)


def test_while_presenting_the_pointer_vanishes_with_a_key_until_it_moves(
    qtbot: QtBot, present: Present
) -> None:
    window = present(load_example("seed"), 1024, 768).window()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_B)
    cursor = QGuiApplication.overrideCursor()
    assert cursor and cursor.shape() is Qt.CursorShape.BlankCursor
    qtbot.mouseMove(window.windowHandle(), QPoint(200, 200))
    qtbot.waitUntil(lambda: QGuiApplication.overrideCursor() is None)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_B)
    window.hide()
    assert QGuiApplication.overrideCursor() is None


def test_in_a_small_window_a_step_has_its_weights_label(open_diagram, qtbot) -> None:
    view = open_diagram(load_example("seed"), 430, 234)
    for position in range(len(view.session.cursor.round) + 1):
        view.session.cursor.go(position)
        lit = [lit.place for lit in view.session.lit if isinstance(lit.place, WeightPlace)]
        assert all(view.item_of(place).has_label for place in lit)


def test_lines_are_as_much_thicker_as_texts_are_larger_while_presenting(open_diagram: Show) -> None:
    usual, presented = (open_diagram(load_example("seed"), 1200, 700, scale) for scale in (1.0, 3.0))
    for place in (NeuronPlace(0, 0), WeightPlace(0, 0, 0)):
        lines = [view.item_of(place) for view in (usual, presented)]
        widths = [(each._pen if isinstance(each, WeightItem) else each._border).widthF() for each in lines]
        assert widths[1] == pytest.approx(3.0 * widths[0], rel=0.05)
