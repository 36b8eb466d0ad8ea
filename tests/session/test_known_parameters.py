"""All parameters at once are what each is known as, one by one; and the views are told once of a change."""

import pytest
from support.networks import Build, project

from backprop_gui.explain.quantities import parameter
from backprop_gui.session.session import Session

BUILDS = [
    Build((2, 3, 2), bias="shared", missing=[(0, 1, 0)], frozen=[(1, 0, 2), (0, 0, 0)]),
    Build((2, 2, 1), bias="per_neuron", samples=3, batch_size=3),
    Build((2, 2), bias="none"),
]


@pytest.mark.parametrize("build", BUILDS)
def test_all_parameters_are_known_at_once_as_they_are_one_by_one(build: Build) -> None:
    session = Session(project(build))
    network, length = session.project.network, len(session.cursor.round)
    for position in range(length + 1):
        session.cursor.go(position)
        one_by_one = [
            session.known(parameter(network.place(index))) for index in range(network.parameter_count)
        ]
        assert session.known_parameters().tolist() == one_by_one, position


def test_frozen_networks_and_runs_know_their_parameters_too() -> None:
    frozen = Session(project(Build((2, 1), bias="none", frozen=[(0, 0, 0), (0, 0, 1)])))
    frozen.cursor.round_end()
    assert frozen.known_parameters().tolist() == frozen.project.parameters.flat.tolist()
    trained = Session(project(BUILDS[0]))
    trained.run.one_round("Train 1 round")
    assert trained.known_parameters().tolist() == trained.project.parameters.flat.tolist()


def test_the_views_are_told_once_of_an_edit() -> None:
    session = Session(project(BUILDS[0]))
    told: list[object] = []
    session.figures_changed.connect(lambda: told.append(session.project))
    session.editing.add_neuron(0)
    assert told == [session.project]
    session.document.undo_stack.undo()
    assert told[1:] == [session.project]
    session.next_step()
    assert len(told) == 3
