"""What was told, chosen and pictured stays with its own neuron when the network changes."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from backprop_gui.core.network import BiasPlace, NeuronPlace, Place, TargetPlace, WeightPlace
from backprop_gui.explain.quantities import Kind, Quantity
from backprop_gui.session.selection import LayerPlace
from backprop_gui.session.session import Session
from backprop_gui.session.topology_edits import without_neurons
from tests.support.networks import Build, project


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    return Session(project(Build((2, 3, 2, 2), bias="per_neuron")))


def walk_to(session: Session, kind: Kind, place: Place) -> Quantity:
    quantity = Quantity(kind, place)
    found = session.cursor.round.find(quantity)
    assert found is not None
    session.cursor.go(found + 1)
    return quantity


def told(session: Session) -> Quantity:
    assert session.cursor.step
    return session.cursor.step.quantity


KINDS = [Kind.NET, Kind.OUT, Kind.DELTA]


@pytest.mark.parametrize("kind", KINDS)
def test_the_told_step_follows_its_neuron_when_one_before_it_goes(session: Session, kind: Kind) -> None:
    quantity = walk_to(session, kind, NeuronPlace(0, 1))
    session.selection.choose(NeuronPlace(0, 0))
    session.editing.remove()
    assert told(session) == replace(quantity, place=NeuronPlace(0, 0))
    session.document.undo_stack.undo()
    assert told(session) == quantity
    session.document.undo_stack.redo()
    assert told(session) == replace(quantity, place=NeuronPlace(0, 0))


@pytest.mark.parametrize("kind", KINDS)
def test_the_told_step_follows_its_neuron_when_one_comes_before_it(session: Session, kind: Kind) -> None:
    quantity = walk_to(session, kind, NeuronPlace(0, 1))
    session.selection.choose(NeuronPlace(0, 0))
    session.editing.add_neuron()
    assert told(session) == replace(quantity, place=NeuronPlace(0, 2))


def test_the_told_step_follows_its_neuron_through_layers_that_come_and_go(session: Session) -> None:
    walk_to(session, Kind.OUT, NeuronPlace(1, 1))
    session.editing.add_layer(0)
    assert told(session) == Quantity(Kind.OUT, NeuronPlace(2, 1))
    session.selection.choose(NeuronPlace(0, 0))
    session.editing.remove_layer()
    assert told(session) == Quantity(Kind.OUT, NeuronPlace(1, 1))


def test_the_told_step_of_a_weight_follows_both_its_neurons(session: Session) -> None:
    walk_to(session, Kind.ERROR_BY_WEIGHT, WeightPlace(1, 1, 2))
    session.selection.choose(NeuronPlace(0, 0))
    session.editing.remove()
    assert told(session) == Quantity(Kind.ERROR_BY_WEIGHT, WeightPlace(1, 1, 1))


def test_a_step_that_goes_with_its_neuron_is_said(qtbot: QtBot, session: Session) -> None:
    walk_to(session, Kind.NET, NeuronPlace(0, 1))
    session.selection.choose(NeuronPlace(0, 1))
    with qtbot.waitSignal(session.editing.said) as said:
        session.editing.remove()
    assert said.args == ["net_h1_2 is gone: the walk stands at another step now."]
    assert told(session) == Quantity(Kind.OUT, NeuronPlace(0, 0))


def test_a_step_that_goes_with_its_connection_is_said(qtbot: QtBot, session: Session) -> None:
    walk_to(session, Kind.ERROR_BY_WEIGHT, WeightPlace(1, 1, 2))
    with qtbot.waitSignal(session.editing.said):
        session.editing.cut([WeightPlace(1, 1, 2)])
    assert session.cursor.position > 0


def test_nothing_is_said_of_a_step_that_stays(qtbot: QtBot, session: Session) -> None:
    walk_to(session, Kind.OUT, NeuronPlace(1, 1))
    session.selection.choose(NeuronPlace(0, 0))
    with qtbot.assertNotEmitted(session.editing.said):
        session.editing.remove()


def test_what_is_chosen_follows_its_neurons(session: Session) -> None:
    chosen = (
        NeuronPlace(0, 2),
        NeuronPlace(0, 0),
        WeightPlace(1, 1, 2),
        WeightPlace(1, 1, 0),
        BiasPlace(0, 2),
        TargetPlace(1),
        LayerPlace(1),
    )
    session.selection.choose(*chosen)
    session.edit("Remove", lambda project: without_neurons(project, [NeuronPlace(0, 0)]))
    assert session.selection.places == (
        NeuronPlace(0, 1),
        WeightPlace(1, 1, 1),
        BiasPlace(0, 1),
        TargetPlace(1),
        LayerPlace(1),
    )


def test_the_landscape_stays_with_its_weights(session: Session) -> None:
    session.pictures.look_along((WeightPlace(1, 1, 2), BiasPlace(0, 2)))
    session.selection.choose(NeuronPlace(0, 0))
    session.editing.remove()
    assert session.pictures.places == (WeightPlace(1, 1, 1), BiasPlace(0, 1))
    session.editing.add_layer(0)
    assert session.pictures.places == (BiasPlace(0, 1),)
    session.document.undo_stack.undo()
    session.document.undo_stack.undo()
    assert session.pictures.places == (BiasPlace(0, 2),)
