"""A plot that is read and looked into without a mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import NeuronPlace

KEYS = Qt.Key


@pytest.fixture
def focused(qtbot: QtBot, plots):
    plots.train(40)
    plots.panel.activateWindow()
    plots.activations.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(plots.activations.hasFocus)
    return plots


def press(qtbot: QtBot, plots, *keys: Qt.Key) -> str:
    for key in keys:
        qtbot.keyClick(plots.activations, key)
    plots.settle()
    return plots.activations.told


def test_the_line_goes_from_round_to_round(qtbot: QtBot, focused) -> None:
    assert press(qtbot, focused, KEYS.Key_Right).startswith("round 0: h₁ ")
    assert press(qtbot, focused, KEYS.Key_Right, KEYS.Key_Right).startswith("round 2: ")
    assert press(qtbot, focused, KEYS.Key_Left).startswith("round 1: ")
    assert press(qtbot, focused, KEYS.Key_End, KEYS.Key_Right).startswith("round 39: ")
    assert press(qtbot, focused, KEYS.Key_Home, KEYS.Key_Left).startswith("round 0: ")
    assert focused.deltas.told.startswith("round 0: ")
    assert focused.activations.accessibleDescription() == focused.activations.told


def test_curves_are_chosen_one_after_the_other(qtbot: QtBot, focused) -> None:
    row = focused.session.run.history.out.rows[39]
    assert press(qtbot, focused, KEYS.Key_Down) == f"round 39: h₁ {row[0]:.6g}"
    assert press(qtbot, focused, KEYS.Key_Down, KEYS.Key_Down) == f"round 39: o₁ {row[2]:.6g}"
    assert focused.session.pointer.place == NeuronPlace(1, 0)
    assert press(qtbot, focused, KEYS.Key_Up, KEYS.Key_Up, KEYS.Key_Up) == f"round 39: o₂ {row[3]:.6g}"


def test_escape_and_leaving_take_the_line_away(qtbot: QtBot, focused) -> None:
    press(qtbot, focused, KEYS.Key_Down)
    assert press(qtbot, focused, KEYS.Key_Escape) == ""
    assert focused.session.pointer.place is None
    press(qtbot, focused, KEYS.Key_Down)
    focused.deltas.setFocus()
    qtbot.waitUntil(lambda: focused.activations.told == "")
    assert focused.session.pointer.place is None


def test_looking_closer_and_from_farther_away(qtbot: QtBot, focused) -> None:
    press(qtbot, focused, KEYS.Key_Plus)
    first, last = focused.error.view.viewRange()[0]
    assert last - first == pytest.approx(20, abs=1)
    press(qtbot, focused, KEYS.Key_Minus)
    assert focused.error.view.viewRange()[0] == pytest.approx([0, 40], abs=1)
    press(qtbot, focused, KEYS.Key_Plus, KEYS.Key_Plus, KEYS.Key_0)
    assert focused.error.view.viewRange()[0] == pytest.approx([-0.4, 40])


def test_a_focused_plot_has_its_keys_before_the_windows_shortcuts(qtbot: QtBot, plots) -> None:
    plots.train(40)
    window = QWidget()
    QVBoxLayout(window).addWidget(plots.panel)
    action = QAction("Step", window)
    action.setShortcut(QKeySequence(KEYS.Key_Right))
    walked = []
    action.triggered.connect(lambda: walked.append(1))
    window.addAction(action)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    plots.activations.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is plots.activations)
    qtbot.keyClick(window.windowHandle(), KEYS.Key_Right)
    assert plots.activations.told.startswith("round 0: ")
    assert walked == []
    plots.panel.setParent(None)


def test_everything_is_reached_by_tab(qtbot: QtBot, plots) -> None:
    plots.train(5)
    names, widget = [], plots.panel.nextInFocusChain()
    while widget is not plots.panel:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            names.append(widget.objectName())
        widget = widget.nextInFocusChain()
    wanted = ["show_error_plot", "show_weight_plot", "hold_plots", "error_axis", "activation_plot_legend_0"]
    assert [name for name in names if name in wanted] == wanted
    assert {"error_plot", "activation_plot", "delta_plot", "more_delta_plot"} <= set(names)
    ends = [names.index(f"{name}_plot") for name in ("error", "activation", "delta")]
    assert ends == sorted(ends)
    for before, name in zip(ends, ("activation", "delta"), strict=False):
        own = [names.index(each) for each in (f"{name}_plot_legend_0", f"more_{name}_plot", f"{name}_plot")]
        assert before < own[0] < own[1] < own[2]
