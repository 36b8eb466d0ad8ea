"""What stands on the diagram, step by step."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import BiasKind, BiasPlace, NeuronPlace, Place, TargetPlace, WeightPlace
from backprop_gui.core.trainer import Trainer
from backprop_gui.document.examples import load_example
from backprop_gui.document.project import Project
from backprop_gui.explain.quantities import out
from backprop_gui.look.theme import themes
from backprop_gui.session.edits import with_value
from backprop_gui.views.diagram import parameter_label
from backprop_gui.views.diagram.bias_item import BiasNodeItem, OwnBiasItem
from backprop_gui.views.diagram.connection_item import WeightItem, thickness
from backprop_gui.views.diagram.neuron_item import NeuronItem
from backprop_gui.views.diagram.target_item import TargetItem
from backprop_gui.views.diagram.view import DiagramView

Show = Callable[..., DiagramView]
H1, H2, O1 = NeuronPlace(0, 0), NeuronPlace(0, 1), NeuronPlace(1, 0)
W1, W5 = WeightPlace(0, 0, 0), WeightPlace(1, 0, 0)


def texts(view: DiagramView, place: Place) -> list[str]:
    """Return the texts that stand at a place, from top to bottom."""
    item = view.item_of(place)
    match item:
        case NeuronItem():
            words = sorted(item.words, key=lambda word: word.anchor.y())
        case WeightItem() | BiasNodeItem() | OwnBiasItem():
            label = item.label.content if isinstance(item, WeightItem) else item._label
            words = [label._name, label._value, label._beneath] if label else []
        case TargetItem():
            words = [item._target_word, item._error_word]
        case _:
            words = []
    return [word.text for word in words if word and word.text]


def go_to(view: DiagramView, step: str) -> None:
    round_ = view.session.cursor.round
    view.session.cursor.go(next(number for number, each in enumerate(round_, start=1) if each.id == step))


def color_of(view: DiagramView, place: Place, text: str) -> QColor:
    item = view.item_of(place)
    words = item.words if isinstance(item, NeuronItem) else [item._target_word, item._error_word]
    return next(word.color for word in words if word and word.text == text)


def test_before_the_first_step_nothing_is_known_but_what_is_given(diagram: DiagramView) -> None:
    assert texts(diagram, H1) == ["h₁", "net", "?", "?", "out", "δ ?"]
    assert texts(diagram, NeuronPlace(-1, 1)) == ["i₂", "0.1"]
    assert texts(diagram, TargetPlace(1)) == ["target 0.99", "E ?"]
    assert texts(diagram, W5) == ["w₅", "0.4"]
    assert texts(diagram, BiasPlace(0, None)) == ["b₁", "0.35 fixed"]
    assert color_of(diagram, H1, "?") == themes.current.faint


def test_a_value_appears_when_its_step_is_taken(diagram: DiagramView) -> None:
    go_to(diagram, "net_h1")
    assert texts(diagram, H1) == ["h₁", "net", "0.3775", "?", "out", "δ ?"]
    go_to(diagram, "E_o1")
    assert texts(diagram, TargetPlace(0)) == ["target 0.01", "E 0.274811"]
    assert texts(diagram, H1) == ["h₁", "net", "0.3775", "0.5933", "out", "δ ?"]
    go_to(diagram, "delta_o1")
    assert texts(diagram, O1) == ["o₁", "net", "1.106", "0.7514", "out", "δ 0.1385"]
    diagram.session.cursor.round_start()
    assert texts(diagram, O1) == ["o₁", "net", "?", "?", "out", "δ ?"]


@pytest.mark.parametrize(
    ("width", "height", "label"),
    [(1100, 700, ["w₅", "0.4 → 0.3589"]), (560, 380, ["w₅", "0.4", "→ 0.3589"])],
)
def test_a_weight_that_the_update_changed_shows_both_values(
    open_diagram: Show, width: int, height: int, label: list[str]
) -> None:
    view = open_diagram(load_example("seed"), width, height)
    go_to(view, "w4+")
    assert texts(view, W5) == ["w₅", "0.4"]
    go_to(view, "w5+")
    assert texts(view, W5) == label


def test_after_the_update_new_values_carry_a_plus(diagram: DiagramView) -> None:
    go_to(diagram, "net_h1+")
    assert texts(diagram, H1)[1:3] == ["net+", "0.3774"]
    assert texts(diagram, H1)[4] == "out"
    go_to(diagram, "E_o1+")
    assert texts(diagram, TargetPlace(0))[1].startswith("E+ 0.26")


def test_a_step_lights_its_places_in_the_formulas_colours(diagram: DiagramView) -> None:
    look = themes.current
    go_to(diagram, "dE_total/dw5")
    weight, h1, o1 = (diagram.item_of(place) for place in (W5, H1, O1))
    assert isinstance(weight, WeightItem) and isinstance(h1, NeuronItem) and isinstance(o1, NeuronItem)
    assert weight._pen.color() == look.factor(2)
    assert weight._pen.widthF() > thickness(0.4)
    assert weight.label.content and weight.label.content._border.color() == look.factor(2)
    assert weight.label.content._ground == look.result_ground
    assert [ring.color() for _, ring in h1._rings] == [look.factor(2)]
    assert [ring.color() for _, ring in o1._rings] == [look.factor(0), look.factor(1)]
    assert color_of(diagram, H1, "0.5933") == look.factor(2)
    assert color_of(diagram, TargetPlace(0), "E 0.274811") == look.factor(0)
    diagram.session.cursor.round_start()
    assert weight._pen.color() != look.factor(2)
    assert not h1._rings and not o1._rings


def test_the_steps_own_place_has_the_accent(diagram: DiagramView) -> None:
    go_to(diagram, "net_h1")
    item = diagram.item_of(H1)
    assert isinstance(item, NeuronItem)
    assert [ring.color() for _, ring in item._rings] == [themes.current.accent]
    assert color_of(diagram, H1, "0.3775") == themes.current.accent


def test_width_tells_the_size_and_colour_the_sign(diagram: DiagramView) -> None:
    session = diagram.session
    session.edit("Change w1", lambda project: with_value(project, W1, -2.0, 0))
    strong, weak = diagram.item_of(W1), diagram.item_of(W5)
    assert isinstance(strong, WeightItem) and isinstance(weak, WeightItem)
    assert strong._pen.widthF() > weak._pen.widthF()
    assert strong._pen.color().red() > strong._pen.color().blue()
    assert weak._pen.color().red() < weak._pen.color().blue()


@pytest.mark.parametrize("weight", [0.0, 1e300, -1e300, float("inf"), float("nan")])
def test_no_weight_is_too_large_to_draw(weight: float) -> None:
    assert 0.5 < thickness(weight) < 10


def test_another_look_shows_in_everything(diagram: DiagramView) -> None:
    go_to(diagram, "dE_total/dw5")
    themes.choose("dark")
    item = diagram.item_of(W5)
    assert isinstance(item, WeightItem) and item.label.content
    assert diagram.backgroundBrush().color() == themes.current.window
    assert item._pen.color() == themes.current.factor(2)
    assert item.label.content._ground == themes.current.result_ground


def test_own_biases_stand_at_their_neurons(open_diagram: Show, make_project: Callable[..., Project]) -> None:
    view = open_diagram(make_project((2, 2, 1), BiasKind.PER_NEURON))
    bias = view.session.project.parameters.biases[0][1]
    name, value = texts(view, BiasPlace(0, 1))
    assert name == "b"
    assert float(value) == pytest.approx(bias, rel=0.02)


def test_values_are_live_while_training(qtbot: QtBot, diagram: DiagramView) -> None:
    session = diagram.session
    project = session.project
    session.run.start(100)
    trainer = Trainer(project.network, project.plan, project.data, project.state)
    session.run.take(trainer.advance(50), 0.1)
    first = texts(diagram, W5), texts(diagram, O1), texts(diagram, TargetPlace(0))
    session.run.take(trainer.advance(40), 0.1)
    qtbot.waitUntil(lambda: texts(diagram, W5) != first[0])
    assert texts(diagram, O1) != first[1]
    assert texts(diagram, TargetPlace(0)) != first[2]
    assert "?" not in " ".join(texts(diagram, O1))
    assert "Training is running" in diagram.accessibleDescription()
    session.run.stop()
    assert texts(diagram, W5) == ["w₅", f"{session.project.parameters.flat[4]:.4g}"]


def test_the_description_tells_the_network_and_the_step(diagram: DiagramView) -> None:
    assert diagram.accessibleName() == "Network diagram"
    assert diagram.accessibleDescription().startswith("2 inputs, 2 hidden neurons, 2 outputs.")
    go_to(diagram, "dE_total/dw5")
    assert diagram.accessibleDescription() == (
        "2 inputs, 2 hidden neurons, 2 outputs. Current step: ∂E_total/∂w5 at o1, h1, w5."
    )


def test_a_diagram_that_was_hidden_catches_up(diagram: DiagramView) -> None:
    diagram.hide()
    go_to(diagram, "net_h1")
    diagram.show()
    assert texts(diagram, H1)[2] == "0.3775"


def test_another_network_replaces_the_items(
    diagram: DiagramView, make_project: Callable[..., Project]
) -> None:
    diagram.session.document.open(make_project((3, 4, 3)), None)
    assert len([item for item in diagram.places() if isinstance(item, NeuronItem)]) == 10
    assert texts(diagram, NeuronPlace(0, 3))[0] == "h₄"


@pytest.mark.qt_log_ignore(r"does not support raise\(\)")
def test_the_tooltip_has_all_digits_and_takes_no_name_for_markup(
    open_diagram: Show, make_project: Callable[..., Project]
) -> None:
    project = make_project((2, 2, 1))
    first, last = project.network.layers
    network = replace(project.network, layers=(replace(first, neurons=("<b>bold</b>", "h2")), last))
    view = open_diagram(replace(project, network=network))
    view.session.cursor.go(2)
    item = view.item_of(H1)
    assert item
    point = view.mapFromScene(item.pos())
    asking = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), asking)
    assert "&lt;b&gt;bold&lt;/b&gt;" in QToolTip.text()
    assert repr(view.session.known(out(H1))) in QToolTip.text()
    QToolTip.hideText()


@pytest.mark.qt_log_ignore(r"does not support raise\(\)")
def test_a_tooltip_follows_its_number(open_diagram: Show) -> None:
    view = open_diagram(load_example("seed"))
    item = view.item_of(H1)
    assert item
    point = view.mapFromScene(item.pos())
    asking = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), asking)
    seen = QToolTip.text()
    for _ in range(2):
        view.session.run.one_round("Train 1 round", compiled=True)
        assert QToolTip.text() != seen
        seen = QToolTip.text()
        assert repr(view.session.known(out(H1))) in seen
    QToolTip.hideText()


def test_a_fixed_bias_without_room_for_the_word_wears_a_lock(
    open_diagram: Callable[..., DiagramView], monkeypatch: pytest.MonkeyPatch
) -> None:
    locks: list[object] = []
    monkeypatch.setattr(parameter_label, "draw_lock", lambda *given: locks.append(given))
    diagram = open_diagram(load_example("seed"), 430, 330)
    assert texts(diagram, BiasPlace(0, None)) == ["b₁", "0.35"]
    diagram.grab()
    assert locks


def test_a_bias_of_a_neuron_has_as_many_digits_as_a_weight(
    open_diagram: Show, make_project: Callable[..., Project]
) -> None:
    view = open_diagram(make_project((2, 2, 2), bias=BiasKind.PER_NEURON))
    place = BiasPlace(0, 0)
    view.session.edit("Bias", lambda project: with_value(project, place, -0.12345678, 0))
    assert texts(view, place)[1] == "-0.1235"
