"""Distributions of large layers: right, remembered, drawn and told."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from support import spans
from support.projects import project_of

from backprop_gui.core.network import WeightPlace
from backprop_gui.core.series import SpanSeries
from backprop_gui.document.examples import load_example
from backprop_gui.session.selection import LayerPlace
from backprop_gui.views.plots.distributions import MOST_RANKED, Distributions

UP_TO_100 = np.random.default_rng(0).permutation(np.arange(101.0))
QUARTERS = [0.0, 25.0, 50.0, 75.0, 100.0]


def series_of(*rows: np.ndarray) -> SpanSeries:
    return spans.series_of(np.array(rows))


def test_quarters_of_known_values() -> None:
    groups = [np.arange(101), np.arange(0, 101, 2)]
    parts = Distributions(groups).of(series_of(UP_TO_100, 2 * UP_TO_100), np.array([0, 1]))
    assert parts.shape == (2, 2, 5)
    assert parts[:, 0].tolist() == [QUARTERS, [2 * part for part in QUARTERS]]


def test_columns_apart_from_one_another_are_a_group_too() -> None:
    row = np.zeros(202)
    row[::2] = UP_TO_100
    parts = Distributions([np.arange(0, 202, 2), np.arange(1, 202, 2)]).of(series_of(row), np.array([0]))
    assert parts[0].tolist() == [QUARTERS, [0.0] * 5]


def test_the_extremes_of_very_many_are_true_and_the_quarters_close() -> None:
    row = np.random.default_rng(1).uniform(0.0, 1.0, 20 * MOST_RANKED)
    row[12_345], row[54_321] = -7.0, 9.0
    parts = Distributions([np.arange(row.size)]).of(series_of(row), np.array([0]))[0, 0]
    assert parts[[0, -1]].tolist() == [-7.0, 9.0]
    assert parts[1:-1] == pytest.approx([0.25, 0.5, 0.75], abs=0.03)


def test_each_row_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    series, distributions, computed = series_of(UP_TO_100), Distributions([np.arange(101)]), []
    compute = distributions._compute
    monkeypatch.setattr(
        distributions, "_compute", lambda rows, new: computed.append(new.tolist()) or compute(rows, new)
    )
    distributions.of(series, np.array([0]))
    distributions.of(series, np.array([0]))
    spans.append(series, 1, np.array([3 * UP_TO_100, 4 * UP_TO_100]))
    assert distributions.of(series, np.array([2]))[0, 0].tolist() == [4 * part for part in QUARTERS]
    assert computed == [[0], [1, 2]]


def test_other_rows_of_the_same_rounds_are_computed_anew() -> None:
    series, distributions = series_of(UP_TO_100, UP_TO_100), Distributions([np.arange(101)])
    distributions.of(series, np.array([0, 1]))
    series.truncate(1)
    spans.append(series, 1, 5 * UP_TO_100[np.newaxis])
    assert distributions.of(series, np.array([1]))[0, 0].tolist() == [5 * part for part in QUARTERS]


def test_rows_that_were_put_together_have_their_own_parts() -> None:
    series, distributions = SpanSeries(101, 16), Distributions([np.arange(101)])
    for round_number in range(40):
        spans.append(series, round_number, (round_number + 1) * UP_TO_100[np.newaxis])
        kept = np.arange(series.rounds.size)
        parts = distributions.of(series, kept)[:, 0]
        firsts = series.rounds
        lasts = np.array([series.end(place) for place in kept])
        assert parts[:, 2] == pytest.approx(50.0 * ((firsts + lasts) / 2 + 1))
        assert parts[:, -1].tolist() == (100.0 * (lasts + 1)).tolist(), "the greatest of all rounds"


def test_what_is_not_finite_stays_so_without_a_warning() -> None:
    rows = [np.where(UP_TO_100 < 60, UP_TO_100, end) for end in (np.nan, np.inf)]
    parts = Distributions([np.arange(101)]).of(series_of(*rows), np.array([0, 1]))
    assert np.isnan(parts[0]).all()
    assert parts[1, 0, 0] == 0.0
    assert parts[1, 0, -1] == np.inf


@pytest.fixture
def large(plots_of):
    names = {"h": 80, "o": 2}
    sources, layers = ["i1", "i2"], []
    generator = np.random.default_rng(3)
    for letter, count in names.items():
        layers.append(
            {
                "neurons": [f"{letter}{number + 1}" for number in range(count)],
                "activation": "tanh",
                "weights": generator.normal(size=(count, len(sources))).tolist(),
                "bias": {"kind": "per_neuron", "values": [0.1] * count, "trainable": True},
            }
        )
        sources = layers[-1]["neurons"]
    tree = {
        "format": "backprop-gui",
        "version": 1,
        "title": "large",
        "network": {"inputs": ["i1", "i2"], "layers": layers},
        "training": {
            "loss": "half_squared_error",
            "optimizer": {"name": "sgd", "learning_rate": 0.01},
            "batch_size": 1,
            "order": "sequential",
            "seed": 0,
        },
        "data": {"samples": [{"inputs": [0.05, 0.10], "targets": [0.01, 0.99]}]},
    }
    plots = plots_of(project_of(tree))
    plots.panel.resize(1300, 260)
    plots.panel.choose(["activation_plot", "delta_plot", "gradient_plot", "weight_plot"])
    plots.train(30)
    return plots


def test_layers_stand_for_many_neurons_and_parameters(large) -> None:
    for name in ("activation_plot", "delta_plot", "gradient_plot", "weight_plot"):
        view = large.panel.views[name]
        assert [entry.name for entry in view.legend.entries] == ["layer 1", "output"]
        assert view.plot._bundle.count == 2
        assert "layer 1 median " in view.plot.accessibleDescription()
        assert not any(outer.isEmpty() or inner.isEmpty() for outer, inner in view.plot._bundle._bands)


def test_the_bands_edges_are_the_layers_extremes(large) -> None:
    rows = large.session.run.history.out.rows
    outer, _ = large.activations._bundle._bands[0]
    box = outer.boundingRect()
    assert box.top() == pytest.approx(rows[:, :80].min())
    assert box.bottom() == pytest.approx(rows[:, :80].max())
    assert (box.left(), box.right()) == (0, 29)


def test_parameters_are_told_apart_by_the_layer_they_lead_into(large) -> None:
    parameters = large.session.run.history.parameters.rows[-1]
    first = np.concatenate([parameters[:160], parameters[320:400]])
    told = large.weights.accessibleDescription()
    assert told.startswith("Weights of 402 parameters over 30 rounds: now layer 1 median ")
    assert f"from {first.min():.3g} to {first.max():.3g}; output median" in told


def test_a_weight_lets_its_layer_stand_out(large) -> None:
    large.session.pointer.point(WeightPlace(1, 0, 7))
    assert large.weights.emphasised == 1
    assert large.activations.emphasised == 1
    large.panel.grab()


def test_the_layer_under_the_mouse_is_told(qtbot: QtBot, large) -> None:
    median = np.median(large.session.run.history.out.rows[12, :80])
    plot = large.activations
    place = plot.mapFromScene(plot.view.mapViewToScene(QPointF(12, median)))
    qtbot.mouseMove(plot.viewport(), place + QPoint(1, 0))
    qtbot.mouseMove(plot.viewport(), place)
    assert plot.told.startswith(f"round 12: layer 1 median {median:.3g}, from ")
    assert large.session.pointer.place is None
    assert plot.findChild(QLabel, "activation_plot_reading").isVisible()


def test_where_all_weights_are_frozen_there_are_no_bands_and_no_fault(plots_of) -> None:
    plots = plots_of(load_example("digits"))
    plots.panel.choose(["gradient_plot"])
    plots.train(3)
    session = plots.session
    session.selection.choose(*(LayerPlace(layer) for layer in range(len(session.project.network.layers))))
    session.editing.freeze()
    for layer in range(len(session.project.network.layers)):
        session.editing.set_bias_trained(layer, False)
    assert not session.project.network.trainable.any()
    session.selection.choose(LayerPlace(0))
    session.editing.remove_layer()
    session.selection.choose(LayerPlace(0))
    session.editing.freeze()
    plots.settle()
    session.document.undo_stack.undo()
    plots.settle()
    assert plots.panel.views["gradient_plot"].describe(3)
