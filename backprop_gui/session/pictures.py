"""The pictures of the present moment: the error's landscape, and all neurons' answers over the plane."""

import numpy as np
from PySide6.QtCore import QObject, Signal

from backprop_gui.core.array import Array
from backprop_gui.core.gradient_check import existing
from backprop_gui.core.grid import Range
from backprop_gui.core.landscape import ParameterPlace
from backprop_gui.core.lineage import moves_between
from backprop_gui.core.network import BiasKind, BiasPlace, Network, Place, WeightPlace
from backprop_gui.document.plane import Plane, plane_of
from backprop_gui.document.project import Project
from backprop_gui.session.document import Document
from backprop_gui.session.picture_requests import (
    Answers,
    AnswersRequest,
    Landscape,
    LandscapeRequest,
    affordable,
)
from backprop_gui.session.run import Run
from backprop_gui.session.selection import followed
from backprop_gui.session.subject import Subject

CURVE, SURFACE = 401, 200
"""Values on an axis: of a curve, and of a surface."""

FEWEST_MOVING, MOST_MOVING, MOVING_NUMBERS = 12, 64, 8_000_000
"""Values on an axis of a surface that will soon be another, and all the numbers that it may cost."""

RESTING_NUMBERS, MOST_OF_ALL = 400_000_000, 100_000
"""All numbers that a surface may cost at rest, and what all samples may cost at each of its points."""

PLANE, LINE = 100, 401
MOST_OF_PATH = 600
MANY_SAMPLES = 12


