"""Numbers beyond all bounds, and none at all: the axes stay readable."""

import numpy as np
import pytest
from support.projects import project_of, seed_tree

from backprop_gui.views.plots.curves import Curves


def feed(plots, errors: list[float], row: list[float] | None = None) -> None:
    """Let a run measure given numbers."""
    plots.train(len(errors))
    history = plots.session.run.history
    history.errors.truncate(0)
    history.errors.append(0, np.array(errors))
    if row is not None:
        history.out.values[:, :, 0] = np.transpose([row])
    plots.panel.draw()


def test_an_error_of_zero_has_a_place_on_the_logarithmic_axis(plots) -> None:
    feed(plots, [0.1, 0.01, 0.0, 0.001])
    _, drawn = plots.drawn(plots.error)
    low, high = plots.error.view.viewRange()[1]
    assert drawn.tolist() == pytest.approx([-1, -2, -4, -3])
    assert low < -4 < -1 < high


@pytest.mark.parametrize("values", [[np.nan] * 4, [np.inf] * 4, [0.0] * 4, [1e308, -1e308, 1.0, np.nan]])
def test_no_number_breaks_the_axes(plots, values: list[float]) -> None:
    feed(plots, [abs(value) for value in values], values)
    for plot in (plots.error, plots.activations):
        low, high = plot.view.viewRange()[1]
        assert np.isfinite([low, high]).all()
        assert low < high
    plots.panel.grab()


def test_one_wild_value_leaves_the_others_readable(plots) -> None:
    feed(plots, [0.1] * 40, [*np.linspace(0.2, 0.8, 39), 1e200])
    low, high = plots.activations.view.viewRange()[1]
    assert -1 < low < 0.2
    assert 0.8 < high < 10


@pytest.mark.parametrize("name", ["gradient_plot", "weight_plot"])
@pytest.mark.parametrize("values", [[np.nan] * 4, [np.inf] * 4, [0.0] * 4, [1e308, -1e308, 1.0, np.nan]])
def test_no_gradient_and_no_weight_breaks_the_axes(plots, name: str, values: list[float]) -> None:
    plots.panel.choose([name])
    plots.train(4)
    view = plots.panel.views[name]
    view._series.values[:] = np.array(values)[:, np.newaxis, np.newaxis]
    plots.panel.draw()
    low, high = view.plot.view.viewRange()[1]
    assert np.isfinite([low, high]).all()
    assert low < high
    assert view.plot.accessibleDescription()
    assert view.table().columns
    plots.panel.grab()


@pytest.mark.parametrize("name", ["gradient_plot", "weight_plot"])
def test_one_wild_weight_leaves_the_others_readable(plots, name: str) -> None:
    plots.panel.choose([name])
    plots.train(40)
    view = plots.panel.views[name]
    view._series.values[:, :, 0] = np.transpose([[*np.linspace(0.2, 0.8, 39), -1e200]])
    view._series.values[7, :, 1] = np.inf
    plots.panel.draw()
    low, high = view.plot.view.viewRange()[1]
    assert -10 < low < 0.2
    assert 0.8 < high < 10


def test_of_many_curves_none_of_which_has_a_number_nothing_is_told(plots_of) -> None:
    tree = seed_tree()
    hidden, output = tree["network"]["layers"]
    hidden["neurons"] = [f"h{number + 1}" for number in range(20)]
    hidden["weights"], output["weights"] = [[0.1, 0.2]] * 20, [[0.01] * 20] * 2
    plots = plots_of(project_of(tree))
    plots.train(4)
    plots.session.run.history.out.values[:] = np.nan
    plots.panel.draw()
    plots.panel._describe(4, growing=False)
    assert plots.activations.accessibleDescription().endswith("now undefined.")


def test_values_that_swing_from_end_to_end_are_drawn_without_a_warning(plots) -> None:
    rows = [[sign * 8e307] * 10 for sign in (1.0, -1.0, 1.0, -1.0, 1.0)]
    plots.weights.begin(1)
    plots.weights.draw(Curves(np.arange(5.0), np.array(rows)[:, :1].T))
    assert plots.weights._ink(np.array([[8e307, -8e307] * 3]), 1.6e308) == np.inf
