"""The error of all training and of all validation samples beside each round's own."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.projects import project_of, seed_tree

from backprop_gui.core.trainer import Trainer


def tree_of(samples: int, batch: int | str, share: float):
    tree = seed_tree()
    generator = np.random.default_rng(5)
    tree["data"]["samples"] = [
        {"inputs": inputs, "targets": targets}
        for inputs, targets in zip(
            generator.normal(size=(samples, 2)).tolist(),
            generator.uniform(0.1, 0.9, size=(samples, 2)).tolist(),
            strict=True,
        )
    ]
    tree["training"]["batch_size"] = batch
    if share:
        tree["training"]["validation_share"] = share
    return tree


def train(plots, rounds: int, stretches: int = 8) -> list[tuple[int, float, float]]:
    """Train as a run does; return what was measured of all samples after each stretch."""
    run, project = plots.session.run, plots.session.project
    trainer, measured = Trainer(project.network, project.plan, project.data, project.state), []
    run.start(rounds)
    for _ in range(stretches):
        stretch = trainer.advance(rounds // stretches)
        run.take(stretch, trainer.data_error(), trainer.validation_error())
        told = trainer.validation_error()
        measured.append((stretch.state.rounds, trainer.data_error(), np.nan if told is None else told))
    run.stop()
    plots.settle()
    return measured


def names(plots) -> list[str]:
    return [entry.name for entry in plots.panel.views["error_plot"].legend.entries]


@pytest.mark.parametrize(
    ("batch", "share", "expected"),
    [
        ("all", 0.0, []),
        (2, 0.0, ["each round", "training"]),
        ("all", 0.25, ["each round", "validation"]),
        (2, 0.25, ["each round", "training", "validation"]),
    ],
)
def test_a_curve_for_each_kind_of_samples_whose_error_differs(plots_of, batch, share, expected) -> None:
    plots = plots_of(project_of(tree_of(8, batch, share)))
    train(plots, 80)
    assert names(plots) == expected
    assert plots.error._bundle.count == max(1, len(expected))


def test_the_curves_go_through_what_was_measured(plots_of) -> None:
    plots = plots_of(project_of(tree_of(8, 2, 0.25)))
    measured = train(plots, 80)
    for curve, column in ((1, 1), (2, 2)):
        rounds, drawn = plots.drawn(plots.error, curve)
        for told in measured[:-1]:
            assert 10 ** drawn[rounds.tolist().index(told[0])] == pytest.approx(told[column], rel=1e-9)
    assert "training " in plots.error.accessibleDescription()
    assert "validation " in plots.error.accessibleDescription()


def test_they_look_different_without_their_colours(plots_of) -> None:
    plots = plots_of(project_of(tree_of(8, 2, 0.25)))
    pens = [plots.error.pen(curve) for curve in range(3)]
    assert len({(pen.style(), pen.widthF()) for pen in pens}) == 3


def test_a_click_on_a_name_hides_its_curve(qtbot: QtBot, plots_of) -> None:
    plots = plots_of(project_of(tree_of(8, 2, 0.25)))
    train(plots, 80)
    entry = plots.panel.findChild(object, "error_plot_legend_2")
    qtbot.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert [plots.error.is_shown(curve) for curve in range(3)] == [True, True, False]


def test_the_table_has_what_was_measured_and_gaps_elsewhere(plots_of) -> None:
    plots = plots_of(project_of(tree_of(8, 2, 0.25)))
    measured = train(plots, 80)
    table = plots.panel.views["error_plot"].table()
    assert list(table.columns) == ["error", "training error", "validation error"]
    assert table.rounds == list(range(81))
    for after, training, validation in measured:
        assert table.columns["training error"][after] == training
        assert table.columns["validation error"][after] == validation
    assert table.columns["training error"][5] is None
    assert table.columns["error"][80] is None


def test_another_batch_changes_the_curves(plots_of) -> None:
    plots = plots_of(project_of(tree_of(8, 2, 0.0)))
    assert names(plots) == ["each round", "training"]
    plots.session.document.open(project_of(tree_of(8, "all", 0.0)), None)
    plots.settle()
    assert names(plots) == []


def test_names_that_come_later_are_reached_before_their_plot(plots_of) -> None:
    plots = plots_of(project_of(tree_of(8, "all", 0.0)))
    plots.session.document.open(project_of(tree_of(8, 2, 0.0)), None)
    plots.settle()
    names, widget = [], plots.panel.nextInFocusChain()
    while widget is not plots.panel:
        names.append(widget.objectName())
        widget = widget.nextInFocusChain()
    assert names.index("hold_plots") < names.index("error_plot_legend_1") < names.index("error_plot")
