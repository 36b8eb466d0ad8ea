"""A curve under the mouse points at its neuron, and what is pointed at stands out in every plot."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import NeuronPlace, WeightPlace

ALL = ["error_plot", "activation_plot", "delta_plot", "gradient_plot", "weight_plot"]
O2, W5 = NeuronPlace(1, 1), WeightPlace(1, 0, 0)


@pytest.fixture
def trained(plots):
    plots.panel.resize(1300, 260)
    plots.panel.choose(ALL)
    plots.train(40)
    return plots


def reading(plot) -> QLabel:
    return plot.findChild(QLabel, f"{plot.objectName()}_reading")


def point_at(qtbot: QtBot, plot, rounds: float, value: float, off: int = 0) -> None:
    place = plot.mapFromScene(plot.view.mapViewToScene(QPointF(rounds, value))) + QPoint(0, off)
    qtbot.mouseMove(plot.viewport(), place + QPoint(1, 0))
    qtbot.mouseMove(plot.viewport(), place)


def emphasised(plot) -> int | None:
    return plot.emphasised


def test_a_curve_under_the_mouse_points_at_its_neuron(qtbot: QtBot, trained) -> None:
    row = trained.session.run.history.out.rows[20]
    point_at(qtbot, trained.activations, 20, row[3])
    assert trained.session.pointer.place == O2
    assert [emphasised(plot) for plot in (trained.activations, trained.deltas)] == [3, 3]
    assert emphasised(trained.weights) is None
    point_at(qtbot, trained.weights, 20, trained.session.run.history.parameters.rows[20, 4])
    assert trained.session.pointer.place == W5
    assert [emphasised(plot) for plot in (trained.weights, trained.gradients)] == [4, 4]
    assert emphasised(trained.activations) is None


def test_away_from_all_curves_nothing_is_pointed_at(qtbot: QtBot, trained) -> None:
    rows = np.sort(trained.session.run.history.out.rows[20])
    gap = int(np.argmax(np.diff(rows)))
    point_at(qtbot, trained.activations, 20, (rows[gap] + rows[gap + 1]) / 2)
    assert reading(trained.activations).isVisible()
    assert trained.session.pointer.place is None


def test_leaving_a_plot_points_at_nothing(qtbot: QtBot, trained) -> None:
    point_at(qtbot, trained.activations, 20, trained.session.run.history.out.rows[20, 3])
    qtbot.mouseMove(trained.activations.viewport(), QPoint(3, trained.activations.height() - 3))
    assert trained.session.pointer.place is None
    assert emphasised(trained.activations) is None


def test_the_same_round_is_told_in_all_plots(qtbot: QtBot, trained) -> None:
    history = trained.session.run.history
    point_at(qtbot, trained.error, 7, float(np.log10(history.errors.greatest[7])))
    for plot, series in ((trained.activations, history.out), (trained.deltas, history.delta)):
        assert reading(plot).isVisible()
        assert reading(plot).text().startswith("round 7: h₁ ")
        assert f"{series.rows[7, 0]:.4g}" in plot.told
    assert trained.weights._crosshair._line.value() == 7
    qtbot.mouseMove(trained.error.viewport(), QPoint(3, trained.error.height() - 3))
    assert not reading(trained.activations).isVisible()


def test_the_curve_pointed_at_is_told_in_the_other_plots(qtbot: QtBot, trained) -> None:
    history = trained.session.run.history
    point_at(qtbot, trained.activations, 20, history.out.rows[20, 3])
    assert reading(trained.deltas).text() == f"round 20: o₂ {history.delta.rows[20, 3]:.6g}"


def test_a_curve_that_stands_out_is_painted_stronger_and_the_others_fade(trained) -> None:
    def strongest(plot, curve: int) -> int:
        wanted, picture = plot.pen(curve).color(), plot.grab().toImage()
        return sum(
            picture.pixelColor(left, top) == wanted
            for left in range(60, picture.width() - 10)
            for top in range(10, picture.height() - 25)
        )

    before = [strongest(trained.deltas, curve) for curve in (1, 2)]
    trained.session.pointer.point(NeuronPlace(1, 0))
    after = [strongest(trained.deltas, curve) for curve in (1, 2)]
    assert after[0] < before[0]
    assert after[1] > before[1]


def test_a_name_in_the_legend_points_by_mouse_and_by_keyboard(qtbot: QtBot, trained) -> None:
    entry = trained.panel.findChild(object, "delta_plot_legend_3")
    entry.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: trained.session.pointer.place == O2)
    entry.clearFocus()
    assert trained.session.pointer.place is None
    qtbot.mouseMove(entry)
    qtbot.waitUntil(lambda: trained.session.pointer.place == O2)
    assert trained.panel.findChild(object, "activation_plot_legend_3").is_emphasised


def test_a_mouse_that_rests_tells_the_same_round_everywhere_while_the_axis_grows(
    qtbot: QtBot, trained
) -> None:
    trained.session.run.start()
    point_at(qtbot, trained.error, 7, float(np.log10(trained.session.run.history.errors.greatest[7])))
    told = trained.weights._crosshair._line.value()
    trained.train_on(400)
    trained.panel.draw()
    later = trained.error._crosshair._line.value()
    assert later > told
    for plot in (trained.activations, trained.deltas, trained.gradients, trained.weights):
        assert plot._crosshair._line.value() == later
    qtbot.mouseClick(trained.panel._hold, Qt.MouseButton.LeftButton)
    trained.settle()
    still = trained.error._crosshair._line.value()
    trained.train_on(400)
    trained.panel._draw_growth()
    trained.session.document.settled.emit()
    assert {plot._crosshair._line.value() for plot in (trained.error, trained.weights)} == {still}
    trained.session.run.stop()
