"""Plots without curves say why there are none."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from backprop_gui.document.examples import load_example


def hint(plot) -> QLabel:
    return plot.findChild(QLabel, f"{plot.objectName()}_hint")


def test_empty_plots_say_whose_the_curves_were_and_undo_brings_them_back(plots) -> None:
    plots.train(40)
    stack = plots.session.document.undo_stack
    for _ in range(5):
        plots.session.editing.add_neuron(0)
    plots.settle()
    for plot in (plots.error, plots.activations):
        assert hint(plot).isVisible() and "Undo brings them back" in hint(plot).text()
        assert "Undo brings them back" in plot.accessibleDescription()
    for _ in range(5):
        stack.undo()
    plots.settle()
    assert len(plots.drawn(plots.error)[0]) == 40 and not hint(plots.error).isVisible()
    stack.redo()
    plots.settle()
    assert "Undo brings them back" in hint(plots.error).text()


def test_a_project_that_was_trained_before_says_that_its_curves_are_not_here(plots) -> None:
    plots.train(40)
    other = load_example("opening")
    plots.session.document.open(other.with_state(replace(other.state, rounds=1234)), None)
    plots.settle()
    assert "1,234 rounds until now left no curves here" in hint(plots.error).text()