class Pictures(QObject):
    """Knows what to ask for, and asks anew when the document or the run has moved on.

    Attributes
    ----------
    landscape : the error along `places`, within `ranges`, or where that is None within what there is to see
    answers : every neuron's out over the plane, if the project has one
    in_nodes_changed : the diagram's nodes shall show their answers now, or do so no more
    """

    in_nodes_changed = Signal()

    def __init__(self, document: Document, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._run = run
        self._seen = _pictured_parts(document.project)
        self._plane: tuple[tuple[object, ...], Plane | None] = ((), None)
        self.places: tuple[ParameterPlace, ...] = usual_places(document.project.network)
        self.ranges: tuple[Range, ...] | None = None
        self._are_chosen = False
        self._of_all: bool | None = None
        self._in_nodes: bool | None = None
        self.landscape: Subject[Landscape] = Subject(self._landscape_request, self)
        self.answers: Subject[Answers] = Subject(self._answers_request, self)
        self._were_in_nodes = self.in_nodes
        document.replaced.connect(self._follow)
        document.settled.connect(self._announce)
        run.advanced.connect(self._move_on)
        run.finished.connect(lambda _: self._ask_anew())

    @property
    def project(self) -> Project:
        return self._run.project if self._run.is_running else self._document.project

    @property
    def plane(self) -> Plane | None:
        """The plane or line that the project's samples lie in."""
        project = self.project
        given = (project.view.get(key) for key in ("task", "normalisation"))
        parts = (project.network, project.data, *given)
        if not _are_same(parts, self._plane[0]):
            self._plane = (parts, plane_of(project))
        return self._plane[1]

    @property
    def in_nodes(self) -> bool:
        """Whether the diagram's nodes shall show their answers rather than their numbers.

        Unless somebody has chosen, they do for many samples; with few, the numbers are what one looks at.
        """
        if self.plane is None:
            return False
        return len(self.project.data) >= MANY_SAMPLES if self._in_nodes is None else self._in_nodes

    def choose_in_nodes(self, chosen: bool | None) -> None:
        """Choose whether nodes show their answers; None leaves that to the samples."""
        self._in_nodes = chosen
        self._compare_in_nodes()

    def _compare_in_nodes(self) -> None:
        if self.in_nodes != self._were_in_nodes:
            self._were_in_nodes = self.in_nodes
            self.in_nodes_changed.emit()

    def look_along(self, places: tuple[ParameterPlace, ...]) -> None:
        """Look at the error along other parameters, which are kept as long as they exist."""
        self._are_chosen = True
        if places != self.places:
            self.places, self.ranges = places, None
            self.landscape.renew()

    @property
    def has_batches(self) -> bool:
        """Whether the batch of a round is not all that is trained on."""
        project = self.project
        return project.plan.schedule(project.data).batch_size < len(project.plan.training_data(project.data))

    @property
    def of_all(self) -> bool:
        """Whether the landscape is of all samples rather than of the next round's batch.

        Unless somebody has chosen, it is, where so many samples can be computed over and over.
        """
        if not self.has_batches:
            return False
        return self._numbers_of_all <= MOST_OF_ALL if self._of_all is None else self._of_all

    @property
    def _numbers_of_all(self) -> int:
        """Count the numbers that the error of all samples costs."""
        project = self.project
        return len(project.plan.training_data(project.data)) * sum(project.network.sizes)

    def look_over(self, of_all: bool) -> None:
        """Look at the error of all samples, or at that of the next round's batch."""
        if of_all != self.of_all:
            self._of_all = of_all
            self.landscape.renew()

    def look_through(self, place: Place) -> None:
        """Look at the error along a parameter that was chosen elsewhere, in place of the first."""
        if isinstance(place, WeightPlace | BiasPlace) and place not in self.places:
            self.look_along((place, *self.places[1:]))

    def look_at(self, ranges: tuple[Range, ...] | None) -> None:
        """Look at other values of the parameters; None: at those that there is something to see at."""
        self.ranges = ranges
        self.landscape.renew()

    def _follow(self, before: Project | None, project: Project) -> None:
        if before is None or before.network is not project.network:
            self._take_places(before, project)
            self.landscape.picture = self.answers.picture = None

    def _announce(self) -> None:
        """Ask for pictures of what has changed, once all views show it."""
        seen = _pictured_parts(self._document.project)
        if not _are_same(seen, self._seen):
            self._seen = seen
            self._ask_anew()
        self._compare_in_nodes()

    def _take_places(self, before: Project | None, project: Project) -> None:
        """Keep the parameters that somebody chose as far as there are any of them; else the usual."""
        kept: tuple[ParameterPlace, ...] = ()
        if self._are_chosen and before is not None:
            kept = followed_parameters(before.network, self.places, project.network)
        self._are_chosen = bool(kept)
        if len(kept) != len(self.places) or not kept:
            self.ranges = None
        self.places = kept or usual_places(project.network)

    def _ask_anew(self) -> None:
        self.landscape.renew()
        self.answers.renew()

    def _move_on(self) -> None:
        self.landscape.refresh()
        self.answers.refresh()

    def _landscape_request(self) -> LandscapeRequest | None:
        if not self.places:
            return None
        shown = self.landscape.picture
        stays = shown is not None and shown.places == self.places and not shown.is_chosen
        of_all = self.of_all
        return LandscapeRequest(
            project=self.project,
            places=self.places,
            asked=self.ranges,
            shown=shown.ranges if shown is not None and stays else None,
            path=self._path(),
            count=CURVE if len(self.places) == 1 else self._surface(of_all),
            of_all=of_all,
        )

    def _surface(self, of_all: bool) -> int:
        """Choose how finely a surface is computed."""
        if self._run.is_running:
            return moving_surface(self.project, of_all)
        finest = int((RESTING_NUMBERS / self._numbers_of_all) ** 0.5) if of_all else SURFACE
        return max(MOST_MOVING, min(finest, SURFACE))

    def _path(self) -> Array:
        """Return where the parameters have been until now, of a long way only some points."""
        project, kept = self.project, self._run.history.parameters
        count = int(np.searchsorted(kept.rounds, project.state.rounds))
        columns = [project.network.index(place) for place in self.places]
        path = kept.rows[:count, columns]
        here = project.parameters.flat[columns]
        return np.vstack([path[:: max(1, -(-count // MOST_OF_PATH))], here])

    def _answers_request(self) -> AnswersRequest | None:
        project, plane = self.project, self.plane
        if plane is None:
            return None
        count = LINE if plane.is_line else PLANE
        return AnswersRequest(project, plane, affordable(project.network, plane, count))


def moving_surface(project: Project, of_all: bool = False) -> int:
    """Choose how finely a surface is computed while training goes on: coarser for many samples."""
    training = len(project.plan.training_data(project.data))
    batch = training if of_all else project.plan.schedule(project.data).batch_size
    affordable = (MOVING_NUMBERS / (batch * sum(project.network.sizes))) ** 0.5
    return max(FEWEST_MOVING, min(int(affordable), MOST_MOVING))


def parameter_places(network: Network, most: int | None = None) -> list[ParameterPlace]:
    """List the parameters that there are, or the first of them: weights by their numbers, then biases."""
    there = np.flatnonzero(existing(network))
    return [network.place(index) for index in there[:most].tolist()]


def followed_parameters(
    network: Network, places: tuple[ParameterPlace, ...], other: Network
) -> tuple[ParameterPlace, ...]:
    """Find parameters in a network that was made from theirs; in any other one, those of their names."""
    if moves_between(network, other) is None:
        found = [namesake(network, place, other) for place in places]
        return tuple(place for place in found if place is not None)
    moved = followed(network, other, places)
    return tuple(place for place in moved if isinstance(place, WeightPlace | BiasPlace))


def namesake(network: Network, place: ParameterPlace, other: Network) -> ParameterPlace | None:
    """Find the parameter of another network that has the same name, if there is one: its w5, b1 or b_h1."""
    if isinstance(place, WeightPlace):
        number = network.weight_number(place)
        there = number <= other.weight_count and existing(other)[number - 1]
        return other.weight_place(number) if there else None
    if place.to is None:
        has_it = place.layer < len(other.layers) and other.layers[place.layer].bias is BiasKind.SHARED
        return place if has_it else None
    name = network.layers[place.layer].neurons[place.to]
    for number, layer in enumerate(other.layers):
        if layer.bias is BiasKind.PER_NEURON and name in layer.neurons:
            return BiasPlace(number, layer.neurons.index(name))
    return None


def usual_places(network: Network) -> tuple[ParameterPlace, ...]:
    """Choose the first weight of the last layer that training changes; else any parameter that it does."""
    trained = np.flatnonzero(network.trainable)
    last = network.weight_slots[-1][0]
    of_last = trained[(trained >= last.start) & (trained < last.stop)]
    chosen = of_last if of_last.size else trained
    return tuple(network.place(index) for index in chosen[:1].tolist())


def _pictured_parts(project: Project) -> tuple[object, ...]:
    """List what the pictures of a project depend on."""
    given = (project.view.get(key) for key in ("task", "normalisation"))
    return (project.network, project.plan, project.state, project.data, *given)


def _are_same(parts: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(parts) == len(others) and all(a is b for a, b in zip(parts, others, strict=True))
