"""What the session asks for: of the present moment, along the chosen parameters, and only when needed."""

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from support.networks import Build, project

from backprop_gui.core.backprop import forward
from backprop_gui.core.network import INPUTS, BiasPlace, NeuronPlace
from backprop_gui.core.progress import unwatched
from backprop_gui.core.trainer import Trainer
from backprop_gui.session.picture_requests import AnswersRequest, Landscape, LandscapeRequest
from backprop_gui.session.pictures import moving_surface, namesake, parameter_places, usual_places
from backprop_gui.session.session import Session


class Pictured:
    """A session whose pictures are computed when the test says so."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.pictures, self._qtbot = session, session.pictures, qtbot
        self.landscapes: list[tuple[int, LandscapeRequest]] = []
        self.answers: list[tuple[int, AnswersRequest]] = []
        self.pictures.landscape.asked.connect(lambda *order: self.landscapes.append(order))
        self.pictures.answers.asked.connect(lambda *order: self.answers.append(order))
        self.pictures.landscape.watch(self, True)

    def landscape(self) -> Landscape:
        """Wait for the next request and compute it."""
        self._qtbot.waitUntil(lambda: bool(self.landscapes) and self.pictures.landscape.is_outstanding)
        generation, request = self.landscapes.pop()
        self.landscapes.clear()
        self.pictures.landscape.take(generation, request.compute(unwatched))
        picture = self.pictures.landscape.picture
        assert picture is not None
        return picture

    def train(self, rounds: int) -> None:
        run, now = self.session.run, self.session.project
        run.start(rounds)
        trainer = Trainer(now.network, now.plan, now.data, now.state)
        run.take(trainer.advance(rounds, state_stride=run.history.strides[1]), trainer.data_error())


@pytest.fixture
def pictured(session: Session, qtbot: QtBot) -> Pictured:
    return Pictured(session, qtbot)


def test_at_first_the_error_is_shown_along_the_seeds_w5(pictured: Pictured) -> None:
    picture, network = pictured.landscape(), pictured.session.project.network
    assert picture.places == (network.weight_place(5),)
    assert (picture.here.values[0], f"{picture.here.error:.9f}") == (0.4, "0.298371109")
    nearest = int(np.abs(picture.axes[0] - 0.4).argmin())
    assert picture.errors[nearest] == pytest.approx(picture.here.error, rel=1e-2)
    along = np.interp(picture.here.after[0], picture.axes[0], picture.errors)
    assert picture.error_after == pytest.approx(along, rel=1e-4)


def test_two_parameters_make_a_surface_with_lines_on_it(pictured: Pictured) -> None:
    network = pictured.session.project.network
    pictured.pictures.look_along((network.weight_place(5), network.weight_place(6)))
    picture = pictured.landscape()
    assert picture.errors.shape == (200, 200) and len(picture.levels) == len(picture.lines) > 3
    (left, right), (low, high) = picture.ranges
    first, second = picture.axes
    for level, pieces in zip(picture.levels, picture.lines, strict=True):
        at = pieces.reshape(-1, 2)
        assert (at[:, 0] >= left - 1e-9).all() and (at[:, 0] <= right + 1e-9).all()
        assert (at[:, 1] >= low - 1e-9).all() and (at[:, 1] <= high + 1e-9).all()
        column = np.abs(first - at[0, 0]).argmin()
        row = np.abs(second - at[0, 1]).argmin()
        assert picture.errors[row, column] == pytest.approx(level, abs=np.ptp(picture.errors) / 50)


def test_training_leaves_a_path_and_is_followed(pictured: Pictured, qtbot: QtBot) -> None:
    pictured.landscape()
    pictured.train(50)
    picture = pictured.landscape()
    w5 = pictured.session.project.parameters.flat[4]
    assert picture.path[0, 0] == 0.4 and picture.path[-1, 0] == w5 and len(picture.path) == 51
    assert picture.here.values[0] == w5
    pictured.session.run.stop()
    assert pictured.landscape().project is pictured.session.document.project


@pytest.mark.parametrize(("samples", "are_shown"), [(11, False), (12, True)])
def test_from_twelve_samples_on_nodes_show_their_answers(samples: int, are_shown: bool, qtbot: QtBot) -> None:
    pictures = Session(project(Build((2, 2, 1), samples=samples))).pictures
    assert pictures.in_nodes is are_shown
    pictures.choose_in_nodes(not are_shown)
    assert pictures.in_nodes is not are_shown


def test_looking_back_ends_the_path_there(pictured: Pictured) -> None:
    pictured.train(50)
    pictured.session.run.stop()
    pictured.landscape()
    earlier = pictured.session.document.project
    state = replace(earlier.state, rounds=20)
    pictured.session.document.look_back(state)
    assert len(pictured.landscape().path) == 21


def test_a_chosen_range_stays_until_it_is_given_up(pictured: Pictured) -> None:
    usual = pictured.landscape().ranges
    pictured.pictures.look_at(((0.0, 0.5),))
    assert pictured.landscape().ranges == ((0.0, 0.5),)
    pictured.train(5)
    assert pictured.landscape().ranges == ((0.0, 0.5),)
    pictured.session.run.stop()
    pictured.pictures.look_at(None)
    low, high = pictured.landscape().ranges[0]
    assert low < 0.0 and high > 1.0 and usual[0][0] < 0.0


def test_other_networks_begin_with_their_usual_parameter(pictured: Pictured) -> None:
    other = project(Build((3, 2, 1)))
    pictured.session.document.open(other, None)
    picture = pictured.landscape()
    assert picture.project is other and picture.places == (other.network.weight_place(7),)
    assert pictured.session.pictures.plane is None


def test_where_nodes_stand_changes_no_picture(pictured: Pictured) -> None:
    pictured.landscape()
    pictured.session.document.show_differently("positions", {"h1": [0.5, 0.5]})
    assert not pictured.pictures.landscape._wait.isActive()


def test_a_network_whose_last_layer_is_frozen_begins_elsewhere() -> None:
    network = project(Build((2, 1, 1), bias="none", frozen=[(1, 0, 0)])).network
    assert usual_places(network) == (network.weight_place(1),)
    still = project(Build((1, 1), bias="none", frozen=[(0, 0, 0)])).network
    assert usual_places(still) == ()


def test_a_surface_that_moves_is_coarser_for_large_batches() -> None:
    small, large = (project(Build((2, 2), samples=9000, batch_size=size)) for size in (10, 9000))
    assert moving_surface(small) == 64 and 12 <= moving_surface(large) < 20
    assert moving_surface(large) ** 2 * 9000 * 4 <= 8_000_000


def test_every_parameter_can_be_chosen() -> None:
    made = project(Build((2, 2, 1), bias="shared", missing=[(0, 1, 0)]))
    network = made.network
    places = parameter_places(network)
    assert [network.index(place) for place in places] == [0, 1, 3, 4, 5, 6, 7]
    assert places[-1] == BiasPlace(1, None)
    own = project(Build((2, 3, 1), bias="per_neuron")).network
    places = parameter_places(own)
    assert [own.index(place) for place in places] == list(range(own.parameter_count))
    assert places[-4:] == [BiasPlace(0, 0), BiasPlace(0, 1), BiasPlace(0, 2), BiasPlace(1, 0)]


def test_the_answers_are_those_of_all_neurons(qtbot: QtBot, session: Session) -> None:
    pictured = Pictured(session, qtbot)
    session.pictures.answers.watch(pictured, True)
    qtbot.waitUntil(lambda: bool(pictured.answers))
    picture = pictured.answers[0][1].compute(unwatched)
    first, second = picture.axes
    point = np.array([[first[30], second[70]]])
    project = session.project
    expected = forward(project.network, project.parameters, point)
    assert picture.of(NeuronPlace(1, 1))[70, 30] == pytest.approx(expected.out[1][0, 1], rel=1e-12)
    assert picture.of(NeuronPlace(0, 0))[70, 30] == pytest.approx(expected.out[0][0, 0], rel=1e-12)
    assert picture.of(NeuronPlace(INPUTS, 0))[70, 30] == first[30]
    assert picture.of(NeuronPlace(INPUTS, 1))[70, 30] == second[70]


@pytest.mark.parametrize(("inputs", "shape"), [(1, (401,)), (2, (100, 100))])
def test_a_lines_answers_are_finer_than_a_planes(inputs: int, shape: tuple[int, ...], qtbot: QtBot) -> None:
    pictured = Pictured(Session(project(Build((inputs, 2, 1), samples=3))), qtbot)
    pictured.pictures.answers.watch(pictured, True)
    qtbot.waitUntil(lambda: bool(pictured.answers))
    picture = pictured.answers[0][1].compute(unwatched)
    assert picture.of(NeuronPlace(0, 0)).shape == shape


def test_chosen_parameters_are_kept_by_name_where_there_still_are_such(pictured: Pictured) -> None:
    first = project(Build((2, 3, 1)))
    pictured.session.document.open(first, None)
    network = first.network
    pictured.pictures.look_along((network.weight_place(2), BiasPlace(0, 1)))
    pictured.pictures.look_at(((0.0, 1.0), (0.0, 2.0)))
    other = project(Build((2, 3, 1), hidden="tanh"))
    pictured.session.document.change("Activation", other)
    assert pictured.landscape().places == (network.weight_place(2), BiasPlace(0, 1))
    assert pictured.pictures.ranges == ((0.0, 1.0), (0.0, 2.0))
    wider = project(Build((4, 3, 1)))
    pictured.session.document.change("Features", wider)
    assert pictured.landscape().places == (wider.network.weight_place(2), BiasPlace(0, 1))
    shared = project(Build((4, 3, 1), bias="shared"))
    pictured.session.document.change("Bias", shared)
    assert pictured.landscape().places == (wider.network.weight_place(2),)
    assert pictured.pictures.ranges is None
    without = project(Build((4, 3, 1), bias="shared", missing=[(0, 0, 1)]))
    pictured.session.document.change("Remove", without)
    assert pictured.landscape().places == usual_places(without.network)


def test_a_shared_bias_keeps_its_name() -> None:
    small, large = (project(Build(sizes, bias="shared")).network for sizes in ((2, 2, 1), (2, 2, 2, 1)))
    assert namesake(small, BiasPlace(1, None), large) == BiasPlace(1, None)
    assert namesake(large, BiasPlace(2, None), small) is None
    assert namesake(large, large.weight_place(9), small) is None
