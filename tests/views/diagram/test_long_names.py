"""Long names have the room that there is, and keep their ends; small layers their names beside large ones."""

import pytest
from PySide6.QtGui import QFontMetricsF
from support.projects import project_of, seed_tree

from backprop_gui.core.network import INPUTS, NeuronPlace
from backprop_gui.document.project import Project
from backprop_gui.look.fonts import load_fonts, ui_font
from backprop_gui.look.labels import whole_words
from backprop_gui.views.diagram.arranging import lay_out
from backprop_gui.views.diagram.close_up import LEAST_DOT
from backprop_gui.views.diagram.sizes import Form, elided, width_of


@pytest.fixture(autouse=True)
def fonts(qapp) -> None:
    load_fonts()


def named(*, inputs: list[str] | None = None, hidden: list[str] | None = None) -> Project:
    """Make the seed's network with other names."""
    tree = seed_tree()
    tree["network"]["inputs"] = inputs or tree["network"]["inputs"]
    if hidden:
        tree["network"]["layers"][0]["neurons"] = hidden
    return project_of(tree)


@pytest.mark.parametrize("size", [(660.0, 400.0), (1100.0, 640.0)])
def test_long_names_have_what_room_there_is(size: tuple[float, float]) -> None:
    short, long = (
        named(),
        named(
            inputs=["outside_temperature_1", "outside_temperature_2"],
            hidden=["averaged_feature_number_1", "averaged_feature_number_2"],
        ),
    )
    before, after = (lay_out(each.network, *size, 1.0, {}) for each in (short, long))
    for layer in (INPUTS, 0):
        place = NeuronPlace(layer, 0)
        assert after.bodies[place].name_width > before.bodies[place].name_width
    assert len(after.labels) == len(before.labels) == 8
    assert after.bias_labels_are_clear()
    for place in after.labels:
        assert after.ground.contains(after.label_rect(place))
        label = after.label_rect(place)
        assert not any(label.intersects(body.extent) for body in after.bodies.values())


def test_a_shortened_name_keeps_its_end() -> None:
    font = ui_font(12)
    shown = elided(font, "outside_temperature_1", width_of(font, "outside_temp"))
    assert shown.startswith("out")
    assert shown.endswith("_1")


def test_a_small_layer_keeps_its_names_beside_a_large_one() -> None:
    tree = seed_tree()
    tree["network"]["inputs"] = [f"sensor{number}" for number in range(40)]
    tree["network"]["layers"][0]["weights"] = [[0.1] * 40] * 2
    tree["data"]["samples"] = [{"inputs": [1.0] * 40, "targets": [0.0, 1.0]}]
    layout = lay_out(project_of(tree).network, 675.0, 405.0, 1.0, {})
    assert layout.sizes.form is Form.DOT
    assert layout.bodies[NeuronPlace(0, 0)].width >= LEAST_DOT
    assert layout.bodies[NeuronPlace(1, 0)].width >= LEAST_DOT


def test_a_number_in_a_sentence_is_never_cut() -> None:
    metrics, text = QFontMetricsF(ui_font(12)), "round 12: h1 0.123456789  h2 0.987654321"
    whole = set(text.split())
    for width in range(10, round(metrics.horizontalAdvance(text)) + 5):
        shown = whole_words(text, metrics, width)
        assert metrics.horizontalAdvance(shown) <= max(width, metrics.horizontalAdvance("round …")) + 4
        assert {word for word in shown.replace("…", " ").split() if word[0].isdigit()} <= whole
    assert whole_words(text, metrics, 1000) == text
