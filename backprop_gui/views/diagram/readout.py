"""The figures as the diagram's items ask for them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType

from PySide6.QtGui import QColor, QImage

from backprop_gui.core.array import Array
from backprop_gui.core.network import BiasPlace, NeuronPlace, Place, WeightPlace
from backprop_gui.explain.notation import Notation
from backprop_gui.explain.quantities import Quantity
from backprop_gui.look.theme import Theme
from backprop_gui.session.session import Session
from backprop_gui.views.diagram.lights import DARKNESS, Light


class Readout:
    """What is known at this moment, what the current step lights, and the pictures of neurons."""

    def __init__(
        self,
        session: Session,
        lights: Mapping[Place, Light],
        look: Theme,
        pictures: Mapping[NeuronPlace, QImage] = MappingProxyType({}),
    ) -> None:
        self.session = session
        self.project = session.project
        self.look = look
        self._lights = lights
        self._pictures = pictures
        self.notation = Notation(self.project.network)

    def light(self, place: Place) -> Light:
        return self._lights.get(place, DARKNESS)

    @property
    def is_step_lit(self) -> bool:
        """Whether colours say now which part of a step's formula is read where."""
        return bool(self._lights) and not self.is_live

    def picture(self, neuron: NeuronPlace) -> QImage | None:
        """Return a neuron's answers; None while its numbers are shown, as when a step is about them."""
        return None if self.light(neuron).values else self._pictures.get(neuron)

    def lit_weights(self, layer: int, most: int) -> list[WeightPlace]:
        """List the lit weights of a layer, of very many only some, evenly."""
        found = [place for place in self._lights if isinstance(place, WeightPlace) and place.layer == layer]
        return found[:: -(-len(found) // most)] if found else []

    def layer_color(self, layer: int) -> QColor | None:
        """Return the colour that a neuron of the layer is lit in, if one is."""
        for place, light in self._lights.items():
            if isinstance(place, NeuronPlace) and place.layer == layer and light.rings:
                return light.rings[-1]
        return None

    def known(self, quantity: Quantity) -> float | None:
        """Return a quantity's number, or None before its step has been taken."""
        return self.session.known(quantity)

    def is_renewed(self, quantity: Quantity) -> bool:
        """Tell whether the number that is known of a neuron is one after the update."""
        cursor = self.session.cursor
        if self.session.run.is_running:
            return False
        return cursor.is_taken(replace(quantity, sample=cursor.sample, after=True))

    def before(self, place: WeightPlace | BiasPlace) -> float:
        """Return a parameter's value before the update."""
        return self.project.parameters.flat.item(self.project.network.index(place))

    def change(self, place: WeightPlace | BiasPlace) -> tuple[float | None, float]:
        """Return a parameter's value before the update where it is another now, and its value."""
        before, now = self.before(place), self._parameters.item(self.project.network.index(place))
        return (None if now == before or now != now else before), now

    @cached_property
    def _parameters(self) -> Array:
        return self.session.known_parameters()

    @property
    def is_live(self) -> bool:
        """Whether a run shows its present numbers: nothing is after an update then."""
        return self.session.run.is_running

    def value_at(self, index: int) -> float:
        """Return a parameter's present value by its index in the flat vector."""
        return self.project.parameters.flat.item(index)

    def is_fixed(self, place: WeightPlace | BiasPlace) -> bool:
        """Tell whether training leaves a parameter as it is."""
        network = self.project.network
        return not network.trainable[network.index(place)]
