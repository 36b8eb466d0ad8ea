"""Gradient descent made visible: the error along one parameter or two, and the update that comes."""

from PySide6.QtWidgets import QWidget

from backprop_gui.core.landscape import ParameterPlace
from backprop_gui.core.network import Network
from backprop_gui.explain.notation import Notation
from backprop_gui.session.pictures import parameter_places
from backprop_gui.session.session import Session
from backprop_gui.views.pictures.controls import MOST_LISTED, Choice, PictureHeader, Switch
from backprop_gui.views.pictures.held import Held
from backprop_gui.views.pictures.landscape_facts import (
    error_name,
    facts_of,
    has_heights,
    whose_error,
    why_empty,
)
from backprop_gui.views.pictures.landscape_plot import LandscapePlot, Ranges

TITLE = "Error landscape"
NO_SECOND = "none: a curve"
SAMPLES = {True: "all samples", False: "next batch"}
COMES = "The error's landscape is being computed."
NOTHING = "There is no weight or bias to look along."


class LandscapeView:
    """Chooses the parameters, and shows the landscape of the next round's batch."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self._subject = session.pictures.landscape
        self._network: Network | None = None
        self._held = Held(session, self._subject)
        self.plot = LandscapePlot(parent)
        self.first: Choice[ParameterPlace | None] = Choice("landscape_first", "Parameter across", parent)
        self.second: Choice[ParameterPlace | None] = Choice("landscape_second", "Second parameter", parent)
        self.second.setToolTip(
            "Second parameter: without one a curve over the first, with one a map over both"
        )
        self.samples: Choice[bool] = Choice("landscape_samples", "Samples whose error it is", parent)
        self.samples.offer(list(SAMPLES), SAMPLES.__getitem__)
        self.following = Switch(
            "landscape_follow", "follow", "Follow the path (a wheel or a drag looks elsewhere)", parent, True
        )
        self.header = PictureHeader(TITLE, (self.first, self.second, self.samples, self.following), parent)
        self.first.chosen.connect(self._choose)
        self.second.chosen.connect(self._choose)
        self.samples.chosen.connect(lambda: session.pictures.look_over(bool(self.samples.option)))
        self.following.clicked.connect(lambda on: self._follow_path() if on else self._stay())
        self.plot.zoomed.connect(self._look_at)
        self.plot.whole_asked.connect(self._follow_path)
        self.plot.seen.connect(lambda seen: self._subject.watch(self, seen))
        self.plot.cancel_asked.connect(self._subject.cancel)
        self._subject.changed.connect(self._show)
        self.follow()

    def follow(self) -> None:
        """Offer the network's parameters."""
        self._network = network = self._session.project.network
        notation, places = Notation(network), parameter_places(network, MOST_LISTED)
        self.first.offer(places, lambda place: notation.parameter(place) if place else "none")
        self.second.offer([None, *places], lambda place: notation.parameter(place) if place else NO_SECOND)
        self._show()

    def draw(self, done: int, growing: bool) -> None:
        """Stand still while the plots are held; what is new is shown as it comes."""
        if self._held.follow(done, growing):
            self._show()

    def restyle(self) -> None:
        """Take the colours of the look in use."""
        for each in (self.plot, self.following):
            each.restyle()

    def describe(self, done: int) -> str:
        """Say in words what is shown."""
        picture = self._held.picture
        if picture is None:
            return self.plot.hint
        trouble = "" if has_heights(picture) else f" {why_empty(picture)}"
        names = " and ".join(self.plot.names)
        return f"{error_name(picture)} over {names}: {', '.join(facts_of(picture))}.{trouble}"

    def _show(self) -> None:
        if self._session.project.network is not self._network:
            self.follow()
            return
        pictures = self._session.pictures
        if self._held.picture is None or self._held.picture.places != pictures.places:
            self._held.let_go()
        picture = self._held.picture
        self.first.choose(pictures.places[0] if pictures.places else None)
        self.second.choose(pictures.places[1] if len(pictures.places) > 1 else None)
        self.samples.choose(pictures.of_all)
        self.samples.setVisible(pictures.has_batches)
        self.header.say(f"{TITLE}: {whose_error(picture)}" if picture else TITLE)
        self.following.setChecked(pictures.ranges is None)
        self.plot.show_progress(self._subject.share if self._subject.is_slow else None)
        coming = why_empty(picture) if picture else COMES
        self.plot.hint = self._subject.trouble or (coming if pictures.places else NOTHING)
        self.plot.show_picture(picture, pictures.ranges)
        self.plot.setAccessibleDescription(self.describe(0))

    def _choose(self) -> None:
        chosen = (self.first.option, self.second.option)
        self._session.pictures.look_along(
            tuple(dict.fromkeys(place for place in chosen if place is not None))
        )
        self._show()

    def _look_at(self, ranges: Ranges) -> None:
        """Look at a part at once; what is new of it is computed meanwhile."""
        if (picture := self._subject.picture) is None:
            return
        ranges = ranges[: len(picture.axes)]
        if all(low + 1e-9 * abs(low) < high < low + 1e100 for low, high in ranges):
            self.plot.look_at(ranges)
            self._session.pictures.look_at(ranges)
            self.following.setChecked(False)

    def _follow_path(self) -> None:
        self._session.pictures.look_at(None)
        self.following.setChecked(True)

    def _stay(self) -> None:
        if (picture := self._subject.picture) is not None:
            self._session.pictures.look_at(picture.ranges)
